"""Proposals of residents, and the official answers to them."""
