"""Dates, numbers and money as the reader's language writes them (CLDR, through Babel)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.lists import format_list
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
)

from commons.i18n.catalogue import current_language


def _locale() -> Locale:
    return Locale.parse(current_language().code, sep="-")


def number(value: float, *, digits: int | None = None) -> str:
    """A number; ``digits`` after the decimal sign, or as many as it has."""
    pattern = None if digits is None else f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=_locale())


def percent(share: float) -> str:
    """A share of one as whole percents."""
    return format_percent(share, locale=_locale())


_RIGHT_TO_LEFT_MARK = "\u200f"


def money(amount: float, currency: str) -> str:
    """An amount in a currency (ISO 4217); without cents where it has none.

    Where the text runs to the left a mark ends it: without one, what follows in Latin letters or
    figures would be shown between the number and its currency (Unicode Standard Annex 9).
    """
    pattern = _locale().currency_formats["standard"].pattern
    if get_currency_symbol(currency, _locale())[-1].isalpha():
        # CLDR sets letters apart from digits (PLN 5), which Babel leaves to us.
        pattern = pattern.replace("¤#", "¤\xa0#")
    whole = float(amount).is_integer()
    text = format_currency(
        amount,
        currency,
        format=pattern.replace(".00", "") if whole else pattern,
        currency_digits=not whole,
        locale=_locale(),
    )
    return text if current_language().direction == "ltr" else text + _RIGHT_TO_LEFT_MARK


def currency_sign(currency: str) -> str:
    """A currency (ISO 4217) as it stands beside a field for an amount: zł, €."""
    return get_currency_symbol(currency, _locale())


def day(moment: datetime | date, zone: str = "UTC") -> str:
    """A day in words: 24 November 2026."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(ZoneInfo(zone)).date()
    return format_date(moment, "long", locale=_locale())


def day_and_time(moment: datetime, zone: str = "UTC") -> str:
    """A day and the time on the city's clocks."""
    comma = "،" if current_language().code in {"ar", "fa", "ps", "ur"} else ","
    return format_datetime(
        moment, f"d MMMM y{comma} HH:mm", tzinfo=ZoneInfo(zone), locale=_locale()
    )


def distance(delta: timedelta, *, direction: bool = True) -> str:
    """How far away a moment is: in 3 days, 2 hours ago."""
    return format_timedelta(delta, add_direction=direction, locale=_locale())


def listing(items: list[str]) -> str:
    """Words joined as the language joins them: a, b and c."""
    return format_list(items, locale=_locale())
