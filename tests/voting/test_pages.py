"""The pages of a vote, walked without JavaScript."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.consultations.actions import turn_due_phases
from commons.consultations.models import Phase
from commons.contributions.models import HIDDEN, Contribution
from commons.voting import actions, queries
from commons.voting.actions.sealing import fill_box
from commons.voting.commands import tally
from commons.voting.models import KNAPSACK, BoxEntry, Vote
from commons.voting.paper import new_receipt, receipt_shown, receipt_typed
from commons.voting.rules import approval
from commons.voting.wishes import EQUAL_SHARES, HandOption, Wishes
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.consultations import draft, officer
from tests.factories.proposals import call_for_proposals, many_proposals
from tests.factories.voting import (
    cast_all,
    close_vote,
    open_vote,
    outcome_of_an_earlier_phase,
    publish_result,
    residents,
    vote_phase,
)


def _vote(app: Flask, *args: object, **kwargs: object) -> int:
    with app.app_context(), city("gdansk"):
        return open_vote(*args, **kwargs).phase_id  # type: ignore[arg-type]


def _close(app: Flask, vote_id: int, *, publish: bool = True) -> None:
    with app.app_context(), city("gdansk"):
        vote = close_vote(db.session.get_one(Vote, vote_id))
        if publish:
            publish_result(vote)


def _box(app: Flask) -> list[list[str]]:
    with app.app_context(), city("gdansk"):
        return [[c for c, _p in row] for row in db.session.scalars(sa.select(BoxEntry.choices))]


def _ticked(browser: Browser) -> set[str]:
    return {str(box["value"]) for box in browser.page.select("input[name=option][checked]")}


def test_one_fills_in_the_ballot_first_and_signs_in_last(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    browser.open(f"/votes/{vote}")
    assert "What shall Oliwa build?" in browser.text
    assert "PLN 100,000" in browser.text
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": ["1", "3"]})
    assert browser.url.endswith("/ballot/check")
    assert "Benches by the canal" in browser.text
    assert "PLN 90,000" in browser.text
    to_sign_in = browser.page.select_one("main a[href*=sign-in]")
    assert to_sign_in is not None
    browser.open(str(to_sign_in["href"]))
    browser.sign_in()
    assert browser.url.endswith("/ballot/check")
    assert "Benches by the canal" in browser.text
    assert "A kitchen for all" not in browser.text
    browser.send({"declared": "yes"})
    assert browser.url.endswith("/ballot/receipt")
    assert sorted(_box(app)[0]) == ["1", "3"]


def test_the_receipt_is_shown_until_the_vote_closes_and_found_in_the_box_after(
    app: Flask, browser: Browser
) -> None:
    vote = _vote(app)
    with app.app_context(), city("gdansk"):
        cast_all(db.session.get_one(Vote, vote), [["2"]] * 11)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": "1"})
    browser.send({"declared": "yes"})
    code = browser.page.select_one("#receipt-code").get_text()  # type: ignore[union-attr]
    assert receipt_typed(code)
    browser.open(f"/votes/{vote}/ballot/receipt")
    assert code in browser.text
    _close(app, vote)
    browser.open(f"/votes/{vote}/ballot/receipt")
    assert code not in browser.text
    browser.open(f"/votes/{vote}/box")
    browser.send({"receipt": f" {code.lower().replace('-', ' ')} "}, form="main form[method=get]")
    assert "Here is the ballot" in browser.text
    assert "Benches by the canal" in browser.text
    browser.send({"receipt": "0000-0000-0000-0000"}, form="main form[method=get]")
    assert "There is no ballot with this code" in browser.text
    browser.send({"receipt": "abc"}, form="main form[method=get]")
    assert "A receipt code has 16 letters and digits." in browser.text
    assert "There is no ballot with this code" not in browser.text, "nothing is amiss"
    browser.send({"receipt": ""}, form="main form[method=get]")
    assert "Please type the code that is on your receipt." in browser.text


def test_a_change_of_mind_begins_with_the_ballot_in_the_box(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": ["1", "2"]})
    browser.send({"declared": "yes"})
    first = browser.page.select_one("#receipt-code").get_text()  # type: ignore[union-attr]
    browser.open(f"/votes/{vote}")
    assert "You have voted" in browser.text
    browser.open(f"/votes/{vote}/ballot")
    assert _ticked(browser) == {"1", "2"}
    browser.send({"option": "3"})
    assert "I live in" not in browser.text  # asked only once
    browser.send()
    second = browser.page.select_one("#receipt-code").get_text()  # type: ignore[union-attr]
    assert first != second
    assert _box(app) == [["3"]]


def test_over_the_budget_it_says_by_how_much_and_keeps_the_choices(
    app: Flask, browser: Browser
) -> None:
    vote = _vote(app, kind=KNAPSACK)
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": ["1", "2", "3"]})
    assert browser.status == 422
    assert browser.errors == [
        "What you chose costs PLN 40,000 more than the budget of PLN 100,000. Take something out."
    ]
    assert _ticked(browser) == {"1", "2", "3"}
    browser.send({"option": ["1", "2"]})
    assert "Of the budget PLN 20,000 is left." in browser.text


def test_a_blank_ballot_needs_a_second_word(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send()
    assert "Your ballot is blank" in browser.text
    browser.send({"declared": "yes"})
    assert browser.status == 422
    assert browser.errors == [
        "Your ballot is blank. Tick the box that says you want it so, or go back."
    ]
    browser.send({"declared": "yes", "blank": "yes"})
    assert _box(app) == [[]]


def test_without_the_word_that_one_lives_here_the_ballot_stays_on_the_table(
    app: Flask, browser: Browser
) -> None:
    vote = _vote(app)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": "2"})
    browser.send()
    assert browser.status == 422
    assert "Please tick the box" in browser.errors[0]
    assert _box(app) == []
    browser.send({"declared": "yes"})
    assert _box(app) == [["2"]]


def test_each_voter_sees_an_order_of_their_own_and_keeps_it(app: Flask, browser: Browser) -> None:
    vote = _vote(app, [(f"Project {number}", 1) for number in range(12)])

    def order(visitor: Browser) -> list[str]:
        page = visitor.open(f"/votes/{vote}/ballot")
        return [str(box["value"]) for box in page.select("input[name=option]")]

    first = order(browser)
    assert order(browser) == first
    assert sorted(first) == sorted(str(number) for number in range(1, 13))
    assert len({tuple(order(Browser(app))) for _ in range(5)}) > 1
    browser.send({"option": first[0]})
    browser.sign_in()
    assert order(browser) == first


def test_before_it_opens_there_is_no_ballot(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        phase = vote_phase(opens_in=timedelta(days=2)).id
    for page in ("/ballot", "/ballot/check", "/result", "/box"):
        browser.open(f"/votes/{phase}{page}")
        assert "The vote has not opened yet" in browser.text
    browser.open("/votes/999")
    assert browser.status == 404


def test_the_result_waits_for_its_publication(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    with app.app_context(), city("gdansk"):
        cast_all(db.session.get_one(Vote, vote), [["1"]] * 12)
    _close(app, vote, publish=False)
    browser.open(f"/votes/{vote}/result")
    assert "The result comes soon" in browser.text
    assert "Benches" not in browser.text
    browser.open(f"/votes/{vote}/ballots.pb")
    assert browser.status == 404


def test_the_result_says_of_each_why_it_was_chosen_or_not(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    with app.app_context(), city("gdansk"):
        cast_all(db.session.get_one(Vote, vote), [["1", "3"]] * 6 + [["2"]] * 5 + [[]])
    _close(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "It was next with 6 votes, and there was enough money for it." in browser.text
    assert "It costs PLN 50,000. When its turn came, only PLN 10,000 was left." in browser.text
    assert "PLN 90,000 of PLN 100,000" in browser.text
    assert "“Benches by the canal” and “Night bus” stood equal." in browser.text
    assert "went first because it costs less" in browser.text
    # What is not checked is never published as if it were.
    assert "Your word is enough. You need no document." in browser.text
    assert "If it had been counted differently Equal shares " in browser.text
    browser.open(f"/votes/{vote}/ballots.pb")
    assert browser.status == 200


def test_equal_shares_say_who_paid_how_much(app: Flask, browser: Browser) -> None:
    vote = _vote(app, rule=EQUAL_SHARES)
    with app.app_context(), city("gdansk"):
        cast_all(db.session.get_one(Vote, vote), [["1", "3"]] * 6 + [["2"]] * 4)
    _close(app, vote)
    browser.open(f"/votes/{vote}/result")
    assert "Each of the 10 voters got the same share of the budget: PLN 10,000." in browser.text
    assert "paid for it together" in browser.text
    assert "supporters had PLN" in browser.text


def test_a_small_box_shows_only_ones_own_ballot(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    with app.app_context(), city("gdansk"):
        receipts = cast_all(db.session.get_one(Vote, vote), [["1"]] * 9)
    _close(app, vote)
    browser.open(f"/votes/{vote}/box")
    assert "Fewer than 10 people voted." in browser.text
    assert not any(receipt_shown(receipt) in browser.text for receipt in receipts)
    browser.open(f"/votes/{vote}/box?receipt={receipts[0]}")
    assert "Here is the ballot" in browser.text
    browser.open(f"/votes/{vote}/ballots.pb")
    assert browser.status == 404


def test_a_title_stands_in_its_own_language_and_direction(app: Flask, browser: Browser) -> None:
    vote = _vote(app, [("حديقة", 5)], titles={"ar": "ماذا نبني؟"})
    for page in ("", "/ballot"):
        browser.open(f"/votes/{vote}{page}")
        title = browser.page.find(string="حديقة")
        assert title is not None
        assert (title.parent["lang"], title.parent["dir"]) == ("ar", "rtl")


def _asked(statements: Statements) -> list[str]:
    return [s for s in statements if not s.startswith(("BEGIN", "SET LOCAL", "PRAGMA"))]


def test_a_hidden_proposal_keeps_its_place_on_the_ballot_without_its_words(
    app: Flask, browser: Browser
) -> None:
    with app.app_context(), city("gdansk"):
        phase = vote_phase()
        bad = many_proposals(residents(1)[0], call_for_proposals(), 1)[0]
        outcome_of_an_earlier_phase(
            phase,
            [
                {
                    "title": bad.title,
                    "language": "en",
                    "chosen": True,
                    "contribution_id": bad.id,
                    "facts": {"cost": 9},
                }
            ],
        )
        turn_due_phases()
        db.session.execute(sa.update(Contribution).values(state=HIDDEN))
        db.session.commit()
        vote, title = phase.id, bad.title
    for page in ("", "/ballot"):
        browser.open(f"/votes/{vote}{page}")
        assert "Hidden by a moderator" in browser.text
        assert title not in browser.text
    assert len(browser.page.select("input[name=option]")) == 4


def test_no_page_of_250_options_costs_more_than_eight_statements(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    """Proposals of another language than the reader's, to a reader who is signed in."""
    with app.app_context(), city("gdansk"):
        phase = vote_phase([])
        proposals = many_proposals(residents(1)[0], call_for_proposals(), 250, language="pl")
        outcome_of_an_earlier_phase(
            phase,
            [
                {
                    "title": "Ogród",
                    "language": "pl",
                    "chosen": True,
                    "contribution_id": proposal.id,
                    "facts": {"cost": 9},
                }
                for proposal in proposals
            ],
        )
        turn_due_phases()
        vote = phase.id
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    assert len(browser.page.select("input[name=option]")) == 250
    browser.send({"option": "7"})
    for page in ("", "/ballot", "/ballot/check"):
        statements.clear()
        browser.open(f"/votes/{vote}{page}")
        assert browser.status == 200
        assert len(_asked(statements)) <= 8, (page, _asked(statements))
    browser.send({"declared": "yes"})
    for page in ("", "/ballot", "/ballot/receipt"):
        statements.clear()
        browser.open(f"/votes/{vote}{page}")
        assert len(_asked(statements)) <= 8, (page, _asked(statements))
    _close(app, vote)
    browser.open("/")
    for page in ("", "/result"):
        statements.clear()
        browser.open(f"/votes/{vote}{page}")
        assert len(_asked(statements)) <= 8, (page, _asked(statements))


