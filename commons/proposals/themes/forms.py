"""What an officer fills in about a theme."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Field, ValidationError

from commons.base.web.forms import Form, LineField, at_most, needed
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import LANGUAGES, Language
from commons.proposals.themes.models import NAME_LENGTH, Theme

LARGEST_POSITION = 999


class ThemeForm(Form):
    """A theme: its names, its place in the list, whether it is in use."""

    position = LineField(
        _l("Place in the list"),
        description=_l("A whole number. The smallest comes first."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    in_use = BooleanField(_l("People can choose it"))

    def validate_position(self, field: Field) -> None:
        """A whole number."""
        text = field.data or ""
        if not (text.isdecimal() and len(text) < 4 and int(text) <= LARGEST_POSITION):
            raise ValidationError(
                _("Please write a whole number from 0 to %(most)d.", most=LARGEST_POSITION)
            )

    @property
    def named(self) -> list[tuple[Language, Field]]:
        """The fields of the names with their languages, the city's main one first."""
        return [(LANGUAGES[code], self[f"name_{code}"]) for code in current_city().languages]

    def names(self) -> Mapping[str, str]:
        """What a valid form says it is called."""
        return {language.code: field.data or "" for language, field in self.named}


def theme_form(theme: Theme | None = None, *, last: int = 0) -> ThemeForm:
    """The form for a theme, or for a new one that follows the place ``last``."""

    class CityThemeForm(ThemeForm):
        """The form with a name for each language of this city."""

    for place, code in enumerate(current_city().languages):
        validators = [at_most(NAME_LENGTH)]
        if place == 0:
            validators.insert(0, needed(lambda: _("Please give the theme a name.")))
        label = _("Name in %(language)s", language=LANGUAGES[code].own_name)
        setattr(CityThemeForm, f"name_{code}", LineField(label, validators=validators))
    data: dict[str, Any] = {"position": str(last + 1), "in_use": True}
    if theme is not None:
        named = {f"name_{code}": name for code, name in theme.names.items()}
        data = {"position": str(theme.position), "in_use": theme.in_use, **named}
    form = CityThemeForm(data=data)
    for _language, field in form.named[1:]:
        field.flags.optional = True
    return form
