"""Finding: every filter, alone and together, in every order; each proposal once on its pages."""

from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.contributions.actions import add_support, add_translation, change_state, revise
from commons.contributions.models import HIDDEN, WITHDRAWN
from commons.proposals import actions
from commons.proposals.finding.queries import find_proposals
from commons.proposals.finding.rules import (
    DRAWS,
    FEW_SUPPORTS,
    MERGED,
    MOST_COUNTED,
    REVIEWED,
    SEEDS,
    SORTS,
    SUPPORT,
    Filter,
    Place,
    Sort,
    place_from,
    stretches,
)
from commons.proposals.finding.tables import MAKE
from commons.proposals.models import RETURNED, WAITING, Proposal
from commons.proposals.themes.models import Theme
from tests.conftest import CITY
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import DAY, call_for_proposals, many_proposals, proposal_by
from tests.factories.verification import association
from tests.marks import both_databases

P = Proposal.metadata.tables["proposal"]


def found(**wanted: object) -> list[str]:
    """The titles a filter finds, in alphabetical order."""
    return sorted(one.title for one in find_proposals(Filter(**wanted)).items)  # type: ignore[arg-type]


def set_facts(proposal: Proposal, **values: object) -> None:
    """Put a proposal where some action would have brought it."""
    db.session.execute(sa.update(P).where(P.c.id == proposal.id).values(**values))
    db.session.commit()


@both_databases
def test_each_filter_finds_its_own_and_all_of_them_together_one(town: Flask) -> None:
    ola, phase = resident("Ola"), call_for_proposals()
    theme = Theme(code="green", names={"pl": "Zieleń"})
    db.session.add(theme)
    db.session.commit()
    here = {"phase": phase, "district_id": 1, "theme_id": theme.id, "language": "pl"}
    proposal_by(ola, title="All", **here)
    proposal_by(ola, title="Elsewhere", **{**here, "district_id": 2})
    proposal_by(ola, title="Other theme", **{**here, "theme_id": None})
    proposal_by(ola, title="In English", **{**here, "language": "en"})
    proposal_by(ola, title="No call", **{**here, "phase": None})
    everything = ["All", "Elsewhere", "In English", "No call", "Other theme"]
    assert found() == everything
    for wanted, missing in {
        ("district_id", 1): "Elsewhere",
        ("theme_id", theme.id): "Other theme",
        ("language", "pl"): "In English",
        ("phase_id", phase.id): "No call",
    }.items():
        assert found(**dict([wanted])) == [t for t in everything if t != missing]
    together = {
        "district_id": 1,
        "theme_id": theme.id,
        "language": "pl",
        "phase_id": phase.id,
        "author": "resident",
        "need": SUPPORT,
        "status": "open",
    }
    for sort in SORTS:
        assert found(**together, sort=sort) == ["All"]
        assert found(**together, sort=sort, search="all") == ["All"]
        assert found(**together, sort=sort, search="elsewhere") == []


@both_databases
def test_how_it_stands_can_be_asked_for(town: Flask) -> None:
    ola, officer = resident("Ola"), resident("Jan", role="officer")
    made = {
        title: proposal_by(ola, title=title)
        for title in ("Open", "Yes", "Waiting", "Returned", "Looked at", "Merged", "Gone")
    }
    actions.answer_proposal(officer, made["Yes"].id, decision="accepted", texts={"pl": "Tak"})
    actions.withdraw_proposal(ola, made["Gone"].id)
    set_facts(made["Waiting"], admission=WAITING)
    set_facts(made["Returned"], admission=RETURNED)
    set_facts(made["Looked at"], review_since=clock.now())
    set_facts(made["Merged"], merged_into_id=made["Open"].id)
    assert found(status="accepted") == ["Yes"]
    assert found(status=WAITING) == ["Waiting"]
    assert found(status=RETURNED) == ["Returned"]
    assert found(status=REVIEWED) == ["Looked at"]
    assert found(status=MERGED) == ["Merged"]
    assert found(status=WITHDRAWN) == ["Gone"]
    assert found(status="open") == ["Looked at", "Open", "Returned", "Waiting"]
    assert found(need=SUPPORT) == ["Looked at", "Open", "Waiting"]
    assert "Gone" not in found()


