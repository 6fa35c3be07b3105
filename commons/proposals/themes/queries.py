"""What can be asked about themes."""

from collections.abc import Mapping

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.cities.context import current_city
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
    return name_in(theme.names, current_language().code, current_city().languages)


def theme_called(names: Mapping[str, str]) -> str:
    """The same of its names alone, without the language they are in."""
    return name_in(names, current_language().code, current_city().languages).text


def theme_choices(*, also: int | None = None) -> list[Choice]:
    """The themes a form offers: those in use, and the one that a text has already."""
    offered = [one for one in themes(also_unused=also is not None) if one.in_use or one.id == also]
    names = [(one.id, theme_name(one)) for one in offered]
    return [(str(number), name.text, {"lang": name.language}) for number, name in names]
