"""Commands that belong to the house as a whole; a package's own commands live with it."""
