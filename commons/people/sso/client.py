"""The dance with a provider: OpenID Connect Core 1.0, the authorization code flow with PKCE."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.oidc.core import CodeIDToken
from flask import current_app
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from commons.base import clock
from commons.base.database import current_database
from commons.base.errors import NotFound
from commons.i18n.catalogue import gettext as _
from commons.people.sso.providers import Provider, is_safe_address, read_providers
from commons.people.sso.refusals import NotTrusted, ProviderAway
from commons.people.sso.rules import Trip
from commons.people.sso.wire import get_json, session_with

SIGNING = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that only the provider can make: never ``none``, never with a secret that two know."""
KEPT = timedelta(hours=1)
"""How long what a provider says of itself is remembered."""
LEEWAY_SECONDS = 60
"""By how much the provider's clock may differ from ours."""
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider said of somebody, checked: who it is, and the claims asked for."""

    subject: str
    all: Mapping[str, Any]


class Client:
    """One city's way to its provider. What the provider says of itself is remembered."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._about: dict[str, Any] = {}
        self._keys: dict[str, Any] = {}
        self._known_until: datetime | None = None

    def about(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0). Raises ProviderAway."""
        now = clock.now()
        if self._known_until is None or not now < self._known_until <= now + KEPT:
            about = self._ask(f"{self.provider.issuer}/.well-known/openid-configuration")
            problem = problem_with(self.provider, about)
            if problem:
                raise away(problem)
            self._about, self._keys, self._known_until = about, {}, now + KEPT
        return self._about

    def keys(self, *, fresh: bool = False) -> dict[str, Any]:
        """The provider's public keys. Raises ProviderAway."""
        about = self.about()
        if fresh or not self._keys:
            self._keys = self._ask(about["jwks_uri"])
        return self._keys

    def _ask(self, address: str) -> dict[str, Any]:
        try:
            with session_with(self.provider, "none", "") as session:
                return get_json(session, address)
        except (requests.RequestException, ValueError, TypeError) as error:
            raise away(f"{address}: {error}") from error

    def way_there(self, trip: Trip, back: str, language: str) -> str:
        """The address at the provider to send the person to. Raises ProviderAway."""
        about = self.about()
        more = {"ui_locales": language}
        if trip.shared:
            more["prompt"] = "login"  # not whoever used the device before and stayed signed in
        with session_with(self.provider, self._auth_method(), back) as session:
            address, _state = session.create_authorization_url(
                about["authorization_endpoint"],
                state=trip.state,
                nonce=trip.nonce,
                code_verifier=trip.verifier,
                **more,
            )
        return str(address)

    def _auth_method(self) -> str:
        if self.provider.client_secret is None:
            return "none"
        offered = self.about().get("token_endpoint_auth_methods_supported")
        basic = not offered or "client_secret_basic" in offered
        return "client_secret_basic" if basic else "client_secret_post"

    def redeem(self, trip: Trip, back: str, code: str) -> Claims:
        """Exchange a code for what the provider says. Raises ProviderAway, NotTrusted."""
        about = self.about()
        with session_with(self.provider, self._auth_method(), back) as session:
            try:
                token = session.fetch_token(
                    about["token_endpoint"],
                    code=code,
                    grant_type="authorization_code",
                    code_verifier=trip.verifier,
                    allow_redirects=False,
                )
                claims = self._checked(dict(token), trip)
                return Claims(claims["sub"], self._completed(session, claims))
            except OAuthError as error:
                raise not_trusted(f"the code is refused: {error.error}") from error
            except (requests.RequestException, ValueError, TypeError) as error:
                raise away(str(error)) from error

    def _checked(self, token: Mapping[str, Any], trip: Trip) -> dict[str, Any]:
        """The claims of an ID token that holds in all that Core 1.0, 3.1.3.7 asks for."""
        given = token.get("id_token")
        if not isinstance(given, str):
            raise not_trusted("there is no ID token")
        try:
            signed = self._verified(given)
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": self.about()["issuer"]},
                    "aud": {"essential": True, "values": [self.provider.client_id]},
                },
                {
                    "nonce": trip.nonce,
                    "client_id": self.provider.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY_SECONDS)
        except (JoseError, OAuthError, ValueError, TypeError) as error:
            raise not_trusted(f"the ID token: {error}") from error
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise not_trusted("the ID token names nobody")
        return dict(claims)

    def _verified(self, given: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=list(SIGNING), strict_check_header=False)
        try:
            return jwt.decode(given, _signing(self.keys()), registry=registry)
        except InvalidKeyIdError:
            # The provider may have taken new keys since we asked.
            return jwt.decode(given, _signing(self.keys(fresh=True)), registry=registry)

    def _completed(self, session: Any, claims: dict[str, Any]) -> dict[str, Any]:
        """The claims, with those that the provider keeps for its page of claims."""
        address = str(self.about().get("userinfo_endpoint"))
        missing = [
            name
            for name in self.provider.claims_asked
            if name not in claims and name.split(".")[0] not in claims
        ]
        if not missing or not is_safe_address(address):
            return claims
        more = get_json(session, address, withhold_token=False)
        if more.get("sub") != claims["sub"]:
            raise not_trusted("the claims are somebody else's")
        return {**more, **claims}


def _signing(keys: Mapping[str, Any]) -> KeySet:
    """The public keys that may sign, without those that are for something else or unknown."""
    usable: list[Any] = [
        key
        for key in keys.get("keys", [])
        if isinstance(key, dict)
        and key.get("kty") in {"RSA", "EC", "OKP"}
        and key.get("use", "sig") == "sig"
    ]
    return KeySet.import_key_set({"keys": usable})


def problem_with(provider: Provider, about: Mapping[str, Any]) -> str:
    """Why what a provider says of itself cannot be used, in plain English; empty if it can."""
    said = about.get("issuer")
    if not isinstance(said, str) or said.rstrip("/") != provider.issuer:
        return f"it calls itself {said!r}, not {provider.issuer!r}: set issuer to its own name"
    for name in _NEEDED:
        if not is_safe_address(about.get(name)):
            return f"its {name} is missing or not https: {about.get(name)!r}"
    return ""


def away(why: str) -> ProviderAway:
    """What a person is told when the provider does not answer; ``why`` is for the log."""
    refusal = ProviderAway(
        _("The city's sign-in service does not answer just now. Nothing you typed here is lost.")
    )
    refusal.add_note(why)
    return refusal


def not_trusted(why: str) -> NotTrusted:
    """What a person is told when the provider's word does not hold; ``why`` is for the log."""
    refusal = NotTrusted(
        _(
            "We could not be sure that the answer is from the city's sign-in service. Nobody was "
            "signed in."
        )
    )
    refusal.add_note(why)
    return refusal


def open_clients(settings_file: Any) -> dict[str, Client]:
    """A client for each city of the operator's file. Raises SettingsError."""
    return {city: Client(found) for city, found in read_providers(settings_file).items()}


def client_here() -> Client | None:
    """The client of the city we are in; None where it has no provider."""
    clients: dict[str, Client] = current_app.extensions["commons.sso"]
    return clients.get(current_database())


def provider_here() -> Provider | None:
    """The provider of the city we are in; None where it has none."""
    client = client_here()
    return client.provider if client else None


def needed_client() -> Client:
    """The client of the city we are in. Raises NotFound where it has no provider."""
    client = client_here()
    if client is None:
        raise NotFound(_("This city has no sign-in service of its own."))
    return client
