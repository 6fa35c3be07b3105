"""Marks of a ballot as forms, cookies and callers hold them."""

from collections.abc import Iterable, Sequence

from commons.voting.ballots.contract import kinds
from commons.voting.paper import Mark, Mistake, Paper

Given = str | Mark
"""A mark, or the code of an option alone, which gets one point."""


def marks_of(choices: Iterable[Given]) -> list[Mark]:
    """The marks that somebody chose."""
    return [(one, 1) if isinstance(one, str) else one for one in choices]


def mistakes(paper: Paper, choices: Sequence[Given]) -> list[Mistake]:
    """All that is wrong with a ballot, as its kind says; empty for a good one."""
    return kinds.get(paper.kind).mistakes(paper, marks_of(choices))


def mark_text(mark: Mark) -> str:
    """A mark as a form's hidden field holds it: ``3``, or ``3:5`` with its points."""
    code, points = mark
    return code if points == 1 and ":" not in code else f"{code}:{points}"


def mark_from(text: str) -> Mark:
    """The mark that ``mark_text`` wrote. What is none stands for an option that nobody knows."""
    code, colon, points = text.rpartition(":")
    if not colon:
        return text, 1
    if not (points.isascii() and points.isdigit() and len(points) <= 15):
        return text, 1
    return code, int(points)


def packed(marks: Iterable[Mark]) -> str:
    """All marks as one text, in their order."""
    return ",".join(mark_text(mark) for mark in marks)


def unpacked(text: str) -> list[Mark]:
    """The marks that ``packed`` wrote."""
    return [mark_from(part) for part in text.split(",") if part]
