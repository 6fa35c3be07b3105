"""Making the demo's cities: all of a city, or nothing of it."""

from datetime import datetime
from enum import Enum

import sqlalchemy as sa

from commons.base import storage
from commons.base.audit import AuditEntry, write_audit
from commons.base.database import databases, db, transaction
from commons.base.keys import destroy_all_keys
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.cities.migrate import migrate
from commons.demo.content import DemoCity
from commons.demo.inclusion import ask_who_takes_part
from commons.demo.stories import plan
from commons.demo.town import new_town, settle_people

BEGUN, MADE = "begin_demo", "make_demo"
"""What the audit log says of a city of the demo at its beginning, and when it is whole."""


class State(Enum):
    """What there is under the slug of a demo city."""

    NONE = "nothing"
    NOT_OURS = "a city that the demo did not make"
    HALF = "what an interrupted making left"
    WHOLE = "the whole city"


def state_of(slug: str) -> State:
    """What there is under a slug."""
    if not databases().exists(slug):
        return State.NONE
    migrate(slug)
    with city(slug):
        acts = set(
            db.session.scalars(sa.select(AuditEntry.act).where(AuditEntry.act.in_((BEGUN, MADE))))
        )
    if BEGUN not in acts:
        return State.NOT_OURS
    return State.WHOLE if MADE in acts else State.HALF


def make(content: DemoCity, now: datetime) -> None:
    """Make a city and let it live up to ``now``. What goes wrong leaves nothing of it."""
    create_city(
        content.slug,
        name=content.name,
        languages=content.languages,
        accent=content.accent,
        currency=content.currency,
        time_zone=content.time_zone,
        country=content.country,
        districts=content.districts,
        centre=content.centre,
    )
    try:
        with city(content.slug):
            _sign(BEGUN, content)
            town = new_town(content, now)
            settle_people(town)
            plan(town)
            town.diary.live()
            ask_who_takes_part(town, town.people["officer"])
            _sign(MADE, content)
    except BaseException:
        drop(content.slug)
        raise


@transaction
def _sign(act: str, content: DemoCity) -> None:
    write_audit(act, f"city {content.name}")


def drop(slug: str) -> None:
    """Remove a city with its keys."""
    with city(slug):
        destroy_all_keys()
        storage.clear()
    databases().drop(slug)
