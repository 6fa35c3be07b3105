"""The contract of a way to fill in a ballot. Pure thinking but for the words, which are translated.

A kind is one class in one file, made known with ``kinds.register``; ``docs/extending.md`` shows
one.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol

from commons.base.registry import Registry
from commons.voting.paper import Mark, Mistake, Paper

Style = Literal["ticks", "ranks", "amounts"]
"""How a ballot is marked: options are ticked, put in an order, or given numbers."""


class Sent(Protocol):
    """What a browser sent: werkzeug's ``MultiDict`` is one."""

    def getlist(self, key: str) -> list[str]:
        """All values under a name."""

    def __iter__(self) -> Iterator[str]:
        """The names there are."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A ballot as somebody filled it in: its marks, and what could not be read.

    ``typed`` is what stood in each option's field, so that it can be shown again as it was.
    """

    marks: tuple[Mark, ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Mistake, ...] = ()


class BallotKind(ABC):
    """A way to fill in a ballot: how it is read, what can be wrong with it, how it is shown."""

    name: str
    """The word it is stored under."""
    stored: ClassVar[str]
    """The name among ``models.KINDS`` that the database knows its votes by."""
    vote_type: ClassVar[str]
    """What it is called in a Pabulib file."""
    style: ClassVar[Style]
    template: ClassVar[str]
    """The fragment that shows the ballot, within a form; it gets ``paper``, ``options``, ``typed``
    (texts by option code), ``wrong`` (codes with a mistake) and ``title_of``."""
    rules: ClassVar[tuple[str, ...]]
    """The names of the ways to count that fit, the usual one first."""
    most_options: ClassVar[int] = 1_000
    in_money: ClassVar[bool] = False
    """Whether the points are money."""
    asks: ClassVar[frozenset[str]] = frozenset()
    """Which settings an officer can make for it: ``max_choices``, ``most_each``, ``points``,
    ``step``."""
    fixed_options: ClassVar[tuple[str, ...]] = ()
    """Codes of the only options there are, where the kind brings its own."""

    @abstractmethod
    def title(self) -> str:
        """What it is called, as an officer chooses it."""

    @abstractmethod
    def how(self, paper: Paper) -> str:
        """How one fills it in, in a sentence or two for voters."""

    @abstractmethod
    def parse(self, paper: Paper, sent: Sent) -> Filled:
        """Read what a form sent. Never raises: what cannot be read is in ``Filled.unread``."""

    @abstractmethod
    def mistakes(self, paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
        """All that is wrong with a ballot; empty for a good one, and for a blank one."""

    @abstractmethod
    def typed(self, paper: Paper, marks: Sequence[Mark]) -> dict[str, str]:
        """The texts that stand in the options' fields for these marks, by option code."""

    def said(self, paper: Paper, mark: Mark) -> str:  # noqa: ARG002  (for those that override)
        """What a mark gives its option, for the summary: "5 points"; empty for a mere tick."""
        return ""

    def option_title(self, code: str) -> str:
        """What one of its ``fixed_options`` is called, in the language spoken now."""
        raise KeyError(code)

    def limits(self, paper: Paper) -> dict[str, str]:
        """The limits of a ballot as a Pabulib file states them."""
        return {"max_length": str(paper.max_choices)} if paper.max_choices else {}


kinds: Registry[BallotKind] = Registry("kind of ballot")


def stray(paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
    """What is wrong on any ballot: options that are not on it, or that are named twice."""
    codes = [code for code, _points in marks]
    found: list[Mistake] = []
    if any(code not in paper.costs for code in codes):
        found.append(Mistake("unknown"))
    if len(set(codes)) != len(codes):
        found.append(Mistake("duplicate"))
    return found


def number_limits(paper: Paper, count: int) -> list[Mistake]:
    """Whether a ballot marks too many options, or too few."""
    found: list[Mistake] = []
    if paper.max_choices is not None and count > paper.max_choices:
        found.append(Mistake("too_many", count - paper.max_choices, paper.max_choices))
    if 0 < count < paper.min_choices:
        found.append(Mistake("too_few", paper.min_choices - count, paper.min_choices))
    return found
