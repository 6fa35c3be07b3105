"""The person: signing in, roles, the table of permissions, verification of residence."""
