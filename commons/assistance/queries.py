"""What the start of a kiosk needs to know."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.consultations.models import PUBLISHED, Consultation, Phase


def open_votes() -> list[int]:
    """The phases in which one can vote now, that which ends first before the others."""
    now = clock.now()
    return list(
        db.session.scalars(
            sa.select(Phase.id)
            .join(Phase.consultation)
            .where(
                Consultation.state == PUBLISHED,
                Phase.kind == "vote",
                Phase.opens_at <= now,
                Phase.closes_at > now,
            )
            .order_by(Phase.closes_at, Phase.id)
        )
    )
