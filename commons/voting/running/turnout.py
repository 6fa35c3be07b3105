"""How many voted: by day, by district, by the way they came. Never of fewer than ten.

While a vote is open only officers and observers see districts and ways, and everybody sees the
days. When it is sealed the numbers are written into its result, since the roll lets go of people
who leave.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.models import District
from commons.voting.channels import groups_of
from commons.voting.models import RollEntry, Vote
from commons.voting.strata.rules import UNKNOWN_DISTRICT, Named, in_a_row, merged


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people voted. A group has the names of all that were put together for it."""

    people: int
    days: list[Named]
    """By day, as ``2026-06-01``: neighbouring days are put together."""
    districts: list[Named]
    """By the district's name; empty where it is not known."""
    channels: list[Named]

    def to_json(self) -> dict[str, Any]:
        """What to store of it."""
        return {
            "people": self.people,
            "days": _plain(self.days),
            "districts": _plain(self.districts),
            "channels": _plain(self.channels),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Turnout":
        """What ``to_json`` wrote down."""
        return cls(
            stored["people"],
            *(
                [(tuple(group["names"]), group["people"]) for group in stored[part]]
                for part in ("days", "districts", "channels")
            ),
        )


def _plain(groups: list[Named]) -> list[dict[str, Any]]:
    return [{"names": list(names), "people": people} for names, people in groups]


def turnout_of(vote_id: int) -> Turnout:
    """What the roll says now: one statement."""
    rows = db.session.execute(
        sa.select(RollEntry.day, District.name, RollEntry.channel, sa.func.count())
        .outerjoin(District, District.id == RollEntry.district_id)
        .where(RollEntry.vote_id == vote_id)
        .group_by(RollEntry.day, District.name, RollEntry.channel)
    )
    days: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    for day, district, channel, people in rows:
        days[day.isoformat()] += people
        districts[district or UNKNOWN_DISTRICT] += people
        channels[channel] += people
    return Turnout(
        days.total(),
        in_a_row(days),
        merged((((name,), count) for name, count in districts.items()), sorted(districts)),
        groups_of(channels),
    )


def sealed_turnout(vote: Vote) -> Turnout | None:
    """What the result of a sealed vote says; None of older votes. No statement."""
    stored = (vote.result or {}).get("turnout")
    return Turnout.from_json(stored) if stored else None
