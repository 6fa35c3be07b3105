"""Letters as they are printed: each in its reader's language, with the code to type or to scan."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import speaking
from commons.people.verification.letter_office import PrintedLetter


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter with all that stands on it."""

    letter: PrintedLetter
    qr: Markup
    title: str
    text: Sequence[str]


def sheets(letters: Sequence[PrintedLetter]) -> list[Sheet]:
    """The letters, each in its own language."""
    return [_sheet(letter) for letter in letters]


def _sheet(letter: PrintedLetter) -> Sheet:
    city = current_city().name
    with speaking(letter.language):
        return Sheet(
            letter,
            _qr(letter.url),
            _("Your code for %(city)s", city=city),
            [
                _(
                    "You asked for this letter, to show that you live in %(city)s. Sign in with "
                    "the same account as then. Scan the square, or open the address below and "
                    "type the code.",
                    city=city,
                ),
                _("The code works for 30 days. Then your address is deleted from our list."),
                _("You did not ask for it? Then throw it away: it is worthless to others."),
            ],
        )


def address_without_code() -> str:
    """What somebody types who cannot scan."""
    return city_address("verification.letter").partition("://")[2]


def _qr(address: str) -> Markup:
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None, light="#fff")
    return Markup(svg)  # noqa: S704  (made by segno out of squares; no text goes into it)
