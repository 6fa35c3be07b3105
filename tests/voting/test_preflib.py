"""A vote as a PrefLib file: whoever reads it has the ballots again."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from preflibtools.instances import CategoricalInstance, OrdinalInstance

from commons.voting.preflib import preflib_of

CODES = ("7", "a9", "a10", "yes")
FACTS = {"city": "Gdańsk", "vote": 12}
Ballots = list[list[list[Any]]]

points = st.sampled_from([0, 1, 2, 5, "7/3"])


def ballots(marks: st.SearchStrategy[Any], longest: int = len(CODES)) -> st.SearchStrategy[Ballots]:
    chosen = st.lists(st.sampled_from(CODES), unique=True, max_size=longest)
    one = chosen.flatmap(
        lambda codes: st.tuples(*(marks for _ in codes)).map(
            lambda worths: [[code, worth] for code, worth in zip(codes, worths, strict=True)]
        )
    )
    return st.lists(one, max_size=30)


def written(kind: str, box: Ballots) -> tuple[str, str]:
    config = {
        "ballot_kind": kind,
        "rule": "score",
        "options": [{"code": code, "title": f"Option\n{code}"} for code in CODES],
        "terms": {"seats": 1},
    }
    made = preflib_of(config, [{"choices": choices} for choices in box], FACTS)
    assert made is not None
    return made[0], made[1].decode()


def head_of(text: str) -> dict[str, str]:
    said = [line[2:].split(":", 1) for line in text.splitlines() if line.startswith("# ")]
    return {key: value.strip() for key, value in said}


def lines_of(text: str) -> Counter[tuple[tuple[int, ...], ...]]:
    """Each ballot's sets of options in their order, as a reader of the format takes them."""
    found: Counter[tuple[tuple[int, ...], ...]] = Counter()
    for line in text.splitlines():
        if not line.startswith("#"):
            count, sets = line.split(": ", 1)
            parts = re.findall(r"\{([0-9,]*)\}|([0-9]+)", sets)
            key = tuple(tuple(int(n) for n in (a or b).split(",") if n) for a, b in parts)
            assert key not in found, "a ballot that has two lines"
            found[key] = int(count)
    return found


@given(ballots(st.integers(1, 9)))
def test_rankings_are_read_back_in_their_order(box: Ballots) -> None:
    name, text = written("ordinal", box)
    head, lines = head_of(text), lines_of(text)
    back: Counter[tuple[str, ...]] = Counter()
    for sets, count in lines.items():
        back[tuple(CODES[place - 1] for (place,) in sets)] += count
    assert back == Counter(tuple(code for code, _ in choices) for choices in box if choices)
    blank = sum(not choices for choices in box)
    assert head["DESCRIPTION"].endswith(f"Blank ballots without a line here: {blank}.")
    complete = bool(back) and all(len(ranked) == len(CODES) for ranked in back)
    assert head["DATA TYPE"] == name.rpartition(".")[2] == ("soc" if complete else "soi")
    assert int(head["NUMBER VOTERS"]) == len(box) - blank
    assert int(head["NUMBER UNIQUE ORDERS"]) == len(lines)


@given(ballots(points))
def test_points_are_read_back_one_by_one(box: Ballots) -> None:
    name, text = written("scoring", box)
    head, back = head_of(text), Counter[frozenset[tuple[str, Fraction]]]()
    worths = [
        Fraction(head[f"CATEGORY NAME {n}"].removesuffix(" points"))
        for n in range(1, int(head["NUMBER CATEGORIES"]) + 1)
    ]
    for sets, count in lines_of(text).items():
        assert sorted(place for group in sets for place in group) == [1, 2, 3, 4]
        back[
            frozenset(
                (CODES[place - 1], worth)
                for worth, group in zip(worths, sets, strict=True)
                for place in group
                if worth
            )
        ] += count
    given_out = [[(code, Fraction(worth)) for code, worth in choices] for choices in box]
    assert back == Counter(frozenset(m for m in marks if m[1]) for marks in given_out)
    assert name == "election.cat"


@given(ballots(st.just(1)))
def test_ticks_and_blank_ballots_are_read_back(box: Ballots) -> None:
    _name, text = written("approval", box)
    assert [head_of(text)[f"CATEGORY NAME {n}"] for n in (1, 2)] == ["Chosen", "Not chosen"]
    back: Counter[frozenset[str]] = Counter()
    for (chosen, others), count in lines_of(text).items():
        assert sorted((*chosen, *others)) == [1, 2, 3, 4]
        back[frozenset(CODES[place - 1] for place in chosen)] += count
    assert back == Counter(frozenset(code for code, _ in choices) for choices in box)


def test_the_fields_own_tools_read_it(tmp_path: Path) -> None:
    name, text = written("ordinal", [[["7", 1], ["yes", 1]]] * 3 + [[["a9", 1]], []])
    (tmp_path / name).write_text(text)
    orders = OrdinalInstance(str(tmp_path / name))
    assert dict(orders.multiplicity) == {((1,), (4,)): 3, ((2,),): 1}
    assert orders.alternatives_name[2] == "Option a9"
    name, text = written("choose-1", [[["7", 1]], [["7", 1]], []])
    (tmp_path / name).write_text(text)
    ticks = CategoricalInstance(str(tmp_path / name))
    assert dict(ticks.multiplicity) == {((1,), (2, 3, 4)): 2, ((), (1, 2, 3, 4)): 1}


def test_a_vote_about_money_has_no_such_file() -> None:
    config = {"ballot_kind": "approval", "rule": "greedy", "options": [], "terms": {"seats": None}}
    assert preflib_of(config, [], FACTS) is None
