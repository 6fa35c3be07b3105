"""Taking a name in a city where nobody else looks like it.

Names are unique in each city by what they look like: the database refuses a second person with the
same skeleton (``confusables.skeleton``), and an organisation's is taken too. The other way, a small
number beside names that occur twice, was left: it must be right on every page, in every mail and
file, and its reader must know which number was whose. A unique name is right wherever it stands,
and whoever is refused is offered one that is free. Nobody has to give up a name of theirs: with a
surname's letter, a street or a number, there are enough for all.

All who take a name wait for one another, since persons and organisations are in two tables.
"""

import secrets
from collections.abc import Collection, Iterable
from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.cities.context import current_city
from commons.cities.models import City
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import speaking
from commons.i18n.languages import SHIPPED
from commons.people.confusables import skeleton
from commons.people.models import Person, RoleGrant
from commons.people.names import (
    LONGEST,
    clean_name,
    first_free,
    looks_official,
    numbered,
    why_not_a_name,
)
from commons.people.official_words import OFFICIAL
from commons.people.organisations.models import Organisation
from commons.people.permissions import GRANTED
from commons.people.queries import in_force
from commons.people.roles import role_words
from commons.people.rules import suggested_name

TRIES = 3
AT_ONCE = 500
"""Names that one round of the worker fills in."""


class NameRefused(Refused):
    """A name that cannot be taken; the message says why, and names one that is free."""


@cache
def _official() -> tuple[str, ...]:
    """Words that a name may not hold, as the interface has them in all languages it speaks."""
    words = list(OFFICIAL)
    for language in SHIPPED:
        with speaking(language.code):
            words += [role_words(role) for role in GRANTED]
            words += [_("A resident"), _("A former resident")]
    return tuple(words)


def pretends(name: str) -> bool:
    """Whether a name reads like the city, one of its offices, or a role here."""
    return looks_official(name, current_city().name, _official())


def taken(names: Iterable[str]) -> set[str]:
    """The skeletons, of these names, that a person or an organisation has: one statement."""
    wanted = {skeleton(name) for name in names}
    both: sa.CompoundSelect[str | None] = sa.union_all(
        sa.select(Person.name_skeleton).where(Person.name_skeleton.in_(wanted)),
        sa.select(Organisation.name_skeleton).where(Organisation.name_skeleton.in_(wanted)),
    )
    return {alike for alike in db.session.scalars(both) if alike is not None}


def suggestions(count: int = 4) -> list[str]:
    """Free pseudonyms in the reader's language: one statement."""
    offered = {skeleton(name): name for name in (suggested_name() for _each in range(3 * count))}
    used = taken(offered.values())
    return [name for alike, name in offered.items() if alike not in used][:count]


def free_name(wanted: str) -> str:
    """The name itself where it is free, otherwise with a number; one statement."""
    numbers = [*range(2, 40), *(1_000 + secrets.randbelow(9_000) for _each in range(10))]
    candidates = [wanted, *(numbered(wanted, number) for number in numbers)]
    return first_free(candidates, taken(candidates)) or suggestions(1)[0]


def hold_names() -> None:
    """Let nobody else take a name until this is done."""
    db.session.execute(sa.select(City.id).where(City.id == 1).with_for_update())


@transaction
def take_name(person: Person, wanted: str) -> None:
    """Call a person by a name they chose. Raises NameRefused."""
    name = clean_name(wanted)
    if name == person.display_name:
        return
    reason = why_not_a_name(name)
    if reason is not None:
        raise NameRefused(reason)
    hold_names()
    if pretends(name) and not _holds_a_role(person.id):
        raise NameRefused(
            _(
                "This name reads like the city, one of its offices or a role here. Please choose "
                "another one. This one is free: %(name)s",
                name=suggestions(1)[0],
            )
        )
    alike = skeleton(name)
    if alike != person.name_skeleton and taken([name]):
        raise _is_taken(name)
    try:
        with db.session.begin_nested():
            person.display_name, person.name_skeleton = name, alike
    except IntegrityError as error:
        raise _is_taken(name) from error


def _is_taken(name: str) -> NameRefused:
    return NameRefused(
        _(
            "Somebody here has this name, or one that looks like it. Add something to it that "
            "tells you apart. This one is free: %(name)s",
            name=free_name(name[: LONGEST - 3]),
        )
    )


def _holds_a_role(person_id: int) -> bool:
    query = sa.select(sa.exists().where(RoleGrant.person_id == person_id, in_force()))
    return bool(db.session.scalar(query))


def give_a_name(person: Person) -> None:
    """Call somebody new, or somebody who cannot keep their name, by a free pseudonym."""
    for attempt in range(1, TRIES + 1):
        name = suggestions(1)[0]
        try:
            with db.session.begin_nested():
                person.display_name, person.name_skeleton = name, skeleton(name)
                db.session.add(person)
        except IntegrityError:  # another newcomer was given it at the same moment
            if attempt == TRIES:
                raise
        else:
            return


@transaction
def give_way(name: str) -> int | None:
    """Free a name for an organisation: whoever has it is given another. Gives their id."""
    hold_names()
    holder: Person | None = db.session.scalar(
        sa.select(Person).where(Person.name_skeleton == skeleton(name))
    )
    if holder is None:
        return None
    give_a_name(holder)
    return holder.id


@transaction
def mend_names() -> None:
    """Fill in what is missing of names, and take back those whose role has ended.

    The worker does it every round. Names from before names were unique get a number where an
    older account has them.
    """
    unheld = _without_skeleton()
    ended = _of_ended_roles()
    if not unheld and not ended:
        return
    hold_names()
    for person in unheld:
        _mend(person)
    for person in ended:
        if pretends(person.display_name):
            give_a_name(person)


def _without_skeleton() -> Collection[Person]:
    query = sa.select(Person).where(Person.name_skeleton.is_(None), Person.left_at.is_(None))
    return db.session.scalars(query.order_by(Person.id).limit(AT_ONCE)).all()


def _of_ended_roles() -> Collection[Person]:
    held = sa.select(RoleGrant.person_id)
    return db.session.scalars(
        sa.select(Person).where(
            Person.id.in_(held), Person.id.not_in(held.where(in_force())), Person.left_at.is_(None)
        )
    ).all()


def _mend(person: Person) -> None:
    name = clean_name(person.display_name)
    if why_not_a_name(name) is not None or (pretends(name) and not _holds_a_role(person.id)):
        give_a_name(person)
        return
    person.display_name = free_name(name)
    person.name_skeleton = skeleton(person.display_name)
    db.session.flush()
