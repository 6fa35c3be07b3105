"""All that hangs on one proposal, for its page: one statement, however much it is.

Steps, official answers, commitments, merges and splits are few on each proposal, and of many sorts;
asked for one by one they would take most of what a page may ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from commons.base.database import Json, UtcDateTime, db
from commons.base.events import Event
from commons.contributions.models import VISIBLE, Contribution
from commons.proposals.amendments.models import Amendment
from commons.proposals.commitments.models import Commitment, CommitmentText, CommitmentUpdate
from commons.proposals.commitments.queries import Note, ShownCommitment, in_words
from commons.proposals.life.models import ProposalStep
from commons.proposals.life.rules import STEPS
from commons.proposals.merging.models import ASKED, MergePart, Split
from commons.proposals.models import OfficialAnswer, Proposal
from commons.proposals.queries import Answer, AnswerText, grouped

MOST_STEPS = 200
"""Of one timeline, the newest; nobody has met a longer one."""
MOST_KIN = 50
"""Proposals named on a page as merged into it or split off it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step in a proposal's life, as it is written down."""

    kind: str
    at: datetime
    data: Mapping[str, Any]
    about_id: int
    """The proposal; of an amendment, that one."""
    role: str | None
    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class Relative:
    """A proposal that one became, came from, or took in."""

    id: int
    title: str
    """As it was written; empty where it is no longer shown."""
    language: str
    comment_count: int


@dataclass(frozen=True, slots=True)
class Around:
    """What hangs on a proposal."""

    steps: Sequence[Step]
    """Newest first."""
    answers: Sequence[Answer]
    commitments: Sequence[ShownCommitment]
    into: Relative | None
    """What it was merged into."""
    merged: Sequence[Relative]
    """What was merged into it."""
    split_from: Relative | None
    split_off: Sequence[Relative]
    merge_id: int | None
    """The request that its authors are asked about at present."""
    split_id: int | None


_COLUMNS: dict[str, Any] = {
    "tag": sa.String(),
    "key": sa.Integer(),
    "number": sa.Integer(),
    "at": UtcDateTime(),
    "day": sa.Date(),
    "word": sa.String(),
    "extra": sa.String(),
    "language": sa.String(),
    "text": sa.Text(),
    "data": Json,
}


def _part(tag: str, **given: Any) -> "sa.Select[Any]":
    """A select with all of ``_COLUMNS``: those that are not given are empty."""
    given["tag"] = sa.literal(tag)
    return sa.select(
        *(
            sa.type_coerce(given[name], kind).label(name)
            if name in given
            else sa.cast(sa.null(), kind).label(name)
            for name, kind in _COLUMNS.items()
        )
    )


def around(proposal: Proposal, language: str, languages: Sequence[str]) -> Around:
    """What hangs on a proposal, in the reader's language where it exists: one statement."""
    parts = [_steps(proposal)]
    if proposal.answer_number:
        parts.append(_answers(proposal))
    if proposal.commitment_count:
        parts += _commitments(proposal)
    if proposal.kin_count:
        parts += [_kin(proposal), *_requests(proposal)]
    found: dict[str, list[Any]] = {}
    for row in db.session.execute(sa.union_all(*parts)):
        found.setdefault(row.tag, []).append(row)
    kin = {row.key: _relative(row) for row in found.get("kin", ())}
    own = proposal.id
    merged = [kin[row.key] for row in found.get("kin", ()) if row.number == own]
    split_off = [kin[row.key] for row in found.get("kin", ()) if row.word == str(own)]
    asked = {tag: rows[0].key for tag, rows in found.items() if tag in {"merge", "split"}}
    return Around(
        steps=_read_steps(found.get("step", []), own),
        answers=_read_answers(found.get("answer", []), language, languages[0]),
        commitments=_read_commitments(found, language, languages),
        into=kin.get(proposal.merged_into_id or 0),
        merged=merged,
        split_from=kin.get(proposal.split_from_id or 0),
        split_off=split_off,
        merge_id=asked.get("merge"),
        split_id=asked.get("split"),
    )


def _steps(proposal: Proposal) -> "sa.Select[Any]":
    about: Any = sa.select(sa.literal(proposal.id))
    if proposal.amendment_count:
        table = Amendment.__table__
        about = sa.union_all(about, sa.select(table.c.id).where(table.c.proposal_id == proposal.id))
    step = ProposalStep.__table__
    newest = (
        _part(
            "step",
            key=Event.id,
            number=Event.contribution_id,
            at=Event.happened_at,
            word=Event.kind,
            extra=step.c.role,
            language=step.c.language,
            text=step.c.reason,
            data=Event.data,
        )
        .select_from(Event)
        .outerjoin(step, step.c.event_id == Event.id)
        .where(Event.contribution_id.in_(about), Event.kind.in_(sorted(STEPS)))
        .order_by(Event.id.desc())
        .limit(MOST_STEPS)
        .subquery()
    )
    return sa.select(newest)


