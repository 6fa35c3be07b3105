"""Who hears of what happened, by mail, in their own language."""
