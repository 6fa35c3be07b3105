"""Talking to a provider: never longer than some seconds, never more than some kilobytes."""

import time
from typing import Any

import requests
from authlib.integrations.requests_client import OAuth2Session
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from commons.people.sso.providers import Provider

CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 3.0, 5.0, 8.0
MOST_BYTES = 300_000


class TooMuch(requests.RequestException):
    """The answer was too long, or came too slowly."""


class _Bounded(HTTPAdapter):
    """Reads an answer whole, within bounds of time and size that hold for all of it."""

    def send(self, request: requests.PreparedRequest, *_args: Any, **kwargs: Any) -> Any:
        """Send, then read."""
        deadline = time.monotonic() + ALL_SECONDS
        kwargs |= {"timeout": (CONNECT_SECONDS, READ_SECONDS), "stream": True}
        response = super().send(request, **kwargs)
        body = bytearray()
        try:
            # Whatever has come, at once: a provider that drips would hold a longer read for ever.
            while part := response.raw.read1(8192, decode_content=True):
                body += part
                if len(body) > MOST_BYTES or time.monotonic() > deadline:
                    response.close()
                    raise TooMuch("the answer is too long or too slow", request=request)
        except HTTPError as error:
            raise requests.ConnectionError(error, request=request) from error
        # requests has no other way to be handed what was read.
        response._content = bytes(body)  # noqa: SLF001
        return response


def session_with(provider: Provider, auth_method: str, back: str) -> OAuth2Session:
    """A session that authenticates as this city's site. It follows no redirects of its own."""
    session = OAuth2Session(
        provider.client_id,
        provider.client_secret,
        token_endpoint_auth_method=auth_method,
        scope=" ".join(provider.scopes),
        redirect_uri=back,
        code_challenge_method="S256",
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Bounded())
    return session


def get_json(session: OAuth2Session, address: str, **kwargs: Any) -> dict[str, Any]:
    """An object of JSON at an address. Raises requests' errors, ValueError for anything else."""
    kwargs.setdefault("withhold_token", True)
    response = session.get(address, allow_redirects=False, **kwargs)
    response.raise_for_status()
    if response.status_code != requests.codes.ok:
        raise ValueError(f"{address} answers {response.status_code}")
    found = response.json()
    if not isinstance(found, dict):
        raise TypeError(f"{address} does not answer with an object of JSON")
    return found
