"""What can be asked about themes."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.cities.context import current_city
from commons.cities.models import District
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.proposals.themes.models import Theme
from commons.proposals.themes.rules import ThemeName, name_in

Choice = tuple[str, str, dict[str, str]]


def themes(*, also_unused: bool = False) -> list[Theme]:
    """The city's themes in their order: one statement."""
    query = sa.select(Theme).order_by(Theme.position, Theme.id)
    return list(db.session.scalars(query if also_unused else query.where(Theme.in_use)))


def theme_of(theme_id: int) -> Theme:
    """One theme. Raises NotFound."""
    found = db.session.get(Theme, theme_id)
    if found is None:
        raise NotFound(_("There is no such theme."))
    return found


def theme_name(theme: Theme) -> ThemeName:
    """What it is called for whoever reads now. No statement beyond the city's own."""
    return theme_name_of(theme.names)


def theme_name_of(names: Mapping[str, str]) -> ThemeName:
    """The same of its names alone."""
    return name_in(names, current_language().code, current_city().languages)


def theme_called(names: Mapping[str, str]) -> str:
    """The same without the language it is in."""
    return theme_name_of(names).text


def theme_choices(*, also: int | None = None) -> list[Choice]:
    """The themes a form offers: those in use, and the one that a text has already."""
    offered = [one for one in themes(also_unused=also is not None) if one.in_use or one.id == also]
    names = [(one.id, theme_name(one)) for one in offered]
    return [(str(number), name.text, {"lang": name.language}) for number, name in names]


def places_and_themes() -> tuple[list[tuple[str, str]], list[Choice]]:
    """The districts and the themes in use that a form offers: one statement for both."""
    nameless: Any = sa.cast(sa.null(), Theme.names.type)
    places = sa.select(
        District.id, District.name, nameless.label("names"), sa.literal(-1).label("position")
    )
    about = sa.select(Theme.id, Theme.code, Theme.names, Theme.position).where(Theme.in_use)
    both = sa.union_all(places, about).subquery()
    rows = db.session.execute(sa.select(both)).all()
    districts = sorted((row for row in rows if row.names is None), key=lambda row: str(row.name))
    offered = sorted(
        (row for row in rows if row.names is not None), key=lambda row: (row.position, row.id)
    )
    names = [(row.id, theme_name_of(row.names)) for row in offered]
    return (
        [(str(row.id), row.name) for row in districts],
        [(str(number), name.text, {"lang": name.language}) for number, name in names],
    )
