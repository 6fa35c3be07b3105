"""What people hear of consultations: that there is a new one, and what becomes of it."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from commons.base.database import db
from commons.base.events import Event
from commons.cities.context import current_city
from commons.consultations.activities import activities
from commons.consultations.models import (
    PUBLISHED,
    Consultation,
    ConsultationText,
    OutcomeItem,
)
from commons.consultations.queries import text_of
from commons.contributions.models import Contribution
from commons.contributions.places import Place
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day_and_time
from commons.notices.kinds import Audience, Letter, NoticeKind, followers_of, short_title, write
from commons.notices.rules import ANSWERS, CITY
from commons.notices.subjects import Key, Subject, Thing, Things
from commons.people.models import Person

CONSULTATION = "consultation"
SAME_NEWS = timedelta(hours=1)
"""A phase that opens so soon after its consultation was published is no news of its own."""


class ConsultationSubject(Subject):
    """Published consultations, with their phases."""

    name = CONSULTATION

    def find(self, numbers: Collection[int]) -> Iterable[Thing]:
        """Consultations in the reader's language: three statements."""
        found = db.session.scalars(
            sa.select(Consultation)
            .where(Consultation.id.in_(sorted(numbers)), Consultation.state == PUBLISHED)
            .options(
                joinedload(Consultation.texts).defer(ConsultationText.body),
                selectinload(Consultation.phases),
            )
        ).unique()
        for one in found:
            text = text_of(one, current_language().code)
            yield Thing(
                key=(self.name, one.id),
                kind=self.name,
                title=text.title,
                language=text.language,
                place=Place("consultations.show", {"slug": one.slug}),
                visible=True,
                created_at=one.created_at,
                more={phase.id: phase for phase in one.phases},
            )

    def events_about(self, number: int) -> "sa.ColumnElement[bool]":
        """All that happened in it."""
        return Event.consultation_id == number


def everyone() -> "sa.Select[Any]":
    """The ids of all who have an account."""
    return sa.select(Person.id).where(Person.left_at.is_(None))


class AboutConsultation(NoticeKind):
    """Something happened in a consultation."""

    def about(self, event: Event) -> list[Key]:
        """The consultation."""
        return [(CONSULTATION, event.consultation_id or 0)]


class ConsultationNotice(AboutConsultation):
    """Those who follow a consultation hear of something in it."""

    template: str

    def audience(self, event: Event) -> Sequence[Audience]:
        """The followers."""
        return [followers_of((CONSULTATION, event.consultation_id or 0))]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """What happened in it, and where to read it."""
        found = things.get((CONSULTATION, event.consultation_id or 0))
        if found is None:
            return None
        phase = found.more.get(event.data.get("phase_id"))
        title = short_title(found)
        done = activities.get(phase.kind) if phase else None
        activity, until = (done.title(), done.online_until(phase)) if done else ("", None)
        return write(
            self.template,
            self.line(title, activity),
            found.place,
            title=title,
            activity=activity,
            date=day_and_time(until, current_city().time_zone) if until else "",
        )

    @abstractmethod
    def line(self, title: str, activity: str) -> str:
        """What happened, in one line."""


class PublishedNotice(ConsultationNotice):
    """Everybody can hear of a new consultation."""

    name = "consultation.published"
    template = "consultation_published"

    def audience(self, event: Event) -> Sequence[Audience]:  # noqa: ARG002
        """Everybody."""
        return [Audience(CITY, everyone())]

    def line(self, title: str, activity: str) -> str:  # noqa: ARG002
        """That there is a new one."""
        return _("A new consultation: %(title)s", title=title)


class OpenedNotice(ConsultationNotice):
    """The followers hear that a phase has opened; everybody can hear of a vote."""

    name = "phase.opened"
    template = "phase_opened"

    def __init__(self, for_everyone: Collection[str]) -> None:
        """``for_everyone`` names the activities that concern the whole city: votes."""
        self.for_everyone = frozenset(for_everyone)

    def audience(self, event: Event) -> Sequence[Audience]:
        """Nobody where the consultation itself is news still."""
        published = db.session.scalar(
            sa.select(Consultation.published_at).where(Consultation.id == event.consultation_id)
        )
        if published is None or event.happened_at - published < SAME_NEWS:
            return []
        told = list(super().audience(event))
        if event.data.get("activity") in self.for_everyone:
            told.append(Audience(CITY, everyone()))
        return told

    def line(self, title: str, activity: str) -> str:
        """What has begun, and in what."""
        return _("Now open: %(activity)s – %(title)s", activity=activity, title=title)


class OutcomeNotice(ConsultationNotice):
    """The followers, and those whose texts it is about, hear what came out of a phase."""

    name = "outcome.published"
    template = "outcome_published"

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors of what the phase ended with, and the followers."""
        text = Contribution.__table__
        authors = (
            sa.select(text.c.author_id)
            .join(OutcomeItem, OutcomeItem.contribution_id == text.c.id)
            .where(OutcomeItem.phase_id == event.data["phase_id"])
        )
        return [Audience(ANSWERS, authors), *super().audience(event)]

    def line(self, title: str, activity: str) -> str:
        """What it is the outcome of."""
        return _(
            "The outcome is published: %(activity)s – %(title)s", activity=activity, title=title
        )


class CouncilNotice(ConsultationNotice):
    """The followers hear that the council has answered."""

    name = "consultation.answered"
    template = "consultation_answered"

    def line(self, title: str, activity: str) -> str:  # noqa: ARG002
        """That there is an answer."""
        return _("The council answered: %(title)s", title=title)