def test_the_command_that_is_shown_counts_the_file_to_the_same_result(
    app: Flask, browser: Browser, tmp_path: Path
) -> None:
    options = [(f"Project {number}", 7_000 + 1_000 * number) for number in range(12)]
    vote = _vote(app, options, rule=EQUAL_SHARES, budget=40_000)
    with app.app_context(), city("gdansk"):
        cast_all(
            db.session.get_one(Vote, vote),
            [[str(1 + number % 12), str(1 + (number * 5 + 3) % 12)] for number in range(23)],
        )
    _close(app, vote)
    browser.open(f"/votes/{vote}/result")
    command = next(c.get_text() for c in browser.page.select("code") if "tally" in c.get_text())
    browser.open(f"/votes/{vote}/ballots.pb")
    assert browser.response is not None
    path = tmp_path / "votes.pb"
    path.write_bytes(browser.response.get_data())
    _commons, _tally, _file, *options_shown = command.split()
    outcome = CliRunner().invoke(tally, [str(path), *options_shown, "--json"])
    assert outcome.exit_code == 0, outcome.output
    with app.app_context(), city("gdansk"):
        ours = queries.tally_of(db.session.get_one(Vote, vote))
    assert json.loads(outcome.output)["selected"] == list(ours.selected)


def test_a_box_of_30000_ballots_is_paged_in_eight_statements(
    app: Flask, browser: Browser, statements: Statements
) -> None:
    vote = _vote(app)
    with app.app_context(), city("gdansk"):
        fill_box(vote, [(new_receipt(), approval("1")) for _ in range(30_000)])
        db.session.commit()
    _close(app, vote)
    statements.clear()
    browser.open(f"/votes/{vote}/box")
    first = [code.get_text() for code in browser.page.select("main li code")]
    assert len(first) == 50
    assert len(_asked(statements)) <= 8, _asked(statements)
    following = browser.page.select_one("a[rel=next]")
    assert following is not None
    browser.open(str(following["href"]))
    second = [code.get_text() for code in browser.page.select("main li code")]
    assert first[-1] < second[0]
    assert len(second) == 50


