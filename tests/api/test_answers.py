"""What programs are told, and what they are never told."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.contributions.actions import add_translation
from commons.contributions.models import Contribution
from commons.people.models import AS_RESIDENT, Person
from commons.proposals import actions as proposals
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import comment_by, resident
from tests.factories.moderation import a_moderator, hidden
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.factories.voting import (
    cast_all,
    close_vote,
    open_vote,
    outcome_of_an_earlier_phase,
    publish_result,
    vote_phase,
)
from tests.marks import both_databases


def got(browser: Browser, path: str, **headers: str) -> Any:
    """What an address of the API answers; its status has to be 200."""
    browser.open(f"/api/v1{path}", headers={k.replace("_", "-"): v for k, v in headers.items()})
    assert browser.response is not None
    assert browser.status == 200, browser.response.get_data(as_text=True)
    return browser.response.get_json()


def refused(browser: Browser, path: str) -> Any:
    """The problem that an address of the API tells of."""
    browser.open(f"/api/v1{path}")
    assert browser.response is not None
    assert browser.response.mimetype == "application/problem+json"
    told = browser.response.get_json()
    assert told["status"] == browser.status
    return told


def items(browser: Browser, path: str) -> list[Any]:
    return list(got(browser, path)["items"])


def test_the_city_says_where_to_go_on(town: Flask, browser: Browser) -> None:
    told = got(browser, "/")
    assert told["name"] == "Gdańsk"
    assert {"code": "oliwa", "name": "Oliwa"} in told["districts"]
    assert told["links"]["proposals"].endswith("/gdansk/api/v1/proposals")


@both_databases
def test_every_proposal_is_found_once_on_the_way_through_the_pages(
    town: Flask, browser: Browser
) -> None:
    made = many_proposals(resident(), call_for_proposals(), 7)
    for sort in ("newest", "supported"):
        seen, path = [], f"/proposals?size=3&sort={sort}"
        while path:
            told = got(browser, path)
            seen += [each["id"] for each in told["items"]]
            path = (told["next"] or "").partition("/api/v1")[2]
        assert seen == sorted((each.id for each in made), reverse=True)


def test_the_next_page_stays_in_the_language_of_the_first(town: Flask, browser: Browser) -> None:
    many_proposals(resident(), call_for_proposals(), 2)
    told = got(browser, "/proposals?size=1", Accept_Language="uk-UA")
    assert "language=uk" in told["next"]
    assert browser.response is not None
    assert browser.response.headers["Link"] == f'<{told["next"]}>; rel="next"'


@both_databases
def test_filters_find_what_the_page_finds(town: Flask, browser: Browser) -> None:
    ola, phase = resident(), call_for_proposals()
    oliwa = proposal_by(ola, phase, title="Trees", district_id=1)
    polish = proposal_by(ola, phase, title="Ławki", language="pl")
    outside = proposal_by(ola, title="A fountain")

    def found(query: str) -> list[int]:
        return [each["id"] for each in items(browser, f"/proposals?{query}")]

    assert found("district=oliwa") == [oliwa.id]
    assert found("written_in=pl") == [polish.id]
    assert found("q=fountain") == [outside.id]
    assert found(f"phase={phase.id}") == [polish.id, oliwa.id]
    assert found("status=accepted") == []


def test_a_text_comes_in_the_language_asked_for_beside_its_original(
    town: Flask, browser: Browser
) -> None:
    one = proposal_by(resident(), title="Trees")
    add_translation(one.id, "pl", "Drzewa", "Latem jest gorąco.", "Danuta")
    told = got(browser, f"/proposals/{one.id}?language=pl")
    assert (told["title"], told["language"]) == ("Drzewa", "pl")
    assert told["translation"] == {"by": "Danuta", "outdated": False}
    assert told["original"]["title"] == "Trees"
    assert got(browser, f"/proposals/{one.id}", Accept_Language="pl")["title"] == "Drzewa"
    assert got(browser, f"/proposals/{one.id}?language=en")["translation"]["by"] is None


@pytest.mark.parametrize("how", ["hidden", "withdrawn"])
def test_words_and_names_of_what_is_taken_away_are_told_nowhere(
    town: Flask, browser: Browser, how: str
) -> None:
    ola = resident("Ola Kowalska")
    one = proposal_by(ola, call_for_proposals(), title="Something ugly")
    add_translation(one.id, "pl", "Something ugly", "Something ugly", "Danuta")
    if how == "hidden":
        hidden(a_moderator(), one.id)
    else:
        proposals.withdraw_proposal(ola, one.id)
    listed = "/proposals?status=withdrawn" if how == "withdrawn" else "/proposals"
    for path in (listed, f"/proposals/{one.id}", f"/proposals/{one.id}?language=pl"):
        got(browser, path)
        assert browser.response is not None
        text = browser.response.get_data(as_text=True)
        assert how in text
        assert "ugly" not in text
        assert "Kowalska" not in text
        assert "Danuta" not in text
    if how == "withdrawn":
        assert items(browser, "/proposals") == []


def test_a_hidden_comment_says_only_that_it_was_there(town: Flask, browser: Browser) -> None:
    one = proposal_by(resident())
    bad = comment_by(resident("Zofia"), one, "Something ugly", alignment="against")
    hidden(a_moderator("Adam"), bad.id)
    (told,) = items(browser, f"/proposals/{one.id}/comments")
    assert told["state"] == "hidden"
    assert (told["body"], told["alignment"]) == ("", None)
    assert set(told["author"].values()) == {None}


def test_the_city_s_answer_comes_with_the_proposal_until_it_is_hidden(
    town: Flask, browser: Browser
) -> None:
    one = proposal_by(resident())
    proposals.answer_proposal(
        resident("Olga", role="officer"),
        one.id,
        decision="partly",
        texts={"pl": "Tak.", "en": "Yes."},
    )
    (answer,) = got(browser, f"/proposals/{one.id}")["answers"]
    assert (answer["decision"], answer["text"]) == ("partly", "Yes.")
    assert answer["other_languages"] == ["pl"]
    hidden(a_moderator(), one.id)
    assert got(browser, f"/proposals/{one.id}")["answers"] == []


def shown_without_name(text: Contribution) -> None:
    text.shown_as = AS_RESIDENT
    db.session.commit()


def test_named_texts_of_one_author_belong_together_for_a_day_and_unnamed_ones_never(
    town: Flask, browser: Browser
) -> None:
    ola = resident("Ola")
    named = [proposal_by(ola, title=title) for title in ("Trees", "Benches")]
    unnamed = proposal_by(ola, title="A fountain")
    other = proposal_by(resident("Ola"), title="A bridge")
    shown_without_name(unnamed)

    def authors() -> dict[int, Any]:
        return {each["id"]: each["author"] for each in items(browser, "/proposals")}

    told = authors()
    first, second = (told[each.id]["pseudonym"] for each in named)
    assert first == second
    assert told[unnamed.id]["pseudonym"] is None
    assert told[unnamed.id]["name"] == "A resident"
    assert told[other.id]["name"] == "Ola"
    assert told[other.id]["pseudonym"] not in {None, first}
    with clock.at(clock.now() + timedelta(days=1)):
        assert authors()[named[0].id]["pseudonym"] != first


def test_who_left_has_neither_name_nor_pseudonym(town: Flask, browser: Browser) -> None:
    ola = resident("Ola Kowalska")
    one = proposal_by(ola)
    db.session.execute(sa.delete(Person).where(Person.id == ola.id))
    db.session.commit()
    author = got(browser, f"/proposals/{one.id}")["author"]
    assert author["name"] == "A former resident"
    assert author["pseudonym"] is None


def test_a_draft_and_its_vote_are_told_to_nobody(town: Flask, browser: Browser) -> None:
    draft = call_for_proposals(state="draft", titles={"en": "Not yet"})
    assert items(browser, "/consultations") == []
    for path in ("/consultations/call-1", f"/proposals?phase={draft.id}", f"/votes/{draft.id}"):
        assert refused(browser, path)["status"] == 404


def test_consultations_are_told_by_where_they_stand(town: Flask, browser: Browser) -> None:
    call_for_proposals(titles={"en": "Now", "pl": "Teraz"})
    call_for_proposals(opens_in=timedelta(days=1), titles={"en": "Later"})
    assert [each["title"] for each in items(browser, "/consultations")] == ["Later", "Now"]
    (now,) = items(browser, "/consultations?state=open&language=pl")
    assert (now["title"], now["state"], now["languages"]) == ("Teraz", "open", ["en", "pl"])


def test_an_outcome_is_told_only_when_it_is_published(town: Flask, browser: Browser) -> None:
    phase = vote_phase()
    outcome_of_an_earlier_phase(
        phase,
        [{"title": "A pond", "language": "en", "chosen": True, "facts": {"support": 7}}],
    )
    assert got(browser, "/consultations/vote-1")["outcome"] == []
    vote = open_vote()
    cast_all(vote, [["1"]])
    publish_result(close_vote(vote))
    first, *_rest = got(browser, "/consultations/vote-2")["outcome"]
    assert (first["title"], first["chosen"], first["votes"]) == ("Benches by the canal", True, 1)


@both_databases
def test_of_an_open_vote_nobody_learns_more_than_how_many_voted(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote()
    cast_all(vote, [["1"], ["1"], ["2"]])
    told = got(browser, f"/votes/{vote.phase_id}")
    assert told["ballots"] == 3
    assert set(told["options"][0]) == {
        *("code", "title", "body", "language", "translated_by", "hidden"),
        *("cost", "district", "proposal"),
    }
    assert refused(browser, f"/votes/{vote.phase_id}/result")["status"] == 404
    close_vote(vote)
    assert refused(browser, f"/votes/{vote.phase_id}/result")["status"] == 404
    publish_result(vote)
    result = got(browser, f"/votes/{vote.phase_id}/result")
    assert [each["votes"] for each in result["standings"]] == [2, 1, 0]
    assert result["selected"] == ["1", "2"]
    assert result["ballots_file"] is None


def test_what_people_ranked_low_is_told_as_on_the_page(town: Flask, browser: Browser) -> None:
    vote = open_vote((("A", 0), ("B", 0)), kind="ranking", rule="borda")
    cast_all(vote, [[("1", 2), ("2", 1)]] * 6)
    publish_result(close_vote(vote))
    *_chosen, last = got(browser, f"/votes/{vote.phase_id}/result")["standings"]
    assert last["reason"]["code"] == "not_elected"
    assert last["reason"]["sentence"] == "It has 0 points. To be chosen it needed 6."


def test_what_a_hidden_proposal_was_to_cost_is_not_told(town: Flask, browser: Browser) -> None:
    proposal = proposal_by(resident(), call_for_proposals(), cost=6_000)
    assert got(browser, f"/proposals/{proposal.id}")["cost"] == 6_000
    hidden(a_moderator(), proposal.id)
    assert got(browser, f"/proposals/{proposal.id}")["cost"] is None


def test_an_upcoming_vote_has_no_rules_yet(town: Flask, browser: Browser) -> None:
    phase = vote_phase(opens_in=timedelta(days=1))
    told = got(browser, f"/votes/{phase.id}")
    assert (told["state"], told["rule"], told["options"]) == ("upcoming", None, [])
    (listed,) = items(browser, "/votes")
    only_alone = {"options", "interim"}
    assert listed == {key: value for key, value in told.items() if key not in only_alone}


@both_databases
def test_no_answer_takes_more_than_eight_statements(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    ola, phase = resident(), call_for_proposals()
    made = many_proposals(ola, phase, 30, language="pl")
    for _number in range(25):
        comment_by(ola, made[0], f"Comment {_number}", language="pl")
    vote = open_vote()
    cast_all(vote, [["1"]])
    publish_result(close_vote(vote))
    browser.sign_in()
    for path in (
        "/",
        "/consultations",
        "/consultations/vote-2",
        f"/proposals?size=100&district=oliwa&phase={phase.id}",
        "/proposals?size=100&q=Body",
        f"/proposals/{made[0].id}",
        f"/proposals/{made[0].id}/comments?size=100",
        "/votes",
        f"/votes/{vote.phase_id}",
        f"/votes/{vote.phase_id}/result",
    ):
        statements.clear()
        got(browser, path)
        asked = [each for each in statements if each.lstrip().upper().startswith("SELECT")]
        assert len(asked) <= 8, (path, asked)
