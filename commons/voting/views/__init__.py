"""HTTP of the voting package: the ballot paper, and what everybody may read of a vote."""

from commons.voting.views import casting, checking, comparing, explaining, faults, reading
from commons.voting.views.blueprint import blueprint

__all__ = ["blueprint", "casting", "checking", "comparing", "explaining", "faults", "reading"]
