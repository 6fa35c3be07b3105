"""Two accounts of one human in an open vote: exactly one ballot stays, the one they choose.

A counted vote stays as it is. A vote whose time is over and which is not counted yet holds the
joining back: its ballots are about to be read.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from commons.base import clock
from commons.base.database import db
from commons.base.errors import Refused
from commons.consultations.models import Consultation, Phase
from commons.consultations.queries import text_of
from commons.consultations.rules import phase_state
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.held import Question
from commons.people.models import Person
from commons.voting import keys
from commons.voting.actions.casting import take_out
from commons.voting.channels import ON_PAPER
from commons.voting.models import BoxEntry, RollEntry, Vote

KEPT, GONE = "kept", "gone"
"""Answers to which account's ballot stays."""


def question_name(vote_id: int) -> str:
    """Under which name it is asked, which ballot of a vote stays."""
    return f"vote_{vote_id}"


def hold_votes(person_ids: Sequence[int]) -> None:
    """Hold the open votes in which any of them voted, before the people are held.

    In the order in which casting a ballot holds them, so that neither waits for the other for ever.
    """
    voted = _entries(person_ids)
    db.session.execute(
        sa.select(Phase.id)
        .where(Phase.id.in_([entry.vote_id for entry in voted]))
        .order_by(Phase.id)
        .with_for_update(read=True)
    )


def questions(kept: Person, gone: Person) -> list[Question]:
    """For each open vote in which both voted: which ballot shall stay. Two statements or three."""
    both = _voted_twice(_entries([kept.id, gone.id]))
    asked = [vote_id for vote_id, channels in both.items() if not _paper_among(channels)]
    rows = db.session.execute(
        sa.select(Phase.id, Consultation)
        .join(Consultation, Consultation.id == Phase.consultation_id)
        .where(Phase.id.in_(asked))
        .order_by(Phase.id)
        .options(selectinload(Consultation.texts))
    )
    return [
        Question(
            question_name(phase_id),
            _(
                "Both accounts voted in “%(title)s”. Which ballot stays?",
                title=text_of(consultation, current_language().code).title,
            ),
            [
                (KEPT, _("The one of %(name)s", name=kept.display_name)),
                (GONE, _("The one of %(name)s", name=gone.display_name)),
            ],
        )
        for phase_id, consultation in rows
    ]


def join_ballots(kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:
    """Take out one of two ballots; let the one that stays be found by the account that stays.

    Both people are held. Raises Refused where it is not said which ballot stays, or a vote is about
    to be counted.
    """
    entries = _entries([kept_id, gone_id])
    both = _voted_twice(entries)
    _refuse_while_counted({entry.vote_id for entry in entries})
    try:
        for vote_id, channels in both.items():
            loser = _loser(kept_id, gone_id, channels, answers.get(question_name(vote_id)))
            _take_out(vote_id, loser)
        for vote_id in {entry.vote_id for entry in entries}:
            db.session.execute(
                sa.update(BoxEntry)
                .where(
                    BoxEntry.vote_id == vote_id,
                    BoxEntry.pseudonym == keys.pseudonym(vote_id, gone_id),
                )
                .values(pseudonym=keys.pseudonym(vote_id, kept_id))
                .execution_options(synchronize_session=False)
            )
    except keys.KeyLost:
        raise Refused(
            _("The ballots cannot be found at the moment. The city was told. Please try later.")
        ) from None


def _entries(person_ids: Sequence[int]) -> Sequence[RollEntry]:
    """The entries of these people on rolls of votes that are not counted yet."""
    return db.session.scalars(
        sa.select(RollEntry)
        .join(Vote, Vote.phase_id == RollEntry.vote_id)
        .where(RollEntry.person_id.in_(person_ids), Vote.sealed_at.is_(None))
        .order_by(RollEntry.vote_id, RollEntry.person_id)
        .execution_options(populate_existing=True)
    ).all()


def _voted_twice(entries: Sequence[RollEntry]) -> dict[int, dict[int, str]]:
    """Of votes in which both voted: by person, which way their ballot came."""
    found: dict[int, dict[int, str]] = {}
    for entry in entries:
        found.setdefault(entry.vote_id, {})[entry.person_id] = entry.channel
    return {vote_id: channels for vote_id, channels in found.items() if len(channels) > 1}


def _paper_among(channels: Mapping[int, str]) -> bool:
    return any(channel in ON_PAPER for channel in channels.values())


def _refuse_while_counted(vote_ids: set[int]) -> None:
    phases = db.session.scalars(
        sa.select(Phase)
        .where(Phase.id.in_(vote_ids))
        .order_by(Phase.id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    if any(phase_state(phase, clock.now()) != "open" for phase in phases):
        raise Refused(
            _("A vote in which you voted is being counted just now. Please try again in a while.")
        )


def _loser(kept_id: int, gone_id: int, channels: Mapping[int, str], answer: str | None) -> int:
    """Whose ballot is taken out. What was voted on paper cannot be taken back, so it stays."""
    if channels[kept_id] in ON_PAPER:
        return gone_id
    if channels[gone_id] in ON_PAPER:
        return kept_id
    if answer not in (KEPT, GONE):
        raise Refused(_("Both accounts voted in an open vote. Please choose which ballot stays."))
    return gone_id if answer == KEPT else kept_id


def _take_out(vote_id: int, person_id: int) -> None:
    take_out(vote_id, keys.pseudonym(vote_id, person_id))
    db.session.execute(
        sa.delete(RollEntry)
        .where(RollEntry.vote_id == vote_id, RollEntry.person_id == person_id)
        .execution_options(synchronize_session=False)
    )
