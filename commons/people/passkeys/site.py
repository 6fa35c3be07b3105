"""The address that passkeys belong to: which host, and whether there can be passkeys at all."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request

from commons.base.database import current_database
from commons.base.settings import Settings

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Site:
    """What WebAuthn calls the relying party."""

    host: str
    """The relying party's id: a host name without port."""
    origin: str
    """What the browser must say that the page came from."""


def passkey_site() -> Site | None:
    """The site of this request, if passkeys can be had there; None where they cannot.

    Only the hosts that the operator named count, whatever the request says: the installation's and
    the city's own; on the machine itself ``localhost`` too. A number is no host name (WebAuthn,
    section 5.1.2), so under ``127.0.0.1`` there are none. Nor are there without https, which
    browsers ask for anywhere but on the machine itself.
    """
    settings: Settings = current_app.extensions["commons.settings"]
    public = urlsplit(settings.public_url).hostname or ""
    named = {public, *(host for host, city in settings.hosts.items() if city == current_database())}
    if public in _LOOPBACK:
        named.add("localhost")
    host = urlsplit(f"//{request.host}").hostname or ""
    if host not in named or _is_a_number(host):
        return None
    if request.scheme != "https" and host != "localhost":
        return None
    return Site(host, f"{request.scheme}://{request.host}")


def _is_a_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
