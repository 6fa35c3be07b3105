"""The contract each activity fulfils, so that a consultation can be made of any of them.

A new activity is one class, registered in ``features.py``; ``docs/extending.md`` shows one.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commons.base.registry import Registry
from commons.base.web.forms import Form
from commons.consultations.models import Phase
from commons.people.electorate import Electorate


@dataclass(frozen=True, slots=True)
class Result:
    """One thing a phase ends with."""

    title: str
    language: str
    chosen: bool
    contribution_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class Activity(ABC):
    """What people do in a phase."""

    name: str
    """The word it is stored under."""
    several_at_once: bool = False
    """Whether phases of it may go on at the same time: one vote for a district, one for all."""

    @abstractmethod
    def title(self) -> str:
        """What it is called, in the reader's language: Proposals, Vote."""

    @abstractmethod
    def invitation(self) -> str:
        """What the button says that leads into it while it is open: Post a proposal."""

    @abstractmethod
    def url(self, phase: Phase) -> str:
        """Where one takes part, and later sees what came out."""

    @abstractmethod
    def settings_form(self, phase: Phase | None) -> Form:
        """The officer's form for what can be chosen, filled in from ``phase.settings``."""

    @abstractmethod
    def settings_from(self, form: Form) -> dict[str, Any]:
        """What to store in ``phase.settings`` of a valid form."""

    def electorate(self, phase: Phase) -> Electorate:
        """Who may take part, as the officer set it: at most one statement."""
        return Electorate.from_settings(phase.settings)

    def back(self, phase: Phase) -> str:
        """Where one goes on who has just shown that they may take part."""
        return self.url(phase)

    def online_until(self, phase: Phase) -> datetime:
        """Until when one takes part without going anywhere; the phase may last longer on paper."""
        return phase.closes_at

    def check(self, phase: Phase) -> list[str]:  # noqa: ARG002  (for those that override)
        """What still keeps the phase from being published, in the reader's language."""
        return []

    def open(self, phase: Phase) -> None:  # noqa: B027  (many have nothing to do then)
        """What happens once, when the phase opens. Part of the surrounding transaction."""

    @abstractmethod
    def settle(self, phase: Phase) -> Sequence[Result]:
        """What happens once, when the phase has closed; gives its outcome.

        Part of the surrounding transaction; what must wait until that is kept goes through
        ``after_commit``. The earlier phases of the consultation are settled before it.
        """

    def counts(self, phases: Sequence[Phase]) -> Mapping[int, str]:  # noqa: ARG002
        """A short line about each phase by its id ("34 proposals"), for lists: one statement."""
        return {}


activities: Registry[Activity] = Registry("activity")


def together(one: Phase, other: Phase) -> bool:
    """Whether two phases may go on at the same time."""
    return (
        one.kind == other.kind
        and one.kind in activities
        and activities.get(one.kind).several_at_once
    )
