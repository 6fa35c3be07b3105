"""The interface's texts in the reader's language.

Write ``_("Closes on %(date)s", date=...)``. The placeholders are filled after translation, so that
each language can order its words as it likes. Catalogues are read from their ``.po`` files on
first use: what a translator saves is what people see, with no build step between.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import escape

from commons.i18n.languages import SOURCE, Language, language

CATALOGUES = Path(__file__).parent / "catalogues"
_NAMED = re.compile(r"%\((\w+)\)")
_current: ContextVar[Language] = ContextVar("language", default=SOURCE)


@cache
def catalogue(code: str) -> NullTranslations:
    """The texts of a language; of one we have no catalogue for, the source texts."""
    path = CATALOGUES / f"{code}.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=code)
    for message in list(messages):
        if message.id and not _is_sound(message):
            messages.delete(message.id, message.context)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _is_sound(message: Message) -> bool:
    """Whether a translation can be filled in like its source.

    One that cannot would break its page; the source text is shown in its place.
    """
    sources = _forms(message.id)
    values = dict.fromkeys(_NAMED.findall(" ".join(sources)), 0)
    return not _all_fill(sources, values) or _all_fill(_forms(message.string), values)


def _forms(text: object) -> list[str]:
    """The forms of a text: one, or those for different numbers."""
    return [str(form or "") for form in (text if isinstance(text, list | tuple) else [text])]


def _all_fill(texts: list[str], values: dict[str, int]) -> bool:
    try:
        return all(text % values is not None for text in texts)
    except (KeyError, ValueError, TypeError):
        return False


def current_language() -> Language:
    """The language that texts are being given in."""
    return _current.get()


def set_language(chosen: Language) -> None:
    """Give texts in this language from now on, in this request or job."""
    _current.set(chosen)


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Give texts in another language inside the block: a mail's, or a file's."""
    token = _current.set(language(code))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def gettext(message: str, /, **values: object) -> str:
    """A text in the reader's language."""
    text = catalogue_gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """A text in the form that goes with a number, which is also there as ``%(num)s``."""
    text = catalogue(_current.get().code).ngettext(singular, plural, n)
    values.setdefault("num", n)
    return text % values


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A text whose short wording means different things in different places."""
    text = catalogue(_current.get().code).pgettext(context, message)
    return text % values if values else text


def catalogue_gettext(message: str) -> str:
    """For Jinja, which fills in the placeholders itself, escaped."""
    if not message:  # in a catalogue, its own description stands under the empty text
        return ""
    return catalogue(_current.get().code).gettext(message)


def catalogue_ngettext(singular: str, plural: str, n: int) -> str:
    """For Jinja, as ``catalogue_gettext``."""
    return catalogue(_current.get().code).ngettext(singular, plural, n)


def catalogue_pgettext(context: str, message: str) -> str:
    """For Jinja, as ``catalogue_gettext``."""
    return catalogue(_current.get().code).pgettext(context, message)


class LazyText:
    """A text translated when it is shown: for labels written down before a reader is known."""

    __slots__ = ("message",)

    def __init__(self, message: str) -> None:
        self.message = message

    def __str__(self) -> str:
        return gettext(self.message)

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __mod__(self, values: object) -> str:
        return str(self) % values

    def __len__(self) -> int:
        return len(str(self))


def lazy_gettext(message: str, /) -> str:
    """A text translated when it is shown. Typed ``str``, since forms and tables treat it so."""
    return LazyText(message)  # type: ignore[return-value]
