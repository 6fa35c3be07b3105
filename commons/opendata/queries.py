"""What can be asked about downloads. Each function says how many statements it takes."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload

from commons.base.database import db
from commons.base.datasets import Dataset, Stage, datasets
from commons.base.errors import NotFound
from commons.base.web.paging import Page, page_of
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.i18n.catalogue import gettext as _
from commons.voting.models import Vote
from commons.voting.queries import may_be_listed, sealed_votes

_SLUG = re.compile(r"[a-z0-9-]{1,80}")


def published_consultations(after: int | None, *, size: int = 30) -> Page[Consultation]:
    """Published consultations with their texts, newest first: two statements."""
    query = (
        sa.select(Consultation)
        .where(Consultation.state == PUBLISHED)
        .options(selectinload(Consultation.texts).defer(ConsultationText.body))
        .order_by(Consultation.id.desc())
        .limit(size + 1)
    )
    if after is not None:
        query = query.where(Consultation.id < after)
    return page_of(list(db.session.scalars(query)), size)


def published_slugs() -> list[str]:
    """The slugs of all published consultations, oldest first: one statement."""
    return list(
        db.session.scalars(
            sa.select(Consultation.slug)
            .where(Consultation.state == PUBLISHED)
            .order_by(Consultation.id)
        )
    )


def published(slug: str) -> Consultation:
    """A published consultation with its texts: one statement. Raises NotFound, for drafts too."""
    consultation, _votes = published_with_votes(slug)
    return consultation


def published_with_votes(slug: str) -> tuple[Consultation, list[Vote]]:
    """As ``published``, with the votes that have a file: still one statement."""
    if not _SLUG.fullmatch(slug):
        raise NotFound(_("There is no such consultation."))
    is_out = sa.and_(
        Phase.consultation_id == Consultation.id, Phase.outcome_published_at.is_not(None)
    )
    rows = (
        db.session.execute(
            sa.select(Consultation, Vote)
            .outerjoin(Phase, is_out)
            .outerjoin(Vote, Vote.phase_id == Phase.id)
            .where(Consultation.slug == slug, Consultation.state == PUBLISHED)
            .order_by(Phase.position)
            .options(
                joinedload(Consultation.texts).defer(ConsultationText.body),
                load_only(
                    Vote.sealed_at,
                    Vote.ballots,
                    Vote.ballot_kind,
                    Vote.source,
                    Vote.test,
                    Vote.terms,
                ),
            )
        )
        .unique()
        .all()
    )
    if not rows:
        raise NotFound(_("There is no such consultation."))
    votes: list[Vote | None] = [vote for _consultation, vote in rows]
    return rows[0][0], [v for v in votes if v and not v.test and may_be_listed(v)]


@dataclass(frozen=True, slots=True)
class Offer:
    """A dataset that a consultation has, and how far it has come."""

    dataset: Dataset
    stage: Stage


def offers(consultation_id: int) -> list[Offer]:
    """The datasets that hold anything now: a statement or so for each thing they are about."""
    found = []
    stages: dict[str, Stage | None] = {}
    for dataset in datasets:
        about = dataset.about or dataset.name
        if about not in stages:
            stages[about] = dataset.stage(consultation_id)
        stage = stages[about]
        if stage is not None and dataset.columns_at(stage):
            found.append(Offer(dataset, stage))
    return found


def offer(consultation_id: int, name: str) -> Offer:
    """One dataset. Raises NotFound where the consultation has none of it, or none of it yet."""
    if name in datasets:
        dataset = datasets.get(name)
        stage = dataset.stage(consultation_id)
        if stage is not None and dataset.columns_at(stage):
            return Offer(dataset, stage)
    raise NotFound(_("There is no such file. The page of the open data lists those there are."))


def vote_files(consultation_id: int) -> list[Vote]:
    """The votes that anyone may count again: the result is out, and the box is no small one.

    One statement.
    """
    return [
        vote for vote, is_out in sealed_votes(consultation_id) if is_out and may_be_listed(vote)
    ]
