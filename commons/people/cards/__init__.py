"""Access cards: a printed code that is a way in for whoever has no e-mail and no phone."""
