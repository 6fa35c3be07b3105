"""``commons sign-in-link`` and ``commons role``: the operator's way in."""

from datetime import datetime

import click

from commons.app import create_app
from commons.base.web.links import city_address
from commons.cities.context import city, current_city
from commons.people import actions, granting, queries
from commons.people.rules import end_of_day, normal_address


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
@click.argument("name", metavar="ROLE")
@click.option("--city", "slug", required=True, help="The city's address, such as gdansk")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The role's last day, such as 2027-03-31, on the city's calendar",
)
@click.option("--reason", required=True, help="Why; it stands on the page of roles")
def grant(email: str, name: str, slug: str, reason: str, until: datetime | None) -> None:
    """Make the person of EMAIL a moderator, officer, administrator or auditor.

    Where they hold the role already, the new reason and end take the place of the old ones.
    """
    with create_app().app_context(), city(slug):
        person = queries.person_by_address(_address(email))
        if person is None:
            raise click.ClickException(f"{email} has not signed in at {slug} yet")
        ends_at = end_of_day(until.date(), current_city().time_zone) if until else None
        try:
            granting.grant_role(person, name, reason=reason, ends_at=ends_at)
        except ValueError as mistake:
            raise click.ClickException(str(mistake)) from None
    click.echo(f"{email} is {name} of {slug} now.")
