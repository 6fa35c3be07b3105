"""Numbers that nobody rounds, in their plainest form."""

from fractions import Fraction

from commons.voting.rules.election import Exact


def plain(number: Exact) -> Exact:
    """A fraction that is a whole number as an int; any other number as it is."""
    return int(number) if number.denominator == 1 else Fraction(number)
