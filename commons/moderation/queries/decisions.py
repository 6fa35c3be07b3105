"""What was decided: for the public, for the author, for moderators."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.moderation.models import HIDE, RESTORE, Appeal, Decision, Report
from commons.people.models import Person

PAGE_SIZE = 20


def decision_on(contribution_id: int) -> Decision | None:
    """The newest decision to hide a text, for the trace that is shown in place of its words."""
    return decisions_on([contribution_id]).get(contribution_id)


def decisions_on(contribution_ids: Collection[int]) -> dict[int, Decision]:
    """The newest decisions to hide texts, by the texts' ids: one statement, none for no ids."""
    if not contribution_ids:
        return {}
    rows = db.session.scalars(
        sa.select(Decision)
        .where(Decision.contribution_id.in_(contribution_ids), Decision.act == HIDE)
        .order_by(Decision.number)
    )
    return {decision.contribution_id: decision for decision in rows}


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision in a text's history, for moderators."""

    decision: Decision
    moderator_name: str | None
    reports: int
    """How many reports it settled."""
    appeal_text: str | None
    """The appeal that it answered."""


def history_of(contribution_id: int) -> list[PastDecision]:
    """All decisions about a text, newest first, with who decided: one statement."""
    settled = (
        sa.select(sa.func.count())
        .select_from(Report)
        .where(Report.decision_id == Decision.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(Decision, Person.display_name, settled, Appeal.text)
        .outerjoin(Person, Person.id == Decision.moderator_id)
        .outerjoin(Appeal, Appeal.answer_id == Decision.id)
        .where(Decision.contribution_id == contribution_id)
        .order_by(Decision.number.desc())
    )
    return [PastDecision(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """What the public is told of a decision: never the text, never a name."""

    id: int
    act: str
    reason: str
    statement: str
    language: str
    decided_at: datetime
    kind: str
    contribution_id: int
    after_appeal: bool


def trace(before: int | None = None, *, size: int = PAGE_SIZE) -> Page[TraceEntry]:
    """What was hidden, shown again, or left hidden after an appeal; newest first: one statement."""
    appealed: Any = Appeal.decision_id.is_not(None)
    query = (
        sa.select(
            Decision.id,
            Decision.act,
            Decision.reason,
            Decision.statement,
            Decision.language,
            Decision.decided_at,
            Contribution.kind,
            Contribution.id,
            appealed,
        )
        .join(Contribution, Contribution.id == Decision.contribution_id)
        .outerjoin(Appeal, Appeal.answer_id == Decision.id)
        .where(sa.or_(Decision.act.in_((HIDE, RESTORE)), appealed))
        .order_by(Decision.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        query = query.where(Decision.id < before)
    entries = [TraceEntry(*row) for row in db.session.execute(query)]
    more = str(entries[size - 1].id) if len(entries) > size else None
    return Page(entries[:size], more)


@dataclass(frozen=True, slots=True)
class AppealStanding:
    """A decision as its text's author sees it, and what became of their appeal."""

    decision: Decision
    contribution: Contribution
    appeal: Appeal | None
    answer: Decision | None
    newest: bool
    """No later decision took its place."""


def appeal_standing(decision_id: int) -> AppealStanding:
    """A decision with its text, its appeal and the answer: one statement. Raises NotFound."""
    answer = aliased(Decision)
    newest = (
        sa.select(sa.func.max(Decision.number))
        .where(Decision.contribution_id == Contribution.id)
        .correlate(Contribution)
        .scalar_subquery()
    )
    row = db.session.execute(
        sa.select(Decision, Contribution, Appeal, answer, newest)
        .join(Contribution, Contribution.id == Decision.contribution_id)
        .outerjoin(Appeal, Appeal.decision_id == Decision.id)
        .outerjoin(answer, answer.id == Appeal.answer_id)
        .where(Decision.id == decision_id)
    ).first()
    if row is None:
        raise NotFound(_("There is no such decision."))
    decision, contribution, appeal, reply, number = row
    return AppealStanding(decision, contribution, appeal, reply, decision.number == number)
