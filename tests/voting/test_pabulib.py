"""Reading and writing Pabulib files: what is sound passes whole, what isn't is named."""

import io
import tracemalloc
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.voting.pabulib import (
    LONGEST_LINE,
    PabulibError,
    PabulibFile,
    read_and_group,
    read_pb,
    to_election,
    write_pb,
)
from commons.voting.rules import Choice, approval
from tests.voting.rules.elections import ALL_REAL, real_file, real_path

SMALL = """META
key;value
description;A small vote
num_projects;2
num_votes;3
budget;100,50
vote_type;approval
min_length;1
max_length;2
PROJECTS
project_id;cost;name;selected
1;60.25;"Trees; ""old"" benches";1
2;50;Łąka;0
VOTES
voter_id;vote;age
7;1,2;34
8;2;
9;2;60
"""

POINTS = (
    SMALL.replace("approval", "cumulative\nmin_points;1\nmax_points;4\nmax_sum_points;5")
    .replace("voter_id;vote;age", "voter_id;vote;points")
    .replace("7;1,2;34", "7;1,2;2,3")
    .replace("8;2;", "8;2;4")
    .replace("9;2;60", "9;2;1.5")
)


def read(text: str | bytes) -> PabulibFile:
    return read_pb(io.BytesIO(text.encode() if isinstance(text, str) else text))


def written(file: PabulibFile) -> str:
    out = io.StringIO(newline="")
    write_pb(file, out)
    return out.getvalue()


def without(line: str) -> str:
    assert f"{line}\n" in SMALL
    return SMALL.replace(f"{line}\n", "", 1)


def instead(old: str, new: str, text: str = SMALL) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_a_sound_file_is_read_with_everything_in_it() -> None:
    file = read(SMALL)
    assert file.meta["description"] == "A small vote"
    assert file.budget == Fraction("100.5")
    assert [project.cost for project in file.projects] == [Fraction("60.25"), 50]
    assert file.projects[0].extra == {"name": 'Trees; "old" benches', "selected": "1"}
    assert file.votes[0].ballot == approval("1", "2")
    assert file.votes[0].extra == {"age": "34"}


def test_equal_ballots_are_put_together() -> None:
    election = to_election(read(SMALL))
    assert election.ballots == {approval("1", "2"): 1, approval("2"): 2}
    assert (election.voters, election.budget) == (3, Fraction("100.5"))


def test_points_are_read_exactly() -> None:
    ballots = to_election(read(POINTS)).ballots
    assert set(ballots) == {
        (Choice("1", 2), Choice("2", 3)),
        (Choice("2", 4),),
        (Choice("2", Fraction(3, 2)),),
    }


def test_a_ranking_without_points_gives_the_first_the_most() -> None:
    text = instead("approval", "ordinal")
    ballots = [vote.ballot for vote in read(text).votes]
    assert ballots[0] == (Choice("1", 2), Choice("2", 1))
    assert ballots[1] == (Choice("2", 2),)


def test_an_empty_ballot_counts_as_a_voter() -> None:
    text = instead("8;2;", "8;;", without("min_length;1"))
    assert to_election(read(text)).ballots[()] == 1


def test_a_file_from_a_spreadsheet_is_read_too() -> None:
    text = "\ufeff" + SMALL.replace("\n", "\r\n").replace("PROJECTS", "\r\nPROJECTS;;;")
    assert read(text).projects == read(SMALL).projects


@pytest.mark.parametrize("text", [SMALL, POINTS])
def test_what_is_written_reads_the_same(text: str) -> None:
    assert read(written(read(text))) == read(text)


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@settings(deadline=None)
@given(st.lists(_CELLS, min_size=2, max_size=2), _CELLS, st.integers(0, 10**9))
def test_any_text_survives_a_round_trip(names: list[str], age: str, cents: int) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    text = instead('"Trees; ""old"" benches"', quoted[0])
    text = instead("Łąka", quoted[1], text)
    text = instead("34", '"' + age.replace('"', '""') + '"', text)
    file = read(instead("60.25", f"{cents // 100}.{cents % 100:02}", text))
    assert read(written(file)) == file
    assert [project.extra["name"] for project in file.projects] == names


