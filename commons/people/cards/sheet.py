"""The sheet that is printed: what stands on each card, in the languages chosen for it."""

import base64
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup

from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import speaking
from commons.i18n.languages import Language


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One card as it is printed."""

    number: str
    code: str
    qr: Markup
    """The QR code of the address with the card's code in it, as SVG."""


@dataclass(frozen=True, slots=True)
class Instructions:
    """How a card is used, in one language."""

    language: Language
    title: str
    text: str


def printed(cards: Sequence[tuple[str, str]]) -> list[PrintedCard]:
    """What is printed of each card, given numbers and codes."""
    return [PrintedCard(number, code, _qr(_address(code))) for number, code in cards]


def _address(code: str) -> str:
    """What the QR code leads to. A browser keeps what follows the # to itself."""
    return city_address("cards.enter", anchor=code)


def address_without_code() -> str:
    """What somebody types who cannot scan, as short as it can be written."""
    return city_address("cards.enter").removeprefix("https://")


def _qr(address: str) -> Markup:
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None, light="#fff")
    return Markup(svg)  # noqa: S704  (made by segno out of squares; no text goes into it)


def instructions(codes: Sequence[str]) -> list[Instructions]:
    """How to use a card, in each of the languages."""
    city, found = current_city().name, []
    for code in codes:
        with speaking(code) as language:
            found.append(
                Instructions(
                    language,
                    _("Access card"),
                    _(
                        "Take part in %(city)s: scan this card, or type the code at the address "
                        "below. Keep it safe: whoever has it comes in as you.",
                        city=city,
                    ),
                )
            )
    return found


def as_csv(cards: Sequence[tuple[str, str]]) -> str:
    """A ``data:`` address of a CSV file for a printer: number, code, address of the QR code.

    The file is inside the page, so that the codes are sent once and kept nowhere.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["number", "code", "address"])
    writer.writerows([number, code, _address(code)] for number, code in cards)
    return "data:text/csv;base64," + base64.b64encode(text.getvalue().encode()).decode()
