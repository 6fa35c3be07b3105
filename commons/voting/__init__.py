"""Votes: options, roll, box, tally, receipts. Ballots are stored in voting/models.py."""
