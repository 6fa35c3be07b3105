"""What is held about a person as somebody who follows, hears and is written to."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.base.events import Event
from commons.i18n.catalogue import gettext as _
from commons.notices.composing import told
from commons.notices.following import key_of
from commons.notices.models import Delivery, Follow, Notice, NoticeChoice
from commons.notices.rules import DEFAULTS
from commons.notices.subjects import things
from commons.notices.topics import how_words, topic_title
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person


class NoticesHolder(Holder):
    """Notices, mails about to be sent, what is followed, how one wants to be told."""

    name = "notices"

    def held(self, person: Person) -> Iterator[Group]:
        """A few statements for each kind."""
        yield Group("notices", _("Your notices"), _notices(person.id))
        yield Group("mails", _("Mails on their way to you"), _mails(person.id))
        yield Group("followed", _("What you follow"), _followed(person.id))
        yield Group("notice_choices", _("How you want to be told"), _choices(person.id))

    def forget(self, person_id: int) -> None:
        """All of it goes; no mail is sent any more."""
        for model in (Delivery, Notice, Follow, NoticeChoice):
            db.session.execute(sa.delete(model).where(model.person_id == person_id))


def _notices(person_id: int) -> list[list[Fact]]:
    rows = db.session.execute(
        sa.select(Notice, Event)
        .join(Event, Event.id == Notice.event_id)
        .where(Notice.person_id == person_id)
        .order_by(Notice.event_id)
    ).all()
    lines = {one.event.id: one.letter.line for one in told((e, n.topic) for n, e in rows)}
    return [
        [
            fact(Notice.event_id, notice.event_id, lines.get(event.id, event.kind)),
            fact(Notice.topic, notice.topic, topic_title(notice.topic)),
            fact(Notice.written_at, notice.written_at),
            fact(Notice.seen_at, notice.seen_at),
        ]
        for notice, event in rows
    ]


def _mails(person_id: int) -> list[list[Fact]]:
    rows = db.session.execute(
        sa.select(Delivery.event_id, Delivery.how, Event.kind)
        .join(Event, Event.id == Delivery.event_id)
        .where(Delivery.person_id == person_id)
        .order_by(Delivery.event_id)
    )
    ways = dict(how_words(by_mail=True))
    return [
        [fact(Delivery.event_id, number, kind), fact(Delivery.how, how, ways.get(how))]
        for number, how, kind in rows
    ]


def _followed(person_id: int) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(Follow).where(Follow.person_id == person_id).order_by(Follow.since)
    ).all()
    found = things(key_of(row.subject) for row in rows)
    return [
        [
            _subject(row, found[key].title if key in found else None),
            fact(Follow.stopped, row.stopped, _("yes") if row.stopped else _("no")),
            fact(Follow.since, row.since),
        ]
        for row, key in ((row, key_of(row.subject)) for row in rows)
    ]


def _subject(row: Follow, title: str | None) -> Fact:
    return fact(Follow.subject, row.subject, title or None)


def _choices(person_id: int) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(NoticeChoice)
        .where(NoticeChoice.person_id == person_id)
        .order_by(NoticeChoice.topic)
    )
    ways = dict(how_words(by_mail=True))
    return [
        [
            fact(
                NoticeChoice.topic,
                row.topic,
                topic_title(row.topic) if row.topic in DEFAULTS else None,
            ),
            fact(NoticeChoice.how, row.how, ways.get(row.how)),
        ]
        for row in rows
    ]
