"""What can be asked about connected city accounts."""

import sqlalchemy as sa

from commons.base.database import db
from commons.people.sso.models import SsoIdentity


def identities_of(person_id: int) -> list[SsoIdentity]:
    """The city accounts connected with a person, oldest first."""
    return list(
        db.session.scalars(
            sa.select(SsoIdentity)
            .where(SsoIdentity.person_id == person_id)
            .order_by(SsoIdentity.id)
        )
    )
