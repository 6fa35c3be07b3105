"""What can be asked about passkeys."""

from collections.abc import Sequence

import sqlalchemy as sa

from commons.base.database import db
from commons.people.passkeys.models import Passkey


def passkeys_of(person_id: int) -> Sequence[Passkey]:
    """A person's passkeys, in the order in which they were added."""
    return db.session.scalars(
        sa.select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    ).all()
