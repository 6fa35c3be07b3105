"""Where proposals are: choosing a point, and the map of them, with and without map pictures."""
