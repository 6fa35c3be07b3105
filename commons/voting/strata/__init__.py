"""What a ballot carries beside its choices, and what may be told of it: groups of ten and more."""
