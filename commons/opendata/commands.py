"""``commons export``: all open data into a folder."""

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from commons.base.errors import Refused
from commons.base.tables import FORMATS
from commons.cities.context import city
from commons.opendata.exports import export_all


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--city", "slug", required=True, help="The city's address, such as gdansk")
@click.option("--consultation", help="Only this one, by its address; without it, all of them")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(list(FORMATS)),
    default="csv",
    show_default=True,
)
@click.pass_obj
def export(
    make_app: Callable[[], Flask],
    folder: Path,
    slug: str,
    consultation: str | None,
    file_format: str,
) -> None:
    """Write the open data of a city into FOLDER, with the dictionaries of all columns.

    It is what the city's own pages offer for download, and nothing more.
    """
    try:
        with make_app().app_context(), city(slug):
            written = export_all(folder, consultation, file_format=file_format)
    except Refused as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(path)
