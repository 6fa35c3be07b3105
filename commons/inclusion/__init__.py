"""Who takes part, and who is missing: asked freely, kept apart, shown in groups of ten and more."""
