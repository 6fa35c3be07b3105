"""Following something, and no longer following it."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.events import Event
from commons.i18n.catalogue import gettext as _
from commons.notices.actions.choosing import hold
from commons.notices.following import subject_of
from commons.notices.models import Delivery, Follow, Notice
from commons.notices.rules import FOLLOWED
from commons.notices.subjects import Key, Thing, subjects
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def follow(person: Person, key: Key) -> Thing:
    """Follow something; once, however often it is asked for. Gives what it is.

    Raises NotFound, or Refused for what is no longer shown.
    """
    demand(person, "manage own account")
    thing = _thing(key)
    if not subjects.get(key[0]).can_be_followed(thing):
        raise Refused(_("This cannot be followed."))
    hold(person.id)
    _set(person.id, key, stopped=False)
    return thing


@transaction
def unfollow(person: Person, key: Key) -> Thing:
    """Hear no more of something, also of one's own; what waits to be mailed is dropped.

    Raises NotFound.
    """
    demand(person, "manage own account")
    thing = _thing(key)
    hold(person.id)
    _set(person.id, key, stopped=True)
    about = sa.select(Event.id).where(subjects.get(key[0]).events_about(key[1]))
    noted = sa.select(Notice.event_id).where(
        Notice.person_id == person.id, Notice.topic == FOLLOWED, Notice.event_id.in_(about)
    )
    db.session.execute(
        sa.delete(Delivery)
        .where(Delivery.person_id == person.id, Delivery.event_id.in_(noted))
        .execution_options(synchronize_session=False)
    )
    return thing


def _thing(key: Key) -> Thing:
    name, number = key
    if name in subjects:
        for thing in subjects.get(name).find([number]):
            return thing
    raise NotFound(_("There is nothing to follow here."))


def _set(person_id: int, key: Key, *, stopped: bool) -> None:
    subject = subject_of(key)
    held = db.session.get(Follow, (person_id, subject))
    if held is not None:
        held.stopped = stopped
    else:
        db.session.add(
            Follow(person_id=person_id, subject=subject, stopped=stopped, since=clock.now())
        )
