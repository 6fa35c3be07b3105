"""Keeping what was shown: which way, how strongly, when; district and age where it shows them."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person, Verification
from commons.people.verification.contract import Shown


def keep_shown(person_id: int, method: str, shown: Shown) -> None:
    """Keep that a person showed by a way that they live here. Part of the surrounding transaction.

    Showing it again never makes it weaker, nor an age that was reached unreached. Whoever calls
    this holds the person (``hold``), so that two at once do not write the same line.
    """
    before = db.session.get(Verification, (person_id, method), populate_existing=True)
    if before is None:
        db.session.add(
            Verification(
                person_id=person_id,
                method=method,
                level=shown.level,
                verified_at=clock.now(),
                district_id=shown.district_id,
                at_least_age=shown.at_least_age,
            )
        )
    else:
        before.level = max(before.level, shown.level)
        before.verified_at = clock.now()
        before.district_id = shown.district_id or before.district_id
        before.at_least_age = max(before.at_least_age or 0, shown.at_least_age or 0) or None
    db.session.flush()


def hold(*person_ids: int) -> None:
    """Hold people until the transaction ends, always in one order. Raises Refused for who left."""
    there = db.session.scalars(
        sa.select(Person.id)
        .where(Person.id.in_(person_ids), Person.left_at.is_(None))
        .order_by(Person.id)
        .with_for_update(key_share=True)
    ).all()
    if set(there) != set(person_ids):
        raise Refused(_("This account was deleted or joined with another one."))
