"""Reading a Pabulib file, line by line, and saying what is wrong where."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NoReturn

from commons.voting.pabulib.contents import (
    VOTE_TYPES,
    PabulibError,
    PabulibFile,
    Project,
    Vote,
    election_of,
    exact,
)
from commons.voting.rules.election import Ballot, Choice, Election, Exact

LONGEST_LINE = 1_000_000
"""The longest line that is read, in bytes. Real files stay below a thousandth of it."""

_SECTIONS = ("META", "PROJECTS", "VOTES")
_NEEDED_COLUMNS = {
    "META": ("key", "value"),
    "PROJECTS": ("project_id", "cost"),
    "VOTES": ("voter_id", "vote"),
}
_NEEDED_META = ("num_projects", "num_votes", "budget", "vote_type")
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:[.,][0-9]{1,30})?")
_WITH_POINTS = ("cumulative", "scoring")


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the file's META allows on one ballot; None where it sets no limit."""

    length: tuple[Exact | None, Exact | None]
    points: tuple[Exact | None, Exact | None]
    sum_points: tuple[Exact | None, Exact | None]
    sum_cost: tuple[Exact | None, Exact | None]


def read_pb(source: Path | str | BinaryIO) -> PabulibFile:
    """Read a `.pb` file from a path or an open binary stream, line by line.

    Raises PabulibError, saying where and what, for anything that isn't a sound file, and OSError
    if the file can't be opened.
    """
    votes: list[Vote] = []
    file = _read(source, votes.append)
    return replace(file, votes=tuple(votes))


def read_and_group(source: Path | str | BinaryIO) -> tuple[PabulibFile, Election]:
    """Read a `.pb` file of any length to count it: the file without its votes, and the election.

    Equal ballots are put together while reading, and of the voters only the ids are kept, so that
    memory grows with the variety of the ballots. Raises as `read_pb`.
    """
    ballots: Counter[Ballot] = Counter()

    def group(vote: Vote) -> None:
        ballots[vote.ballot] += 1

    file = _read(source, group)
    return file, election_of(file, ballots)


def _read(source: Path | str | BinaryIO, take: Callable[[Vote], None]) -> PabulibFile:
    if isinstance(source, (str, Path)):
        with Path(source).open("rb") as stream:
            return _Reader(stream, take).read()
    return _Reader(source, take).read()


