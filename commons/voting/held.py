"""That a person has voted, and never what: nothing that is shown here comes out of the box."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from commons.base.database import db
from commons.cities.models import District
from commons.consultations.models import Consultation, Phase
from commons.consultations.queries import text_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, Question, fact
from commons.people.models import Person
from commons.voting.actions import joining
from commons.voting.models import RollEntry, Vote
from commons.voting.sheets.words import channel_words


class RollHolder(Holder):
    """The rolls: who has voted."""

    name = "voting"

    def held(self, person: Person) -> Iterator[Group]:
        """The votes the person took part in, open and closed: two statements."""
        rows = db.session.execute(
            sa.select(RollEntry, Vote.sealed_at, Consultation, District.name)
            .outerjoin(District, District.id == RollEntry.district_id)
            .join(Vote, Vote.phase_id == RollEntry.vote_id)
            .join(Phase, Phase.id == Vote.phase_id)
            .join(Consultation, Consultation.id == Phase.consultation_id)
            .where(RollEntry.person_id == person.id)
            .order_by(RollEntry.day, RollEntry.vote_id)
            .options(selectinload(Consultation.texts))
        )
        records = []
        for entry, sealed_at, consultation, district in rows:
            text = text_of(consultation, current_language().code)
            title = (
                _("%(title)s (not counted yet)", title=text.title)
                if sealed_at is None
                else _("%(title)s (counted)", title=text.title)
            )
            records.append(
                [
                    fact(RollEntry.vote_id, entry.vote_id, title),
                    fact(RollEntry.channel, entry.channel, channel_words(entry.channel)),
                    fact(RollEntry.day, entry.day),
                    fact(RollEntry.district_id, entry.district_id, district),
                ]
            )
        yield Group("votes", _("Votes you took part in (never what you chose)"), records)

    def hold_for_join(self, kept_id: int, gone_id: int) -> None:
        """Open votes wait, so that none is counted meanwhile."""
        joining.hold_votes([kept_id, gone_id])

    def join_questions(self, kept: Person, gone: Person) -> Sequence[Question]:
        """Which ballot stays, where both voted."""
        return joining.questions(kept, gone)

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:
        """Exactly one ballot stays in each open vote."""
        joining.join_ballots(kept_id, gone_id, answers)

    def forget(self, person_id: int) -> None:
        """Rolls of counted votes let the person go; those of open votes hold until counted."""
        counted = sa.select(Vote.phase_id).where(Vote.sealed_at.is_not(None))
        db.session.execute(
            sa.delete(RollEntry).where(
                RollEntry.person_id == person_id, RollEntry.vote_id.in_(counted)
            )
        )

    def needed(self) -> "sa.Select[Any]":
        """Whoever is on the roll of a vote that is not counted yet."""
        return (
            sa.select(RollEntry.person_id)
            .join(Vote, Vote.phase_id == RollEntry.vote_id)
            .where(Vote.sealed_at.is_(None))
        )
