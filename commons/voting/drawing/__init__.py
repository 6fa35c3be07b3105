"""Drawing lots where options stand equal: so that nobody can choose them, and anyone can check."""
