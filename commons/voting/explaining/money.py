"""Sums of money in the city's currency, as the reader's language writes them."""

from fractions import Fraction

from commons.cities.context import current_city
from commons.i18n.formats import money
from commons.voting.rules.election import Exact


def amount(value: Exact) -> str:
    """A sum of money in the city's currency, as the reader's language writes it."""
    whole = Fraction(value)
    return money(
        whole.numerator if whole.denominator == 1 else round(float(whole), 2),
        current_city().currency,
    )
