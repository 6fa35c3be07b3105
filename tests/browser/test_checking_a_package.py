"""A sceptic checks a package in the browser: what it counts agrees with our rules, exactly."""

import json
import random
from base64 import b64encode
from collections.abc import Iterator, Sequence
from fractions import Fraction
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
from commons.voting.checking.package import public_key_of
from commons.voting.models import Vote
from commons.voting.pabulib import read_pb, to_election
from commons.voting.rules import Election, Option, approval, rule
from commons.voting.rules.contract import exact_to_json
from commons.voting.rules.election import Ballot, Choice, Exact
from commons.voting.views.checking import SCRIPTS
from tests.browser.chromium import visit
from tests.browser.site import Site
from tests.voting.checking.test_recount import KEY, contents, packed

FILES = Path(__file__).resolve().parents[2] / "static" / "js" / "check"
SMALL = ("poland_gdansk_2020_oliwa", "poland_krakow_2021_bienczyce")


@pytest.fixture(scope="module")
def counter(chrome: Browser) -> Iterator[Page]:
    """A page with the scripts that count, and nothing else."""
    context = chrome.new_context()
    tab = context.new_page()
    tab.set_content("<p>")
    for name in SCRIPTS:
        tab.add_script_tag(path=FILES / f"{name}.js")
    yield tab
    context.close()


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
    files = contents()
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
    whole = packed(contents(60) | {pack.PABULIB: b"META\nkey;value\n", pack.STRATA: b"{}"})
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


def test_a_dishonest_signer_is_found_out(counter: Page) -> None:
    files = contents()
    fewer = b"\n".join(files[pack.BOX].splitlines()[1:])
    found = holds(checked(counter, packed(files | {pack.BOX: fewer})))
    assert (found["box"], found["roll"], found["result"]) == (False, False, False)
    result = json.loads(files[pack.RESULT])
    result["selected"] = ["6"]
    found = holds(checked(counter, packed(files | {pack.RESULT: canonical(result)})))
    assert (found["box"], found["result"]) == (True, False)
    anchors = json.loads(files[pack.ANCHORS])
    anchors[0]["leaves"] = anchors[0]["leaves"][1:]
    found = holds(checked(counter, packed(files | {pack.ANCHORS: canonical(anchors)})))
    assert (found["chain"], found["box"]) == (False, False)
    assert holds(checked(counter, packed(files), saved="f" * 64))["saved"] is False


Case = tuple[Election, str, dict[str, str]]
"""An election, and a rule with its settings."""


def _told(case: Case) -> list[Any]:
    election, name, settings = case
    places = {"seats": election.seats, "entitled": election.entitled}
    config = {
        "options": [{"code": o.id, "cost": exact_to_json(o.cost)} for o in election.options],
        "budget": exact_to_json(election.budget),
        "terms": {} if election.budget else places,
    }
    lines = [
        {"choices": [[option, exact_to_json(points)] for option, points in ballot]}
        for ballot, count in election.ballots.items()
        for _ in range(count)
    ]
    return [config, lines, name, settings]


def all_the_same(counter: Page, cases: Sequence[Case]) -> None:
    """Fail where the page chooses other options, in another order, or counts other points."""
    found = counter.evaluate(
        """(cases) => cases.map(([config, lines, name, settings]) => {
            const found = counting.count(name, settings, counting.election_of(config, lines));
            const points = Object.fromEntries([...found.points].map(([id, n]) => [id, String(n)]));
            return { selected: found.selected, points };
        })""",
        [_told(case) for case in cases],
    )
    for (election, name, settings), theirs in zip(cases, found, strict=True):
        ours = rule(name, **settings).tally(election)
        assert tuple(theirs["selected"]) == ours.selected, (name, settings, election)
        assert theirs["points"] == {s.option: str(s.points) for s in ours.standings}


