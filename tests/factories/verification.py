"""People who have shown that they live here, and what they show it with."""

import sqlalchemy as sa

from commons.base.database import db, transaction
from commons.cities.models import District
from commons.people.models import Person, Verification
from commons.people.organisations.models import ASSOCIATION, Organisation, Speaker
from commons.people.verification import letter, letter_office, ways
from commons.people.verification.contract import Shown
from commons.people.verification.showing import keep_shown
from tests.factories.contributions import resident
from tests.factories.voting import open_vote

HOME = {"name": "", "street": "ulica Długa 5/12", "place": "80-831 Gdańsk"}


@transaction
def shown(person: Person, method: str, level: int, **more: int | None) -> Person:
    """Somebody who showed by some way that they live here."""
    keep_shown(person.id, method, Shown(level, **more))
    return person


def neighbour(name: str = "Sąsiadka") -> Person:
    """Somebody who was shown to live here by a letter."""
    return shown(resident(name), "letter", 2)


@transaction
def district(name: str = "Oliwa") -> int:
    """The number of a district."""
    found = db.session.scalar(sa.select(District.id).where(District.name == name))
    assert found is not None
    return found


def offer_all() -> Person:
    """Have the city offer every way. Gives an officer."""
    officer = resident("Officer", role="officer")
    ways.choose(officer, ["letter", "card", "vouching", "desk", "census", "sso"])
    return officer


def letter_for(person: Person, officer: Person, *, district_id: int | None = None) -> str:
    """Ask for a letter and print it: its code."""
    letter.ask_for_letter(person, **HOME, district_id=district_id)
    return letter_office.print_letters(officer)[-1].code


@transaction
def levels(person: Person) -> dict[str, int]:
    """What somebody showed: by way, the level."""
    rows = db.session.execute(
        sa.select(Verification.method, Verification.level).where(
            Verification.person_id == person.id
        )
    )
    return {row.method: row.level for row in rows}


def vote_to_enter(**kwargs: object) -> int:
    """The number of an open vote; nothing is held any more, so that a browser can write."""
    vote_id = open_vote(**kwargs).phase_id
    db.session.rollback()
    return vote_id


@transaction
def association(speaker: Person, *, accredited: bool = True, name: str = "Neighbours") -> int:
    """An association that the person speaks for; may vouch where it is accredited."""
    from commons.base import clock

    made = Organisation(
        name=name,
        name_skeleton=name.lower(),
        kind=ASSOCIATION,
        about="",
        language="en",
        accredited=accredited,
        reason="for a test",
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    db.session.add(
        Speaker(
            organisation_id=made.id,
            person_id=speaker.id,
            reason="for a test",
            added_at=clock.now(),
        )
    )
    return made.id
