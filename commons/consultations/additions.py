"""What packages above add to a consultation's pages, registered in ``features.py``."""

from abc import ABC, abstractmethod

from markupsafe import Markup

from commons.base.registry import Registry
from commons.consultations.models import Consultation


class Addition(ABC):
    """A section at the end of a consultation's page, and one on its page in the office."""

    name: str

    @abstractmethod
    def public(self, consultation: Consultation) -> Markup:
        """For everybody; empty where there is nothing to say. Drafts are not asked for."""

    @abstractmethod
    def office(self, consultation: Consultation) -> Markup:
        """For officers, drafts too; empty where there is nothing to do."""


additions: Registry[Addition] = Registry("addition to a consultation")
