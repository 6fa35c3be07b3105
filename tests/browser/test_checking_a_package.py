"""A sceptic checks a package in the browser: what it counts agrees with our rules, exactly."""

import json
import random
import zipfile
from base64 import b64encode
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from commons.base.database import db
from commons.cities.context import city
from commons.consultations.models import Phase
from commons.voting.anchors.packaging import package_of
from commons.voting.checking import package as pack
from commons.voting.checking.chain import canonical
from commons.voting.checking.package import public_key_of, read_package
from commons.voting.checking.recount import recount
from commons.voting.drawing.rules import Draw, commitment_of
from commons.voting.models import Vote
from tests.browser.chromium import visit
from tests.browser.conftest import CHECKING
from tests.browser.site import Site
from tests.voting.checking.test_copies import FORGERIES
from tests.voting.checking.test_recount import (
    CONFIG,
    DAMAGED,
    KEY,
    NO_NUMBERS,
    RANKED,
    contents,
    copies_of,
    packed,
    signed_by_hand,
    with_points,
    zipped,
)


def checked(counter: Page, content: bytes, **asked: str) -> dict[str, Any]:
    """What the page finds in a package."""
    found: dict[str, Any] = counter.evaluate(
        """async ([content, asked]) => {
            const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
            return counting.check(bytes, asked);
        }""",
        [b64encode(content).decode(), asked],
    )
    return found


def holds(report: dict[str, Any]) -> dict[str, bool | None]:
    return {finding["code"]: finding["holds"] for finding in report["findings"]}


def test_an_honest_package_holds_and_the_own_ballot_is_found(counter: Page) -> None:
    files = whole_contents(CONFIG)
    digest = json.loads(files[pack.ANCHORS])[0]["digest"]
    report = checked(
        counter,
        packed(files),
        key=public_key_of(KEY),
        saved=f"{digest}\n",
        receipt="roooo-oooo-oooo-oo7",
    )
    found = holds(report)
    assert found.pop("signature") in {True, None}  # None where the page did not come over https
    assert set(found.values()) == {True}, report
    own = next(f for f in report["findings"] if f["code"] == "own")
    line = json.loads(files[pack.BOX].splitlines()[7])
    assert own["numbers"]["choices"] == line["choices"]


def test_a_changed_byte_in_any_member_or_between_them_is_found(counter: Page) -> None:
    whole = packed(whole_contents(RANKED, 59), RANKED)
    assert False not in holds(checked(counter, whole)).values()
    places = [whole.index(name.encode()) + 8 for name in pack.ORDER if name.encode() in whole]
    places += [whole.rindex(name.encode()) - 9 for name in pack.ORDER if name.encode() in whole]
    places += [0, 5, 11, len(whole) - 1, len(whole) - 20]
    places += random.Random(3).sample(range(len(whole)), 40)
    found = counter.evaluate(
        """async ([content, places]) => {
            const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
            const out = [];
            for (const place of places) {
                bytes[place] ^= 4;
                const { findings } = await counting.check(bytes, {});
                out.push(findings.some((finding) => finding.holds === false));
                bytes[place] ^= 4;
            }
            return out;
        }""",
        [b64encode(whole).decode(), places],
    )
    assert len(found) == len(places) > 50
    assert [place for place, seen in zip(places, found, strict=True) if not seen] == []


def test_a_package_that_was_packed_anew_is_none_as_little_as_for_recount(counter: Page) -> None:
    anew = zipped(read_package(packed(whole_contents(RANKED, 59), RANKED)), zipfile.ZIP_DEFLATED)
    with pytest.raises(pack.BrokenPackage, match="no_package"):
        read_package(anew)
    assert holds(checked(counter, anew)) == {"package": False}


def whole_contents(config: dict[str, Any], count: int = 120) -> dict[str, bytes]:
    """A package with all that one can have beside a draw."""
    files = contents(count, config)
    box = [json.loads(line)["choices"] for line in files[pack.BOX].splitlines()]
    votes = Counter(code for choices in box for code, _points in choices)
    group = {"names": ["online"], "ballots": count, "blank": 0, "votes": votes}
    strata = {"channels": [group], "states": [], "districts": [group], "without": []}
    day = {"names": ["2026-06-06"], "people": count}
    roll = {**json.loads(files[pack.ROLL]), "days": [day], "districts": []}
    more = {pack.STRATA: canonical(strata), pack.ROLL: canonical(roll)}
    return files | more | copies_of(files)


