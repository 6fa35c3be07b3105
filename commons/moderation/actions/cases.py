"""What reporting, deciding and appealing have to look up and lock first."""

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.moderation.models import Appeal, Decision, Report


def locked(contribution_id: int) -> Contribution:
    """A contribution that nobody else decides about until we are done. Raises NotFound."""
    found = db.session.scalar(
        sa.select(Contribution)
        .where(Contribution.id == contribution_id)
        .with_for_update(of=Contribution)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such text."))
    return found


def newest_decision(contribution_id: int) -> Decision | None:
    """The newest decision about a text, of whatever sort."""
    return db.session.scalar(
        sa.select(Decision)
        .where(Decision.contribution_id == contribution_id)
        .order_by(Decision.number.desc())
        .limit(1)
    )


def waiting(contribution_id: int) -> tuple[list[Report], tuple[Appeal, Decision] | None]:
    """The reports that wait, and the appeal with the decision it is against."""
    reports = db.session.scalars(
        sa.select(Report).where(
            Report.contribution_id == contribution_id, Report.decision_id.is_(None)
        )
    )
    row = db.session.execute(
        sa.select(Appeal, Decision)
        .join(Decision, Decision.id == Appeal.decision_id)
        .where(Decision.contribution_id == contribution_id, Appeal.answer_id.is_(None))
    ).first()
    return list(reports), (row[0], row[1]) if row else None
