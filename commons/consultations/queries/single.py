"""One consultation and its phases, and whether any waits to be turned."""

import re
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from commons.base import clock
from commons.base.database import db
from commons.base.errors import NotFound
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.i18n.catalogue import gettext as _

_SLUG = re.compile(r"[a-z0-9-]{1,80}")

EVERYTHING: tuple[ORMOption, ...] = (
    selectinload(Consultation.texts),
    selectinload(Consultation.phases),
    selectinload(Consultation.answers),
)
"""A consultation with all that belongs to it: three more statements."""


def text_of(consultation: Consultation, language: str) -> ConsultationText:
    """The texts in a language; in the primary one where they are not translated. No statement.

    The consultation's texts must be loaded.
    """
    by_language = {text.language: text for text in consultation.texts}
    found = by_language.get(language) or by_language.get(consultation.primary_language)
    return found or consultation.texts[0]


def consultation_of_phase(phase_id: int) -> Consultation:
    """The published consultation of a phase, with texts and phases: one statement.

    Raises NotFound where there is none, and for drafts. The long ``body`` of the texts is read
    only when it is asked for.
    """
    if not 0 < phase_id < 2**63:
        raise NotFound(_("There is no such consultation."))
    own = sa.select(Phase.consultation_id).where(Phase.id == phase_id).scalar_subquery()
    found = _only(
        sa.select(Consultation)
        .where(Consultation.id == own, Consultation.state == PUBLISHED)
        .options(
            joinedload(Consultation.texts).defer(ConsultationText.body),
            joinedload(Consultation.phases),
        )
    )
    if found is None:
        raise NotFound(_("There is no such consultation."))
    return found


def consultation_by_slug(slug: str, *, drafts: bool = False) -> Consultation:
    """A consultation with all that belongs to it: two statements.

    Raises NotFound where there is none, and for a draft unless ``drafts`` may be seen.
    """
    if not _SLUG.fullmatch(slug):
        raise NotFound(_("There is no such consultation."))
    query = sa.select(Consultation).where(Consultation.slug == slug)
    if not drafts:
        query = query.where(Consultation.state == PUBLISHED)
    found = _only(
        query.options(
            selectinload(Consultation.texts),
            joinedload(Consultation.phases),
            joinedload(Consultation.answers),
        )
    )
    if found is None:
        raise NotFound(_("There is no such consultation."))
    return found


def _only(query: sa.Select[Consultation]) -> Consultation | None:
    """The one row of a query whose joins repeat it."""
    return db.session.scalars(query).unique().one_or_none()


def phase_of(consultation: Consultation, phase_id: int) -> Phase:
    """One of the consultation's own phases, no statement. Raises NotFound for any other."""
    for phase in consultation.phases:
        if phase.id == phase_id:
            return phase
    raise NotFound(_("There is no such phase."))


def _due(now: datetime) -> sa.Select[int]:
    # What has not opened has not been settled either, so the index on settled_at serves both.
    return (
        sa.select(Consultation.id)
        .join(Consultation.phases)
        .where(
            Consultation.state == PUBLISHED,
            Phase.settled_at.is_(None),
            sa.or_(
                sa.and_(Phase.opened_at.is_(None), Phase.opens_at <= now),
                Phase.closes_at <= now,
            ),
        )
    )


def phases_due() -> sa.ColumnElement[bool]:
    """Whether a phase waits to be opened or settled, for ``known_with_the_city``."""
    return _due(clock.now()).exists()


def due_consultations(now: datetime) -> list[int]:
    """The ids of the consultations that have phases to open or settle."""
    return list(db.session.scalars(_due(now).distinct().order_by(Consultation.id)))
