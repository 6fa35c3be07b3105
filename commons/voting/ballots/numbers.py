"""What kinds share that give their options numbers, or places."""

from collections.abc import Sequence

from commons.voting.ballots.contract import Filled, Sent, stray
from commons.voting.paper import Mark, Mistake, Paper
from commons.voting.whole_numbers import whole_number

PREFIX = "points-"
RANK = "rank-"


def numbers_sent(sent: Sent, prefix: str) -> tuple[dict[str, int], dict[str, str], list[Mistake]]:
    """Numbers by option code, the texts they were typed as, and what is no whole number.

    An empty field and a 0 are no mark. A name sent twice counts as its first value.
    """
    numbers: dict[str, int] = {}
    typed: dict[str, str] = {}
    unread: list[Mistake] = []
    for name in dict.fromkeys(sent):
        if not name.startswith(prefix):
            continue
        code, text = name.removeprefix(prefix), sent.getlist(name)[0].strip()
        if not text:
            continue
        typed[code] = text[:40]
        number = whole_number(text)
        if number is None:
            unread.append(Mistake("no_number", option=code))
        elif number:
            numbers[code] = number
    return numbers, typed, unread


def parse_numbers(sent: Sent) -> Filled:
    """A ballot that gives its options numbers, from fields such as ``points-3``."""
    numbers, typed, unread = numbers_sent(sent, PREFIX)
    return Filled(tuple(numbers.items()), typed, tuple(unread))


def typed_numbers(marks: Sequence[Mark]) -> dict[str, str]:
    """The numbers as they stand in the fields."""
    return {code: str(points) for code, points in marks}


def number_mistakes(paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
    """What is wrong with numbers anywhere: strays, and marks that give nothing."""
    found = stray(paper, marks)
    if any(points < 1 for _code, points in marks):
        found.append(Mistake("odd_marks"))
    return found


def over_points(paper: Paper, marks: Sequence[Mark]) -> list[Mistake]:
    """Whether more is given together than there is."""
    over = sum(points for _code, points in marks) - paper.points
    return [Mistake("over_points", over, paper.points)] if over > 0 else []
