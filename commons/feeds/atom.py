"""Writing an Atom feed (RFC 4287). No Flask, no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""

ET.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news."""

    id: str
    """An IRI that never changes."""
    title: str
    url: str
    """The whole address of the page."""
    updated: datetime
    summary: str
    language: str
    """Of title and summary."""
    author: str | None = None
    """Who said it; None for the city itself."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest pieces of news of one kind, newest first."""

    id: str
    title: str
    language: str
    url: str
    """The page of which it tells."""
    own_url: str
    """Where the feed itself is."""
    city: str
    since: datetime
    """When the city came here: the feed's date while there is no news."""
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When the newest entry changed."""
        return max((entry.updated for entry in self.entries), default=self.since)


def write_atom(feed: Feed) -> bytes:
    """The feed as a document."""
    root = ET.Element(f"{{{ATOM}}}feed", {_LANGUAGE: feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.updated))
    _link(root, "self", feed.own_url, "application/atom+xml")
    _link(root, "alternate", feed.url, "text/html")
    _text(ET.SubElement(root, f"{{{ATOM}}}author"), "name", feed.city)
    _text(root, "generator", "Commons")
    for entry in feed.entries:
        _entry(root, entry)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: ET.Element, entry: Entry) -> None:
    node = ET.SubElement(root, f"{{{ATOM}}}entry", {_LANGUAGE: entry.language})
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _text(node, "updated", _moment(entry.updated))
    _link(node, "alternate", entry.url, "text/html")
    _text(node, "summary", entry.summary)
    if entry.author is not None:
        _text(ET.SubElement(node, f"{{{ATOM}}}author"), "name", entry.author)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = _NOT_XML.sub("", text)


def _link(parent: ET.Element, relation: str, url: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": url, "type": kind})


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
