"""The link in a mail's foot: whose mails, and of which topic. It opens nothing else.

It is signed with the installation's secret, for this city and for this account alone (numbers of
accounts come again in other cities), and it holds no address. It does not run out: people look for
it in old mails.
"""

import hmac
import re
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from commons.base.database import current_database, db
from commons.base.settings import Settings
from commons.base.web.paging import GREATEST_KEY
from commons.notices.rules import DEFAULTS
from commons.people.models import Person
from commons.people.rules import keyed_hash

COLLECTED = "collected"
"""In place of a topic: everything that comes in collected mails."""
_FORM = re.compile(r"([a-z]{3,12})-([1-9][0-9]{0,9})-([0-9a-f]{40})")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a link is for."""

    person_id: int
    topic: str


def write(person: Person, topic: str) -> str:
    """The token for a person's mails of a topic."""
    return f"{topic}-{person.id}-{_mark(person, topic)}"


def _mark(person: Person, topic: str) -> str:
    settings: Settings = current_app.extensions["commons.settings"]
    value = f"{current_database()}:{person.id}:{person.created_at.isoformat()}:{topic}"
    return keyed_hash(settings.secret_key, "stop mails", value)[:40]


def read(token: str) -> Meant | None:
    """What a token is for; None for one that is not ours or whose account is gone."""
    found = _FORM.fullmatch(token)
    if found is None:
        return None
    topic, number, mark = found.groups()
    if (topic != COLLECTED and topic not in DEFAULTS) or int(number) > GREATEST_KEY:
        return None
    person = db.session.scalar(
        sa.select(Person).where(Person.id == int(number), Person.left_at.is_(None))
    )
    if person is None or not hmac.compare_digest(mark, _mark(person, topic)):
        return None
    return Meant(person.id, topic)