def _answers(proposal: Proposal) -> "sa.Select[Any]":
    table = OfficialAnswer
    return _part(
        "answer",
        number=table.number,
        at=table.answered_at,
        word=table.decision,
        language=table.language,
        text=table.text,
    ).where(table.proposal_id == proposal.id)


def _commitments(proposal: Proposal) -> "list[sa.Select[Any]]":
    whole, text, update = Commitment, CommitmentText, CommitmentUpdate
    theirs = sa.select(whole.id).where(whole.proposal_id == proposal.id)
    return [
        _part(
            "commitment",
            key=whole.id,
            number=whole.number,
            at=whole.entered_at,
            day=whole.due,
            word=whole.state,
        ).where(whole.proposal_id == proposal.id),
        _part("promise", key=text.commitment_id, language=text.language, text=text.text).where(
            text.commitment_id.in_(theirs)
        ),
        _part(
            "update",
            key=update.commitment_id,
            number=update.number,
            at=update.at,
            word=update.state,
            language=update.language,
            text=update.note,
        ).where(update.commitment_id.in_(theirs), update.note != ""),
    ]


def _kin(proposal: Proposal) -> "sa.Select[Any]":
    own, whole = Proposal.__table__.c, Contribution.__table__
    named = [n for n in (proposal.merged_into_id, proposal.split_from_id) if n is not None]
    some = _part(
        "kin",
        key=own.id,
        number=own.merged_into_id,
        word=sa.cast(own.split_from_id, sa.String()),
        extra=sa.cast(whole.c.comment_count, sa.String()),
        language=whole.c.language,
        text=sa.case((whole.c.state == VISIBLE, whole.c.title), else_=""),
    )
    rows = (
        some.select_from(Proposal.__table__.join(whole, whole.c.id == own.id))
        .where(
            sa.or_(
                own.id.in_(named),
                own.merged_into_id == proposal.id,
                own.split_from_id == proposal.id,
            )
        )
        .order_by(own.id)
        .limit(MOST_KIN)
        .subquery()
    )
    return sa.select(rows)


def _requests(proposal: Proposal) -> "list[sa.Select[Any]]":
    return [
        _part("merge", key=MergePart.merge_id).where(
            MergePart.proposal_id == proposal.id, MergePart.open
        ),
        _part("split", key=Split.id).where(Split.proposal_id == proposal.id, Split.state == ASKED),
    ]


def _relative(row: Any) -> Relative:
    return Relative(row.key, row.text, row.language, int(row.extra))


def _read_steps(rows: Sequence[Any], proposal_id: int) -> list[Step]:
    return [
        Step(
            kind=row.word,
            at=row.at,
            data=row.data,
            about_id=row.number,
            role=row.extra,
            reason=row.text or "",
            language=row.language or "",
        )
        for row in sorted(rows, key=lambda row: row.key, reverse=True)
        # What becomes of an amendment as a text is no step of the proposal.
        if row.number == proposal_id or row.word.startswith("amendment.")
    ]


def _read_answers(rows: Sequence[Any], language: str, main: str) -> list[Answer]:
    ordered = sorted(rows, key=lambda row: (-row.number, row.language))
    return grouped(
        [(row.number, AnswerText(row.language, row.word, row.text, row.at)) for row in ordered],
        language,
        main,
    )


def _read_commitments(
    found: Mapping[str, Sequence[Any]], language: str, languages: Sequence[str]
) -> list[ShownCommitment]:
    texts: dict[int, dict[str, str]] = {}
    for row in found.get("promise", ()):
        texts.setdefault(row.key, {})[row.language] = row.text
    notes: dict[int, list[Note]] = {}
    for row in sorted(found.get("update", ()), key=lambda row: row.number, reverse=True):
        notes.setdefault(row.key, []).append(Note(row.word, row.language, row.text, row.at))
    shown = []
    for row in sorted(found.get("commitment", ()), key=lambda row: row.number):
        day: date | None = row.day
        words = in_words(texts[row.key], language, languages)
        shown.append(
            ShownCommitment(row.key, row.word, day, row.at, *words, notes.get(row.key, []))
        )
    return shown
