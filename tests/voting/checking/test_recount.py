"""A stranger counts a vote again from its package; whatever was changed is found."""

import hashlib
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commons.voting.checking import package as pack
from commons.voting.checking.chain import Anchor, canonical, commitment, next_anchor
from commons.voting.checking.copies import VOTE_COLUMNS, points_written
from commons.voting.checking.package import (
    BrokenPackage,
    public_key_of,
    read_package,
    write_package,
)
from commons.voting.checking.recount import Report, election_of, recount
from commons.voting.drawing.rules import Draw, commitment_of
from commons.voting.pabulib import PabulibFile, Project, write_pb
from commons.voting.pabulib import Vote as PbVote
from commons.voting.paper import receipt_shown
from commons.voting.preflib import preflib_of
from commons.voting.recount_command import recount_command
from commons.voting.rules import Choice, rule
from commons.voting.rules.contract import exact_from_json
from commons.voting.rules.election import Ballot

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CONFIG: dict[str, Any] = {
    "ballot_kind": "approval",
    "rule": "equal-shares",
    "rule_options": {"utility": "cost", "completion": "add-one"},
    "budget": 100,
    "options": [{"code": str(n), "cost": 15 * n} for n in range(1, 7)],
}


RANKED: dict[str, Any] = {
    "ballot_kind": "ordinal",
    "rule": "single-transferable-vote",
    "rule_options": {},
    "budget": 0,
    "terms": {"seats": 2},
    "options": [{"code": str(n), "title": f"Park; {n}", "cost": 15 * n} for n in range(1, 7)],
}
"""A vote that fills places."""


def hash_of(config: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(config)).hexdigest()


def ballots(count: int) -> list[dict[str, Any]]:
    chance = random.Random(7)
    return [
        {
            "receipt": f"R{number:015d}",
            "choices": [
                [code, 1] for code in sorted(chance.sample("123456", chance.randint(0, 4)))
            ],
        }
        for number in range(count)
    ]


def contents(count: int = 120, config: dict[str, Any] = CONFIG) -> dict[str, bytes]:
    box, config_hash = ballots(count), hash_of(config)
    leaves = [commitment(config_hash, entry["receipt"], entry["choices"]) for entry in box]
    changed = commitment(config_hash, "EARLIER", [["1", 1]])
    anchors: list[Anchor] = [next_anchor(None, [*leaves[:59], changed])]
    if count > 59:
        anchors.append(next_anchor(anchors[0], leaves[59:], [changed]))
    else:
        anchors = [next_anchor(None, [*leaves, changed], [changed])]
    result = rule(config["rule"], **config["rule_options"]).tally(election_of(config, box))
    return {
        pack.CONFIG: canonical(config),
        pack.ANCHORS: canonical([anchor.to_json() for anchor in anchors]),
        pack.ROLL: canonical(
            {"people": count, "channels": [{"ways": ["online"], "people": count}]}
        ),
        pack.BOX: b"\n".join(canonical(entry) for entry in box),
        pack.RESULT: canonical(result.to_json()),
    }


def copies_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """Box and result once more, for the field's own tools."""
    config, result = json.loads(files[pack.CONFIG]), json.loads(files[pack.RESULT])
    box = [json.loads(line) for line in files[pack.BOX].splitlines()]
    standings = {standing["option"]: standing for standing in result["standings"]}
    meta = {"num_projects": "", "num_votes": "", "budget": str(config["budget"])}
    meta |= {"vote_type": "approval", "rule": config["rule"].replace("equal-shares", "equalshares")}
    columns = ("project_id", "cost", "votes", "score", "name", "selected")
    projects = [
        Project(
            option["code"],
            option["cost"] if config["budget"] else 0,
            {
                "votes": str(standings[option["code"]]["supporters"]),
                "score": points_written(exact_from_json(standings[option["code"]]["points"])),
                "name": option.get("title", "Nameless"),
                "selected": str(int(standings[option["code"]]["selected"])),
            },
        )
        for option in config["options"]
    ]
    votes = [
        PbVote(receipt_shown(entry["receipt"]), ballot_of(entry["choices"]), {}) for entry in box
    ]
    text = io.StringIO(newline="")
    write_pb(PabulibFile(meta, tuple(projects), tuple(votes), columns, VOTE_COLUMNS), text)
    in_preflib = preflib_of(config, box, FACTS)
    return {
        pack.PABULIB: text.getvalue().encode(),
        **({in_preflib[0]: in_preflib[1]} if in_preflib else {}),
    }


def ballot_of(choices: list[list[Any]]) -> Ballot:
    return tuple(Choice(code, exact_from_json(points)) for code, points in choices)


FACTS = {"city": "Gdańsk", "vote": 7}


def packed(files: dict[str, bytes], config: dict[str, Any] = CONFIG) -> bytes:
    return write_package(files, {**FACTS, "config_hash": hash_of(config)}, KEY)


def found(report: Report) -> dict[str, bool | None]:
    return {finding.code: finding.holds for finding in report.findings}


def test_an_honest_package_holds_in_every_point() -> None:
    files = contents()
    digest = json.loads(files[pack.ANCHORS])[0]["digest"]
    report = recount(packed(files), key=public_key_of(KEY), saved=[digest])
    assert report.holds
    assert set(found(report).values()) == {True}


def test_without_key_and_saved_anchor_nothing_is_claimed_about_them() -> None:
    report = recount(packed(contents()))
    assert report.holds
    assert (found(report)["key"], found(report)["saved"]) == (None, None)


def test_the_same_content_is_the_same_package_everywhere() -> None:
    whole = packed(contents())
    assert hashlib.sha256(whole).hexdigest() == hashlib.sha256(packed(contents())).hexdigest()


