"""What a result means: whom the money reaches, what was missing, how the count went."""
