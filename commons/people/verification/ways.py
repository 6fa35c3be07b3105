"""Which ways the city offers, and which of them help somebody further."""

from collections.abc import Sequence

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.i18n.catalogue import gettext as _
from commons.people.electorate import Electorate, Lack
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.verification.contract import (
    OWN_WORD,
    NotShown,
    VerificationMethod,
    methods,
)
from commons.people.verification.models import WayChoice


def offered() -> list[VerificationMethod]:
    """The ways that the city offers, the weakest first: one statement, and what each asks."""
    rows = db.session.execute(sa.select(WayChoice.name, WayChoice.offered))
    said = {name: chosen for name, chosen in rows}  # noqa: C416  (rows are no plain tuples)
    ways = [way for way in methods if said.get(way.name, way.by_default) and way.offered()]
    return sorted(ways, key=lambda way: way.level)


def demand_offered(way: VerificationMethod) -> None:
    """Refuse a way that the city does not offer: one statement. Raises NotShown."""
    if not any(one.name == way.name for one in offered()):
        raise NotShown(
            _("The city does not offer this way at the moment. Please take another one.")
        )


def that_help(
    ways: Sequence[VerificationMethod], asked: Electorate, lacks: Sequence[Lack]
) -> list[VerificationMethod]:
    """Those that can show all that is lacking."""
    kinds = {lack.kind for lack in lacks}
    return [
        way
        for way in ways
        if way.level >= asked.level
        and (way.shows_district or "district" not in kinds)
        and (way.shows_age or "age" not in kinds or asked.level <= OWN_WORD)
    ]


@transaction
def choose(officer: Person, names: Sequence[str]) -> None:
    """Offer these ways and no others. A person's own word is always one. Raises NotAllowed."""
    demand(officer, "run verification")
    before = {way.name for way in offered()}
    for way in methods:
        if way.level > OWN_WORD:
            db.session.merge(WayChoice(name=way.name, offered=way.name in names))
    db.session.flush()
    after = {way.name for way in offered()}
    if before != after:
        write_audit(
            "choose_ways",
            "verification",
            actor_id=officer.id,
            added=sorted(after - before),
            removed=sorted(before - after),
        )


@transaction
def offer(name: str) -> None:
    """Offer one more way. Part of what makes it possible (a list was loaded)."""
    db.session.merge(WayChoice(name=methods.get(name).name, offered=True))
