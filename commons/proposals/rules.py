"""What may be proposed, when it may be changed, and how amounts are read. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from commons.consultations.models import Phase
from commons.consultations.rules import phase_state
from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import gettext as _
from commons.people.electorate import Electorate
from commons.people.verification.contract import NOT_ASKED
from commons.proposals.models import (
    ACCEPTED,
    ADMITTED,
    OPEN,
    PARTLY,
    REJECTED,
    RETURNED,
    Proposal,
)

PROPOSALS = "proposals"
"""The name of the activity, as phases store it."""
LARGEST_COST = 10**12
MEND_FOR = timedelta(days=14)
"""How long a returned proposal can be mended, even when no new ones come in any more."""
ANSWER_LENGTH = 5_000


class NotAnAmount(ValueError):
    """What was typed is no whole amount; the text says how to mend it, in the reader's language."""


_SPACES_AND_MARKS = re.compile(r"[\s'’ʼ_\u00a0\u2009\u202f]")
# Only what surely is a currency: "12 tys." and "2 mln" must not be read as 12 and 2.
_UNIT = r"(?:zł|zl|грн|PLN|EUR|USD|UAH|GBP|CHF|[€$£₴¥₽₺])?"
_AMOUNT = re.compile(
    rf"{_UNIT}(?P<whole>\d+|\d{{1,3}}(?:[.,]\d{{2,3}})*[.,]\d{{3}})(?:[.,]0{{1,2}})?(?:[.,][-–—])?"
    rf"{_UNIT}[.]?"
)


def parse_cost(text: str) -> int | None:
    """A whole amount as people type it: ``12 000``, ``12.000,00 zł``, ``١٢٬٠٠٠``. None for nothing.

    Digits of any script, spaces and separators of thousands are understood. Raises NotAnAmount.
    """
    if not text.strip():
        return None
    plain = _SPACES_AND_MARKS.sub("", _with_ascii_digits(text))
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise NotAnAmount(_("Please write a whole amount in figures, for example 12000."))
    digits = re.sub(r"[.,]", "", found["whole"]).lstrip("0") or "0"
    if len(digits) > len(str(LARGEST_COST)) or int(digits) > LARGEST_COST:
        raise NotAnAmount(_("This amount is too large. Please check the number of zeros."))
    if int(digits) == 0:
        raise NotAnAmount(_("Please write at least 1, or leave this empty."))
    return int(digits)


_SEPARATORS = {"٬": ",", "،": ",", "٫": ".", "\uff0c": ",", "\uff0e": "."}


def _with_ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(ch))
        if unicodedata.decimal(ch, None) is not None
        else _SEPARATORS.get(ch, ch)
        for ch in text
    )


@dataclass(frozen=True, slots=True)
class PhaseSettings:
    """What an officer chose for a phase of proposals."""

    most_each: int | None = None
    """How many a person may post; None for no bound."""
    district_needed: bool = False
    electorate: Electorate = field(default_factory=lambda: Electorate(NOT_ASKED))
    """Who may propose here."""
    comments_too: bool = False
    """Whether commenting and supporting are for the same people only."""
    admission: bool = False
    """Whether only what an officer admitted goes on."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "PhaseSettings":
        """Read what a phase holds in ``settings``; what is missing is as loose as can be."""
        most = stored.get("most_each")
        return cls(
            int(most) if most else None,
            bool(stored.get("district_needed", False)),
            Electorate.from_settings(stored, level=NOT_ASKED),
            bool(stored.get("comments_too", False)),
            bool(stored.get("admission", False)),
        )

    def stored(self) -> dict[str, Any]:
        """What to keep in a phase's ``settings``."""
        return {
            "most_each": self.most_each,
            "district_needed": self.district_needed,
            "comments_too": self.comments_too,
            "admission": self.admission,
            **self.electorate.to_settings(),
        }


def why_not_change(
    *,
    state: str,
    status: str,
    phase_state: Literal["upcoming", "open", "closed"] | None,
    merged: bool = False,
    mending: bool = False,
) -> str | None:
    """Why a proposal cannot be edited or withdrawn, in the reader's language; None when it can.

    ``phase_state`` is None outside of consultations; ``mending`` says that it was returned lately.
    """
    if state != VISIBLE:
        return _("This text is no longer shown, so it cannot be changed.")
    if merged:
        return _("This proposal was merged into another one, so it cannot be changed any more.")
    if status != OPEN:
        return _("The city has answered this proposal, so it cannot be changed any more.")
    if phase_state is not None and phase_state != "open" and not mending:
        return _("The time for proposals is over, so this one cannot be changed any more.")
    return None


def why_not_change_in(proposal: Proposal, phase: Phase | None, now: datetime) -> str | None:
    """The same for a proposal in its phase."""
    return why_not_change(
        state=proposal.state,
        status=proposal.status,
        phase_state=phase_state(phase, now) if phase else None,
        merged=proposal.merged_into_id is not None,
        mending=can_be_mended(proposal, now),
    )


def can_be_mended(proposal: Proposal, now: datetime) -> bool:
    """Whether it was returned so lately that its author can hand it in again."""
    returned = proposal.admission_at if proposal.admission == RETURNED else None
    return returned is not None and now <= returned + MEND_FOR


def status_label(status: str) -> str:
    """How the city decided, in the reader's language. Raises KeyError for an unknown word."""
    return {
        OPEN: _("Not answered yet"),
        ACCEPTED: _("Accepted"),
        PARTLY: _("Partly accepted"),
        REJECTED: _("Not accepted"),
    }[status]


STATUS_LOOKS = {OPEN: "neutral", ACCEPTED: "good", PARTLY: "info", REJECTED: "bad"}
"""The kind of chip that goes with each status."""


def is_admitted(proposal: Proposal, settings: PhaseSettings) -> bool:
    """Whether it goes on as far as admission is concerned."""
    return not settings.admission or proposal.admission == ADMITTED


def chosen(standing: Sequence[tuple[str, bool]]) -> list[bool]:
    """Which of a phase's proposals go on, by their statuses and whether they are admitted.

    Those accepted at least in part; where the city answered none, all of them; never one that is
    not admitted.
    """
    answered = any(status != OPEN for status, _admitted in standing)
    return [
        admitted and (not answered or status in {ACCEPTED, PARTLY}) for status, admitted in standing
    ]
