"""What the city does to carry out the proposals it accepted."""
