"""Strata from the casting of a ballot to the count."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.models import District
from commons.people.electorate import district_of, facts_by_id
from commons.voting import keys
from commons.voting.channels import CHANNELS, ONLINE
from commons.voting.models import Vote
from commons.voting.rules.election import Ballot
from commons.voting.strata.cloak import Cloak
from commons.voting.strata.rules import (
    STATES,
    UNKNOWN_DISTRICT,
    Group,
    Stratum,
    by_state,
    merged,
    totals,
)


def stratum_of(person_id: int, vote: Vote, channel: str) -> Stratum:
    """What a ballot of this person carries, as things stand now: one statement."""
    facts = facts_by_id(person_id)
    return Stratum(channel, min(facts.level, len(STATES)), district_of(facts, vote.level))


Piles = dict[str, Counter[Ballot]]


@dataclass(slots=True)
class Sorted:
    """The ballots of a box sorted by each stratum on its own; never by two together."""

    channels: Piles = field(default_factory=dict)
    states: Piles = field(default_factory=dict)
    districts: Piles = field(default_factory=dict)
    """By the district's name; what is not known under an empty one."""

    def add(self, ballot: Ballot, stratum: Stratum, names: Mapping[int, str]) -> None:
        """Put a ballot on its three piles."""
        district = names.get(stratum.district_id or 0, UNKNOWN_DISTRICT)
        for piles, name in (
            (self.channels, stratum.channel),
            (self.states, stratum.state),
            (self.districts, district),
        ):
            piles.setdefault(name, Counter())[ballot] += 1

    def districts_apart(self) -> Piles:
        """The ballots of each district whose votes are told alone; of no other may more be told.

        Else what is told of a small one together with its neighbour could be taken apart.
        """
        told = {group.names for group in self.district_groups()}
        return {
            name: pile
            for name, pile in self.districts.items()
            if name != UNKNOWN_DISTRICT and (name,) in told
        }

    def state_groups(self) -> list[Group]:
        """What was voted in each state of verification, as far as it may be told."""
        return totals(by_state(_sizes(self.states)), self.states)

    def district_groups(self) -> list[Group]:
        """What was voted in each district, as far as it may be told."""
        sizes = _sizes(self.districts)
        told = merged((((name,), count) for name, count in sizes.items()), sorted(sizes))
        return totals(told, self.districts)


def _sizes(piles: Piles) -> dict[str, int]:
    return {name: pile.total() for name, pile in piles.items()}


class Reader:
    """Reads the strata of a box that is being sealed. A lost key holds up no count: then nothing
    is known of them but the way, where the box itself still says that.
    """

    def __init__(self, vote_id: int) -> None:
        try:
            self._cloak: Cloak | None = Cloak(vote_id)
        except keys.KeyLost:
            self._cloak = None
        rows = db.session.execute(sa.select(District.id, District.name))
        self.names = {number: name for number, name in rows}  # noqa: C416  (rows are no tuples)
        self.unread = 0
        """Ballots whose stratum nobody can read any more."""

    def read(self, receipt: str, hidden: str | None, channel: str | None) -> Stratum | None:
        """A ballot's stratum; None where it is not known."""
        found = self._cloak.show(receipt, hidden) if self._cloak and hidden else None
        if found is None and channel in CHANNELS:
            return Stratum(channel or ONLINE, 0, None)
        if found is None:
            self.unread += 1
        return found
