"""Supporting what others wrote."""

import sqlalchemy as sa

from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.contributions.actions.counts import count_support, lock
from commons.contributions.models import Support
from commons.contributions.rules import why_not_support
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def add_support(person: Person, contribution_id: int) -> None:
    """Support a text; once, however often it is asked for. Raises NotFound or Refused."""
    demand(person, "support")
    state, author_id = lock(contribution_id)
    refusal = why_not_support(state=state, own=author_id == person.id)
    if refusal is not None:
        raise Refused(refusal)
    if db.session.get(Support, (contribution_id, person.id)) is None:
        db.session.add(Support(contribution_id=contribution_id, person_id=person.id))
        db.session.flush()
    count_support(contribution_id)


@transaction
def remove_support(person: Person, contribution_id: int) -> None:
    """Take one's support back; nothing happens where there is none. Raises NotFound."""
    demand(person, "support")
    lock(contribution_id)
    db.session.execute(
        sa.delete(Support).where(
            Support.contribution_id == contribution_id, Support.person_id == person.id
        )
    )
    count_support(contribution_id)
