"""Observers: what they see of a vote, and the result that they sign."""
