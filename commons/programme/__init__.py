"""The inclusive city programme: what the city shares with the other cities."""
