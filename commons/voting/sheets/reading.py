"""What is marked on a sheet of paper, as it is typed: per style of ballot. Pure thinking.

Ticks are the numbers of the options: ``2 5``. A ranking is their numbers in its order, the first
choice first: ``5 2``. Points and money stand behind the number: ``2=10 5=3``.
"""

import re
from collections.abc import Sequence

from commons.i18n.catalogue import gettext as _
from commons.voting.ballots import kinds
from commons.voting.ballots.ranking import ranked
from commons.voting.paper import Mark, Paper

_GAPS = re.compile(r"[\s,;.+/-]+")
_AMOUNT_GAPS = re.compile(r"[\s,;+/]+")


class RowError(ValueError):
    """A row that cannot be kept as typed; its text says how to mend it."""


def read_marks(plain: str, codes: Sequence[str], paper: Paper) -> list[Mark]:
    """The marks that were typed, with plain digits. ``codes`` are in the order of their numbers.

    Raises RowError for what names no option.
    """
    style = kinds.get(paper.kind).style
    if style == "amounts":
        return _amounts(plain, codes)
    numbers = [word for word in _GAPS.split(plain) if word]
    if style == "ranks":
        return ranked(paper, [_code(number, codes) for number in numbers])
    places = sorted(int(number) for number in numbers if _code(number, codes))
    return [(codes[place - 1], 1) for place in places]


def _amounts(plain: str, codes: Sequence[str]) -> list[Mark]:
    marks: list[Mark] = []
    words = _AMOUNT_GAPS.split(re.sub(r"\s*[=:]\s*", "=", plain))
    for word in filter(None, words):
        number, sign, points = word.partition("=")
        if not sign or not points.isdecimal() or len(points) > 15:
            raise RowError(
                _(
                    "Write the number of the option, an equals sign and its points: 2=10. You "
                    "wrote: %(typed)s",
                    typed=word[:20],
                )
            )
        code = _code(number, codes)
        if int(points):
            marks.append((code, int(points)))
    return sorted(marks, key=lambda mark: codes.index(mark[0]))


def _code(number: str, codes: Sequence[str]) -> str:
    if not number.isdecimal() or len(number) > 6 or not 1 <= int(number) <= len(codes):
        raise RowError(
            _(
                "There is no option %(number)s. The numbers go from 1 to %(most)s.",
                number=number[:20],
                most=len(codes),
            )
        )
    return codes[int(number) - 1]


def typed_marks(marks: Sequence[Mark], codes: Sequence[str], paper: Paper) -> str:
    """Marks as ``read_marks`` reads them."""
    numbers = [str(codes.index(code) + 1) for code, _points in marks]
    if kinds.get(paper.kind).style != "amounts":
        return " ".join(numbers)
    return " ".join(
        f"{number}={points}" for number, (_code_, points) in zip(numbers, marks, strict=True)
    )


def how_to_type(paper: Paper) -> str:
    """For whoever types sheets in."""
    style = kinds.get(paper.kind).style
    if style == "ranks":
        return _(
            "Then type the numbers of the options in the order of their places, with blanks "
            "between them: first the one with place 1."
        )
    if style == "amounts":
        return _(
            "Then type the number of each option with an equals sign and what stands beside it, "
            "with blanks between them: 2=10 5=3."
        )
    return _("Then type the numbers that are ticked, with blanks between them.")
