"""The command line: ``commons --help``. Each command's module is only loaded when it is called."""

import importlib
import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from flask import Flask

COMMANDS = {
    "census": "commons.commands.census:census_group",
    "city": "commons.commands.cities:city_group",
    "demo": "commons.demo.commands:demo",
    "export": "commons.opendata.commands:export",
    "migrate": "commons.commands.cities:migrate_command",
    "pabulib": "commons.voting.import_command:pabulib",
    "recount": "commons.voting.recount_command:recount_command",
    "role": "commons.commands.people:role",
    "serve": "commons.commands.serve:serve",
    "sign-in-link": "commons.commands.people:sign_in_link",
    "sso": "commons.people.sso.commands:sso",
    "tally": "commons.voting.commands:tally",
    "work": "commons.commands.serve:work",
}


class LazyGroup(click.Group):
    """A group that loads a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All commands by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="commons", prog_name="commons")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Commons: where the people of a city decide together.

    Settings come from COMMONS_* variables or a file .env here; docs/operators.md lists them.
    A command that fails says why in one line and ends with 1.
    """
    # Commands of a package cannot import the app above them: they are handed what makes it.
    ctx.obj = _create_app


def _create_app() -> "Flask":
    from commons.app import create_app
    from commons.base.garbage import look_for_garbage_less_often

    app = create_app()
    look_for_garbage_less_often()
    return app


def main() -> NoReturn:
    """Run the command line; every failure is one line on standard error, and 1."""
    try:
        _read_env_file()
        code = cli.main(standalone_mode=False, prog_name="commons")
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        _fail("stopped")
    except click.ClickException as error:
        _fail(error.format_message())
    except (ValueError, LookupError, OSError, RuntimeError) as error:
        _fail(_one_line(error))
    except Exception as error:
        from sqlalchemy.exc import SQLAlchemyError

        from commons.base.errors import Refused

        if not isinstance(error, SQLAlchemyError | Refused):
            raise
        _fail(_one_line(error))
    sys.exit(code if isinstance(code, int) else 0)


def _read_env_file() -> None:
    from dotenv import load_dotenv

    try:
        load_dotenv(".env")
    except UnicodeDecodeError as error:
        raise ValueError("the file .env is not UTF-8 text") from error


def _one_line(error: Exception) -> str:
    # A LookupError shows its text in quotes; its first argument is the text itself.
    text = error.args[0] if isinstance(error, LookupError) and error.args else error
    # SQLAlchemy adds the statement; what the database itself said is enough here.
    text = getattr(error, "orig", None) or text
    if isinstance(error, OSError) and error.filename is not None:
        text = f"{error.filename}: {error.strerror}"
    return " ".join(str(text).split()) or type(error).__name__


def _fail(message: str) -> NoReturn:
    click.echo(f"commons: {' '.join(message.split())}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
