"""Downloads: every dataset in every format, each with a dictionary of its columns."""
