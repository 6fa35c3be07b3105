"""HTTP of the proposals package."""

from commons.proposals.views import finding, office, reading, writing
from commons.proposals.views.blueprint import blueprint

__all__ = ["blueprint", "finding", "office", "reading", "writing"]
