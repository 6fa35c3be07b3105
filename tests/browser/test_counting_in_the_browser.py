"""The page that checks a package counts as our rules do: the same tally, step by step."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from commons.voting.checking.chain import canonical
from commons.voting.pabulib import read_pb, to_election
from commons.voting.preflib import preflib_of
from commons.voting.rules import Election, Option, approval, rule, rule_names
from commons.voting.rules.contract import exact_to_json
from commons.voting.rules.election import Ballot, Choice, Exact

SMALL = ("poland_gdansk_2020_oliwa", "poland_krakow_2021_bienczyce")

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
    """Fail where the page comes to another tally: other options, reasons, steps or ties."""
    found = counter.evaluate(
        """(cases) => JSON.parse(cases).map(([config, lines, name, settings]) => counting.canonical(
            counting.count(name, settings, counting.election_of(config, lines))))""",
        json.dumps([_told(case) for case in cases]),  # one text: a tree is slow to hand over
    )
    for (election, name, settings), theirs in zip(cases, found, strict=True):
        ours = rule(name, **settings).tally(election).to_json()
        assert theirs == canonical(ours).decode(), (name, settings, election)


def some_election(chance: random.Random, *, money: bool, ties: bool) -> Election:
    """A small election; with ``ties`` one in which much is equal."""
    ids = [f"{letter}{number}" for letter in "ab" for number in range(1, chance.randint(2, 7))]
    costs = [10, 20, 30] if ties else list(range(91))
    options = tuple(Option(one, chance.choice(costs) if money else 0) for one in ids)
    given: list[Exact] = [1] if ties else [0, 1, 1, 2, 5, Fraction(7, 3)]
    # Where much is equal, few ballots and few choices; a whole city's habits where it is not.
    longest = chance.randint(1, min(3 if ties else 6, len(ids)))
    ballots: Counter[Ballot] = Counter()
    for _ in range(chance.randint(0, 25)):
        marks = chance.sample(ids, chance.randint(0, longest))
        ballot = tuple(Choice(one, chance.choice(given)) for one in marks)
        ballots[ballot] += 1 if ties else chance.choice([1, 1, 3, 40])
    budget = chance.randint(20, 250) if money else 0
    return Election(options, ballots, budget=budget, seats=chance.randint(1, 4))


def shared_out(chance: random.Random) -> Election:
    """An election whose ballots are budgets."""
    options = tuple(Option(str(one), 10 * one) for one in range(1, chance.randint(3, 9)))
    ballots: Counter[Ballot] = Counter()
    for _ in range(chance.randint(0, 12)):
        left, marks = 100, []
        for option in chance.sample(options, chance.randint(0, len(options))):
            marks.append(Choice(option.id, given := chance.randint(0, left)))
            left -= given
        ballots[tuple(marks)] += 1
    return Election(options, ballots, budget=100)


MONEY = ("greedy", "greedy-per-cost", "sequential-phragmen")
PLACES = ("plurality", "approval", "score", "borda", "schulze", "single-transferable-vote")
SHARES = tuple(
    {"utility": utility, "completion": completion}
    for completion in ("none", "add-one", "add-one-utilitarian")
    for utility in ("cost", "count")
)


@pytest.mark.parametrize("ties", [False, True])
def test_the_browser_counts_generated_elections_as_our_rules_do(counter: Page, ties: bool) -> None:
    chance, cases = random.Random(11 + ties), []
    for _ in range(100):
        money = some_election(chance, money=True, ties=ties)
        places = some_election(chance, money=False, ties=ties)
        lot = {"lot": chance.choice(["", "6 June: 3, 14, 15"])}
        cases += [(money, name, lot) for name in MONEY]
        cases += [(places, name, lot) for name in PLACES]
        cases += [
            (replace(places, seats=1), "instant-runoff", lot),
            (shared_out(chance), "average", {}),
        ]
        cases += [(money, "equal-shares", {**how, **lot}) for how in chance.sample(SHARES, 2)]
    known = {name for _election, name, _settings in cases} | {"majority"}
    assert known == set(rule_names()), "a rule that is not compared"
    all_the_same(counter, cases)


def test_the_browser_lets_what_is_last_on_all_ballots_have_a_free_seat(counter: Page) -> None:
    alone = Election((Option("a"),), {approval("a"): 6})
    last = Election(tuple(map(Option, "abc")), {approval("a", "b", "c"): 6}, seats=3)
    unranked = replace(last, ballots={approval("a", "b"): 6})
    all_the_same(counter, [(election, "borda", {}) for election in (alone, last, unranked)])


def test_the_browser_answers_yes_or_no_as_our_rule_does(counter: Page) -> None:
    chance, cases = random.Random(5), []
    for _ in range(60):
        answers = ("yes", "no", "abstain")[: chance.randint(2, 3)]
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
    assert counter.evaluate("counting.count('coin-toss', {}, {options: [], ballots: []})") is None


@pytest.mark.parametrize("name", SMALL)
def test_the_browser_counts_real_elections_as_our_rules_do(
    counter: Page, shared_data: Path, name: str
) -> None:
    election = to_election(read_pb(shared_data / "pabulib" / f"{name}.pb"))
    ways = (*MONEY, "equal-shares")
    all_the_same(counter, [(election, way, {}) for way in ways])


def test_the_browser_writes_the_same_preflib_files(counter: Page) -> None:
    chance, cases = random.Random(23), []
    facts = {"city": "Gdańsk", "vote": 7}
    for kind in ("ordinal", "approval", "choose-1", "scoring", "cumulative") * 12:
        election = some_election(chance, money=False, ties=chance.random() < 0.3)
        config, lines, _name, _settings = _told((election, "score", {}))
        for option in config["options"]:
            option["title"] = chance.choice(["Park\u2028łódzki", "", f"Plac {option['code']}"])
        config |= {"ballot_kind": kind, "rule": "score"}
        cases.append([facts | {"test": chance.random() < 0.5}, config, lines])
    found = counter.evaluate(
        """(cases) => JSON.parse(cases).map(([facts, config, lines]) => {
            const { name, text } = counting.preflib_of(facts, config, lines);
            return [name, text];
        })""",
        json.dumps(cases),
    )
    for (said, config, lines), (name, text) in zip(cases, found, strict=True):
        assert preflib_of(config, lines, said) == (name, text.encode())
    assert {name for name, _text in found} >= {"election.soi", "election.cat"}
