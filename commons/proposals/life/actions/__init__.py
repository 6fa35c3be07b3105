"""What is done with a proposal once it is posted."""
