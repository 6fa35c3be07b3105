"""Where the feeds are: for the page that lists them, and for the head of every page."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for

from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _

CITY_FEEDS: dict[str, tuple[str, Callable[[], str]]] = {
    "consultations": ("consultations.index", lambda: _("New consultations")),
    "proposals": ("proposals.index", lambda: _("New proposals")),
    "answers": ("consultations.index", lambda: _("Official answers")),
}
"""The feeds of a city: the page each tells of, and what it is called."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as pages point to it."""

    title: str
    url: str


def feed_links() -> list[FeedLink]:
    """The city's feeds in the reader's language."""
    code = current_language().code
    return [
        FeedLink(title(), url_for("feeds.of_city", code=code, name=name))
        for name, (_page, title) in CITY_FEEDS.items()
    ]