hostile = st.dictionaries(
    st.sampled_from(["option", "blank", "declared", "receipt", "after"]),
    st.lists(st.one_of(st.text(max_size=70), st.sampled_from(["1", "2", "yes"])), max_size=4),
)


@pytest.mark.parametrize("signed_in", [False, True])
@given(data=hostile)
@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_that_is_sent_breaks_a_page(
    app: Flask, signed_in: bool, data: dict[str, list[str]]
) -> None:
    visitor, vote = _prepared(app, signed_in)
    for page in ("/ballot", "/ballot/check"):
        visitor.post(f"/votes/{vote}{page}", data)
        assert visitor.status < 500
    for page in ("/box", "/ballot", "/ballot/check"):
        visitor.open(f"/votes/{vote}{page}", query_string=data)
        assert visitor.status < 500


def _prepared(app: Flask, signed_in: bool) -> tuple[Browser, int]:
    """One visitor and one vote for all examples of a test."""
    if "of this test" not in app.extensions:
        visitor = Browser(app)
        if signed_in:
            visitor.sign_in()
        app.extensions["of this test"] = visitor, _vote(app)
    made: tuple[Browser, int] = app.extensions["of this test"]
    return made


def test_a_ballot_sent_after_closing_is_refused_in_words(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    browser.sign_in()
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": "1"})
    _close(app, vote, publish=False)
    browser.send({"declared": "yes"})
    assert browser.status == 409
    assert "Your ballot could not be counted any more" in browser.text
    assert _box(app) == []


def test_the_officer_sets_a_vote_up_on_the_desk(app: Flask, browser: Browser) -> None:
    browser.sign_in(role="officer")
    with app.app_context(), city("gdansk"):
        slug = draft(officer(), clock.now(), title="Where to put the money").slug
    browser.open(f"/office/consultations/{slug}/phases/new?kind=vote")
    settings = {
        "phase_opens": "2027-01-10T09:00",
        "phase_closes": "2027-02-10T20:00",
        "vote_budget": "250 000",
        "ballot_kind": "approval",
        "rule": "equal-shares",
        "level": "1",
        "max_choices": "5",
        "vote_options": "Ławki ; dużo",
    }
    browser.send(settings)
    assert browser.status == 422
    assert any("Line 1 cannot be read" in message for message in browser.errors)
    browser.send(settings | {"vote_options": "Ławki ; 25 000\nuk: Лавки"})
    assert browser.errors == []
    with app.app_context(), city("gdansk"):
        phase = db.session.scalars(sa.select(Phase).where(Phase.kind == "vote")).one()
        wishes = Wishes.from_settings(phase.settings)
    assert wishes == Wishes(
        rule="equal-shares",
        budget=250_000,
        max_choices=5,
        options=(HandOption("Ławki", 25_000, {"uk": "Лавки"}),),
    )


def test_each_mistake_in_setting_a_vote_up_is_named_by_its_field_and_what_was_typed_stays(
    app: Flask, browser: Browser
) -> None:
    browser.sign_in(role="officer")
    with app.app_context(), city("gdansk"):
        slug = draft(officer(), clock.now(), title="Where to put the money").slug
    browser.open(f"/office/consultations/{slug}/phases/new?kind=vote")
    numbers = ("max_choices", "most_each", "points", "seats", "turnout", "quorum", "paper_days")
    browser.send(dict.fromkeys(numbers, "abc") | {"ballot_kind": "approval", "show_interim": "y"})
    assert browser.status == 422
    assert "Points to spread: Write a whole number from 1 to 1,000, or leave this empty." in (
        browser.errors
    )
    for name in numbers:
        field = browser.page.select_one(f"[name={name}]")
        assert field is not None
        assert (field["value"], field["aria-invalid"]) == ("abc", "true")
        assert f"{name}-error" in str(field["aria-describedby"]).split()
        assert browser.page.select_one(f"#{name}-error") is not None
    assert browser.page.select_one("[name=show_interim][checked]") is not None


def test_voting_again_in_another_language_keeps_the_choices(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    browser.open(f"/votes/{vote}/ballot")
    browser.send({"option": ["2"]})
    browser.send({"language": "ar"}, form=".language-menu form")
    assert browser.page.html["dir"] == "rtl"  # type: ignore[index]
    browser.open(f"/votes/{vote}/ballot")
    assert _ticked(browser) == {"2"}


def test_a_voters_own_ballot_is_shown_to_nobody_else(app: Flask, browser: Browser) -> None:
    vote = _vote(app)
    with app.app_context(), city("gdansk"):
        person = residents(1)[0]
        code = actions.cast_ballot(person, vote, ["1"])
        assert db.session.get_one(Phase, vote).kind == "vote"
    browser.sign_in("other@example.org")
    browser.open(f"/votes/{vote}/ballot/receipt")
    assert receipt_shown(code) not in browser.text
