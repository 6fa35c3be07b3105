"""What themes are called, for whom; and a list to begin with. No database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import speaking
from commons.i18n.languages import SOURCE

MOST_THEMES = 60


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme's name, and the language it is in."""

    text: str
    language: str


def name_in(names: Mapping[str, str], language: str, city_languages: Sequence[str]) -> ThemeName:
    """The name in this language; otherwise in the first of the city's languages that has one.

    Raises KeyError where there is no name at all.
    """
    for code in (language, *city_languages, *names):
        if names.get(code):
            return ThemeName(names[code], code)
    raise KeyError("a theme without a name")


_USUAL: dict[str, Callable[[], str]] = {
    "streets": lambda: _("Streets and getting around"),
    "green": lambda: _("Parks, trees and animals"),
    "climate": lambda: _("Climate, energy and water"),
    "schools": lambda: _("Children, young people and schools"),
    "culture": lambda: _("Culture and free time"),
    "sport": lambda: _("Sport and play"),
    "health": lambda: _("Health and help for people in need"),
    "housing": lambda: _("Homes and building"),
    "safety": lambda: _("Safety and order"),
    "work": lambda: _("Work, shops and markets"),
    "together": lambda: _("Living together and newcomers"),
    "city-hall": lambda: _("City offices and services"),
}


def usual_themes(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """A list that many cities could begin with: names by language, by code.

    A language into which a name is not translated yet has none, unless it is the first.
    """
    found: dict[str, dict[str, str]] = {code: {} for code in _USUAL}
    with speaking(SOURCE.code):
        source = {code: name() for code, name in _USUAL.items()}
    for language in languages:
        with speaking(language):
            for code, name in _USUAL.items():
                if name() != source[code] or language in (SOURCE.code, languages[0]):
                    found[code][language] = name()
    return found
