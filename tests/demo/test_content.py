"""What the demo says: complete in every language, and by people who exist."""

import pytest

from commons.cities.rules import ACCENTS, check_slug
from commons.contributions.models import ALIGNMENTS
from commons.contributions.rules import TITLE_LENGTH
from commons.demo.catalogue import CITIES
from commons.demo.content import Consultation, DemoCity, Proposal
from commons.i18n.languages import LANGUAGES
from commons.people.permissions import ADMINISTRATOR, MODERATOR, OFFICER

cities = pytest.mark.parametrize("city", CITIES, ids=[city.slug for city in CITIES])


def _consultations(city: DemoCity) -> list[Consultation]:
    named = [city.naming] if city.naming else []
    return [city.draft, city.upcoming, city.proposing, city.voting, city.finished, *named]


def _proposals(city: DemoCity) -> list[Proposal]:
    asked = [proposal for found in _consultations(city) for proposal in found.proposals]
    return [*asked, *city.own_ideas]


def test_the_four_cities_of_the_session_are_there_each_with_its_own_colour() -> None:
    assert [check_slug(city.slug) for city in CITIES] == [
        "gdansk",
        "warszawa",
        "bristol",
        "kandahar",
    ]
    assert len({city.accent for city in CITIES}) == 4
    assert {city.accent for city in CITIES} <= set(ACCENTS)
    assert [city.currency for city in CITIES] == ["PLN", "PLN", "GBP", "AFN"]


@cities
def test_every_consultation_speaks_all_the_languages_of_its_city(city: DemoCity) -> None:
    for consultation in _consultations(city):
        assert set(consultation.texts) == set(city.languages), consultation.slug
        assert all(all(text) for text in consultation.texts.values())
    assert set(city.finished.answer) == set(city.languages)
    assert city.naming is None or set(city.naming.answer) == set(city.languages)


@cities
def test_every_official_answer_is_there_in_all_the_languages(city: DemoCity) -> None:
    answered = [proposal for proposal in _proposals(city) if proposal.answer]
    assert answered
    assert all(set(proposal.answer) == set(city.languages) for proposal in answered)


@cities
def test_whoever_speaks_lives_in_a_district_of_the_city(city: DemoCity) -> None:
    keys = {person.key: person for person in city.people}
    assert {person.role for person in city.people} == {None, MODERATOR, OFFICER, ADMINISTRATOR}
    assert all(person.district in city.districts for person in city.people)
    for proposal in _proposals(city):
        voices = [proposal.by, *(comment.by for comment in proposal.comments)]
        assert set(voices) <= set(keys), proposal.title
        assert proposal.district in {None, *city.districts}, proposal.title


@cities
def test_a_translation_is_never_into_the_language_of_the_original(city: DemoCity) -> None:
    for proposal in _proposals(city):
        assert proposal.language not in proposal.translations
        assert set(proposal.translations) <= set(city.translators)
        assert len(proposal.title) <= TITLE_LENGTH
        for comment in proposal.comments:
            assert comment.language in LANGUAGES
            assert comment.language not in comment.translations


@cities
def test_people_agree_disagree_ask_and_have_ideas(city: DemoCity) -> None:
    comments = [comment for proposal in _proposals(city) for comment in proposal.comments]
    assert {comment.alignment for comment in comments} == set(ALIGNMENTS)
    hidden = [comment for comment in comments if comment.hiding]
    assert len(hidden) == 1
    assert hidden[0].hiding is not None
    assert hidden[0].hiding.appeal
    reports = [len(proposal.reports) for proposal in _proposals(city)]
    reports += [len(comment.reports) for comment in comments]
    assert 3 <= sum(reports) <= 5


@cities
def test_the_vote_has_a_dozen_options_and_costs_more_than_there_is(city: DemoCity) -> None:
    accepted = [proposal for proposal in city.voting.proposals if proposal.decision is None]
    assert len(accepted) >= 12
    assert len(city.voting.proposals) > len(accepted)
    assert all(proposal.cost for proposal in accepted)
    assert sum(proposal.cost or 0 for proposal in accepted) > city.voting.budget
    assert 60 <= city.voters <= 150
    titles = [proposal.title for proposal in city.voting.proposals]
    assert len(set(titles)) == len(titles)


def test_one_city_counts_by_equal_shares_and_another_greedily() -> None:
    assert {city.finished.rule for city in CITIES} == {"equal-shares", "greedy"}
