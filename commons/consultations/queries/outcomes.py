"""What came out of phases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from commons.base.database import db
from commons.consultations.models import OutcomeItem, Phase
from commons.contributions.models import HIDDEN, Contribution, Translation


def outcome_of(phase_id: int) -> list[OutcomeItem]:
    """Everything a phase ended with, chosen or not, in its order."""
    return list(
        db.session.scalars(
            sa.select(OutcomeItem)
            .where(OutcomeItem.phase_id == phase_id)
            .order_by(OutcomeItem.position)
        )
    )


def outcome_before(phase: Phase) -> list[OutcomeItem]:
    """What was chosen in the nearest earlier phase that ended with anything at all."""
    earlier = aliased(Phase)
    nearest = (
        sa.select(earlier.id)
        .where(
            earlier.consultation_id == phase.consultation_id,
            earlier.position < phase.position,
            sa.exists().where(OutcomeItem.phase_id == earlier.id),
        )
        .order_by(earlier.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    return list(
        db.session.scalars(
            sa.select(OutcomeItem)
            .where(OutcomeItem.phase_id == nearest, OutcomeItem.chosen.is_(True))
            .order_by(OutcomeItem.position)
        )
    )


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One thing that came out, as a reader sees it."""

    title: str
    """Empty while its contribution is hidden."""
    language: str
    chosen: bool
    facts: dict[str, Any]
    contribution_id: int | None
    contribution_kind: str | None
    hidden: bool
    translator: str | None
    """Who or what translated the title, where it is not the original."""


def outcome_lines(phase_ids: Sequence[int], language: str) -> dict[int, list[OutcomeLine]]:
    """What came out of phases, in the reader's language where it is translated; by phase id.

    The title of what a moderator has hidden since then is left out, as everywhere.
    """
    lines: dict[int, list[OutcomeLine]] = {phase_id: [] for phase_id in phase_ids}
    if not phase_ids:
        return lines
    rows = db.session.execute(
        sa.select(
            OutcomeItem,
            Contribution.kind,
            Contribution.state,
            Translation.title,
            Translation.translator,
        )
        .outerjoin(Contribution, Contribution.id == OutcomeItem.contribution_id)
        .outerjoin(
            Translation,
            sa.and_(
                Translation.contribution_id == Contribution.id,
                Translation.language == language,
                Translation.revision == Contribution.revision,
                OutcomeItem.language != language,
            ),
        )
        .where(OutcomeItem.phase_id.in_(phase_ids))
        .order_by(OutcomeItem.phase_id, OutcomeItem.position)
    )
    for item, kind, state, translated, translator in rows:
        hidden = state == HIDDEN
        lines[item.phase_id].append(
            OutcomeLine(
                title="" if hidden else translated or item.title,
                language=language if translated else item.language,
                chosen=item.chosen,
                facts=item.facts,
                contribution_id=item.contribution_id,
                contribution_kind=kind,
                hidden=hidden,
                translator=None if hidden or not translated else translator,
            )
        )
    return lines
