"""Signing in with an account that the city gives its people: OpenID Connect, by authlib."""
