"""What can be asked about commitments. Each says how many statements it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.errors import NotFound
from commons.i18n.catalogue import gettext as _
from commons.proposals.commitments.models import Commitment


@dataclass(frozen=True, slots=True)
class Note:
    """What was said with an update."""

    state: str
    language: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownCommitment:
    """A commitment as a reader gets it."""

    id: int
    state: str
    due: date | None
    entered_at: datetime
    language: str
    """The reader's, else the city's main one, else any."""
    text: str
    missing: Sequence[str]
    """The city's languages that it waits to be translated into."""
    notes: Sequence[Note]
    """Newest first."""


def in_words(
    texts: Mapping[str, str], language: str, languages: Sequence[str]
) -> tuple[str, str, list[str]]:
    """Of a commitment's texts by language: the best one for a reader, and what is missing."""
    rank = {language: 0, languages[0]: 1}
    best = min(texts, key=lambda code: (rank.get(code, 2), code))
    return best, texts[best], [code for code in languages if code not in texts]


def commitment_of(commitment_id: int) -> Commitment:
    """One commitment with its texts: one statement. Raises NotFound."""
    row = (
        db.session.scalars(
            sa.select(Commitment)
            .where(Commitment.id == commitment_id)
            .options(joinedload(Commitment.texts))
        )
        .unique()
        .one_or_none()
    )
    if row is None:
        raise NotFound(_("There is no such commitment."))
    return row
