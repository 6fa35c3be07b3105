"""How texts of people are compared, supported and commented on. Nothing here touches a database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

from commons.contributions.models import ALIGNMENTS, VISIBLE
from commons.i18n.catalogue import gettext as _

TITLE_LENGTH = 120
BODY_LENGTH = 5_000
MILESTONES = (10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
"""How many supporters are news to a text's author."""
COMMENT_LENGTH = 3_000
"""What a title, the text of a proposal and a comment may hold, in characters."""
THREADS = 20
"""Threads on one page of comments."""
ANSWERS_FIRST = 3
"""Answers shown under a thread's first comment before somebody asks for all of them."""
ANSWERS = 20
"""Answers on one page of a single thread."""
EDIT_WINDOW = timedelta(minutes=15)
"""How long after posting a comment can be put right without its earlier wording being shown."""
SAME_WITHIN_SECONDS = 60
"""The same words of the same person within this time are one text, sent twice by a double tap."""
LARGEST_ID = 2**31 - 1
"""What PostgreSQL's INTEGER holds: no id is larger, and no larger number may be asked for."""

Change = Literal["same", "ins", "del"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came in or went out between two wordings."""

    change: Change
    text: str


# Chinese and Japanese write no spaces between words: there a sign stands for a word.
_SIGN = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_WORDS = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})\S)+|\s+")


def word_difference(before: str, after: str) -> list[Piece]:
    """What changed between two wordings, word by word, in reading order.

    The pieces that are not ``ins`` give ``before``, those that are not ``del`` give ``after``.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    # The rule of thumb that skips very frequent words keeps long hostile texts quick.
    matcher = SequenceMatcher(None, old, new, autojunk=True)
    return list(_joined(_pieces(matcher.get_opcodes(), old, new)))


def _pieces(
    opcodes: list[tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]],
    old: list[str],
    new: list[str],
) -> Iterator[Piece]:
    for tag, old_from, old_to, new_from, new_to in opcodes:
        if tag == "equal":
            yield Piece("same", "".join(old[old_from:old_to]))
            continue
        if old_to > old_from:
            yield Piece("del", "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield Piece("ins", "".join(new[new_from:new_to]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Changes with nothing but a space between them are easier to read as one."""
    gone, come = "", ""
    for piece in pieces:
        if piece.change == "del":
            gone += piece.text
        elif piece.change == "ins":
            come += piece.text
        elif (gone or come) and piece.text == " ":
            gone, come = gone + " ", come + " "
        else:
            yield from _changed(gone, come)
            gone, come = "", ""
            yield piece
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone == come:
        if gone:
            yield Piece("same", gone)
        return
    if gone:
        yield Piece("del", gone)
    if come:
        yield Piece("ins", come)


def why_not_support(*, state: str, own: bool) -> str | None:
    """Why a person cannot support a contribution, in their language; None when they can."""
    if state != VISIBLE:
        return _("This is no longer shown, so it cannot be supported.")
    if own:
        return _("You wrote this yourself. Support counts what others think of it.")
    return None


def bridging(helpful_for: int, helpful_other: int) -> int:
    """How helpful people of different views find a comment: what it is ranked by, at least 1.

    ``helpful_for`` of those who found it helpful support what it is about, ``helpful_other`` do
    not. The product asks for both: ten marks from one side give 11, five from each side 36.

    Source: the group-informed consensus of Small, Bjorkegren, Erkkila, Shaw and Megill (2021),
    "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", for two groups.
    ``docs/bridging.md`` says how it follows, and what it leaves out.
    """
    return (1 + helpful_for) * (1 + helpful_other)


def changed_openly(posted_at: datetime, changed_at: datetime) -> bool:
    """Whether a comment's wording was changed after its edit window, so that all see how."""
    return changed_at > posted_at + EDIT_WINDOW


def alignment_label(alignment: str) -> str:
    """What a comment does, in the reader's language. Raises KeyError for an unknown word."""
    return {
        "for": _("For it"),
        "against": _("Against it"),
        "question": _("A question"),
        "idea": _("An idea"),
    }[alignment]


def alignments() -> list[tuple[str, str]]:
    """The ways to comment with their labels, as a form offers them."""
    return [(word, alignment_label(word)) for word in ALIGNMENTS]
