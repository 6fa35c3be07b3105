"""What officers do with the city's list: say how it is made, load it, begin anew."""

import secrets
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import current_database, db, transaction
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.held import holders
from commons.people.models import Person, Verification
from commons.people.permissions import demand
from commons.people.verification import census, census_rules, ways
from commons.people.verification.models import CensusEntry, CensusList
from commons.people.verification.recipe import Recipe


class BadLine(Refused):
    """A line of the file is no line of a scrambled list."""


@transaction
def make_recipe(officer: Person, fields: Sequence[str], ages: Sequence[int]) -> CensusList:
    """Say of which fields the list is made. Raises Refused where there is a list already.

    Raises ValueError for too few fields to tell people apart, NotAllowed.
    """
    demand(officer, "run verification")
    if not census_rules.enough(fields):
        raise ValueError("these fields do not tell people apart")
    if census.census_list() is not None:
        raise Refused(_("The city has a list already. Begin anew to change what it is made of."))
    ordered = [name for name in census_rules.FIELDS if name in fields]
    made = census.begin_list(ordered, sorted(set(ages)), secrets.token_hex(16))
    write_audit("make_census_recipe", "verification", actor_id=officer.id, fields=ordered)
    return made


def recipe(made: CensusList) -> str:
    """The file that the city's own machine needs to scramble its list, as JSON."""
    return Recipe(current_database(), made.salt, made.fields, made.ages).to_json()


@transaction
def load(officer: Person | None, lines: Iterable[str], *, whole: bool) -> census.Loaded:
    """Load lines of the scrambled list (``hash;district;age``), and offer the way from now on.

    ``officer`` is None for the operator's command. ``whole``: lines that are not among these go.
    Raises BadLine naming the first bad line, Refused without a recipe, NotAllowed.
    """
    if officer is not None:
        demand(officer, "run verification")
    if census.census_list() is None:
        raise Refused(_("First choose what the list is made of."))
    try:
        loaded = census.keep_lines(_read(lines), whole=whole)
    except census.UnknownDistrict as mistake:
        raise BadLine(
            _("The file names a district that the city does not have: %(name)s.", name=mistake)
        ) from None
    ways.offer(census.NAME)
    write_audit(
        "load_census",
        "verification",
        actor_id=officer.id if officer else None,
        added=loaded.added,
        removed=loaded.removed,
    )
    return loaded


def _read(lines: Iterable[str]) -> Iterable[tuple[str, str, int | None]]:
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = census_rules.read_line(text)
        except ValueError:
            raise BadLine(
                _(
                    "Line %(number)d is no line of a scrambled list. Never upload the list itself: "
                    "first scramble it on a machine of the city.",
                    number=number,
                )
            ) from None
        yield line.hash, line.district, line.age


@transaction
def begin_anew(officer: Person) -> int:
    """Remove the list, and with it what was shown by it; how many people must show it again.

    Refused while somebody who showed it is on the roll of an open vote: the same human could vote
    once more. Raises NotAllowed.
    """
    demand(officer, "run verification")
    shown = sa.select(Verification.person_id).where(Verification.method == census.NAME)
    for holder in holders:
        query = holder.needed()
        if query is None:
            continue
        found = query.subquery()
        if db.session.scalar(sa.select(sa.exists().where(found.c[0].in_(shown)))):
            raise Refused(
                _(
                    "A vote is open in which people voted who are on this list. Begin anew once it "
                    "is counted: else somebody could vote twice."
                )
            )
    people = db.session.scalars(shown).all()
    db.session.execute(sa.delete(Verification).where(Verification.method == census.NAME))
    db.session.execute(sa.delete(CensusEntry))
    db.session.execute(sa.delete(CensusList))
    write_audit("begin_census_anew", "verification", actor_id=officer.id, people=len(people))
    return len(people)


def counts() -> tuple[int, int]:
    """How many lines the list has, and how many were used."""
    total, used = db.session.execute(
        sa.select(sa.func.count(), sa.func.count(CensusEntry.person_id))
    ).one()
    return total, used
