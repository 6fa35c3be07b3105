"""Votes for programs: all of the city page by page, and one with its surroundings."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, defer

from commons.api.ballots import VoteShown
from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page, page_of
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.consultations.queries import consultation_of_phase, phase_of
from commons.i18n.catalogue import gettext as _
from commons.voting.activity import VoteActivity
from commons.voting.models import Vote
from commons.voting.queries import ballots_cast, vote_of
from commons.voting.running.queries import annulled


def votes(after: int | None, *, size: int) -> Page[VoteShown]:
    """The votes of published consultations, the newest first: five statements."""
    query = (
        sa.select(Phase)
        .join(Phase.consultation)
        .where(Phase.kind == VoteActivity.name, Consultation.state == PUBLISHED)
        .options(
            contains_eager(Phase.consultation)
            .selectinload(Consultation.texts)
            .defer(ConsultationText.body)
        )
        .order_by(Phase.id.desc())
        .limit(size + 1)
    )
    if after is not None:
        query = query.where(Phase.id < after)
    page = page_of(list(db.session.scalars(query)), size)
    numbers = [phase.id for phase in page.items]
    opened = db.session.scalars(
        sa.select(Vote)
        .where(Vote.phase_id.in_(numbers))
        .options(defer(Vote.config), defer(Vote.result), defer(Vote.comparison))
    )
    by_phase = {vote.phase_id: vote for vote in opened}
    ballots = ballots_cast(numbers)
    void = annulled(numbers)
    shown = [
        VoteShown(
            phase.consultation,
            phase,
            by_phase.get(phase.id),
            annulled=phase.id in void,
            ballots=ballots.get(phase.id, 0),
        )
        for phase in page.items
    ]
    return Page(shown, page.next_after)


def vote(phase_id: int, *, with_result: bool = False) -> VoteShown:
    """One vote, without its count of ballots and its options: three statements. Raises NotFound."""
    consultation = consultation_of_phase(phase_id)
    phase = phase_of(consultation, phase_id)
    if phase.kind != VoteActivity.name:
        raise NotFound(_("There is no such vote."))
    found = vote_of(phase_id, with_result=with_result)
    return VoteShown(consultation, phase, found, annulled=bool(annulled([phase_id])))
