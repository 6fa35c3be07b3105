"""The same ballots in the field's own formats lie in the package beside the box: they must agree.

Pure. A signed file that says something else than the box would mislead whoever counts with it.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from commons.voting.checking.package import COPIES, PABULIB
from commons.voting.counted import spends
from commons.voting.pabulib import PabulibError, PabulibFile, Vote, read_pb
from commons.voting.paper import receipt_shown
from commons.voting.preflib import preflib_of
from commons.voting.rules import Choice, Tally
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Exact

VOTE_COLUMNS = ("voter_id", "vote", "points")
Box = Sequence[Mapping[str, Any]]


def copies_in(files: Mapping[str, bytes]) -> list[str]:
    """The names of those that a package has."""
    return [name for name in COPIES if name in files]


def differing(
    files: Mapping[str, bytes],
    facts: Mapping[str, Any],
    config: Mapping[str, Any],
    box: Box,
    result: Mapping[str, Any],
) -> list[str]:
    """The names of those that say something else than rules, box and result of the package.

    ``facts`` are its manifest. What a Pabulib file says of the city in words is nobody's to check.
    """
    wrong = []
    expected = preflib_of(config, box, facts)
    for name in copies_in(files):
        if name == PABULIB:
            same = _is_same_pb(files[name], config, box, Tally.from_json(dict(result)))
        else:
            same = expected == (name, files[name])
        if not same:
            wrong.append(name)
    return wrong


def _is_same_pb(content: bytes, config: Mapping[str, Any], box: Box, tally: Tally) -> bool:
    try:
        file = read_pb(io.BytesIO(content))
    except PabulibError:
        return False
    # A name of our rule with a hyphen is Pabulib's without one.
    rules = {name.replace("-", "") for name in (file.meta.get("rule", ""), config["rule"])}
    return (
        len(rules) == 1
        and file.budget == config["budget"]
        and file.vote_columns == VOTE_COLUMNS
        and _has_same_projects(file, config, tally)
        and _has_same_votes(file.votes, box)
    )


def _has_same_projects(file: PabulibFile, config: Mapping[str, Any], tally: Tally) -> bool:
    standings = {standing.option: standing for standing in tally.standings}
    options = config["options"]
    if [project.id for project in file.projects] != [option["code"] for option in options]:
        return False
    for project, option in zip(file.projects, options, strict=True):
        standing = standings[project.id]
        said = {
            "votes": str(standing.supporters),
            "score": points_written(standing.points),
            "selected": str(int(standing.selected)),
            "name": str(option.get("title", project.extra.get("name", ""))).strip(),
        }
        cost = option["cost"] if spends(config["rule"]) else 0
        told = {name: project.extra[name] for name in said if name in project.extra}
        if project.cost != cost or not told.items() <= said.items():
            return False
    return True


def _has_same_votes(votes: Sequence[Vote], box: Box) -> bool:
    """Each ballot of the box in its order, all under their receipt codes or all under numbers."""
    ballots = [
        tuple(Choice(code, exact_from_json(points)) for code, points in entry["choices"])
        for entry in box
    ]
    voters = [vote.voter_id for vote in votes]
    return [vote.ballot for vote in votes] == ballots and voters in (
        [receipt_shown(entry["receipt"]) for entry in box],
        [str(place) for place in range(1, len(box) + 1)],
    )


def points_written(points: Exact) -> str:
    """Points as Pabulib writes them: in the single transferable vote they can be fractions."""
    return str(points) if int(points) == points else f"{float(points):.5f}"