def _set(content: bytes, path: str, value: Any) -> bytes:
    """The JSON text with another value at a path such as ``days.0.people``."""
    whole = at = json.loads(content)
    *way, last = path.split(".")
    for step in way:
        at = at[int(step) if isinstance(at, list) else step]
    at[int(last) if isinstance(at, list) else last] = value
    return canonical(whole)


FORGED: tuple[tuple[str, str, Any, str], ...] = (
    # The file, what is changed in it, to what, and which finding must be the one that fails.
    (pack.RESULT, "selected", ["6"], "result"),
    (pack.RESULT, "voters", 121, "result"),
    (pack.RESULT, "standings.0.reason.code", "no_support", "result"),
    (pack.RESULT, "standings.1.points", "7/3", "result"),
    (pack.RESULT, "steps.0.numbers.voters", 1, "result"),
    (pack.RESULT, "ties", [], "result"),
    (pack.ROLL, "channels.0.people", 119, "roll"),
    (pack.ROLL, "days.0.people", 121, "roll"),
    (pack.ROLL, "districts", [{"names": ["Oliwa"], "people": 12}], "roll"),
    (pack.STRATA, "channels.0.ballots", 119, "strata"),
    (pack.STRATA, "districts.0.votes.3", 1, "strata"),
    (pack.STRATA, "states", [{"names": [], "ballots": 9, "votes": {}}], "strata"),
    (pack.ANCHORS, "0.leaves.0", "0" * 64, "chain"),
    (pack.CONFIG, "budget", 90, "rules"),
    (pack.ROLL, "people", "many", "roll"),
    (pack.STRATA, "channels", 7, "package"),
)


def test_a_dishonest_signer_is_found_out_as_by_the_command(counter: Page) -> None:
    cases: list[tuple[bytes, str]] = []
    for config in (CONFIG, RANKED):
        files = whole_contents(config)
        for name, path, value, code in FORGED:
            if path != "ties" or json.loads(files[name])["ties"]:
                forged = files | {name: _set(files[name], path, value)}
                cases.append((packed(forged, config), code))
        fewer = b"\n".join(files[pack.BOX].splitlines()[1:])
        cases.append((packed(files | {pack.BOX: fewer}, config), "box"))
        boxless = {name: content for name, content in files.items() if name != pack.BOX}
        cases.append((packed(boxless, config), "copies"))
        for name in set(files) & set(pack.COPIES):
            other = (
                files[name].replace(b"R000-0000-0000-0007;", b";").replace(b"\n1: ", b"\n2: ", 1)
            )
            cases.append((packed(files | {name: other}, config), "copies"))
    pb = copies_of(contents())[pack.PABULIB].decode().splitlines()
    for forge in FORGERIES.values():
        forged = whole_contents(CONFIG) | {pack.PABULIB: "\n".join(forge(pb)).encode()}
        cases.append((packed(forged), "copies"))
    for content, code in cases:
        theirs, ours = (
            sorted((code, holds) for code, holds in found if code not in {"signature", "own"})
            for found in (
                [(f["code"], f["holds"]) for f in checked(counter, content)["findings"]],
                [(f.code, f.holds) for f in recount(content).findings],
            )
        )
        assert theirs == ours
        assert (code, False) in ours
    assert holds(checked(counter, packed(contents()), saved="f" * 64))["saved"] is False


def test_what_makes_no_sense_is_told_of_as_by_the_command(counter: Page) -> None:
    whole = contents(12)
    cases = [signed_by_hand(manifest) for manifest in (*DAMAGED, b"null", b"7", b"[]")]
    cases += [packed(whole | {name: bad}) for name in pack.NEEDED for bad in (*DAMAGED, b"null")]
    cases += [packed(whole | {pack.BOX: with_points(points)}) for points in NO_NUMBERS]
    forged = {"algorithm": "Ed25519", "public_key": public_key_of(KEY), "signature": "no hex"}
    files = read_package(packed(whole))
    for signature in (b"null", b"7", canonical(forged), canonical(forged | {"public_key": 7})):
        cases.append(zipped(files | {pack.SIGNATURE: signature}))
    boxless = {name: content for name, content in whole.items() if name != pack.BOX}
    cases += [packed(boxless | {pack.CONFIG: b"{}"}), packed(boxless | {pack.RESULT: b"null"})]
    for content in cases:
        theirs, ours = (
            {code: whether for code, whether in found.items() if code not in {"signature", "own"}}
            for found in (
                holds(checked(counter, content)),
                {finding.code: finding.holds for finding in recount(content).findings},
            )
        )
        assert theirs == ours
        assert False in ours.values() or content == cases[-1]


