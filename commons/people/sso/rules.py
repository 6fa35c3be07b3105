"""The way to the provider and back, and how its claims are read. No Flask, no database."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from commons.people.sso.providers import Provider

TRIP_LIFE = timedelta(minutes=15)
"""How long somebody may take at the provider."""
MOST_TRIPS = 3
"""Ways that one browser may be on at a time: one for each tab in which it was begun."""


@dataclass(frozen=True, slots=True)
class Trip:
    """One way to the provider, remembered in the browser's own signed cookie until it is back."""

    state: str
    """What comes back in the address: shows that this browser asked."""
    nonce: str
    """What comes back in the signed token: shows that the token was made for this way."""
    verifier: str
    """What the code alone is worth nothing without (PKCE, RFC 7636)."""
    begun_at: datetime
    shared: bool
    """Whether others use the device too."""
    person_id: int | None
    """Who was signed in when it began, and adds the city's account; None for who signs in."""

    def is_over(self, now: datetime) -> bool:
        """Whether it took too long."""
        return not timedelta(0) <= now - self.begun_at <= TRIP_LIFE

    def packed(self) -> list[Any]:
        """As it is kept in the cookie."""
        return [self.nonce, self.verifier, self.begun_at, self.shared, self.person_id]


def new_trip(now: datetime, *, shared: bool, person_id: int | None) -> Trip:
    """The beginning of a way."""
    return Trip(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        begun_at=now,
        shared=shared,
        person_id=person_id,
    )


def with_trip(kept: Mapping[str, Any], trip: Trip) -> dict[str, Any]:
    """The ways to remember after one more was begun: the newest few."""
    trips = {**kept, trip.state: trip.packed()}
    return dict(list(trips.items())[-MOST_TRIPS:])


def trip_of(kept: Mapping[str, Any], state: str) -> Trip | None:
    """The way that this browser began under a state; None where it began none."""
    packed = kept.get(state)
    return Trip(state, *packed) if packed else None


def claim(claims: Mapping[str, Any], path: str) -> list[str]:
    """The values of a claim, as texts. ``address.locality`` looks inside of ``address``.

    A claim of a whole name with dots, as some providers have, is found too.
    """
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    return [_as_text(value) for value in values if isinstance(value, str | int | float)]


def _as_text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def lives_here(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether the claims say that the person lives in the city, by the operator's settings."""
    if provider.residence_claim is None:
        return True
    said = {value.casefold() for value in claim(claims, provider.residence_claim)}
    if not provider.residence_values:
        return bool(said - {"", "false", "0"})
    return not said.isdisjoint(value.casefold() for value in provider.residence_values)


def district_in(
    provider: Provider, claims: Mapping[str, Any], districts: Iterable[tuple[int, str, str]]
) -> int | None:
    """The id of the district that the claims name, of ``(id, code, name)``; None for none."""
    if provider.district_claim is None:
        return None
    said = {value.casefold() for value in claim(claims, provider.district_claim)}
    for district_id, code, name in districts:
        if code.casefold() in said or name.casefold() in said:
            return district_id
    return None
