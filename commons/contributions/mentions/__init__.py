"""Mentions: a name after an @ in a comment, of somebody who takes part in the talk by that name."""
