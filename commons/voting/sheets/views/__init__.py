"""HTTP of paper ballots: printing them, their batches, entering, comparing, counting."""

from commons.voting.sheets.views import batches, entering, printing
from commons.voting.sheets.views.blueprint import blueprint

__all__ = ["batches", "blueprint", "entering", "printing"]
