"""HTTP of the proposals package."""

from commons.proposals.views import office, reading, writing
from commons.proposals.views.blueprint import blueprint

__all__ = ["blueprint", "office", "reading", "writing"]
