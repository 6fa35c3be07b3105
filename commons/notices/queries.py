"""What can be asked about notices."""

import sqlalchemy as sa

from commons.base.database import db
from commons.base.mail import OutboxMail
from commons.base.web.paging import Page, page_of


def outbox(before: int | None = None, *, size: int = 20) -> Page[OutboxMail]:
    """The mails of the demo, newest first: one statement."""
    query = sa.select(OutboxMail).order_by(OutboxMail.id.desc()).limit(size + 1)
    if before is not None:
        query = query.where(OutboxMail.id < before)
    return page_of(list(db.session.scalars(query)), size)
