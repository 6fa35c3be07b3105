"""How an open vote stands, where its rules say from the start that everybody may see it."""
