"""What people hear of: a kind of event, who is told, and in which words.

A new kind is one class, registered in ``features.py``. A notice tells that something happened and
where to read it; it quotes no text of people, so that nothing is mailed that is hidden later.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import current_app

from commons.base.events import Event
from commons.base.registry import Registry
from commons.base.text import clean_line, shorten
from commons.cities.context import current_city
from commons.contributions.places import Place
from commons.notices.following import followers
from commons.notices.rules import FOLLOWED
from commons.notices.subjects import CONTRIBUTION, Key, Thing, Things

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Audience:
    """Some of those who are told, and under which topic (see ``rules``) they chose how."""

    topic: str
    people: "sa.Select[Any]"
    """A query for their ids. Never a list: a city may have a hundred thousand followers."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words, in one language."""

    line: str
    """What happened, in one line that stands alone: a mail's subject, a line of a list."""
    body: str
    """The same in a few sentences of plain text, with the whole address to read on."""
    place: Place
    """Where it can be read."""
    in_full: bool = False
    """Whether a list shows the sentences, too: they say what the line cannot."""


class NoticeKind(ABC):
    """Who hears of one kind of event, and what we write."""

    name: str
    """The event's kind."""

    @abstractmethod
    def audience(self, event: Event) -> Sequence[Audience]:
        """Who is told, by topic, each topic once. Who is in two is told under the first.

        Whoever did it is left out in any case.
        """

    def about(self, event: Event) -> list[Key]:
        """What the words need to know; it is looked up for many notices at once."""
        return [] if event.contribution_id is None else [(CONTRIBUTION, event.contribution_id)]

    @abstractmethod
    def letter(self, event: Event, things: Things) -> Letter | None:
        """The words, in the language being spoken; None where there is nothing to tell any more.

        ``things`` holds what ``about`` named, as far as it is there. No statement.
        """


kinds: Registry[NoticeKind] = Registry("notice")


def letter_of(event: Event, found: Things) -> Letter | None:
    """The words for an event; None where nobody has any."""
    return kinds.get(event.kind).letter(event, found) if event.kind in kinds else None


def write(
    template: str, line: str, place: Place, *, in_full: bool = False, **values: object
) -> Letter:
    """A letter whose body is a text template: ``notices/letters/TEMPLATE.txt``.

    Texts of people among the values lose what could pass for something else: line breaks, control
    characters, marks that turn the direction of writing.
    """
    clean = {
        name: value if name == "statement" or not isinstance(value, str) else clean_line(value)
        for name, value in values.items()
    }
    # Not Flask's render_template: its layout belongs to pages, and a job has no request.
    body = current_app.jinja_env.get_template(f"notices/letters/{template}.txt").render(
        city=current_city(), url=place.whole_address, **clean
    )
    return Letter(clean_line(line), body.strip(), place, in_full)


def short_title(thing: Thing) -> str:
    """The title of something, as long as a subject can bear."""
    return shorten(thing.title, TITLE_LENGTH)


def followers_of(key: Key) -> Audience:
    """Those who follow something."""
    return Audience(FOLLOWED, followers(key))
