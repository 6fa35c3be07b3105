"""Notices in words, as late as can be: in their reader's language, and of what is shown by then."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
import structlog
from flask import current_app

from commons.base.database import db, transaction
from commons.base.events import Event
from commons.base.mail import Mail
from commons.base.text import clean_line
from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext, speaking
from commons.i18n.formats import number
from commons.i18n.languages import LANGUAGES, SOURCE
from commons.notices import rules, tokens
from commons.notices.kinds import Letter, kinds, letter_of
from commons.notices.models import Notice
from commons.notices.subjects import things
from commons.notices.topics import topic_title
from commons.people.models import EmailAddress, Person

EVENTS = 200
"""How many of the newest events one collected mail looks at."""
LINES = 50
"""How many lines it holds; the rest is on the page it links to."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its words."""

    event: Event
    topic: str
    letter: Letter


def told(notices: Iterable[tuple[Event, str]]) -> Iterator[Told]:
    """Notices with their words, in the language being spoken; those without any are left out.

    A few statements for all of them. One that cannot be written does not stop the others.
    """
    known = [(event, topic) for event, topic in notices if event.kind in kinds]
    about = []
    for event, _topic in known:
        try:
            about.extend(kinds.get(event.kind).about(event))
        except KeyError:
            log.exception("notice not written", event_id=event.id)
    found = things(about)
    for event, topic in known:
        try:
            letter = letter_of(event, found)
        except Exception:
            log.exception("notice not written", event_id=event.id)
            continue
        if letter is not None:
            yield Told(event, topic, letter)


@transaction
def single(person_id: int, event_id: int) -> Mail | None:
    """The mail about one event; None where there is nobody or nothing to tell."""
    reader = _reader(person_id)
    row = db.session.execute(
        sa.select(Event, Notice.topic)
        .outerjoin(Notice, sa.and_(Notice.event_id == Event.id, Notice.person_id == person_id))
        .where(Event.id == event_id)
    ).first()
    if row is None or reader is None:
        return None
    event, topic = row
    with speaking(reader.language):
        about = kinds.get(event.kind).about(event) if event.kind in kinds else []
        letter = letter_of(event, things(about))
        if letter is None:
            return None
        # What one cannot choose about cannot be turned off, and offers no link to do so.
        choice = topic if topic in rules.DEFAULTS else None
        return _mail(reader, letter.line, "mail", choice, body=letter.body)


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one topic: what happened, and where it can be read."""

    title: str
    lines: list[tuple[str, str]]


@transaction
def collected(person_id: int, event_ids: Sequence[int]) -> Mail | None:
    """One mail about many events, by topic; None where there is nobody or nothing to tell."""
    reader = _reader(person_id)
    if reader is None:
        return None
    newest = sorted(event_ids)[-EVENTS:]
    rows = db.session.execute(
        sa.select(Event, Notice.topic)
        .join(Notice, sa.and_(Notice.event_id == Event.id, Notice.person_id == person_id))
        .where(Event.id.in_(newest))
        .order_by(Event.id)
    ).all()
    with speaking(reader.language):
        sections, left = _sections(told((event, topic) for event, topic in rows))
        if not sections:
            return None
        return _mail(
            reader,
            _("What is new in %(city)s", city=current_city().name),
            "digest",
            tokens.COLLECTED,
            sections=sections,
            left=left + len(event_ids) - len(newest),
            inbox_url=city_address("notices.inbox"),
        )


def _sections(notices: Iterable[Told]) -> tuple[list[Section], int]:
    """What a collected mail holds, by topic, and how many lines were left out of it."""
    # What reads the same is said once, with how often: five comments on one proposal.
    often: Counter[tuple[str, str]] = Counter()
    address: dict[tuple[str, str], str] = {}
    for one in notices:
        key = (one.topic, one.letter.line)
        often[key] += 1
        address[key] = one.letter.place.whole_address
    shown = list(often.items())[:LINES]
    sections = [
        Section(
            topic_title(topic),
            [
                (_times(line, count), address[of, line])
                for (of, line), count in shown
                if of == topic
            ],
        )
        for topic in rules.DEFAULTS
    ]
    return [section for section in sections if section.lines], len(often) - len(shown)


def _times(line: str, count: int) -> str:
    if count == 1:
        return line
    return ngettext(
        "%(line)s (%(count)s time)",
        "%(line)s (%(count)s times)",
        count,
        line=line,
        count=number(count),
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a mail goes to."""

    person: Person
    address: str
    language: str


def _reader(person_id: int) -> Reader | None:
    row = db.session.execute(
        sa.select(Person, EmailAddress.address)
        .join(EmailAddress, EmailAddress.person_id == Person.id)
        .where(Person.id == person_id)
    ).first()
    if row is None:
        return None
    person, address = row
    return Reader(person, address, person.language if person.language in LANGUAGES else SOURCE.code)


def _mail(reader: Reader, subject: str, template: str, topic: str | None, **values: object) -> Mail:
    """A mail in its frame: greeting, foot, and (for a ``topic``) the way to get fewer."""
    stop_url = None
    if topic is not None:
        stop_url = city_address("notices.stop", token=tokens.write(reader.person, topic))
    body = current_app.jinja_env.get_template(f"notices/{template}.txt").render(
        name=clean_line(reader.person.display_name),
        city=current_city(),
        stop_url=stop_url,
        account_url=city_address("people.account"),
        **values,
    )
    return Mail(reader.address, clean_line(subject), body.strip() + "\n", reader.language, stop_url)
