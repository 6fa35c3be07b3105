"""HTTP of the consultations package: residents' pages, and the officer's desk."""

from commons.consultations.views import desk, phases, public
from commons.consultations.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "phases", "public"]
