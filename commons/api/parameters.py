"""What can be asked with an address: each parameter declared once, read strictly.

A parameter nobody knows is refused: who mistypes a filter must not be given everything instead.
"""

import base64
import binascii
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from commons.api.fields import Json
from commons.base.errors import NotFound, Unclear
from commons.base.web.paging import GREATEST_KEY
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _


@dataclass(frozen=True, slots=True)
class Parameter(ABC):
    """One parameter of an address."""

    name: str
    meaning: str
    """In English, for programmers."""

    @abstractmethod
    def schema(self) -> Json:
        """What its values are, in JSON Schema."""

    @abstractmethod
    def read(self, text: str) -> Any:
        """Its value. Raises Unclear, whose text says how to mend it."""

    def usual(self) -> Any:
        """What is meant where it is left out."""
        return None


@dataclass(frozen=True, slots=True)
class Choice(Parameter):
    """One word of a few."""

    choices: tuple[str, ...]
    default: str | None = None

    def words(self) -> Sequence[str]:
        """What can be chosen."""
        return self.choices

    def schema(self) -> Json:
        """An enumeration."""
        default = {"default": self.default} if self.default else {}
        return {"type": "string", "enum": list(self.words()), **default}

    def read(self, text: str) -> str:
        """The word."""
        if text not in self.words():
            raise Unclear(
                _(
                    "“%(name)s” must be one of: %(choices)s.",
                    name=self.name,
                    choices=", ".join(self.words()),
                )
            )
        return text

    def usual(self) -> str | None:
        """The default."""
        return self.default


@dataclass(frozen=True, slots=True)
class CityLanguage(Choice):
    """One of the languages that the city offers."""

    choices: tuple[str, ...] = ()

    def words(self) -> Sequence[str]:
        """The codes of the city's languages."""
        return current_city().languages


@dataclass(frozen=True, slots=True)
class WholeNumber(Parameter):
    """A whole number."""

    least: int = 1
    most: int = GREATEST_KEY
    default: int | None = None

    def schema(self) -> Json:
        """An integer with its bounds."""
        default = {"default": self.default} if self.default else {}
        return {"type": "integer", "minimum": self.least, "maximum": self.most, **default}

    def read(self, text: str) -> int:
        """The number."""
        plain = text.isascii() and text.isdigit() and len(text) < 11
        if not plain or not self.least <= int(text) <= self.most:
            raise Unclear(
                _(
                    "“%(name)s” must be a whole number from %(least)d to %(most)d.",
                    name=self.name,
                    least=self.least,
                    most=self.most,
                )
            )
        return int(text)

    def usual(self) -> int | None:
        """The default."""
        return self.default


@dataclass(frozen=True, slots=True)
class Line(Parameter):
    """A line of text."""

    most: int = 100

    def schema(self) -> Json:
        """A string with its greatest length."""
        return {"type": "string", "maxLength": self.most}

    def read(self, text: str) -> str:
        """The text."""
        if len(text) > self.most:
            raise Unclear(
                _(
                    "“%(name)s” can have at most %(most)d characters.",
                    name=self.name,
                    most=self.most,
                )
            )
        return text


class Cursor(Line):
    """A place in a list, as the answer before it gave it."""

    def read(self, text: str) -> str:
        """The place, as the list's own query writes it. Raises NotFound for no place at all."""
        try:
            return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        except (binascii.Error, ValueError) as error:
            raise no_such_place() from error


def cursor_of(place: str) -> str:
    """A place in a list as an address holds it: what is in it is nobody's business but ours."""
    return base64.urlsafe_b64encode(place.encode("ascii")).decode("ascii").rstrip("=")


def no_such_place() -> NotFound:
    """For a cursor that leads nowhere."""
    return NotFound(
        _("There is no such place in this list. Take the address in “next” as it was given.")
    )


LANGUAGE = CityLanguage(
    "language",
    "The language to answer in, where there is one to choose; else Accept-Language decides.",
)
SIZE = WholeNumber("size", "How many of the list at once.", least=1, most=100, default=20)
AFTER = Cursor("after", "Where to go on: take it from the answer's next.", most=200)


def read_all(known: Sequence[Parameter], given: MultiDict[str, str]) -> Mapping[str, Any]:
    """The values of all known parameters by their names. Raises Unclear."""
    by_name = {parameter.name: parameter for parameter in known}
    for name in given:
        if name not in by_name:
            raise Unclear(
                _(
                    "“%(name)s” cannot be asked for here. What can: %(names)s.",
                    name=name[:40],
                    names=", ".join(by_name),
                )
            )
        if len(given.getlist(name)) > 1:
            raise Unclear(_("“%(name)s” can be said only once.", name=name))
    return {
        name: parameter.read(given[name]) if name in given else parameter.usual()
        for name, parameter in by_name.items()
    }
