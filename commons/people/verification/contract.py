"""Showing that one lives here. A new way is one class, registered in ``features.py``."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from commons.base.errors import Refused
from commons.base.registry import Registry
from commons.base.web.forms import Form
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person

NOT_ASKED, OWN_WORD, SHOWN, CONFIRMED = LEVELS = (0, 1, 2, 3)
"""How strongly it is shown that somebody lives here, from not at all."""


def level_words(level: int) -> str:
    """What a level means, in the reader's language."""
    return {
        NOT_ASKED: _("Nothing: to sign in is enough"),
        OWN_WORD: _("Your own word that you live here"),
        SHOWN: _("Something that shows you live here: a letter, a card, or neighbours"),
        CONFIRMED: _("Confirmed in person, or by the city's register"),
    }[level]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a way has shown of a person, and all that is kept of it."""

    level: int
    district_id: int | None = None
    """The district they live in, where the way shows that."""
    at_least_age: int | None = None
    """An age that they have reached, where the way shows that. Never a birth date."""


class NotShown(Refused):
    """It is not shown. The text tells the true reason and the next way in."""


class WrongGuess(NotShown):
    """Nothing is known by what was typed. Counted, so that nobody can try until something fits."""


class ShownForAnother(NotShown):
    """What was typed is right, but another account has shown it already: perhaps the same human."""

    def __init__(self, text: str, person_id: int) -> None:
        super().__init__(text)
        self.person_id = person_id
        """Whose account that is. Never shown."""


class VerificationMethod(ABC):
    """A way to show that a person lives in the city. It never keeps what it was shown."""

    name: str
    level: int
    """How strong it is; a vote says which level it asks for."""
    shows_district = False
    """Whether it can also show in which district."""
    shows_age = False
    """Whether it can also show an age."""
    endpoint: str | None = None
    """The page on which it is done, where it has one of its own; it gets ``phase``."""
    by_default = True
    """Whether a city offers it that has said nothing about it."""
    on_its_own = False
    """Whether ``check`` makes its own transactions and keeps itself what it has shown."""

    @abstractmethod
    def title(self) -> str:
        """What it is called, in the reader's language."""

    @abstractmethod
    def explanation(self) -> str:
        """What the person is asked for and what is kept of it, in plain words."""

    def offered(self) -> bool:
        """Whether it can be done at all at the moment, beside what the city chose to offer."""
        return True

    def form(self, person: Person) -> Form | None:  # noqa: ARG002  (for those that ask)
        """What it asks for; None where there is nothing to type."""
        return None

    @abstractmethod
    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:
        """Say what is shown, inside a transaction in which the person is held.

        Raises NotShown with the true reason and the next way in.
        """


methods: Registry[VerificationMethod] = Registry("way of verification")
