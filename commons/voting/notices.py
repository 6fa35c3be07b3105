"""Reminding people, once, of a vote that closes soon; not those who have voted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.database import db, transaction
from commons.base.events import Event
from commons.base.jobs import hurry
from commons.cities.context import current_city
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.consultations.notices import CONSULTATION, AboutConsultation, everyone
from commons.consultations.rules import Span, Window
from commons.contributions.places import Place
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day_and_time
from commons.notices.kinds import Audience, Letter, short_title, write
from commons.notices.rules import REMINDERS
from commons.notices.subjects import Things
from commons.people.models import Person
from commons.voting.activity import VoteActivity
from commons.voting.models import RollEntry
from commons.voting.wishes import MOST_PAPER_DAYS, online_until

BEFORE = timedelta(days=2)


def remind_at(vote: Window) -> datetime:
    """When to remind: two days before the end; of a short vote, at half of its time.

    ``vote`` is the time in which one can vote online: on paper nobody votes in the days after it.
    """
    return max(vote.closes_at - BEFORE, vote.opens_at + (vote.closes_at - vote.opens_at) / 2)


@transaction
def remind_of_votes() -> None:
    """Note the votes that close soon, each once. Safe at any time, and twice at once."""
    now = clock.now()
    soon = db.session.scalars(
        sa.select(Phase)
        .join(Consultation, Consultation.id == Phase.consultation_id)
        .where(
            Consultation.state == PUBLISHED,
            Phase.kind == VoteActivity.name,
            Phase.opened_at.is_not(None),
            Phase.settled_at.is_(None),
            Phase.reminded_at.is_(None),
            Phase.closes_at > now,
            Phase.closes_at <= now + BEFORE + timedelta(days=MOST_PAPER_DAYS),
        )
    )
    for phase in soon:
        online = Span(phase.opens_at, online_until(phase.closes_at, phase.settings))
        if remind_at(online) <= now < online.closes_at:
            _remind(phase, now)


def _remind(phase: Phase, now: datetime) -> None:
    # The condition stands in the statement itself: of two workers one finds nothing left to set.
    taken = db.session.scalar(
        sa.update(Phase)
        .where(Phase.id == phase.id, Phase.reminded_at.is_(None))
        .values(reminded_at=now)
        .returning(Phase.id)
        .execution_options(synchronize_session=False)
    )
    if taken is not None:
        events.record("vote.closing", consultation_id=phase.consultation_id, phase_id=phase.id)
        hurry("notices.deliver")


class ClosingNotice(AboutConsultation):
    """Whoever has not voted hears that a vote closes soon."""

    name = "vote.closing"

    def audience(self, event: Event) -> Sequence[Audience]:
        """Everybody who is not on the roll, which says who has voted and nothing else."""
        voted = sa.select(RollEntry.person_id).where(RollEntry.vote_id == event.data["phase_id"])
        return [Audience(REMINDERS, everyone().where(Person.id.not_in(voted)))]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Until when one can vote, and where; nothing once that is over."""
        found = things.get((CONSULTATION, event.consultation_id or 0))
        phase = found.more.get(event.data["phase_id"]) if found else None
        if found is None or phase is None:
            return None
        until = online_until(phase.closes_at, phase.settings)
        if until <= clock.now():
            return None
        date = day_and_time(until, current_city().time_zone)
        title = short_title(found)
        return write(
            "vote_closing",
            _("Vote until %(date)s: %(title)s", date=date, title=title),
            Place("voting.show", {"phase_id": phase.id}),
            title=title,
            date=date,
        )
