"""What the demo's texts are made of: plain data, written by us, lived through by ``making.py``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from commons.cities.rules import Centre
from commons.voting.models import APPROVAL


class Words(NamedTuple):
    """A proposal in another language."""

    title: str
    body: str


class Frame(NamedTuple):
    """What a consultation says in one language."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Resident:
    """An invented person with a voice of their own in the demo."""

    key: str
    """What the texts call them; the demo's people in office have the name of their address."""
    name: str
    language: str
    district: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that waits for the moderator. ``by`` is None for a visitor who is not signed in."""

    reason: str
    note: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Hiding:
    """What a moderator hid: the ground, the statement of reasons, and the author's appeal."""

    reason: str
    statement: str
    appeal: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says about a proposal: for, against, a question or an idea."""

    by: str
    language: str
    alignment: str
    body: str
    translations: Mapping[str, str] = field(default_factory=dict)
    hiding: Hiding | None = None
    reports: tuple[Report, ...] = ()
    voice: str = "name"
    """As whom it is said: ``name``, ``resident``, or ``organisation``, the one they speak for."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Another wording that somebody proposes: the whole text anew, and why."""

    by: str
    body: str
    why: str
    declined: str = ""
    """The author's reason; without it the author has not decided yet."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawing that somebody adds to a proposal: a street with so many trees."""

    name: str
    words: str
    trees: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What the city said that it will do about an accepted proposal, and how that goes."""

    texts: Mapping[str, str]
    due: int
    """The day by which, counted from today."""
    progress: str
    """What the officer reported since, in their own language."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as its author wrote it, with what others made of it."""

    by: str
    language: str
    title: str
    body: str
    district: str | None = None
    theme: str | None = None
    """The code of one of the usual themes (see ``proposals.themes.rules``)."""
    cost: int | None = None
    """In whole units of the city's currency."""
    liking: int = 0
    """How well liked it is, of 100: it decides how many support it, and tick it in a vote."""
    translations: Mapping[str, Words] = field(default_factory=dict)
    coauthors: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    comments: tuple[Comment, ...] = ()
    reports: tuple[Report, ...] = ()
    shown: tuple[Shown, ...] = ()
    returned: str = ""
    """Why the officer gave it back to its author, where officers admit proposals."""
    joins: str = ""
    """The title of the proposal that it became one with, as both authors wished."""
    why_one: str = ""
    """Why the officer asked for that, in their own language."""
    promise: Promise | None = None
    decision: str | None = None
    """What the officer decided; None before a vote means: accepted, with a usual answer."""
    answer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Consultation:
    """A question the city asks, in all its languages."""

    slug: str
    texts: Mapping[str, Frame]
    proposals: tuple[Proposal, ...] = ()
    budget: int = 0
    rule: str = ""
    """The way to count of its vote."""
    ballot: str = APPROVAL
    """What people do on its ballot."""
    admission: bool = False
    """Whether officers admit its proposals."""
    answer: Mapping[str, str] = field(default_factory=dict)
    """The official answer, once it is over."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An invented organisation that speaks as such."""

    name: str
    kind: str
    about: str
    language: str
    speaker: str
    """The key of who speaks for it."""
    reason: str
    accredited: bool = False


@dataclass(frozen=True, slots=True)
class Observer:
    """Somebody who watches votes, and what they remarked when they signed a result."""

    key: str
    name: str
    language: str
    district: str
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class DemoCity:
    """A city of the demo, with a consultation in each stage of its life."""

    slug: str
    name: str
    country: str
    languages: tuple[str, ...]
    accent: str
    currency: str
    time_zone: str
    districts: tuple[str, ...]
    translators: Mapping[str, str]
    """Who translates into each language: what readers see beside the translation."""
    people: tuple[Resident, ...]
    crowd: tuple[str, ...]
    """First names of its other residents, who support and vote."""
    draft: Consultation
    upcoming: Consultation
    proposing: Consultation
    voting: Consultation
    finished: Consultation
    own_ideas: tuple[Proposal, ...]
    """Proposals outside any consultation."""
    voters: int
    """How many cast a ballot in the finished vote."""
    early_voters: int
    """How many have cast one so far in the vote that is open."""
    organisations: tuple[Organisation, ...] = ()
    centre: Centre | None = None
    """Where its map begins."""
    naming: Consultation | None = None
    """A small vote by order that is over: a name for something, signed by observers."""
    observers: tuple[Observer, ...] = ()
    middles: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Of districts, by name: latitude and longitude. Proposals there are put somewhere near."""
