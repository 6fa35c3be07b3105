"""What an officer wishes for the ballot and the count, beside kind, rule and budget."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from commons.voting.ballots.contract import BallotKind
from commons.voting.counted import Terms, spends

ALL, DISTRICTS, CITY = "all", "districts", "city"
SCOPES = (ALL, DISTRICTS, CITY)
"""What of the phase before comes onto the ballot: everything, what is in the districts whose people
vote, or what belongs to no district."""
MAJORITIES = ("1/2", "3/5", "2/3", "3/4")
MAJORITY = "majority"
DEFAULT_SCORE, DEFAULT_POINTS, DEFAULT_STEP = 5, 10, 1_000
MOST_SCORE, MOST_POINTS = 100, 1_000


@dataclass(frozen=True, slots=True)
class BallotWishes:
    """How the ballot and its count shall be set."""

    most_each: int = DEFAULT_SCORE
    points: int = DEFAULT_POINTS
    step: int = DEFAULT_STEP
    seats: int = 1
    majority: str = MAJORITIES[0]
    turnout: str = "0"
    """People, or a share of those entitled: ``500``, ``20%``."""
    quorum: str = "0"
    """The same, of those who say yes."""
    entitled: int | None = None
    scope: str = ALL

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "BallotWishes":
        """The wishes in a phase's settings; what is missing or odd there is as by default."""
        known = settings.get("ballot") or {}
        majority, scope = known.get("majority"), known.get("scope")
        return cls(
            most_each=int(known.get("most_each") or DEFAULT_SCORE),
            points=int(known.get("points") or DEFAULT_POINTS),
            step=int(known.get("step") or DEFAULT_STEP),
            seats=int(known.get("seats") or 1),
            majority=majority if majority in MAJORITIES else MAJORITIES[0],
            turnout=str(known.get("turnout") or "0"),
            quorum=str(known.get("quorum") or "0"),
            entitled=known.get("entitled") or None,
            scope=scope if scope in SCOPES else ALL,
        )

    def to_settings(self) -> dict[str, Any]:
        """What to store of them under ``ballot``."""
        return asdict(self)

    @property
    def asks_for_a_share(self) -> bool:
        """Whether a condition is about those entitled, so that their number must be known."""
        return any("%" in text or "/" in text for text in (self.turnout, self.quorum))

    def rule_options(self, rule: str) -> dict[str, str]:
        """The settings of a way to count that follow from the wishes."""
        if rule != MAJORITY:
            return {}
        return {"majority": self.majority, "quorum": self.quorum, "turnout": self.turnout}

    def terms(self, kind: BallotKind, rule: str, budget: int) -> Terms:
        """What is frozen of them, as far as kind and rule ask for it."""
        asks = kind.asks
        return Terms(
            most_each=self.most_each if "most_each" in asks else 1,
            points=self.points if "points" in asks else budget if "step" in asks else 0,
            step=self.step if "step" in asks else 1,
            seats=None if spends(rule) else self.seats_for(rule),
            entitled=None if spends(rule) else self.entitled,
        )

    def seats_for(self, rule: str) -> int:
        """How many are chosen: a question and an instant runoff have one answer."""
        return 1 if rule in (MAJORITY, "instant-runoff") else self.seats
