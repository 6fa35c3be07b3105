"""Paper ballots: entered in batches, twice by two people, compared, then counted."""
