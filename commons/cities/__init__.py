"""The city: its database, its address, its districts and its settings."""
