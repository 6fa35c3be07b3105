"""What can be done with paper ballots: make a batch, enter it, resolve differences, count it."""

from commons.voting.sheets.actions.batches import make_batch, set_expected, withdraw_batch
from commons.voting.sheets.actions.counting import count_batch
from commons.voting.sheets.actions.entering import finish_entry, resolve, save_rows

__all__ = [
    "count_batch",
    "finish_entry",
    "make_batch",
    "resolve",
    "save_rows",
    "set_expected",
    "withdraw_batch",
]
