"""Following a city without an account: Atom feeds and a calendar."""