def some_election(chance: random.Random, *, money: bool, ties: bool) -> Election:
    """A small election; with ``ties`` one in which much is equal."""
    ids = [f"{letter}{number}" for letter in "ab" for number in range(1, chance.randint(3, 8))]
    costs = [10, 20, 30] if ties else list(range(91))
    options = tuple(Option(one, chance.choice(costs) if money else 0) for one in ids)
    ballots: dict[Ballot, int] = {}
    for _ in range(chance.randint(1, 25)):
        marks = chance.sample(ids, chance.randint(0, min(5, len(ids))))
        given: list[Exact] = [1] if ties else [1, 1, 2, 5, Fraction(7, 3)]
        points = [chance.choice(given) for _ in marks]
        ballot = tuple(Choice(one, worth) for one, worth in zip(marks, points, strict=True))
        ballots[ballot] = ballots.get(ballot, 0) + 1
    budget = chance.randint(20, 250) if money else 0
    return Election(options, ballots, budget=budget, seats=chance.randint(1, 3))


@pytest.mark.parametrize("ties", [False, True])
def test_the_browser_counts_generated_elections_as_our_rules_do(counter: Page, ties: bool) -> None:
    chance, cases = random.Random(11 + ties), []
    for _ in range(25):
        election = some_election(chance, money=True, ties=ties)
        places = some_election(chance, money=False, ties=ties)
        lot = {"lot": chance.choice(["", "6 June: 3, 14, 15"])}
        cases += [(election, name, lot) for name in ("greedy", "greedy-per-cost")]
        cases += [(places, name, lot) for name in ("plurality", "approval", "score")]
        cases += [
            (election, "equal-shares", {"utility": utility, "completion": completion, **lot})
            for completion in ("none", "add-one", "add-one-utilitarian")
            for utility in ("cost", "count")
        ]
    all_the_same(counter, cases)


def test_the_browser_answers_yes_or_no_as_our_rule_does(counter: Page) -> None:
    chance, cases = random.Random(5), []
    answers = ("yes", "no", "abstain")
    for _ in range(40):
        votes = {approval(answer): chance.randint(1, 9) for answer in answers} | {(): 2}
        options = tuple(Option(answer) for answer in answers)
        election = Election(options, votes, entitled=chance.randint(30, 60))
        conditions = {
            "turnout": chance.choice(["0", "20", "40%"]),
            "quorum": chance.choice(["0", "5", "1/10"]),
            "majority": chance.choice(["1/2", "2/3", "60%"]),
            "base": chance.choice(["votes", "voters", "entitled"]),
        }
        cases.append((election, "majority", conditions))
    all_the_same(counter, cases)


def test_a_rule_that_the_page_does_not_know_is_left_to_the_command(counter: Page) -> None:
    assert counter.evaluate("counting.count('schulze', {}, {options: [], ballots: []})") is None


@pytest.mark.parametrize("name", SMALL)
def test_the_browser_counts_real_elections_as_our_rules_do(
    counter: Page, shared_data: Path, name: str
) -> None:
    election = to_election(read_pb(shared_data / "pabulib" / f"{name}.pb"))
    ways = ("greedy", "greedy-per-cost", "equal-shares")
    all_the_same(counter, [(election, way, {}) for way in ways])


def test_a_reader_checks_the_package_of_a_vote_and_nothing_is_sent(
    site: Site, chrome: Browser, tmp_path: Path
) -> None:
    with site.app.app_context(), city(site.slug):
        published = Phase.outcome_published_at.is_not(None)
        held = sa.select(Vote).join(Phase, Phase.id == Vote.phase_id).where(published)
        vote = db.session.scalars(held.order_by(Vote.ballots.desc()).limit(1)).one()
        phase_id, content = vote.phase_id, package_of(vote, "pl").read_bytes()
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
    for words in ("It is signed with the key", "The chain of anchors holds", "This was chosen"):
        expect(findings).to_contain_text(words)
    tab.set_input_files("#package", broken)
    tab.locator("form[data-check-package] button").click()
    expect(status).to_have_text("This package does not hold. Do not trust its result.")
    assert all(line.startswith("GET ") and "/static/" in line for line in sent), sent
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
