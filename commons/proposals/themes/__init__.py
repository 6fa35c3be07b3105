"""The city's own list of themes that proposals are sorted by."""
