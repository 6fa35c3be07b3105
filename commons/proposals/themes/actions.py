"""Changing the city's list of themes: officers do."""

from collections.abc import Mapping

import sqlalchemy as sa

from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.base.text import clean_line, slug_of
from commons.cities.context import current_city
from commons.cities.models import City
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.themes.models import NAME_LENGTH, Theme
from commons.proposals.themes.queries import theme_of
from commons.proposals.themes.rules import MOST_THEMES, usual_themes

_PERMISSION = "run consultations"


@transaction
def add_theme(officer: Person, *, names: Mapping[str, str], position: int | None = None) -> Theme:
    """A new theme; at the end of the list unless a place is given. Raises Refused, NotAllowed."""
    demand(officer, _PERMISSION)
    said = _names(names)
    _hold_list()
    there = list(db.session.execute(sa.select(Theme.code, Theme.position)))
    if len(there) >= MOST_THEMES:
        raise Refused(_("The list is full. Take a theme out of use instead of adding one."))
    used = {code for code, _position in there}
    made = Theme(
        code=_free_code(slug_of(next(iter(said.values())), fallback="theme", length=50), used),
        names=said,
        position=max((at for _code, at in there), default=0) + 1 if position is None else position,
        in_use=True,
    )
    db.session.add(made)
    db.session.flush()
    write_audit("add_theme", f"theme {made.id}", actor_id=officer.id, code=made.code)
    return made


@transaction
def change_theme(
    officer: Person, theme_id: int, *, names: Mapping[str, str], position: int, in_use: bool
) -> None:
    """Name a theme anew, move it, or take it out of use; its code stays.

    Raises NotFound, Refused, NotAllowed.
    """
    demand(officer, _PERMISSION)
    theme = theme_of(theme_id)
    theme.names, theme.position, theme.in_use = _names(names), position, in_use
    write_audit(
        "change_theme", f"theme {theme_id}", actor_id=officer.id, code=theme.code, in_use=in_use
    )


@transaction
def begin_with_usual_themes(officer: Person) -> int:
    """Fill an empty list with usual themes, in the city's languages. Gives how many were added."""
    demand(officer, _PERMISSION)
    _hold_list()
    if db.session.scalar(sa.select(sa.func.count(Theme.id))):
        return 0
    usual = usual_themes(current_city().languages)
    for place, (code, names) in enumerate(usual.items(), start=1):
        db.session.add(Theme(code=code, names=names, position=place, in_use=True))
    write_audit("add_usual_themes", "themes", actor_id=officer.id, count=len(usual))
    return len(usual)


def _hold_list() -> None:
    """Let nobody else add to the list until this is done: two taps would give a code twice."""
    db.session.execute(sa.select(City.id).where(City.id == 1).with_for_update(key_share=True))


def _names(names: Mapping[str, str]) -> dict[str, str]:
    """Cleaned names by language; the city's main language must have one. Raises Refused."""
    said = {code: clean_line(names.get(code) or "") for code in current_city().languages}
    if not said[current_city().languages[0]]:
        raise Refused(_("Please give a name in the city's main language."))
    if any(len(name) > NAME_LENGTH for name in said.values()):
        raise Refused(_("A name can have %(most)d characters.", most=NAME_LENGTH))
    return {code: name for code, name in said.items() if name}


def _free_code(wanted: str, used: set[str]) -> str:
    """The code itself, or with the first number that is free."""
    return next(
        code
        for code in (wanted, *(f"{wanted}-{number}" for number in range(2, MOST_THEMES + 3)))
        if code not in used
    )
