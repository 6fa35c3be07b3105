"""The city's list of its people, scrambled before it comes here: each line serves one person.

The recipe is in ``census_rules``. Who leaves while a vote is open keeps their line until it is
counted, like their name on the roll: else the same line could serve a second account.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.base.web.forms import Form, LineField, needed
from commons.cities.models import District
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.models import Person
from commons.people.rules import keyed_hash
from commons.people.verification import tries
from commons.people.verification.census_rules import (
    FIELDS,
    Unreadable,
    normal_values,
    scrambled,
)
from commons.people.verification.contract import (
    CONFIRMED,
    NotShown,
    Shown,
    ShownForAnother,
    VerificationMethod,
    WrongGuess,
)
from commons.people.verification.models import CensusEntry, CensusList
from commons.people.verification.ways import demand_offered

NAME = "census"


def census_list() -> CensusList | None:
    """How the city's list is made; None where it has none."""
    return db.session.get(CensusList, 1)


def mark_of(hashed: str) -> str:
    """How an uploaded hash is kept."""
    return keyed_hash(secret(), "census", hashed)


class CensusForm(Form):
    """What the city's list asks for. The fields are those that the city picked."""


class Census(VerificationMethod):
    """The city's own list of its people."""

    name = NAME
    level = CONFIRMED
    shows_district = True
    shows_age = True
    by_default = False

    def title(self) -> str:
        """What it is called."""
        return _("The city's list")

    def explanation(self) -> str:
        """What is asked, and what is kept."""
        return _(
            "You type a few things that the city knows of you. They are compared with a scrambled "
            "list, in which nobody can read. What you type is not kept."
        )

    def form(self, person: Person) -> Form | None:  # noqa: ARG002
        """A field for each thing that the list holds; None without a list."""
        found = census_list()
        if found is None:
            return None
        fields: dict[str, Any] = {
            name: LineField(
                FIELDS[name].label,
                [needed()],
                description=_hint(name),
                render_kw={"autocomplete": "off"},
            )
            for name in found.fields
            if name in FIELDS
        }
        made: type[CensusForm] = type("CensusForm", (CensusForm,), fields)
        return made()

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:
        """What was typed must be a line of the list that serves nobody else."""
        demand_offered(self)
        found = census_list()
        if found is None:
            raise NotShown(_("The city has no list here at the moment. Please take another way."))
        try:
            values = normal_values(found.fields, answers)
        except Unreadable as mistake:
            raise NotShown(
                _(
                    "This cannot be read: %(field)s. Please check what you typed.",
                    field=FIELDS[mistake.name].label,
                )
            ) from None
        tries.refuse_a_guesser(person)
        return self._line_of(person, mark_of(scrambled(values, found.salt)))

    def _line_of(self, person: Person, mark: str) -> Shown:
        lines = db.session.scalars(
            sa.select(CensusEntry)
            .where(CensusEntry.mark == mark)
            .order_by(CensusEntry.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        if not lines:
            raise WrongGuess(
                _(
                    "You are not on the city's list with this, or not yet: who moved here lately "
                    "may be missing. Please check what you typed. A desk of the city can help, "
                    "and so can people who know you."
                )
            )
        own = db.session.scalar(sa.select(CensusEntry).where(CensusEntry.person_id == person.id))
        if own is not None and own not in lines:
            raise NotShown(_("You have shown this by another line of the list. One is enough."))
        line = own or next((one for one in lines if not one.person_id), None)
        if line is None:
            raise _of_another(lines[0])
        line.person_id = person.id
        db.session.flush()
        return Shown(self.level, line.district_id, line.at_least_age)


def _hint(name: str) -> str:
    return {
        "birth_date": _("Day, month, year: 31.12.1990"),
        "birth_year": _("Four digits: 1990"),
        "house_number": _("With a letter, if it has one: 12a"),
    }.get(name, "")


def _of_another(line: CensusEntry) -> NotShown:
    owner = db.session.get(Person, line.person_id) if line.person_id else None
    if owner is None or owner.left_at is not None:
        return WrongGuess(
            _(
                "This was used by an account that was deleted while a vote was open. Until that "
                "vote is counted, sign in with the e-mail address that you used then."
            )
        )
    return ShownForAnother(
        _("This was used already, with another account. If you did not do that, tell the city."),
        owner.id,
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a list."""

    added: int
    removed: int
    known: int
    """Lines that were there already."""


class UnknownDistrict(ValueError):
    """A line names a district that the city does not have."""


CHUNK = 500


def keep_lines(lines: Iterable[tuple[str, str, int | None]], *, whole: bool) -> Loaded:
    """Keep lines of the list: hash, name of the district (may be empty), age. In a transaction.

    ``whole``: this is all of it, so that lines not in it go unless they were used. Loading the same
    again adds nothing. Raises UnknownDistrict.
    """
    names = {row.name: row.id for row in db.session.execute(sa.select(District.name, District.id))}
    there = _copies()
    seen: Counter[str] = Counter()
    fresh: list[dict[str, Any]] = []
    added = 0
    for hashed, district, age in lines:
        if district and district not in names:
            raise UnknownDistrict(district)
        mark = mark_of(hashed)
        seen[mark] += 1
        if seen[mark] <= there[mark]:
            continue
        fresh.append({"mark": mark, "district_id": names.get(district), "at_least_age": age})
        added += 1
        if len(fresh) == CHUNK:
            db.session.execute(sa.insert(CensusEntry), fresh)
            fresh.clear()
    if fresh:
        db.session.execute(sa.insert(CensusEntry), fresh)
    removed = _remove_missing(seen) if whole else 0
    return Loaded(added, removed, sum(min(number, there[mark]) for mark, number in seen.items()))


def _copies() -> Counter[str]:
    rows = db.session.execute(
        sa.select(CensusEntry.mark, sa.func.count()).group_by(CensusEntry.mark)
    )
    return Counter({mark: number for mark, number in rows})  # noqa: C416  (rows are no tuples)


def _remove_missing(seen: Mapping[str, int]) -> int:
    rows = db.session.execute(
        sa.select(CensusEntry.id, CensusEntry.mark).where(CensusEntry.person_id.is_(None))
    )
    gone = iter([row.id for row in rows if row.mark not in seen])
    removed = 0
    while ids := list(islice(gone, CHUNK)):
        db.session.execute(
            sa.delete(CensusEntry).where(CensusEntry.id.in_(ids), CensusEntry.person_id.is_(None))
        )
        removed += len(ids)
    return removed


def begin_list(fields: Sequence[str], ages: Sequence[int], salt: str) -> CensusList:
    """Write down how the list is made. In a transaction; the old one is gone by then."""
    made = CensusList(id=1, salt=salt, fields=list(fields), ages=list(ages), made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made
