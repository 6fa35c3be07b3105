"""Drafts, as tests look at them."""

import sqlalchemy as sa

from commons.base.database import db
from commons.proposals.drafting.models import Draft


def drafts() -> list[Draft]:
    """All drafts as they are now, without holding the database."""
    db.session.rollback()
    db.session.expunge_all()
    found = list(db.session.scalars(sa.select(Draft).order_by(Draft.id)))
    db.session.expunge_all()
    db.session.rollback()
    return found
