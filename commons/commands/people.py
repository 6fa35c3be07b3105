"""``commons sign-in-link`` and ``commons role``: the operator's way in."""

import click

from commons.app import create_app
from commons.base.web.links import city_address
from commons.cities.context import city
from commons.people import actions, queries
from commons.people.rules import normal_address


def _address(text: str) -> str:
    address = normal_address(text)
    if address is None:
        raise click.BadParameter(f"{text!r} is not an e-mail address")
    return address


@click.command("sign-in-link")
@click.argument("email")
@click.option("--city", "slug", required=True, help="The city's address, such as gdansk")
def sign_in_link(email: str, slug: str) -> None:
    """Print a link that signs EMAIL in. It works once, for 20 minutes."""
    with create_app().app_context(), city(slug):
        _code, link = actions.issue_code(_address(email))
        click.echo(city_address("people.open_link", token=link))


@click.group("role")
def role() -> None:
    """Give people roles."""


@role.command("grant")
@click.argument("email")
@click.argument("name")
@click.option("--city", "slug", required=True, help="The city's address, such as gdansk")
@click.option("--reason", required=True, help="Why; it stands in the audit log's entry")
def grant(email: str, name: str, slug: str, reason: str) -> None:
    """Make the person of EMAIL a moderator, officer or administrator."""
    with create_app().app_context(), city(slug):
        person = queries.person_by_address(_address(email))
        if person is None:
            raise click.ClickException(f"{email} has not signed in at {slug} yet")
        actions.grant_role(person, name, reason=reason)
    click.echo(f"{email} is {name} of {slug} now.")
