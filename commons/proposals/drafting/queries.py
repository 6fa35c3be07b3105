"""What can be asked about drafts. Each function says how many statements it takes."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, with_expression

from commons.base.database import db
from commons.base.errors import NotFound
from commons.cities.models import District
from commons.consultations.models import Consultation, ConsultationText, Phase
from commons.consultations.queries import text_of
from commons.i18n.catalogue import gettext as _
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.owners import Owner
from commons.proposals.drafting.rules import is_key
from commons.proposals.queries import PhaseEntry
from commons.proposals.themes.models import Theme

_WHERE = (
    joinedload(Draft.phase)
    .joinedload(Phase.consultation)
    .joinedload(Consultation.texts)
    .load_only(ConsultationText.title)
)


def _chosen(column: Any, key: Any, field: str) -> "sa.ScalarSelect[Any]":
    """A column of the row that a draft names in a field; compared as text, whatever was typed."""
    typed = Draft.values[field].as_string()
    return sa.select(column).where(sa.cast(key, sa.String) == typed).scalar_subquery()


_NAMES = (
    with_expression(Draft.district_name, _chosen(District.name, District.id, "district")),
    with_expression(Draft.theme_names, _chosen(Theme.names, Theme.id, "theme")),
)


def no_such_draft() -> NotFound:
    """It is not there, or not theirs: which of the two, nobody is told."""
    return NotFound(
        _(
            "There is no such draft of yours here. If you began it on another device, sign in "
            "to find it."
        )
    )


def own_draft(owner: Owner, key: str) -> Draft:
    """A draft of theirs with its phase, consultation, names and files: one statement.

    Raises NotFound.
    """
    if not is_key(key):  # PostgreSQL cannot even be asked for some of what an address can hold
        raise no_such_draft()
    found = db.session.scalars(
        sa.select(Draft)
        .where(Draft.key == key, owner.owns)
        .options(_WHERE, *_NAMES, joinedload(Draft.files))
        .execution_options(populate_existing=True)
    ).unique()
    draft = found.one_or_none()
    if draft is None:
        raise no_such_draft()
    return draft


def own_drafts(owner: Owner) -> list[Draft]:
    """What they have begun, what was written last first: one statement, none for a newcomer."""
    if owner.person is None and owner.mark is None:
        return []
    rows = db.session.scalars(
        sa.select(Draft)
        .where(owner.owns, Draft.proposal_id.is_(None))
        .options(_WHERE)
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
    )
    return list(rows.unique())


def texts_beside(draft: Draft) -> list[Draft]:
    """The texts that were written at the same time as this one: the first, then the others.

    Empty where there is only one. One statement.
    """
    first = draft.beside_id or draft.id
    rows = list(
        db.session.scalars(
            sa.select(Draft)
            .where(sa.or_(Draft.id == first, Draft.beside_id == first), Draft.proposal_id.is_(None))
            .order_by(Draft.id)
        )
    )
    return rows if len(rows) > 1 else []


def entry_of(draft: Draft, language: str) -> PhaseEntry:
    """Where a draft that ``own_draft`` gave will be posted. No statement."""
    text = text_of(draft.phase.consultation, language)
    return PhaseEntry(draft.phase, text.title, text.language)


def living(keys: Collection[str]) -> set[str]:
    """Those of the keys whose drafts are still there: one statement."""
    return set(db.session.scalars(sa.select(Draft.key).where(Draft.key.in_(keys))))


def unfinished(person_id: Any) -> "sa.ScalarSelect[Any]":
    """How many drafts a person has, as a part of another statement."""
    return (
        sa.select(sa.func.count(Draft.id))
        .where(Draft.owner_id == person_id, Draft.proposal_id.is_(None))
        .scalar_subquery()
    )
