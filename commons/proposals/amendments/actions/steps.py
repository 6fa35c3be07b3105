"""What every decision about an amendment needs: the proposal and the amendment, held."""

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.i18n.catalogue import gettext as _
from commons.proposals.amendments.models import Amendment
from commons.proposals.coauthors.actions.steps import held
from commons.proposals.models import Proposal


def held_amendment(amendment_id: int) -> tuple[Proposal, Amendment]:
    """A proposal and an amendment to it, locked in that order. Raises NotFound."""
    table = Amendment.__table__
    proposal_id = db.session.scalar(
        sa.select(table.c.proposal_id).where(table.c.id == amendment_id)
    )
    if proposal_id is None:
        raise NotFound(_("There is no such amendment."))
    proposal = held(proposal_id)
    amendment = db.session.scalars(
        sa.select(Amendment)
        .where(Amendment.id == amendment_id)
        .with_for_update(of=Amendment)
        .execution_options(populate_existing=True)
    ).one()
    return proposal, amendment
