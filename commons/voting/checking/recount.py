"""Counting a vote again from its package alone, and saying what holds.

Pure: ``commons recount`` and the tests call it; it needs no city and no database.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from commons.voting import counted
from commons.voting.checking import package as pack
from commons.voting.checking.chain import (
    START,
    Anchor,
    breaks,
    canonical,
    commitment,
    standing_leaves,
)
from commons.voting.checking.copies import copies_in, differing
from commons.voting.checking.package import BrokenPackage, read_package
from commons.voting.counted import Terms
from commons.voting.drawing.rules import Draw, settings_with
from commons.voting.rules import Choice, Election, rule
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Ballot
from commons.voting.strata.rules import SMALLEST_GROUP

_SENSELESS = (
    ArithmeticError,  # points such as 1/0, or without end
    AttributeError,
    LookupError,
    RecursionError,  # JSON nested too deeply
    TypeError,
    ValueError,
)
"""What comes of reading and counting contents that are not those of a package."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: ``holds`` is None where it could not be looked at.

    Codes: ``package``, ``key``, ``test`` (of a mere test), ``rules``, ``chain``, ``saved``,
    ``box``, ``roll``, ``strata`` (of packages that have any), ``draw`` (where ties are drawn),
    ``result``, ``copies`` (of packages that have Pabulib or PrefLib files).
    """

    code: str
    holds: bool | None
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, in the order in which it was looked at."""

    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong. What could not be looked at is not wrong."""
        return all(finding.holds is not False for finding in self.findings)


def recount(content: bytes, *, key: str | None = None, saved: Collection[str] = ()) -> Report:
    """Check a package and count it again.

    ``key`` is the city's public key where one has it from elsewhere; ``saved`` are digests of
    anchors that somebody saved during the vote.
    """
    try:
        files = read_package(content)
    except BrokenPackage as broken:
        return Report((Finding("package", False, {"kind": broken.kind, "name": broken.name}),))
    findings = [Finding("package", True, {"files": len(files)}), _key(files, key)]
    try:
        read = {name: json.loads(files[name]) for name in pack.READ if name in files}
        findings += _contents(files, read, saved)
    except _SENSELESS as error:
        # Signed, but not what a package holds: the signer's fault, not a reason to stop short.
        findings.append(Finding("package", False, {"kind": "contents", "name": repr(error)[:80]}))
    return Report(tuple(findings))


def _contents(
    files: Mapping[str, bytes], read: Mapping[str, Any], saved: Collection[str]
) -> list[Finding]:
    manifest = json.loads(files[pack.MANIFEST])
    config, config_hash = read[pack.CONFIG], manifest["config_hash"]
    anchors = [
        Anchor(a["number"], a["previous"], tuple(a["leaves"]), tuple(a["replaced"]))
        for a in read[pack.ANCHORS]
    ]
    digests = [str(a["digest"]) for a in read[pack.ANCHORS]]
    findings = [
        *([Finding("test", None)] if config.get("test") else []),
        _rules(config, config_hash),
        _chain(anchors, digests),
        _saved(digests, saved),
    ]
    if pack.BOX not in files:
        ballots = len(standing_leaves(anchors))
        return [
            *findings,
            Finding("box", None, {"ballots": ballots}),
            _roll(read[pack.ROLL], ballots),
            *_draw(config, read.get(pack.DRAW), digests),
            Finding("result", None),
            # Ballots that are not in the box can be copies of nothing.
            *(Finding("copies", False, {"names": name}) for name in copies_in(files)),
        ]
    box = [json.loads(line) for line in files[pack.BOX].splitlines()]
    return [
        *findings,
        _box(box, config_hash, anchors),
        _roll(read[pack.ROLL], len(box)),
        *_strata(read.get(pack.STRATA), box),
        *_draw(config, read.get(pack.DRAW), digests),
        _result(config, box, read[pack.RESULT], read.get(pack.DRAW)),
        *_copies(files, manifest, config, box, read[pack.RESULT]),
    ]


def _key(files: Mapping[str, bytes], expected: str | None) -> Finding:
    found = json.loads(files[pack.SIGNATURE])["public_key"]
    same = None if expected is None else found == expected.strip().lower()
    return Finding("key", same, {"key": found})


def _rules(config: Mapping[str, Any], config_hash: str) -> Finding:
    found = hashlib.sha256(canonical(config)).hexdigest()
    return Finding("rules", found == config_hash, {"hash": config_hash})


def _chain(anchors: list[Anchor], digests: list[str]) -> Finding:
    broken = list(breaks(anchors, digests))
    numbers: dict[str, Any] = {
        "anchors": len(anchors),
        "leaves": sum(len(anchor.leaves) for anchor in anchors),
        "replaced": sum(len(anchor.replaced) for anchor in anchors),
    }
    if broken:
        numbers |= {"number": broken[0].number, "kind": broken[0].kind}
    return Finding("chain", not broken, numbers)


def _saved(digests: list[str], saved: Collection[str]) -> Finding:
    missing = [digest for digest in saved if digest.strip().lower() not in digests]
    holds = not missing if saved else None
    return Finding("saved", holds, {"saved": len(saved), "missing": len(missing)})


def _box(box: list[Any], config_hash: str, anchors: list[Anchor]) -> Finding:
    leaves = [commitment(config_hash, entry["receipt"], entry["choices"]) for entry in box]
    standing = standing_leaves(anchors)
    added = len(leaves) - len(standing & set(leaves))
    taken = len(standing - set(leaves))
    numbers = {"ballots": len(box), "added": added, "taken": taken}
    return Finding("box", not added and not taken, numbers)


def _roll(roll: Mapping[str, Any], ballots: int) -> Finding:
    people = roll["people"]
    ways = roll.get("channels", [])
    told = (ways, roll.get("days", []), roll.get("districts", []))
    adds_up = all(not part or sum(group["people"] for group in part) == people for part in told)
    return Finding("roll", people == ballots and adds_up, {"people": people, "ballots": ballots})


def _strata(strata: Mapping[str, Any] | None, box: list[Any]) -> list[Finding]:
    """Whether the parts make up the whole, and none is small. Which ballot is of which part is
    known to nobody; so is, whether it is the right one.
    """
    if strata is None:
        return []
    votes = Counter(
        option for entry in box for option in {option for option, _points in entry["choices"]}
    )
    holds = True
    for part in ("channels", "states", "districts"):
        if groups := strata[part]:
            together: Counter[str] = Counter()
            for group in groups:
                together.update(group["votes"])
            holds &= +together == votes
            holds &= sum(group["ballots"] for group in groups) == len(box)
            holds &= min(group["ballots"] for group in groups) >= SMALLEST_GROUP
    return [Finding("strata", holds)]


def _draw(
    config: Mapping[str, Any], made: Mapping[str, Any] | None, digests: list[str]
) -> list[Finding]:
    if not config.get("draw"):
        return []
    if made is None:
        return [Finding("draw", None)]
    draw = Draw.from_json(made)
    promised = {"source": draw.source, "commitment": draw.commitment} == config["draw"]
    last = digests[-1] if digests else START
    public = draw.announced or draw.value == last
    holds = draw.holds and promised and public and draw.lot == made["lot"]
    return [Finding("draw", holds, {"value": draw.value, "source": draw.source})]


def _result(
    config: Mapping[str, Any],
    box: list[Any],
    published: Mapping[str, Any],
    made: Mapping[str, Any] | None,
) -> Finding:
    draw = Draw.from_json(made) if made else None
    settings = settings_with(config["rule"], config["rule_options"], draw)
    counted = rule(config["rule"], **settings).tally(election_of(config, box))
    found = counted.to_json()
    numbers = {"rule": config["rule"], "selected": len(counted.selected), "ballots": len(box)}
    return Finding("result", canonical(found) == canonical(published), numbers)


def _copies(
    files: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    config: Mapping[str, Any],
    box: list[Any],
    published: Mapping[str, Any],
) -> list[Finding]:
    names = copies_in(files)
    if not names:
        return []
    wrong = differing(files, manifest, config, box, published)
    return [Finding("copies", not wrong, {"names": ", ".join(wrong or names)})]


def election_of(config: Mapping[str, Any], box: list[Any]) -> Election:
    """The election that rules and box of a package make up. Raises ElectionError."""
    ballots: Counter[Ballot] = Counter(
        tuple(Choice(option, exact_from_json(points)) for option, points in entry["choices"])
        for entry in box
    )
    return counted.election_of(
        [(option["code"], option["cost"]) for option in config["options"]],
        ballots,
        config["budget"],
        Terms.from_json(config.get("terms")),
    )