BROKEN = {
    "empty file": ("", None, None, "empty"),
    "blank file": ("\n\n  \n", None, None, "empty"),
    "no META": ("PROJECTS\n", 1, None, "META"),
    "no column names": ("META\n", 1, None, "column names"),
    "no PROJECTS": (SMALL[: SMALL.index("PROJECTS")], None, None, "PROJECTS is missing"),
    "no VOTES": (SMALL[: SMALL.index("VOTES")], None, None, "VOTES is missing"),
    "sections in a wrong order": (instead("PROJECTS\n", "VOTES\n"), 10, None, "belong"),
    "no budget": (without("budget;100,50"), None, "budget", "no budget"),
    "no vote type": (without("vote_type;approval"), None, "vote_type", "no vote_type"),
    "no number of votes": (without("num_votes;3"), None, "num_votes", "no num_votes"),
    "unknown vote type": (instead("approval", "raffle"), None, "vote_type", "one of"),
    "budget in words": (instead("100,50", "plenty"), None, "budget", "number"),
    "budget without end": (instead("100,50", "inf"), None, "budget", "number"),
    "a key twice": (instead("budget;100,50", "budget;1\nbudget;2"), 7, "budget", "twice"),
    "too few projects": (instead("num_projects;2", "num_projects;3"), None, "num_projects", "2"),
    "too few votes": (instead("num_votes;3", "num_votes;4"), None, "num_votes", "3"),
    "votes in words": (instead("num_votes;3", "num_votes;three"), None, "num_votes", "three"),
    "no cost column": (instead(";cost;", ";price;"), 11, "cost", "no column"),
    "no vote column": (instead("voter_id;vote;", "voter_id;voted;"), 15, "vote", "no column"),
    "a column twice": (instead("name;selected", "name;name"), 11, None, "twice"),
    "a cell too many": (instead("8;2;", "8;2;;"), 17, None, "4 cells"),
    "a cell too few": (instead("8;2;", "8;2"), 17, None, "2 cells"),
    "a quote in the wrong place": (instead("8;2;", '8;"2"x;'), 17, None, "broken"),
    "a quote without end": (instead("8;2;", '8;"2;'), 18, None, "broken"),
    "a project twice": (instead("2;50;", "1;50;"), 13, "project_id", "two projects"),
    "a project without id": (instead("2;50;", ";50;"), 13, "project_id", "id"),
    "a cost in words": (instead("2;50;", "2;fifty;"), 13, "cost", "'fifty'"),
    "a cost below zero": (instead("2;50;", "2;-50;"), 13, "cost", "below zero"),
    "a voter twice": (instead("8;2;", "7;2;"), 17, "voter_id", "two votes"),
    "a voter without id": (instead("8;2;", ";2;"), 17, "voter_id", "id"),
    "an unknown project": (instead("8;2;", "8;3;"), 17, "vote", "no project '3'"),
    "a project twice on a ballot": (instead("8;2;", "8;2,2;"), 17, "vote", "twice"),
    "too short a ballot": (instead("8;2;", "8;;"), 17, "vote", "min_length is 1"),
    "too long a ballot": (instead("max_length;2", "max_length;1"), 16, "vote", "max_length is 1"),
    "two where one may be chosen": (instead("approval", "choose-1"), 16, "vote", "max_length is 1"),
    "too dear a ballot": (
        instead("max_length;2", "max_sum_cost;100"),
        16,
        "vote",
        "max_sum_cost is 100",
    ),
    "no points": (instead("approval", "scoring"), 15, "points", "no column points"),
    "points missing": (instead("2,3", "2", POINTS), 19, "points", "1 points"),
    "points left out": (instead("8;2;4", "8;2;", POINTS), 20, "points", "number"),
    "points in words": (instead("2,3", "2,x", POINTS), 19, "points", "'x'"),
    "points below zero": (instead("2,3", "2,-3", POINTS), 19, "points", "below zero"),
    "too many points for one": (instead("8;2;4", "8;2;5", POINTS), 20, "points", "max_points"),
    "too many points together": (instead("2,3", "3,3", POINTS), 19, "points", "max_sum_points"),
    "too few points": (instead("1.5", "0.5", POINTS), 21, "points", "min_points is 1"),
    "not UTF-8": (SMALL.encode("iso-8859-2"), 13, None, "UTF-8"),
    "a NUL byte": (instead("8;2;", "8;2\0;"), 17, None, "NUL"),
    "not text": (bytes(range(255, 127, -1)), 1, None, "UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_the_place_and_the_reason(name: str) -> None:
    text, line, field, message = BROKEN[name]
    with pytest.raises(PabulibError, match=message) as caught:
        read(text)
    assert (caught.value.line, caught.value.field) == (line, field)
    for place in (line, field):
        assert place is None or str(place) in str(caught.value)


class _Endless(io.RawIOBase):
    """A line that goes on for ever, and remembers how much of it was read."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        buffer[:] = b"x" * len(buffer)
        self.taken += len(buffer)
        return len(buffer)


def test_a_line_without_end_is_refused_without_reading_it_all() -> None:
    endless = _Endless()
    with pytest.raises(PabulibError, match="longer"):
        read_pb(io.BufferedReader(endless))
    assert endless.taken < 2 * LONGEST_LINE


def test_a_quote_that_is_never_closed_does_not_swallow_the_whole_file() -> None:
    endless = io.BytesIO(b'META\n"' + b"x\n" * (3 * LONGEST_LINE))
    with pytest.raises(PabulibError, match="broken"):
        read_pb(endless)
    assert endless.tell() < 2 * LONGEST_LINE


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(SMALL.encode())), st.integers(0, 20))
def test_no_damage_to_a_file_ends_in_anything_but_a_named_error(
    damage: bytes, at: int, length: int
) -> None:
    text = SMALL.encode()
    try:
        file = read(text[:at] + damage + text[at + length :])
    except PabulibError:
        return
    assert read(written(file)) == file


@pytest.mark.real_data
@pytest.mark.parametrize("name", ALL_REAL)
def test_a_real_file_survives_a_round_trip(name: str) -> None:
    file = real_file(name)
    text = written(file)
    assert read(text) == file
    with real_path(name).open(encoding="utf-8", newline="") as stream:
        original = [line.rstrip() for line in stream if line.strip()]
    assert len(text.splitlines()) == len(original)


@pytest.mark.parametrize("text", [SMALL, POINTS])
def test_a_file_that_is_read_to_be_counted_gives_the_same_election(text: str) -> None:
    file, election = read_and_group(io.BytesIO(text.encode()))
    whole = read(text)
    assert election == to_election(whole)
    assert (file.projects, file.meta, file.votes) == (whole.projects, whole.meta, ())


@pytest.mark.real_data
def test_a_real_election_that_is_read_to_be_counted_is_the_same() -> None:
    path = real_path("poland_krakow_2021_debniki")
    assert read_and_group(path)[1] == to_election(read_pb(path))


def test_a_voter_who_comes_twice_is_found_while_grouping() -> None:
    with pytest.raises(PabulibError, match="two votes of voter '7'"):
        read_and_group(io.BytesIO(instead("8;2;", "7;2;").encode()))


def test_memory_grows_with_the_variety_of_the_ballots_and_not_with_their_number() -> None:
    votes = 20_000
    head = instead("num_votes;3", f"num_votes;{votes}").partition("7;1,2;34")[0]
    rows = "".join(f"{voter};{1 + voter % 2};{voter % 90}\n" for voter in range(votes))
    stream = io.BytesIO((head + rows).encode())
    tracemalloc.start()
    try:
        _, election = read_and_group(stream)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sorted(election.ballots.values()) == [votes // 2, votes // 2]
    assert peak < 300 * votes  # the voters' ids; a vote with its cells takes twice as much
