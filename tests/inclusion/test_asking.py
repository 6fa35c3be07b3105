"""Being asked about oneself: after taking part, of one's free choice, apart from one's name."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.audit import AuditEntry
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.events import Event
from commons.base.keys import key_path
from commons.cities.models import District
from commons.consultations.queries import consultation_of_phase
from commons.contributions import actions as contributions
from commons.inclusion import actions, counting, queries, rules
from commons.inclusion.models import InclusionAnswer, InclusionSurvey
from commons.inclusion.pseudonyms import key_name, pseudonym
from commons.inclusion.questions import NOT_SAID, questions
from commons.people import leaving
from commons.people.held import everything_held
from commons.people.models import Person
from commons.voting.actions import cast_ballot
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.contributions import comment_by, resident
from tests.factories.inclusion import all_answer, asking_vote, voters
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.voting import close_vote, open_vote
from tests.marks import both_databases

YOUNG = {"age": "18-29", "gender": "woman"}
OLD = {"age": "60-74", "gender": "man"}


@transaction
def stored() -> list[InclusionAnswer]:
    return list(
        db.session.scalars(sa.select(InclusionAnswer).execution_options(populate_existing=True))
    )


@transaction
def survey_of(consultation_id: int) -> InclusionSurvey:
    return db.session.get_one(InclusionSurvey, consultation_id, populate_existing=True)


def shown(consultation_id: int) -> dict[rules.Cell, int]:
    return {
        rules.Cell(question, band, way): people
        for question, band, way, people in survey_of(consultation_id).figures
    }


# ------------------------------------------------------------------ answering


@both_databases
def test_an_answer_stands_apart_from_the_person_and_can_be_changed(town: Flask) -> None:
    vote, consultation = asking_vote()
    (person,) = voters(vote, 1)
    actions.answer(person, consultation.id, YOUNG)
    actions.answer(person, consultation.id, {**OLD, "gender": NOT_SAID})
    (row,) = stored()
    assert row.answers == {"age": "60-74", "gender": NOT_SAID}
    assert row.pseudonym == pseudonym(consultation.id, person.id)
    assert {column.name for column in InclusionAnswer.__table__.columns} == {
        "consultation_id", "pseudonym", "answers", "skipped",
    }  # fmt: skip


def test_one_person_has_another_pseudonym_in_each_consultation(town: Flask) -> None:
    vote, consultation = asking_vote()
    other_vote, other = asking_vote()
    (person,) = voters(vote, 1)
    cast_ballot(person, other_vote.phase_id, ["1"])
    for each in (consultation, other):
        actions.answer(person, each.id, YOUNG)
    assert len({row.pseudonym for row in stored()}) == 2
    assert len({key_path(key_name(each.id)).read_bytes() for each in (consultation, other)}) == 2


def test_the_key_lies_outside_the_database_for_our_own_user_alone(town: Flask) -> None:
    _vote, consultation = asking_vote()
    path = key_path(key_name(consultation.id))
    assert path.stat().st_mode & 0o777 == 0o600
    assert "keys" in path.parts


def test_only_who_took_part_is_asked(town: Flask) -> None:
    vote, consultation = asking_vote()
    bystander = resident("Bystander")
    with pytest.raises(Refused, match="after you took part"):
        actions.answer(bystander, consultation.id, YOUNG)
    (voter,) = voters(vote, 1)
    assert queries.waits_for(bystander, consultation.id) is None
    assert queries.waits_for(voter, consultation.id) == consultation.slug


def test_proposing_commenting_and_supporting_are_taking_part(town: Flask) -> None:
    phase = call_for_proposals()
    officer = resident("Officer", role="officer")
    actions.choose_questions(officer, phase.consultation_id, ["age"])
    author, commenter, supporter, reader = (resident(name) for name in "ABCD")
    proposal = proposal_by(author, phase)
    comment_by(commenter, proposal)
    contributions.add_support(supporter, proposal.id)
    asked = [
        person
        for person in (author, commenter, supporter, reader)
        if queries.waits_for(person, phase.consultation_id)
    ]
    assert asked == [author, commenter, supporter]


@both_databases
def test_nobody_is_asked_twice_whether_they_answered_or_not(town: Flask) -> None:
    vote, consultation = asking_vote()
    answering, declining = voters(vote, 2)
    actions.answer(answering, consultation.id, YOUNG)
    actions.withdraw(declining, consultation.id)
    assert queries.waits_for(answering, consultation.id) is None
    assert queries.waits_for(declining, consultation.id) is None


def test_what_was_not_asked_or_not_offered_is_not_kept(town: Flask) -> None:
    vote, consultation = asking_vote("age")
    (person,) = voters(vote, 1)
    actions.answer(person, consultation.id, {"age": "200", "disability": "yes"})
    assert stored()[0].answers == {}


def test_where_nothing_is_asked_nothing_is_taken(town: Flask) -> None:
    vote = open_vote()
    (person,) = voters(vote, 1)
    with pytest.raises(NotFound):
        actions.answer(person, vote.phase_id, YOUNG)


def test_without_its_key_no_answer_is_taken(town: Flask) -> None:
    vote, consultation = asking_vote()
    (person,) = voters(vote, 1)
    key_path(key_name(consultation.id)).unlink()
    with pytest.raises(Refused, match="at the moment"):
        actions.answer(person, consultation.id, YOUNG)


# ------------------------------------------------------------------ choosing what is asked


def test_questions_stay_as_they_are_once_people_are_asked(town: Flask) -> None:
    _vote, consultation = asking_vote("age")
    officer = resident("Other officer", role="officer")
    with pytest.raises(Refused, match="stay as they are"):
        actions.choose_questions(officer, consultation.id, ["age", "gender"])
    assert survey_of(consultation.id).questions == ["age"]


def test_after_the_end_nobody_can_be_asked_any_more(town: Flask) -> None:
    vote = close_vote(open_vote())
    consultation = consultation_of_phase(vote.phase_id)
    with pytest.raises(Refused, match="has ended"):
        actions.choose_questions(resident("O", role="officer"), consultation.id, ["age"])


def test_only_officers_choose_questions_and_give_figures_of_the_city(town: Flask) -> None:
    vote = open_vote()
    for act in (
        lambda: actions.choose_questions(resident(), vote.phase_id, ["age"]),
        lambda: actions.set_reference(resident(), "gender", {"man": 1}, source="census"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_every_question_gives_its_reason_and_at_least_two_answers(town: Flask) -> None:
    assert {question.name for question in questions} == {
        "age", "gender", "district", "years", "language", "born-abroad", "disability",
    }  # fmt: skip
    for question in questions:
        bands = [band.code for band in question.bands()]
        assert len(set(bands)) == len(bands) >= 2
        assert question.reason
        assert NOT_SAID not in bands


# ------------------------------------------------------------------ counting


@both_databases
def test_nine_are_not_shown_and_ten_are(town: Flask) -> None:
    vote, consultation = asking_vote()
    all_answer(voters(vote, 10), consultation, YOUNG)
    all_answer(voters(vote, 9), consultation, OLD)
    counting.count_what_is_due()
    assert shown(consultation.id) == {
        rules.Cell("age", "18-29"): 10,
        rules.Cell("age", "18-29", "voted"): 10,
        rules.Cell("gender", "woman"): 10,
        rules.Cell("gender", "woman", "voted"): 10,
    }


def test_figures_change_in_steps_of_ten_answers(town: Flask) -> None:
    vote, consultation = asking_vote()
    all_answer(voters(vote, 19), consultation, YOUNG)
    counting.count_what_is_due()
    assert shown(consultation.id)[rules.Cell("age", "18-29")] == 10
    all_answer(voters(vote, 9), consultation, YOUNG)
    counting.count_what_is_due()
    assert shown(consultation.id)[rules.Cell("age", "18-29")] == 10
    all_answer(voters(vote, 1), consultation, YOUNG)
    counting.count_what_is_due()
    assert shown(consultation.id)[rules.Cell("age", "18-29")] == 20


def test_who_would_rather_not_say_is_not_counted(town: Flask) -> None:
    vote, consultation = asking_vote()
    all_answer(voters(vote, 12), consultation, {"age": NOT_SAID, "gender": "woman"})
    counting.count_what_is_due()
    assert {cell.question for cell in shown(consultation.id)} == {"gender"}


def test_ways_of_taking_part_are_counted_apart(town: Flask) -> None:
    phase = call_for_proposals()
    actions.choose_questions(resident("O", role="officer"), phase.consultation_id, ["age"])
    authors, supporters = (
        [resident(f"{kind} {number}") for number in range(10)] for kind in ("Author", "Supporter")
    )
    proposals = [proposal_by(author, phase) for author in authors]
    for person in supporters:
        contributions.add_support(person, proposals[0].id)
    for person in [*authors, *supporters]:
        actions.answer(person, phase.consultation_id, {"age": "18-29"})
    counting.count_what_is_due()
    assert shown(phase.consultation_id) == {
        rules.Cell("age", "18-29"): 20,
        rules.Cell("age", "18-29", "proposed"): 10,
    }


@both_databases
def test_at_the_end_answers_and_key_are_gone_and_the_figures_stay(town: Flask) -> None:
    vote, consultation = asking_vote()
    people = voters(vote, 12)
    all_answer(people, consultation, YOUNG)
    close_vote(vote)
    counting.count_what_is_due()
    survey = survey_of(consultation.id)
    assert (survey.ended, survey.swept) == (True, True)
    assert stored() == []
    assert not key_path(key_name(consultation.id)).exists()
    assert shown(consultation.id)[rules.Cell("age", "18-29", "voted")] == 10
    standing = queries.standing(people[0], consultation.id)
    assert standing is not None
    assert standing.own is None
    with pytest.raises(Refused, match="has ended"):
        actions.answer(people[0], consultation.id, OLD)
    before = survey.figures
    counting.count_what_is_due()
    assert survey_of(consultation.id).figures == before


def test_a_few_last_answers_do_not_change_the_figures_at_the_end(town: Flask) -> None:
    vote, consultation = asking_vote()
    all_answer(voters(vote, 19), consultation, YOUNG)
    counting.count_what_is_due()
    all_answer(voters(vote, 1), consultation, YOUNG)
    close_vote(vote)
    counting.count_what_is_due()
    assert shown(consultation.id)[rules.Cell("age", "18-29")] == 10


def test_a_key_that_outlived_a_crash_is_destroyed_in_the_next_round(town: Flask) -> None:
    vote, consultation = asking_vote()
    close_vote(vote)
    end_unswept(consultation.id)
    assert key_path(key_name(consultation.id)).exists()
    counting.count_what_is_due()
    assert not key_path(key_name(consultation.id)).exists()


@transaction
def end_unswept(consultation_id: int) -> None:
    survey_of(consultation_id).ended = True


def test_answering_leaves_no_trace_in_the_logs(town: Flask) -> None:
    vote, consultation = asking_vote()
    (person,) = voters(vote, 1)

    def entries() -> int:
        return sum(
            db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (AuditEntry, Event)
        )

    before = entries()
    actions.answer(person, consultation.id, YOUNG)
    assert entries() == before


# ------------------------------------------------------------------ what is held about a person


@both_databases
def test_a_person_sees_what_they_said_and_leaving_deletes_it(town: Flask) -> None:
    vote, consultation = asking_vote()
    leaver, other = voters(vote, 2)
    actions.answer(leaver, consultation.id, YOUNG)
    actions.answer(other, consultation.id, OLD)
    groups = {group.name: group for group in everything_held(leaver)}
    (record,) = groups["about_you"].records
    assert "18 to 29" in str(record[1].shown)
    assert "Woman" in str(record[1].shown)
    leaving.delete_account(leaver)
    assert [row.answers for row in stored()] == [OLD]


# ------------------------------------------------------------------ pages


def voted_in_a_browser(browser: Browser, slug_questions: tuple[str, ...]) -> str:
    vote, consultation = asking_vote(*slug_questions)
    browser.sign_in(name="Kasia")
    browser.open(f"/votes/{vote.phase_id}/ballot")
    browser.send({"option": "1"})
    browser.send({"option": "1", "declared": "yes"})
    return consultation.slug


def test_after_voting_one_is_asked_with_the_reason_and_can_answer(
    town: Flask, browser: Browser
) -> None:
    slug = voted_in_a_browser(browser, ("age", "disability"))
    assert "Help the city see who is missing" in browser.text
    browser.open(f"/consultations/{slug}/about-you")
    assert "keeps people with a disability from taking part" in browser.text
    browser.send({"age": "18-29", "disability": NOT_SAID}, form="form[method=post]:not([action])")
    assert "You can change or delete this" in browser.page.get_text()
    assert stored()[0].answers == {"age": "18-29", "disability": NOT_SAID}
    browser.open(f"/consultations/{slug}/about-you")
    checked = browser.page.select_one("input[name=age][checked]")
    assert checked is not None
    assert checked["value"] == "18-29"


def test_one_can_say_no_on_the_card_and_is_left_alone(town: Flask, browser: Browser) -> None:
    slug = voted_in_a_browser(browser, ("age",))
    receipt = browser.url
    browser.send(form="form[action$='about-you/withdraw']")
    assert "We do not ask again" in browser.page.get_text()
    browser.open(receipt)
    assert "Help the city see who is missing" not in browser.text
    browser.open(f"/consultations/{slug}/about-you")
    browser.send({"age": "18-29"}, form="form[method=post]:not([action])")
    browser.open(f"/consultations/{slug}/about-you")
    browser.send(form="form[action$='about-you/withdraw']")
    assert "is deleted" in browser.page.get_text()
    assert stored()[0].answers == {}


def test_a_made_up_answer_is_refused_and_the_others_are_kept(town: Flask, browser: Browser) -> None:
    slug = voted_in_a_browser(browser, ("age", "gender"))
    browser.open(f"/consultations/{slug}/about-you")
    browser.send({"age": "200", "gender": "woman"}, form="form[method=post]:not([action])")
    assert browser.status == 422
    assert browser.errors == ["Please choose one of the answers."]
    assert stored() == []
    assert browser.page.select_one("input[value=woman][checked]") is not None


def test_who_has_not_taken_part_or_comes_too_late_is_told_so(town: Flask, browser: Browser) -> None:
    vote, consultation = asking_vote()
    browser.sign_in()
    browser.open(f"/consultations/{consultation.slug}/about-you")
    assert "This comes after you took part" in browser.text
    browser.post(f"/consultations/{consultation.slug}/about-you", {"age": "18-29"})
    assert "Please take part first" in browser.text
    close_vote(vote)
    counting.count_what_is_due()
    browser.open(f"/consultations/{consultation.slug}/about-you")
    assert "Nobody can find yours any more" in browser.text


def test_an_officer_chooses_questions_and_gives_the_figures_of_the_city(
    town: Flask, browser: Browser
) -> None:
    vote = open_vote()
    slug = transaction(consultation_of_phase)(vote.phase_id).slug
    browser.sign_in(role="officer")
    browser.open(f"/office/consultations/{slug}")
    assert "People are asked nothing about themselves" in browser.text
    browser.open(f"/office/consultations/{slug}/about-you")
    browser.send({"chosen": ["gender", "born-abroad"]})
    assert "asked 2 questions about themselves" in browser.text
    browser.open(f"/office/consultations/{slug}/about-you")
    browser.send({"chosen": ["gender"]})
    assert browser.status == 422
    assert "People are being asked already" in browser.errors[0]
    browser.open("/office/population/gender")
    browser.send({"band_0": "many", "band_1": "4 800", "source": ""})
    assert browser.errors == ["Write a whole number of people, like 12 500."]
    browser.send({"band_0": "5 200", "band_1": "4 800", "source": ""})
    assert "Say where the figures are from" in browser.errors[0]
    browser.send({"source": "Census 2021"})
    assert "Figures of the city: Census 2021" in browser.text
    assert transaction(queries.references)()["gender"].people == {"woman": 5_200, "man": 4_800}
    browser.open("/office/population/gender")
    browser.send({"band_0": "", "band_1": ""})
    assert transaction(queries.references)() == {}


def counted_vote(officer: Person) -> str:
    """A consultation in which few women took part, though half the city are women."""
    vote, consultation = asking_vote("gender", "district")
    here = transaction(lambda: db.session.scalar(sa.select(District.code).limit(1)))()
    all_answer(voters(vote, 12), consultation, {"gender": "woman", "district": str(here)})
    all_answer(voters(vote, 48), consultation, {"gender": "man"})
    actions.set_reference(officer, "gender", {"woman": 5_200, "man": 4_800}, source="Census 2021")
    counting.count_what_is_due()
    return consultation.slug


def test_everybody_reads_who_is_missing_in_words_and_figures(town: Flask, browser: Browser) -> None:
    slug = counted_vote(resident("O", role="officer"))
    sentence = (
        "Gender, Woman: 52 of 100 people in the city, but only about 20 of 100 who took part."
    )
    browser.open(f"/consultations/{slug}")
    assert sentence in browser.text
    browser.open(f"/consultations/{slug}/who-took-part")
    assert sentence in browser.text
    assert "Census 2021" in browser.text
    assert "Of at least 50 people who answered." in browser.text
    row = next(each for each in browser.page.select("tr") if "Another gender" in each.get_text())
    assert "withheld" in row.get_text()
    browser.open("/programme/")
    assert sentence in browser.text
    browser.open("/programme.json")
    assert browser.response is not None
    (told,) = json.loads(browser.response.get_data())["consultations"]
    woman = told["who_took_part"]["groups"][0]
    assert woman == {
        "question": "gender",
        "group": "woman",
        "people_at_least": 10,
        "share_in_city": 0.52,
        "missing": True,
    }


def test_open_data_marks_what_is_withheld(town: Flask, browser: Browser) -> None:
    slug = counted_vote(resident("O", role="officer"))
    browser.open(f"/data/{slug}/who-took-part.jsonl")
    assert browser.status == 200
    assert browser.response is not None
    rows = [json.loads(line) for line in browser.response.get_data().decode().splitlines()]
    by_group = {(row["group"], row["way"]): row for row in rows if row["question"] == "gender"}
    assert by_group["man", ""]["people_at_least"] == 40
    assert by_group["man", "voted"]["people_at_least"] == 40
    assert by_group["man", "proposed"]["withheld"] is True
    assert by_group["other", ""]["withheld"] is True
    assert by_group["other", ""]["people_at_least"] is None
    assert all((row["people_at_least"] or 0) % 10 == 0 for row in rows)


def test_before_ten_answered_nothing_is_shown_or_offered(town: Flask, browser: Browser) -> None:
    vote, consultation = asking_vote()
    all_answer(voters(vote, 9), consultation, YOUNG)
    counting.count_what_is_due()
    browser.open(f"/consultations/{consultation.slug}/who-took-part")
    assert "Nothing to show yet" in browser.text
    browser.open(f"/data/{consultation.slug}/who-took-part.csv")
    assert browser.status == 404
    browser.open("/consultations/no-such-thing/who-took-part")
    assert browser.status == 404


def test_pages_stay_within_eight_statements(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    slug = counted_vote(resident("O", role="officer"))
    browser.sign_in()
    for page in (f"/consultations/{slug}/who-took-part", f"/consultations/{slug}/about-you"):
        statements.clear()
        browser.open(page)
        assert browser.status == 200
        asked = [each for each in statements if each.startswith(("SELECT", "WITH"))]
        assert len(asked) <= 8, "\n".join(asked)
