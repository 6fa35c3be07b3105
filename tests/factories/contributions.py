"""People who write, and what they write."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.contributions import actions
from commons.contributions.models import Comment, Contribution
from commons.people.granting import grant_role
from commons.people.models import Person


@transaction
def resident(name: str = "Ola", *, role: str | None = None) -> Person:
    """Somebody who is known to the city, with a role where one is named."""
    person = Person(display_name=name, language="en", created_at=clock.now())
    db.session.add(person)
    db.session.flush()
    if role:
        grant_role(person, role, reason="for a test")
        person.roles = frozenset({role})
    return person


def comment_by(
    person: Person, subject: Contribution, body: str = "A bench would do.", **kwargs: str
) -> Comment:
    """A comment on something."""
    values = {"alignment": "idea", "language": "en", **kwargs}
    return actions.comment(person, subject.id, body, **values)


def in_database(contribution_id: int) -> Contribution:
    """A text as the database has it now, whatever the session remembers."""
    return db.session.scalars(
        sa.select(Contribution)
        .where(Contribution.id == contribution_id)
        .execution_options(populate_existing=True)
    ).one()
