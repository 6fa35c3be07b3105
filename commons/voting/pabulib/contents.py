"""What a Pabulib file holds, and the election it describes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from commons.voting.rules.election import Ballot, Election, Exact, Option

VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")


class PabulibError(ValueError):
    """A `.pb` file that can't be read: `line` (from 1, or None) and `field` say where."""

    def __init__(self, message: str, *, line: int | None = None, field: str | None = None) -> None:
        place = [f"line {line}"] if line is not None else []
        place += [f"field {field}"] if field is not None else []
        super().__init__(f"{', '.join(place)}: {message}" if place else message)
        self.line = line
        self.field = field


@dataclass(frozen=True, slots=True)
class Project:
    """A row of PROJECTS: its id, its exact cost, and all its other cells under their columns."""

    id: str
    cost: Exact
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vote:
    """A row of VOTES: the voter, the choices in their order, and all other cells."""

    voter_id: str
    ballot: Ballot
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """A whole file. `meta` keeps its order; the columns are named as in the file's own order."""

    meta: Mapping[str, str]
    projects: tuple[Project, ...]
    votes: tuple[Vote, ...]
    project_columns: tuple[str, ...]
    vote_columns: tuple[str, ...]

    @property
    def budget(self) -> Exact:
        """The money to be spent."""
        return exact(self.meta["budget"])


def to_election(file: PabulibFile) -> Election:
    """The file's vote, ready to be counted; equal ballots are put together."""
    return election_of(file, Counter(vote.ballot for vote in file.votes))


def election_of(file: PabulibFile, ballots: Mapping[Ballot, int]) -> Election:
    """The election of a file whose ballots were put together already."""
    options = tuple(Option(project.id, project.cost) for project in file.projects)
    return Election(options, ballots, file.budget)


def exact(text: str) -> Exact:
    """A number as the file writes it, with a point or a comma. Raises ValueError."""
    number = Fraction(text.replace(",", "."))
    return int(number) if number.denominator == 1 else number


def decimal(number: Exact) -> str:
    """A number with all its decimal places; it has finitely many, because it was read from some."""
    fraction = Fraction(number)
    places = 0
    while fraction.denominator != 1:
        fraction *= 10
        places += 1
    digits = str(int(fraction)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
