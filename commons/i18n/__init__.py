"""Languages: which there are, which one a reader gets, the interface's texts in each."""