@both_databases
def test_what_needs_support_has_little_and_can_still_get_it(town: Flask) -> None:
    ola = resident("Ola")
    proposal_by(ola, title="New")
    known = proposal_by(ola, title="Known")
    late = call_for_proposals()
    proposal_by(ola, late, title="Too late")
    for number in range(FEW_SUPPORTS):
        assert "Known" in found(need=SUPPORT)
        add_support(resident(f"Fan {number}"), known.id)
    assert found(need=SUPPORT) == ["New", "Too late"]
    with clock.at(clock.now() + 20 * DAY):
        assert found(need=SUPPORT) == ["New"]


@both_databases
def test_authors_are_residents_organisations_or_the_city(town: Flask) -> None:
    ola, officer = resident("Ola"), resident("Jan", role="officer")
    proposal_by(ola, title="Mine")
    speaker = resident("Ewa")
    ours = association(speaker)
    proposal_by(speaker, title="Ours", voice=f"organisation:{ours}")
    proposal_by(officer, title="The city's", voice="city")
    hidden = proposal_by(ola, title="Hidden")
    change_state(hidden.id, HIDDEN)
    assert found(author="resident") == ["Mine"]
    assert found(author="organisation") == ["Ours"]
    assert found(author="city") == ["The city's"]
    assert len(found()) == 4


@both_databases
def test_the_list_follows_every_change_of_a_text(town: Flask) -> None:
    ola, mod = resident("Ola"), resident("Mod")
    one = proposal_by(ola, title="One")

    def listed() -> tuple[object, ...]:
        return tuple(
            db.session.execute(
                sa.select(P.c.listed_state, P.c.listed_support, P.c.listed_comments).where(
                    P.c.id == one.id
                )
            ).one()
        )

    assert listed() == ("visible", 0, 0)
    add_support(mod, one.id)
    comment_by(mod, one)
    revise(ola, one.id, title="One more", body="Better.")
    assert listed() == ("visible", 1, 1)
    change_state(one.id, HIDDEN)
    assert listed() == (HIDDEN, 1, 1)


@both_databases
def test_proposals_from_before_are_listed_and_spread_by_chance(town: Flask) -> None:
    many_proposals(resident("Ola"), call_for_proposals(), 40)
    db.session.execute(sa.update(P).values(draw=0, listed_state="", listed_language=""))
    fill_in = MAKE[db.session.connection().dialect.name][0]
    db.session.execute(sa.text(fill_in))
    rows = db.session.execute(sa.select(P.c.draw, P.c.listed_state, P.c.listed_language)).all()
    draws = sorted(draw for draw, _state, _language in rows)
    assert {(state, language) for _draw, state, language in rows} == {("visible", "en")}
    assert len(set(draws)) > 35
    assert 0 <= draws[0] < DRAWS // 2 <= draws[-1] < DRAWS


@both_databases
def test_counts_say_no_more_than_they_must(town: Flask) -> None:
    many_proposals(resident("Ola"), call_for_proposals(), 5)
    assert find_proposals(Filter(), size=2, counted=True).count == 5
    assert find_proposals(Filter(district_id=1), counted=True).count is None
    assert find_proposals(Filter()).count is None
    make_more(MOST_COUNTED + 20)
    assert find_proposals(Filter(), counted=True).count == MOST_COUNTED + 1


def make_more(count: int) -> None:
    from tools.bench_growth import grow

    phase = call_for_proposals()
    grow(count, phase.id, comments=0)
    db.session.commit()


@both_databases
def test_a_search_is_in_the_order_asked_for(town: Flask) -> None:
    ola = resident("Ola")
    first, second, third = (proposal_by(ola, title=f"Trees {n}") for n in range(3))
    add_support(resident("A"), first.id)
    comment_by(ola, second)
    add_translation(third.id, "pl", "Drzewa", "Gorąco", "Hanna")

    def ordered(sort: Sort, words: str = "trees") -> list[int]:
        return [one.id for one in find_proposals(Filter(search=words, sort=sort)).items]

    assert ordered("newest") == [third.id, second.id, first.id]
    assert ordered("supported") == [first.id, third.id, second.id]
    assert ordered("discussed") == [second.id, third.id, first.id]
    assert sorted(ordered("random")) == [first.id, second.id, third.id]
    assert ordered("random", "drzewa") == [third.id]


# ---------------------------------------------------------------- pages


