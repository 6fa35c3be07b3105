"""What people propose and the city accepts goes on the ballot of the phase after."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import db
from commons.cities.models import District
from commons.consultations import actions as consultations
from commons.consultations.models import Phase
from commons.consultations.queries import outcome_of
from commons.people.models import Person
from commons.proposals.actions import answer_proposal, submit_proposal
from commons.voting.models import BallotOption
from tests.factories.consultations import officer as an_officer
from tests.factories.contributions import resident
from tests.marks import both_databases

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def budget_with_two_phases(officer: Person) -> int:
    """Ten days of proposals, two days for the city to answer, ten days of voting.

    Gives the phase of proposals.
    """
    consultation = consultations.create_consultation(
        officer, primary_language="en", texts={"en": ("A budget", "For us.", "All of it.")}
    )
    proposing = consultations.add_phase(
        officer,
        consultation.id,
        kind="proposals",
        opens_at=START + DAY,
        closes_at=START + 11 * DAY,
        settings={},
    )
    consultations.add_phase(
        officer,
        consultation.id,
        kind="vote",
        opens_at=START + 13 * DAY,
        closes_at=START + 23 * DAY,
        settings={"ballot_kind": "approval", "rule": "greedy", "budget": 90_000, "level": 1},
    )
    consultations.publish_consultation(officer, consultation.id)
    return proposing.id


@both_databases
def test_what_is_accepted_between_two_phases_goes_on_the_ballot_with_its_district(
    town: Flask,
) -> None:
    officer, author = an_officer(), resident()
    oliwa = db.session.scalar(sa.select(District).where(District.code == "oliwa"))
    assert oliwa is not None
    with clock.at(START):
        proposing = budget_with_two_phases(officer)
    with clock.at(START + 2 * DAY):
        consultations.turn_due_phases()
        phase = db.session.get(Phase, proposing)
        benches, cars = (
            submit_proposal(
                author,
                title=title,
                body="Because we need it.",
                language="en",
                phase=phase,
                district_id=oliwa.id,
                cost=30_000,
            )
            for title in ("Benches at the pond", "More parking")
        )
    with clock.at(START + 12 * DAY):
        consultations.turn_due_phases()
        assert all(item.chosen for item in outcome_of(proposing)), "nothing answered: all go on"
        answer_proposal(officer, benches.id, decision="accepted", texts={"pl": "Tak, zbudujemy."})
        answer_proposal(officer, cars.id, decision="rejected", texts={"pl": "Nie tutaj."})
        chosen = {item.title: item.chosen for item in outcome_of(proposing)}
        assert chosen == {"Benches at the pond": True, "More parking": False}
    with clock.at(START + 14 * DAY):
        consultations.turn_due_phases()
        options = db.session.scalars(sa.select(BallotOption)).all()
        assert [(option.title, option.cost, option.district_id) for option in options] == [
            ("Benches at the pond", 30_000, oliwa.id)
        ]
        answer_proposal(officer, cars.id, decision="accepted", texts={"pl": "Jednak tak."})
        assert db.session.scalar(sa.select(sa.func.count()).select_from(BallotOption)) == 1
