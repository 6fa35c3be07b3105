"""Showing that one lives here. A new way is one class in one file (see ``features.py``)."""

from commons.people.verification.contract import VerificationMethod, methods
from commons.people.verification.declaration import Declaration

__all__ = ["Declaration", "VerificationMethod", "methods"]