@pytest.fixture
def crowd(town: Flask) -> list[int]:
    """Thirty proposals, many of them alike in what they are sorted by."""
    made = many_proposals(resident("Ola"), call_for_proposals(), 30)
    return [one.id for one in made]


def all_pages(sort: Sort, seed: int, size: int) -> list[int]:
    seen: list[int] = []
    after: Place | None = None
    while True:
        db.session.expunge_all()
        page = find_proposals(Filter(sort=sort), after=after, seed=seed, size=size)
        assert len(page.items) <= size
        seen += [one.id for one in page.items]
        if page.next_after is None:
            return seen
        after = place_from(page.next_after, sort)
        assert after is not None
        seed += 1  # a page's address goes on in its own order, whoever opens it


@both_databases
@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_every_proposal_is_on_the_pages_once_in_each_order_and_for_each_visitor(
    crowd: list[int], data: st.DataObject
) -> None:
    few = st.lists(st.integers(0, 3), min_size=30, max_size=30)
    # At the seams, too: where the ring begins, and where a seed's walk does.
    seed = data.draw(st.integers(0, SEEDS - 1))
    start = seed * (DRAWS // SEEDS)
    near = st.sampled_from(sorted({0, DRAWS - 1, start, max(0, start - 1), start + 1}))
    places = data.draw(
        st.lists(near | st.integers(0, DRAWS - 1), min_size=30, max_size=30), label="draws"
    )
    supports, comments = data.draw(few), data.draw(few)
    rows = zip(crowd, places, supports, comments, strict=True)
    names = ("number", "a_draw", "a_support", "a_comment")
    db.session.connection().execute(
        sa.update(P)
        .where(P.c.id == sa.bindparam("number"))
        .values(
            draw=sa.bindparam("a_draw"),
            listed_support=sa.bindparam("a_support"),
            listed_comments=sa.bindparam("a_comment"),
        ),
        [dict(zip(names, row, strict=True)) for row in rows],
    )
    db.session.commit()
    sort = data.draw(st.sampled_from(SORTS))
    seen = all_pages(sort, seed, data.draw(st.integers(2, 31), label="size"))
    assert sorted(seen) == sorted(crowd)
    if sort != "random":
        key = {"newest": crowd, "supported": supports, "discussed": comments}[sort]
        by_id = dict(zip(crowd, key, strict=True))
        assert seen == sorted(crowd, key=lambda number: (by_id[number], number), reverse=True)


@given(st.integers(0, SEEDS - 1))
def test_a_visitor_walks_the_whole_ring_from_a_point_of_their_own(seed: int) -> None:
    parts = sorted(stretches(seed), key=lambda part: part.first)
    assert parts[0].first == 0
    assert parts[-1].last == DRAWS - 1
    assert all(a.last + 1 == b.first for a, b in pairwise(parts))


@both_databases
def test_the_early_ones_do_not_come_first_for_everybody(crowd: list[int]) -> None:
    firsts = {
        find_proposals(Filter(sort="random"), seed=seed, size=1).items[0].id
        for seed in range(0, SEEDS, 997)
    }
    assert len(firsts) > 10


@given(
    sort=st.sampled_from(SORTS),
    number=st.integers(1, 2**31 - 1),
    key=st.integers(0, 2**31 - 1),
    seed=st.integers(0, SEEDS - 1),
)
def test_a_place_survives_its_address(sort: Sort, number: int, key: int, seed: int) -> None:
    read = place_from(Place(number, key, seed).text(sort), sort)
    assert read is not None
    assert read.id == number
    assert read.key == (key if sort != "newest" else 0)
    assert read.seed == (seed if sort == "random" else 0)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(
    "text", [None, "", "5-", "-5", "a-1", "1-2-3-4", "9" * 30 + "-1", "٣-٤", "a", "1-2-x"]
)
def test_a_place_that_is_none_is_the_beginning(text: str | None, sort: Sort) -> None:
    assert place_from(text, sort) is None


@both_databases
def test_no_page_costs_more_than_one_statement(
    app: Flask, crowd: list[int], statements: list[str]
) -> None:
    with app.app_context(), city(CITY):
        for sort in SORTS:
            statements.clear()
            find_proposals(Filter(sort=sort, search="body"), size=10, counted=True)
            assert len([s for s in statements if s.startswith(("SELECT", "WITH"))]) == 1