class _Reader:
    """Reads one file and hands over vote by vote; keeps track of the line, for the messages."""

    def __init__(self, stream: BinaryIO, take: Callable[[Vote], None]) -> None:
        self._stream = stream
        self._take = take
        self._line = 0
        self._rows = csv.reader(self._lines(), delimiter=";", strict=True)
        self._meta: dict[str, str] = {}
        self._projects: dict[str, Project] = {}
        self._voters: set[str] = set()
        self._known: dict[tuple[str, Exact], Choice] = {}
        self._columns: dict[str, tuple[str, ...]] = {}

    def read(self) -> PabulibFile:
        with _limited_cells():
            return self._read_sections()

    def _read_sections(self) -> PabulibFile:
        self._open_file()
        for section, following in zip(_SECTIONS, (*_SECTIONS[1:], None), strict=True):
            self._columns[section] = self._read_columns(section)
            followed = self._read_rows(section, following)
            self._finish(section)
            if following and not followed:
                self._fail(f"The section {following} is missing.", at_line=False)
        return PabulibFile(
            meta=self._meta,
            projects=tuple(self._projects.values()),
            votes=(),
            project_columns=self._columns["PROJECTS"],
            vote_columns=self._columns["VOTES"],
        )

    def _lines(self) -> Iterator[str]:
        """The lines as text, none longer than allowed."""
        while line := self._stream.readline(LONGEST_LINE + 1):
            self._line += 1
            if len(line) > LONGEST_LINE:
                self._fail(f"The line is longer than {LONGEST_LINE} bytes.")
            if b"\0" in line:
                self._fail("The line holds a NUL byte; this isn't a text file.")
            try:
                yield line.decode("utf-8-sig" if self._line == 1 else "utf-8")
            except UnicodeDecodeError:
                self._fail("The text isn't UTF-8. Save the file as UTF-8.")

    def _next_row(self) -> list[str] | None:
        """The next row that isn't blank, or None at the end."""
        try:
            for row in self._rows:
                cells = [cell.strip() for cell in row]
                if any(cells):
                    return cells
        except csv.Error as error:
            self._fail(f"The line is broken: {error}.")
        return None

    def _open_file(self) -> None:
        row = self._next_row()
        if row is None:
            self._fail("The file is empty.", at_line=False)
        if [cell.upper() for cell in row if cell] != ["META"]:
            self._fail("Here the section META should begin.")

    def _read_columns(self, section: str) -> tuple[str, ...]:
        columns = self._next_row()
        if columns is None:
            self._fail(f"The section {section} has no line of column names.")
        for needed in _NEEDED_COLUMNS[section]:
            if needed not in columns:
                self._fail(f"The section {section} has no column {needed}.", field=needed)
        if len(set(columns)) != len(columns):
            self._fail(f"The section {section} names a column twice.")
        points_needed = section == "VOTES" and self._meta["vote_type"] in _WITH_POINTS
        if points_needed and "points" not in columns:
            self._fail("The section VOTES has no column points.", field="points")
        return tuple(columns)

    def _read_rows(self, section: str, following: str | None) -> bool:
        """Read the section's rows; whether the next section follows, or else the file's end."""
        columns = self._columns[section]
        take = {"META": self._take_meta, "PROJECTS": self._take_project, "VOTES": self._take_vote}
        while (row := self._next_row()) is not None:
            name = row[0].upper()
            if name in _SECTIONS and not any(row[1:]):
                if name != following:
                    self._fail(f"The section {name} doesn't belong here.")
                return True
            if len(row) != len(columns):
                self._fail(f"There are {len(row)} cells, but {len(columns)} columns.")
            take[section](dict(zip(columns, row, strict=True)))
        return False

    def _finish(self, section: str) -> None:
        if section == "META":
            self._check_meta()
        elif section == "PROJECTS":
            self._check_count("num_projects", len(self._projects))
        else:
            self._check_count("num_votes", len(self._voters))

    def _take_meta(self, cells: dict[str, str]) -> None:
        key = cells["key"]
        if key in self._meta:
            self._fail("META names this key twice.", field=key)
        self._meta[key] = cells["value"]

    def _check_meta(self) -> None:
        for key in _NEEDED_META:
            if not self._meta.get(key):
                self._fail(f"META has no {key}.", field=key, at_line=False)
        if self._meta["vote_type"] not in VOTE_TYPES:
            self._fail(
                f"The vote type must be one of {', '.join(VOTE_TYPES)}.",
                field="vote_type",
                at_line=False,
            )
        self._number(self._meta["budget"], "budget", at_line=False)
        self._limits = _Limits(
            length=self._limit("length"),
            points=self._limit("points"),
            sum_points=self._limit("sum_points"),
            sum_cost=self._limit("sum_cost"),
        )

    def _limit(self, what: str) -> tuple[Exact | None, Exact | None]:
        low, high = (
            self._number(self._meta[key], key, at_line=False) if self._meta.get(key) else None
            for key in (f"min_{what}", f"max_{what}")
        )
        return low, high

    def _check_count(self, key: str, found: int) -> None:
        if not self._meta[key].isdecimal() or self._number(self._meta[key], key) != found:
            self._fail(
                f"META says {self._meta[key][:40]}, but the file holds {found}.",
                field=key,
                at_line=False,
            )

    def _take_project(self, cells: dict[str, str]) -> None:
        name = cells.pop("project_id")
        if not name or "," in name:
            self._fail("A project needs an id, without commas.", field="project_id")
        if name in self._projects:
            self._fail(f"There are two projects {name[:40]!r}.", field="project_id")
        self._projects[name] = Project(name, self._number(cells.pop("cost"), "cost"), cells)

    def _take_vote(self, cells: dict[str, str]) -> None:
        voter = cells.pop("voter_id")
        if not voter:
            self._fail("A vote needs a voter's id.", field="voter_id")
        if voter in self._voters:
            self._fail(f"There are two votes of voter {voter[:40]!r}.", field="voter_id")
        names = [name.strip() for name in cells.pop("vote").split(",")]
        names = [] if names == [""] else names
        for name in names:
            if name not in self._projects:
                self._fail(f"There is no project {name[:40]!r}.", field="vote")
        if len(set(names)) != len(names):
            self._fail("A project is named twice.", field="vote")
        points = self._points(names, cells.pop("points", ""))
        ballot = tuple(map(self._choice, names, points))
        self._check_ballot(ballot)
        self._voters.add(voter)
        self._take(Vote(voter, ballot, cells))

    def _choice(self, name: str, points: Exact) -> Choice:
        """One object for equal choices, so that a million ballots fit into memory."""
        known = self._known.get((name, points))
        return known or self._known.setdefault((name, points), Choice(name, points))

    def _points(self, names: list[str], written: str) -> list[Exact]:
        """The points of a ballot: as written, or else by rank, or 1 each."""
        kind = self._meta["vote_type"]
        if written or (names and kind in _WITH_POINTS):
            points = [self._number(cell.strip(), "points") for cell in written.split(",")]
            if len(points) != len(names):
                self._fail(
                    f"There are {len(names)} projects, but {len(points)} points.", field="points"
                )
            return points
        if kind == "ordinal":
            most = self._limits.length[1] or len(self._projects)
            return [most - place for place in range(len(names))]
        return [1] * len(names)

    def _check_ballot(self, ballot: Ballot) -> None:
        limits = self._limits
        self._within(len(ballot), limits.length, "length", "vote")
        if self._meta["vote_type"] == "choose-1":
            self._within(len(ballot), (None, 1), "length", "vote")
        if limits.sum_cost != (None, None):
            cost = sum((self._projects[choice.option].cost for choice in ballot), 0)
            self._within(cost, limits.sum_cost, "sum_cost", "vote")
        if self._meta["vote_type"] in _WITH_POINTS:
            for choice in ballot:
                self._within(choice.points, limits.points, "points", "points")
            total = sum((choice.points for choice in ballot), 0)
            self._within(total, limits.sum_points, "sum_points", "points")

    def _within(
        self, found: Exact, limits: tuple[Exact | None, Exact | None], what: str, field: str
    ) -> None:
        low, high = limits
        if low is not None and found < low:
            self._fail(f"The ballot has {found}, but min_{what} is {low}.", field=field)
        if high is not None and found > high:
            self._fail(f"The ballot has {found}, but max_{what} is {high}.", field=field)

    def _number(self, text: str, field: str, *, at_line: bool = True) -> Exact:
        if not _NUMBER.fullmatch(text):
            self._fail(f"{text[:40]!r} isn't a number.", field=field, at_line=at_line)
        number = exact(text)
        if number < 0:
            self._fail("The number is below zero.", field=field, at_line=at_line)
        return number

    def _fail(self, message: str, *, field: str | None = None, at_line: bool = True) -> NoReturn:
        raise PabulibError(message, line=self._line if at_line else None, field=field)


@contextmanager
def _limited_cells() -> Iterator[None]:
    """Let `csv` read cells as long as a line may be, while we read."""
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        yield
    finally:
        csv.field_size_limit(before)