def test_a_lot_that_was_not_drawn_as_promised_is_found_out(counter: Page) -> None:
    seed = "5" * 64
    draw = Draw("the lottery of 6 June", commitment_of(seed), seed, "3 14 15", announced=True)
    config = CONFIG | {"draw": {"source": draw.source, "commitment": draw.commitment}}
    config["rule_options"] = {**CONFIG["rule_options"], "lot": draw.lot}
    files = contents(config=config) | {pack.DRAW: canonical(draw.to_json())}
    assert holds(checked(counter, packed(files, config)))["draw"] is True
    for path, value in (("value", "3 14 16"), ("seed", "6" * 64), ("announced", False)):
        forged = packed(files | {pack.DRAW: _set(files[pack.DRAW], path, value)}, config)
        found = holds(checked(counter, forged))
        assert found["draw"] is False
        assert found["draw"] == {f.code: f.holds for f in recount(forged).findings}["draw"]
    del files[pack.DRAW], files[pack.BOX]
    assert holds(checked(counter, packed(files, config)))["draw"] is None


def package_held(site: Site) -> tuple[int, bytes]:
    """A vote of the site whose result is out, and its package."""
    with site.app.app_context(), city(site.slug):
        published = Phase.outcome_published_at.is_not(None)
        held = sa.select(Vote).join(Phase, Phase.id == Vote.phase_id).where(published)
        vote = db.session.scalars(held.order_by(Vote.ballots.desc()).limit(1)).one()
        return vote.phase_id, package_of(vote, "pl").read_bytes()


def test_a_reader_checks_the_package_of_a_vote_and_nothing_is_sent(
    site: Site, chrome: Browser, tmp_path: Path
) -> None:
    phase_id, content = package_held(site)
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    whole.write_bytes(content)
    broken.write_bytes(content.replace(b'"people":', b'"People":', 1))
    context = visit(chrome, site)
    tab = context.new_page()
    tab.goto(site.address(f"/votes/{phase_id}/check/package"))
    status = tab.locator("[data-check-status]")
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    tab.set_input_files("#package", whole)
    tab.locator("form[data-check-package] button").click()
    expect(status).to_have_text("Everything that could be checked holds.", timeout=60_000)
    findings = tab.locator("[data-check-findings]")
    for words in (
        "It is signed with the key",
        "The chain of anchors holds",
        "The parts told apart make up the whole",
        "say the same as the box: election.pb",
        "This was chosen",
    ):
        expect(findings).to_contain_text(words)
    # A title in Arabic keeps its bullet where those of its list are.
    expect(findings.locator("h3 + ul li > bdi").first).to_be_visible()
    assert not tab.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    tab.set_input_files("#package", broken)
    tab.locator("form[data-check-package] button").click()
    expect(status).to_have_text("This package does not hold. Do not trust its result.")
    assert all(line.startswith("GET ") and "/static/" in line for line in sent), sent
    context.close()


def _serve_instead(tab: Page, script: str) -> None:
    """Another script that checks the package."""
    tab.route(
        "**/check/package*.js",
        lambda route: route.fulfill(body=script, content_type="text/javascript"),
    )


def test_what_the_browser_could_not_check_is_not_summed_up_as_good(
    site: Site, chrome: Browser, tmp_path: Path
) -> None:
    phase_id, content = package_held(site)
    (whole := tmp_path / "whole.zip").write_bytes(content)
    context = visit(chrome, site)
    lacking = {
        "Object.defineProperty(crypto, 'subtle', {});": "this package could be from anybody.",
        "counting.count = () => null;": "The result was not counted again.",
    }
    for less, words in lacking.items():
        tab = context.new_page()
        _serve_instead(tab, f"{(CHECKING / 'package.js').read_text()}\n{less}")
        tab.goto(site.address(f"/votes/{phase_id}/check/package"))
        tab.set_input_files("#package", whole)
        tab.locator("form[data-check-package] button").click()
        status = tab.locator("[data-check-status]")
        expect(status).to_contain_text("Nothing wrong was found, but this is not enough.")
        expect(status).to_contain_text(words)
        expect(status).to_have_class("notice notice-warn")
        expect(tab.locator("[data-check-findings]")).to_contain_text("Open.")
    context.close()


def test_without_a_script_the_page_names_the_command(site: Site, chrome: Browser) -> None:
    with site.app.app_context(), city(site.slug):
        phase_id = db.session.scalars(sa.select(Vote.phase_id).limit(1)).one()
    context = visit(chrome, site, javascript=False)
    tab = context.new_page()
    tab.goto(site.address(f"/votes/{phase_id}/check/package"))
    expect(tab.locator("form[data-check-package]")).to_be_hidden()
    expect(tab.locator("main")).to_contain_text("commons recount")
    context.close()
