"""Which city signs people in with which provider: a file of the operator, read once at the start.

The file holds the secrets that cities share with their providers, so it lies beside the databases,
not in them. ``docs/operators.md`` shows one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commons.base.settings import SettingsError

MOST_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider of one city, as the operator described it."""

    issuer: str
    """Its address, without a slash at the end."""
    client_id: str
    client_secret: str | None
    """None for a provider that gives none (then PKCE alone protects the exchange)."""
    names: Mapping[str, str]
    """What its account is called, by language; under ``""`` for all other languages."""
    level: int = 2
    """How strongly an account there shows that one lives here; 0: not at all, it only signs in."""
    residence_claim: str | None = None
    """The claim that says who lives here, such as ``address.locality``; None: all who have one."""
    residence_values: frozenset[str] = frozenset()
    """What the claim says of those who live here; empty: any value that is not false."""
    district_claim: str | None = None
    """The claim that holds a district's code or name, for the account of somebody new."""
    scopes: tuple[str, ...] = ("openid",)

    def name(self, language: str) -> str:
        """What the account is called, for a reader of this language."""
        return self.names.get(language) or self.names.get("") or next(iter(self.names.values()))

    @property
    def claims_asked(self) -> list[str]:
        """The claims that are looked at, besides who it is."""
        return [claim for claim in (self.residence_claim, self.district_claim) if claim]


_TEXTS = ("issuer", "client_id", "client_secret", "client_secret_file")
_CLAIMS = ("residence_claim", "district_claim")
_LISTS = ("residence_values", "scopes")
_KNOWN = {*_TEXTS, *_CLAIMS, *_LISTS, "name", "level"}


def read_providers(path: Path | None) -> dict[str, Provider]:
    """The providers by city. Raises SettingsError, naming the city and what is wrong."""
    if path is None:
        return {}
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise SettingsError(f"COMMONS_SSO: {path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise SettingsError(f"COMMONS_SSO: {path} is not TOML: {error}") from error
    return {city: _provider(city, entry, path.parent) for city, entry in content.items()}


def _provider(city: str, entry: Any, folder: Path) -> Provider:
    try:
        _check_shape(city, entry)
        return Provider(
            issuer=_issuer(entry["issuer"]),
            client_id=entry["client_id"],
            client_secret=_secret(entry, folder),
            names=_names(entry.get("name")),
            level=_level(entry.get("level", 2)),
            residence_claim=entry.get("residence_claim"),
            residence_values=frozenset(entry.get("residence_values", [])),
            district_claim=entry.get("district_claim"),
            scopes=tuple(dict.fromkeys(["openid", *entry.get("scopes", [])])),
        )
    except ValueError as mistake:
        raise SettingsError(f"COMMONS_SSO, city {city}: {mistake}") from mistake


def _check_shape(city: str, entry: Any) -> None:
    if not isinstance(entry, dict):
        raise ValueError(f"there must be a section [{city}]")  # noqa: TRY004  (a file's mistake)
    unknown = sorted(set(entry) - _KNOWN)
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}. Known are {', '.join(sorted(_KNOWN))}")
    for key in ("issuer", "client_id"):
        if key not in entry:
            raise ValueError(f"{key} is missing")
    for key in (*_TEXTS, *_CLAIMS):
        if key in entry and not _is_text(entry[key]):
            raise ValueError(f"{key} must be a text")
    for key in _LISTS:
        listed = entry.get(key, [])
        if not isinstance(listed, list) or not all(map(_is_text, listed)):
            raise ValueError(f'{key} must be a list of texts, such as ["a", "b"]')


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _level(level: Any) -> int:
    if type(level) is not int or not 0 <= level <= MOST_LEVEL:
        raise ValueError(f"level must be a whole number from 0 to {MOST_LEVEL}")
    return level


def _issuer(text: str) -> str:
    if not is_safe_address(text) or urlsplit(text).query or urlsplit(text).fragment:
        raise ValueError(f"issuer must begin with https://, not {text!r}")
    return text.rstrip("/")


def _names(name: Any) -> dict[str, str]:
    names = {"": name} if isinstance(name, str) else name
    if not isinstance(names, dict) or not names:
        raise ValueError('name is missing: name = "City account", or name.pl = "Konto miejskie"')
    if not all(map(_is_text, names.values())):
        raise ValueError("each name must be a text")
    return names


def _secret(entry: Mapping[str, Any], folder: Path) -> str | None:
    if "client_secret_file" not in entry:
        given = entry.get("client_secret")
        return None if given is None else str(given)
    if "client_secret" in entry:
        raise ValueError("give client_secret or client_secret_file, not both")
    path = folder / str(entry["client_secret_file"])
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from error
    if not secret:
        raise ValueError(f"{path} is empty")
    return secret


def is_safe_address(text: Any) -> bool:
    """Whether secrets may be sent to an address: https, or this machine itself."""
    if not isinstance(text, str):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _valid = parts.port
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and _is_this_machine(host)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
