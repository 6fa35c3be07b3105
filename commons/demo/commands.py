"""``commons demo``: four cities to try Commons out."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from commons.base import clock
from commons.base.errors import Refused
from commons.base.settings import Settings
from commons.cities.context import city
from commons.demo.catalogue import CITIES
from commons.demo.making import State, drop, make, state_of
from commons.people.actions import issue_code

if TYPE_CHECKING:
    from flask import Flask

    from commons.demo.content import DemoCity

PERSONS = (
    ("resident", "a resident"),
    ("newcomer", "a resident who is new in the city"),
    ("moderator", "moderates"),
    ("second-moderator", "moderates too, and may answer the appeal"),
    ("observer", "watches votes and signs their results, in Gdańsk"),
    ("officer", "works for the city: consultations, official answers"),
    ("admin", "may do everything"),
)


@click.command()
@click.option("--reset", is_flag=True, help="Remove the cities of the demo and make them anew")
@click.option("--serve", is_flag=True, help="Serve them afterwards")
@click.pass_obj
def demo(make_app: "Callable[[], Flask]", *, reset: bool, serve: bool) -> None:
    """Make the demo: Gdańsk, Warsaw, Bristol and Kandahar, with people and their proposals.

    Only what is missing is made; what was entered stays. Needs COMMONS_DEMO=yes.
    """
    app = make_app()
    settings: Settings = app.extensions["commons.settings"]
    if not settings.demo:
        raise click.ClickException(
            "this is no demo installation: set COMMONS_DEMO=yes to make it one"
        )
    with app.app_context():
        for content in CITIES:
            _provide(content, reset=reset)
        _say_what_to_open(settings)
    if serve:
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "commons", "serve"])  # noqa: S606  (our own)


def _provide(content: "DemoCity", *, reset: bool) -> None:
    """Make the city where it is missing, half made, or to be made anew."""
    state = state_of(content.slug)
    if state is State.NOT_OURS:
        if reset:
            raise click.ClickException(
                f"the city {content.slug} was not made by the demo, so it is not removed"
            )
        click.echo(f"{content.name} is there already, and not made by the demo.")
        return
    if state is State.WHOLE and not reset:
        click.echo(f"{content.name} is there already.")
        return
    if state is not State.NONE:
        drop(content.slug)
    click.echo(f"Making {content.name} ...")
    make(content, clock.now())


def _say_what_to_open(settings: Settings) -> None:
    click.echo("\nOpen one of these:")
    for content in CITIES:
        click.echo(f"  {settings.public_url}/{content.slug}/  {content.name}")
    shown = CITIES[0].slug
    click.echo(f"\nSign in at {shown} by a link (each works once, for 20 minutes):")
    for name, what in PERSONS:
        click.echo(
            f"  {name}@example.org  {what}\n    {_way_in(settings, shown, f'{name}@example.org')}"
        )
    click.echo(
        "\nAll but the observer are in every city. Another link:\n"
        f"  commons sign-in-link resident@example.org --city {shown}\n"
        "Or ask for a code on the page, and read the mail in the demo's outbox:\n"
        f"  {settings.public_url}/{shown}/outbox"
    )


def _way_in(settings: Settings, slug: str, address: str) -> str:
    """A link, or what to do where this address was sent too many within the hour."""
    try:
        with city(slug):
            _code, link = issue_code(address)
    except Refused:
        return "(several links were made within this hour: use the newest, or wait)"
    return f"{settings.public_url}/{slug}/sign-in/link/{link}"
