"""The languages Commons speaks. A new one is a line here and a catalogue."""

from dataclasses import dataclass
from typing import Literal


class UnknownLanguage(LookupError):
    """A language code that Commons does not know."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface or of what people write."""

    code: str
    """BCP 47 tag: what ``lang`` attributes and catalogues are named by."""
    own_name: str
    """Its name in the language itself, as its speakers look for it."""
    direction: Literal["ltr", "rtl"] = "ltr"
    shipped: bool = False
    """Whether the interface is translated into it."""


_ALL = (
    Language("en", "English", shipped=True),
    Language("pl", "Polski", shipped=True),
    Language("uk", "Українська", shipped=True),
    Language("ar", "العربية", "rtl", shipped=True),
    Language("ps", "پښتو", "rtl", shipped=True),
    # Not yet of the interface, but people may say that they wrote in them.
    Language("be", "Беларуская"),
    Language("de", "Deutsch"),
    Language("es", "Español"),
    Language("fa", "فارسی", "rtl"),
    Language("fr", "Français"),
    Language("ro", "Română"),
    Language("ru", "Русский"),
    Language("so", "Soomaali"),
    Language("tr", "Türkçe"),
    Language("ur", "اردو", "rtl"),
    Language("vi", "Tiếng Việt"),
    Language("zh", "中文"),
)
LANGUAGES = {language.code: language for language in _ALL}
SHIPPED = tuple(language for language in _ALL if language.shipped)
SOURCE = LANGUAGES["en"]
"""The language the interface's texts are written in, and the last one to fall back on."""


def language(code: str) -> Language:
    """The language of that code. Raises UnknownLanguage for one we do not know."""
    try:
        return LANGUAGES[code]
    except KeyError:
        raise UnknownLanguage(f"unknown language {code!r}") from None
