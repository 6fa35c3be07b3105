"""Showing that one lives here. A new way is one class, registered in ``app.py``."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from commons.base.registry import Registry
from commons.people.models import Person


class VerificationMethod(ABC):
    """A way to show that a person lives in the city. It never keeps what it was shown."""

    name: str
    level: int
    """How strong it is; a vote says which level it asks for. 1 is the person's own word."""

    @abstractmethod
    def title(self) -> str:
        """What it is called, in the reader's language."""

    @abstractmethod
    def explanation(self) -> str:
        """What the person is asked for and what is kept of it, in plain words."""

    @abstractmethod
    def check(self, person: Person, answers: Mapping[str, str]) -> None:
        """Return when it is shown. Raises Refused with the true reason and the next way in."""


methods: Registry[VerificationMethod] = Registry("way of verification")
