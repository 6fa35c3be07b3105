"""How a person wants to be told: chosen in their account, or by the link in a mail's foot."""

from collections.abc import Mapping

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.notices import rules, tokens
from commons.notices.models import Delivery, Notice, NoticeChoice
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def choose(person: Person, choices: Mapping[str, str]) -> None:
    """Set how a person hears of topics. Raises ValueError for an unknown topic or way."""
    demand(person, "manage own account")
    _choose(person.id, choices)


@transaction
def stop(token: str, how: str = rules.NEVER) -> None:
    """What a mail's link asks for: no more of its sort, or (``how``) less often.

    Whoever has the link need not be signed in. Raises NotFound for a link that is not ours.
    """
    meant = tokens.read(token)
    if meant is None:
        raise NotFound(_("This link does not work any more."))
    if how not in rules.HOWS:
        raise ValueError(f"unknown way {how!r}")
    if meant.topic != tokens.COLLECTED:
        _choose(meant.person_id, {meant.topic: how})
        return
    # The mail that collects: everything that comes in it.
    present = ways_of(meant.person_id)
    _choose(
        meant.person_id,
        {topic: how for topic, way in present.items() if way in rules.COLLECTED},
    )


def ways_of(person_id: int) -> dict[str, str]:
    """How a person hears of each topic: as they chose, else by default. One statement."""
    chosen = db.session.execute(
        sa.select(NoticeChoice.topic, NoticeChoice.how).where(NoticeChoice.person_id == person_id)
    )
    return rules.DEFAULTS | {topic: how for topic, how in chosen if topic in rules.DEFAULTS}


def _choose(person_id: int, choices: Mapping[str, str]) -> None:
    if not choices.keys() <= rules.DEFAULTS.keys() or not set(choices.values()) <= set(rules.HOWS):
        raise ValueError(f"unknown topic or way: {choices}")
    hold(person_id)
    present = ways_of(person_id)
    for topic, how in choices.items():
        held = db.session.get(NoticeChoice, (person_id, topic))
        if held is None:
            db.session.add(NoticeChoice(person_id=person_id, topic=topic, how=how))
        else:
            held.how = how
        if how != present[topic]:
            _change_what_waits(person_id, topic, how)


def hold(person_id: int) -> None:
    """Let two wishes of one person come one after the other. Raises NotFound without them."""
    there = db.session.scalar(
        sa.select(Person.id)
        .where(Person.id == person_id, Person.left_at.is_(None))
        .with_for_update(key_share=True)
    )
    if there is None:
        raise NotFound(_("This account is deleted."))


def _change_what_waits(person_id: int, topic: str, how: str) -> None:
    """Mails that wait follow the new wish: they come sooner, later, or not at all."""
    events = sa.select(Notice.event_id).where(Notice.person_id == person_id, Notice.topic == topic)
    waiting = sa.and_(Delivery.person_id == person_id, Delivery.event_id.in_(events))
    if how == rules.NEVER:
        db.session.execute(
            sa.delete(Delivery).where(waiting).execution_options(synchronize_session=False)
        )
        return
    due = rules.due_at(how, clock.now(), current_city().time_zone)
    db.session.execute(
        sa.update(Delivery)
        .where(waiting)
        .values(how=how, next_try_at=due)
        .execution_options(synchronize_session=False)
    )
