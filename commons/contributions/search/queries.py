"""Asking the index. What comes back are ids, for a query that names what it wants of the texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import sqlalchemy as sa
from rapidfuzz import fuzz

from commons.base.database import db
from commons.contributions.models import VISIBLE, Contribution
from commons.contributions.search.folding import searched, stem, words_of
from commons.contributions.search.models import SearchEntry

MOST_HITS = 2_000
"""Newest hits of a search that are looked at: a word that is in every text stays quick."""
CANDIDATES = 300
"""Texts whose titles are compared with a new one."""
TELLING_WORDS = 4
"""Words of a new title, the longest, that candidates are found by."""
ALIKE = 62
"""Of 100: from here on two titles are shown as alike. Chosen on pairs of the tests."""


def matching(words: str, kind: str) -> "sa.Select[int] | None":
    """The ids of the texts of a kind that hold all the words, in whatever language; for ``IN``.

    None where nothing is left to look for. Hidden texts are among them: the caller asks for the
    state it wants.
    """
    beginnings = searched(words)
    if not beginnings:
        return None
    if _on_postgresql():
        asked = " & ".join(f"'{word}':*" for word in beginnings)
        return _tsvector(asked, kind).limit(MOST_HITS)
    wanted = " AND ".join(f'"{word}" *' for word in beginnings)
    return _fts(f'kind : "{kind}" AND {{title body}} : ({wanted})').limit(MOST_HITS)


@dataclass(frozen=True, slots=True)
class Alike:
    """A text that says something alike, by its title."""

    contribution_id: int
    likeness: float
    """0 to 100."""


def alike(title: str, kind: str, *, most: int = 5) -> list[Alike]:
    """Visible texts of a kind whose titles are like this one, likest first: two statements.

    In whatever language there is a translation of them, across spelling and word order.
    """
    words = [word for word in dict.fromkeys(words_of(title)) if len(word) > 2]
    if not words:
        return []
    # Long words tell most; many short ones only bring what has nothing to do with it.
    telling = [stem(word) for word in sorted(words, key=len, reverse=True)[:TELLING_WORDS]]
    ids = db.session.scalars(_sharing_words(telling, kind)).all()
    if not ids:
        return []
    rows = db.session.execute(
        sa.select(SearchEntry.contribution_id, SearchEntry.title)
        .join(Contribution, Contribution.id == SearchEntry.contribution_id)
        .where(SearchEntry.contribution_id.in_(ids), Contribution.state == VISIBLE)
    )
    best: dict[int, float] = {}
    for number, other in rows:
        likeness = fuzz.token_set_ratio(" ".join(words), other)
        best[number] = max(best.get(number, 0), likeness)
    likest = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:most]
    return [Alike(number, likeness) for number, likeness in likest if likeness >= ALIKE]


def _sharing_words(beginnings: Sequence[str], kind: str) -> "sa.Select[int]":
    """The newest texts whose titles share two of the words, or the most telling one."""
    pairs = [[beginnings[0]], *([a, b] for a, b in combinations(beginnings, 2))]
    if _on_postgresql():
        asked = [" & ".join(f"'{word}':*A" for word in pair) for pair in pairs]
        return _tsvector(" | ".join(f"({both})" for both in asked), kind).limit(CANDIDATES)
    wanted = [" AND ".join(f'"{word}" *' for word in pair) for pair in pairs]
    any_of_them = " OR ".join(f"({both})" for both in wanted)
    return _fts(f'kind : "{kind}" AND title : ({any_of_them})').limit(CANDIDATES)


def _fts(asked: str) -> "sa.Select[int]":
    """Newest first: the index is in the order of its numbers, so that nothing is sorted."""
    words = sa.table("search_words", sa.column("rowid"), sa.column("search_words"))
    return (
        sa.select(SearchEntry.contribution_id)
        .select_from(words.join(SearchEntry, SearchEntry.id == words.c.rowid))
        .where(words.c.search_words.op("MATCH")(asked))
        .order_by(words.c.rowid.desc())
    )


def _tsvector(asked: str, kind: str) -> "sa.Select[int]":
    words: sa.ColumnElement[str] = sa.literal_column("search_entry.words")
    return (
        sa.select(SearchEntry.contribution_id)
        .where(
            words.op("@@")(sa.func.to_tsquery("simple", asked)),
            SearchEntry.kind == kind,
        )
        .order_by(SearchEntry.id.desc())
    )


def _on_postgresql() -> bool:
    return db.session.connection().dialect.name == "postgresql"
