"""``commons sso check``: whether the cities' providers can be used as they are set up."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask

from commons.base.database import databases
from commons.base.settings import Settings
from commons.base.web.links import city_address
from commons.cities.context import city
from commons.people.sso.client import SIGNING, Client
from commons.people.sso.refusals import ProviderAway


@click.group("sso")
def sso() -> None:
    """Single sign-on with the cities' own accounts."""


@sso.command("check")
@click.option("--city", "slug", help="Only this city; without it, all that are set up")
@click.pass_obj
def check(create: Callable[[], Flask], slug: str | None) -> None:
    """Ask each city's provider what it says of itself, and say whether signing in can work."""
    app = create()
    clients: dict[str, Client] = app.extensions["commons.sso"]
    settings: Settings = app.extensions["commons.settings"]
    if settings.sso is None:
        raise click.ClickException("no city has single sign-on: COMMONS_SSO names no file")
    if slug is not None and slug not in clients:
        raise click.ClickException(f"{settings.sso} has no section [{slug}]")
    troubles = 0
    for warning in _about_the_file(settings.sso):
        click.echo(f"note: {warning}")
    for name in [slug] if slug else sorted(clients):
        with app.app_context():
            if not databases().exists(name):
                click.echo(f"{name}: there is no such city here")
                troubles += 1
                continue
            with city(name):
                troubles += _report(name, clients[name])
    if troubles:
        raise click.ClickException(f"{troubles} of the cities cannot use single sign-on yet")


def _about_the_file(path: Path) -> Iterator[str]:
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield f"{path} holds secrets, and others on this machine may read it (chmod 600)"


def _report(name: str, client: Client) -> int:
    """Print what was found about one city; 1 where it cannot work."""
    provider = client.provider
    click.echo(f"{name}: {provider.issuer}")
    click.echo(f"  register this address at the provider: {city_address('sso.back')}")
    try:
        about, keys = client.about(), client.keys()
    except ProviderAway as refusal:
        click.echo(f"  does not work: {'; '.join(getattr(refusal, '__notes__', []))}")
        return 1
    problems = list(_problems(client, about, keys))
    for problem in problems:
        click.echo(f"  does not work: {problem}")
    if provider.level == 0:
        click.echo("  signs people in, and does not show that they live here (level 0)")
    elif provider.residence_claim:
        click.echo(f"  who lives here is read from the claim {provider.residence_claim}")
    else:
        click.echo("  everybody with an account there is taken to live here (no residence_claim)")
    if not problems:
        click.echo("  works, as far as can be told without signing in")
    return 1 if problems else 0


def _problems(client: Client, about: dict[str, object], keys: dict[str, object]) -> Iterator[str]:
    if not keys.get("keys"):
        yield "the provider shows no public keys"
    for said, needed, what in (
        ("id_token_signing_alg_values_supported", set(SIGNING), "signatures that we trust"),
        ("scopes_supported", None, "scopes"),
        ("code_challenge_methods_supported", {"S256"}, "PKCE with S256"),
        ("response_types_supported", {"code"}, "the authorization code flow"),
    ):
        offered = about.get(said)
        if not isinstance(offered, list):
            continue  # silence says nothing
        if needed is None:
            missing = set(client.provider.scopes) - set(offered)
            if missing:
                yield f"the provider does not know the scopes {', '.join(sorted(missing))}"
        elif needed.isdisjoint(offered):
            yield f"the provider does not offer {what}"
