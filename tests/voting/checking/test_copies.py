"""The files for other programs must say what the box says: a signer could mislead with them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from commons.voting.checking import package as pack
from commons.voting.checking.recount import recount
from tests.voting.checking.test_recount import CONFIG, RANKED, contents, copies_of, found, packed


def changed(lines: list[str], start: str, change: Callable[[str], str]) -> list[str]:
    """The first line that starts so in another form."""
    at = next(at for at, line in enumerate(lines) if line.startswith(start))
    return [*lines[:at], change(lines[at]), *lines[at + 1 :]]


FORGERIES: dict[str, Callable[[list[str]], list[str]]] = {
    "another budget": lambda pb: changed(pb, "budget;", lambda _: "budget;90"),
    "another rule": lambda pb: changed(pb, "rule;", lambda _: "rule;greedy"),
    "another cost": lambda pb: changed(pb, "2;30;", lambda line: line.replace(";30;", ";31;")),
    "other votes": lambda pb: changed(pb, "2;30;", lambda line: "2;30;999" + line[7:]),
    "another winner": lambda pb: changed(
        pb, "2;30;", lambda line: line[:-1] + str(1 - int(line[-1]))
    ),
    "another ballot": lambda pb: changed(
        pb, "R000-0000-0000-0003;", lambda line: line[:20] + "6;1"
    ),
    "a ballot moved": lambda pb: [*pb[:-2], pb[-1], pb[-2]],
    "another code": lambda pb: changed(pb, "R000-0000-0000-0003;", lambda line: "X" + line[1:]),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_pabulib_file_that_says_something_else_is_found(forgery: str) -> None:
    files = contents()
    honest = copies_of(files)
    assert found(recount(packed(files | honest)))["copies"] is True
    lines = FORGERIES[forgery](honest[pack.PABULIB].decode().splitlines())
    assert lines != honest[pack.PABULIB].decode().splitlines()
    forged = found(recount(packed(files | {pack.PABULIB: "\n".join(lines).encode()})))
    assert forged.pop("copies") is False
    assert False not in forged.values()


def test_a_preflib_file_that_says_something_else_is_found() -> None:
    files = contents(config=RANKED)
    honest = copies_of(files)
    ((name, content),) = [(name, c) for name, c in honest.items() if name != pack.PABULIB]
    assert name == "election.soi"
    assert found(recount(packed(files | honest, RANKED)))["copies"] is True
    for forged in (
        {name: content.replace(b"\n1: ", b"\n2: ", 1)},
        {"election.soc": content},  # no ballot ranks everything
    ):
        report = recount(packed(files | forged, RANKED))
        (finding,) = [finding for finding in report.findings if finding.code == "copies"]
        assert (finding.holds, finding.numbers["names"]) == (False, next(iter(forged)))


def test_a_column_more_would_tell_more_of_voters_than_the_box() -> None:
    files = contents(12)
    head, votes = copies_of(files)[pack.PABULIB].decode().split("voter_id;vote;points\n")
    told = "".join(f"{line};40\n" for line in votes.splitlines())
    forged = f"{head}voter_id;vote;points;age\n{told}".encode()
    assert found(recount(packed(files | {pack.PABULIB: forged})))["copies"] is False


@pytest.mark.parametrize("config", [CONFIG, RANKED], ids=["money", "places"])
def test_copies_of_ballots_that_are_not_in_the_package_are_no_copies(config: Any) -> None:
    files = contents(12, config)
    copies = copies_of(files)
    del files[pack.BOX]
    report = recount(packed(files | copies, config))
    wrong = {finding.numbers["names"] for finding in report.findings if finding.holds is False}
    assert wrong == set(copies)


def test_a_package_from_before_there_was_a_preflib_file_still_holds() -> None:
    files = contents(config=RANKED)
    older = files | {pack.PABULIB: copies_of(files)[pack.PABULIB]}
    assert json.loads(files[pack.CONFIG])["terms"] == {"seats": 2}
    assert recount(packed(older, RANKED)).holds
