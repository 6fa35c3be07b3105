"""Consultations that ask people about themselves, and people who answer."""

from collections.abc import Iterable, Mapping

from commons.consultations.models import Consultation
from commons.consultations.queries import consultation_of_phase
from commons.inclusion import actions
from commons.people.models import Person
from commons.voting.actions import cast_ballot
from commons.voting.models import Vote
from tests.factories.contributions import resident
from tests.factories.voting import open_vote, residents


def asking_vote(*questions: str) -> tuple[Vote, Consultation]:
    """An open vote whose consultation asks those who voted about themselves."""
    vote = open_vote()
    consultation = consultation_of_phase(vote.phase_id)
    officer = resident("Officer", role="officer")
    actions.choose_questions(officer, consultation.id, questions or ("age", "gender"))
    return vote, consultation


def voters(vote: Vote, number: int) -> list[Person]:
    """New residents, each with a ballot in the box."""
    people = residents(number)
    for person in people:
        cast_ballot(person, vote.phase_id, ["1"])
    return people


def all_answer(
    people: Iterable[Person], consultation: Consultation, answers: Mapping[str, str]
) -> None:
    """Each of them says the same about themselves."""
    for person in people:
        actions.answer(person, consultation.id, answers)
