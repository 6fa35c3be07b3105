"""``commons city`` and ``commons migrate``."""

import click

from commons.app import create_app
from commons.base.database import databases
from commons.cities.actions import create_city, move_map
from commons.cities.context import city
from commons.cities.migrate import migrate, migrate_down
from commons.cities.queries import all_cities
from commons.cities.rules import ACCENTS, Centre


def _words(text: str) -> list[str]:
    """The parts of a list with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


@click.group("city")
def city_group() -> None:
    """Make and list cities."""


@city_group.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="What its people call it: Gdańsk")
@click.option("--languages", required=True, help="Codes, the main one first: pl,en,uk,ar,ps")
@click.option("--accent", default="teal", show_default=True, help=f"One of {', '.join(ACCENTS)}")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217")
@click.option("--time-zone", default="Europe/Warsaw", show_default=True)
@click.option("--country", default="", help="ISO 3166, two letters")
@click.option("--districts", default="", help="Names with commas between them")
@click.option("--centre", default="", help="Where its map begins: 54.352,18.647,12")
def create(
    slug: str,
    name: str,
    languages: str,
    accent: str,
    currency: str,
    time_zone: str,
    country: str,
    districts: str,
    centre: str,
) -> None:
    """Make a city with a database of its own: commons city create gdansk --name Gdańsk ..."""
    with create_app().app_context():
        create_city(
            slug,
            name=name,
            languages=_words(languages),
            accent=accent,
            currency=currency,
            time_zone=time_zone,
            country=country,
            districts=_words(districts),
            centre=Centre.read(centre) if centre else None,
        )
    click.echo(f"The city {name} is ready at /{slug}/.")


@city_group.command("map")
@click.argument("slug")
@click.argument("centre")
def map_of(slug: str, centre: str) -> None:
    """Say where a city's map begins: commons city map gdansk 54.352,18.647,12"""
    with create_app().app_context(), city(slug):
        move_map(Centre.read(centre))
    click.echo(f"The map of {slug} begins at {centre}.")


@city_group.command("list")
def list_cities() -> None:
    """List the cities of this installation."""
    with create_app().app_context():
        for entry in all_cities():
            click.echo(f"{entry.slug}\t{entry.name}\t{','.join(entry.languages)}")


@click.command("migrate")
@click.option("--city", "slug", help="Only this city; without it, all of them")
@click.option("--down", metavar="REVISION", help="Go back to a revision; base removes all tables")
def migrate_command(slug: str | None, down: str | None) -> None:
    """Bring the tables of all cities up to date."""
    with create_app().app_context():
        slugs = [slug] if slug else databases().names()
        for each in slugs:
            if down:
                migrate_down(each, down)
            else:
                migrate(each)
            click.echo(f"{each}: {down or 'up to date'}")
