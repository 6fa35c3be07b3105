"""Keeping the index: whoever changes a text says so here, in the same transaction."""

import sqlalchemy as sa

from commons.base.database import db, transaction
from commons.contributions.models import Contribution, Translation
from commons.contributions.search.folding import folded
from commons.contributions.search.models import SearchEntry

BATCH = 500


@transaction
def index_text(contribution: Contribution) -> None:
    """Take a text's newest wording into the index; its translations stay as they are."""
    entry = _entry(contribution.id, contribution.language)
    entry.kind = contribution.kind
    entry.title, entry.body = folded(contribution.title or ""), folded(contribution.body)


@transaction
def index_translation(kind: str, translation: Translation) -> None:
    """Take a translation into the index, in place of an earlier one into the same language."""
    entry = _entry(translation.contribution_id, translation.language)
    entry.kind = kind
    entry.title, entry.body = folded(translation.title), folded(translation.body)


def _entry(contribution_id: int, language: str) -> SearchEntry:
    found = db.session.scalar(
        sa.select(SearchEntry).where(
            SearchEntry.contribution_id == contribution_id, SearchEntry.language == language
        )
    )
    if found is None:
        found = SearchEntry(contribution_id=contribution_id, language=language)
        db.session.add(found)
    return found


def index_missing() -> None:
    """Take in what is not indexed yet: texts from before there was an index, or imported ones.

    The worker does it every round, a batch at a time; safe at any time and twice.
    """
    while _index_some():
        pass


@transaction
def _index_some() -> bool:
    missing = (
        sa.select(Contribution)
        .outerjoin(
            SearchEntry,
            sa.and_(
                SearchEntry.contribution_id == Contribution.id,
                SearchEntry.language == Contribution.language,
            ),
        )
        .where(SearchEntry.id.is_(None))
        .order_by(Contribution.id)
        .limit(BATCH)
    )
    texts = db.session.scalars(missing).all()
    for text in texts:
        index_text(text)
    kinds = {text.id: text.kind for text in texts}
    for translation in db.session.scalars(
        sa.select(Translation).where(Translation.contribution_id.in_(kinds))
    ):
        index_translation(kinds[translation.contribution_id], translation)
    db.session.flush()
    return len(texts) == BATCH
