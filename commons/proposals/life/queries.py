"""What can be asked about the life of proposals. Each says how many statements it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.web.paging import Page, page_of
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.contributions.bylines import with_byline
from commons.contributions.models import VISIBLE
from commons.proposals.models import OPEN, WAITING, OfficialAnswer, Proposal
from commons.proposals.rules import PROPOSALS, PhaseSettings


def phases_that_admit() -> list[Phase]:
    """The phases of published consultations that ask for admission: one statement."""
    phases = db.session.scalars(
        sa.select(Phase)
        .join(Phase.consultation)
        .where(Phase.kind == PROPOSALS, Consultation.state == PUBLISHED)
    )
    return [phase for phase in phases if PhaseSettings.of(phase.settings).admission]


def waiting_for_admission(after: int | None = None, size: int = 20) -> Page[Proposal]:
    """The proposals that an officer has to look at, the oldest first: two statements.

    Those posted before an officer asked for admission are among them.
    """
    phases = [phase.id for phase in phases_that_admit()]
    if not phases:
        return Page([], None)
    key = Proposal.__table__.c.id
    query = (
        sa.select(Proposal)
        .where(
            Proposal.phase_id.in_(phases),
            Proposal.state == VISIBLE,
            Proposal.status == OPEN,
            Proposal.merged_into_id.is_(None),
            sa.or_(Proposal.admission.is_(None), Proposal.admission == WAITING),
        )
        .options(*with_byline(Proposal), joinedload(Proposal.district))
        .order_by(key)
    )
    query = query if after is None else query.where(key > after)
    return page_of(list(db.session.scalars(query.limit(size + 1))), size)


@dataclass(frozen=True, slots=True)
class Untranslated:
    """An official answer in force that some of the city's languages lack."""

    proposal: Proposal
    languages: Sequence[str]
    """Those that lack it, in the city's order."""


def awaiting_translation(
    languages: Sequence[str], after: int | None = None, size: int = 20
) -> Page[Untranslated]:
    """The answers in force that do not exist in all of the city's languages: one statement."""
    answer, key = OfficialAnswer.__table__, Proposal.__table__.c.id
    in_force = (
        sa.select(sa.func.count())
        .select_from(answer)
        .where(
            answer.c.proposal_id == key,
            answer.c.number == Proposal.answer_number,
            answer.c.language.in_(languages),
        )
        .correlate(Proposal)
    )
    there = in_force.scalar_subquery()
    codes = sa.func.aggregate_strings(answer.c.language, " ")
    query = (
        sa.select(Proposal, in_force.with_only_columns(codes).scalar_subquery())
        .where(Proposal.status != OPEN, Proposal.state == VISIBLE, there < len(languages))
        .order_by(key)
    )
    query = query if after is None else query.where(key > after)
    rows = db.session.execute(query.limit(size + 1)).all()
    page = page_of([row[0] for row in rows], size)
    have = [(row[1] or "").split() for row in rows]
    return Page(
        [
            Untranslated(each, [code for code in languages if code not in said])
            for each, said in zip(page.items, have, strict=False)
        ],
        page.next_after,
    )