def test_any_single_byte_changed_is_found() -> None:
    files = contents(12)
    whole = packed(files | copies_of(files))
    assert recount(whole).holds
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << (place % 8)
        assert not recount(bytes(flipped)).holds, place


def test_bytes_added_or_cut_off_are_found() -> None:
    whole = packed(contents(12))
    for other in (
        whole + b"\0",
        b"\0" + whole,
        whole[:-1],
        whole[1:],
        b"",
        b"PK\x05\x06" + bytes(18),
    ):
        assert not recount(other).holds


def signed_anew(change: str, content: bytes) -> Report:
    """What a dishonest signer would publish."""
    return recount(packed(contents() | {change: content}))


def test_a_dishonest_signer_cannot_drop_a_ballot() -> None:
    files = contents()
    fewer = files[pack.BOX].splitlines()[1:]
    report = signed_anew(pack.BOX, b"\n".join(fewer))
    assert found(report)["box"] is False
    assert found(report)["roll"] is False


def test_a_dishonest_signer_cannot_change_a_ballot() -> None:
    lines = contents()[pack.BOX].splitlines()
    entry = json.loads(lines[3])
    entry["choices"] = [["6", 1]]
    lines[3] = canonical(entry)
    assert found(signed_anew(pack.BOX, b"\n".join(lines)))["box"] is False


def test_a_dishonest_signer_cannot_publish_another_result_or_other_rules() -> None:
    result = json.loads(contents()[pack.RESULT])
    result["selected"] = result["selected"][:-1]
    assert found(signed_anew(pack.RESULT, canonical(result)))["result"] is False
    other = canonical(CONFIG | {"budget": 90})
    assert found(signed_anew(pack.CONFIG, other))["rules"] is False


def test_a_chain_rewritten_after_somebody_saved_an_anchor_is_found() -> None:
    report = recount(packed(contents()), saved=["f" * 64])
    assert found(report)["saved"] is False
    assert not report.holds


def test_another_key_than_the_citys_is_found() -> None:
    other = public_key_of(Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert found(recount(packed(contents()), key=other))["key"] is False


@pytest.mark.parametrize("rubbish", [b"[]", b"{}", b"null", b'{"people": "x"}', b"7"])
def test_signed_rubbish_is_said_to_be_rubbish(rubbish: bytes) -> None:
    for name in pack.NEEDED:
        assert not signed_anew(name, rubbish).holds


DAMAGED = (b"", b"{", b"\xff", b"[" * 100_000)
"""What is no JSON, and what is nested too deeply to be read."""
NO_NUMBERS = ("1/0", "x", 1e999, [], None)


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_signed_file_that_cannot_be_read_is_told_of_and_stops_nothing_short(
    damaged: bytes,
) -> None:
    for name in (*pack.READ, pack.BOX):
        if damaged or name != pack.BOX:  # an empty box is one of no ballots
            assert found(signed_anew(name, damaged))["package"] is False


@pytest.mark.parametrize("points", NO_NUMBERS)
def test_a_signed_ballot_whose_points_are_no_number_is_told_of(points: object) -> None:
    assert not signed_anew(pack.BOX, with_points(points)).holds


def with_points(points: object) -> bytes:
    """A box whose first ballot gives these points."""
    lines = contents()[pack.BOX].splitlines()
    return b"\n".join([canonical({"receipt": "R", "choices": [["1", points]]}), *lines[1:]])


@pytest.mark.parametrize("manifest", [*DAMAGED, b"null", b"7"])
def test_a_signed_manifest_that_cannot_be_read_is_told_of(manifest: bytes) -> None:
    assert found(recount(signed_by_hand(manifest)))["package"] is False


def signed_by_hand(manifest: bytes) -> bytes:
    """A package with any bytes for its manifest."""
    signature = {
        "algorithm": "Ed25519",
        "public_key": public_key_of(KEY),
        "signature": KEY.sign(manifest).hex(),
    }
    return zipped(contents(12) | {pack.MANIFEST: manifest, pack.SIGNATURE: canonical(signature)})


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Files as they lie in a package, whatever is in them."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", compression) as packed_files:
        for name in pack.ORDER:
            if name in files:
                head = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                head.create_system, head.external_attr = 3, 0o644 << 16
                packed_files.writestr(head, files[name], compression)
    return to.getvalue()


def test_what_a_signer_wrote_cannot_rewrite_the_terminal(tmp_path: Path) -> None:
    seed = "5" * 64
    value = "7\x1b[2K\ryes  It is signed with the key you gave."
    draw = Draw("a lottery", commitment_of(seed), seed, value, announced=True)
    config = CONFIG | {"draw": {"source": draw.source, "commitment": draw.commitment}}
    config["rule_options"] = {**CONFIG["rule_options"], "lot": draw.lot}
    (package := tmp_path / "package.zip").write_bytes(
        packed(contents(config=config) | {pack.DRAW: canonical(draw.to_json())}, config)
    )
    said = CliRunner().invoke(recount_command, [str(package)])
    assert "It is signed with the key you gave." in said.output
    assert "\x1b" not in said.output
    assert "\r" not in said.output


def test_a_box_too_small_to_be_listed_is_said_not_to_be_checked() -> None:
    files = contents(12)
    del files[pack.BOX]
    report = recount(packed(files))
    assert found(report)["box"] is None
    assert found(report)["result"] is None
    assert found(report)["roll"] is True


def test_a_package_lacking_a_file_is_none() -> None:
    files = contents()
    del files[pack.ROLL]
    with pytest.raises(BrokenPackage):
        read_package(packed(files))
