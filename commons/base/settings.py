"""The operator's settings: read once from the environment, never changed afterwards."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")
PROJECT_ROOT = Path(__file__).resolve().parents[2]


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what would do."""


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise SettingsError(f"{name} must be a whole number, not {text!r}")
    return int(text)


def _yes_or_no(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise SettingsError(f"{name} must be yes or no, not {text!r}")


def _hosts(text: str) -> dict[str, str]:
    """Read ``city.example=slug,other.example=slug2`` into a mapping from host to city."""
    hosts: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        host, sign, city = pair.partition("=")
        if not sign or not city.strip() or not _HOST.fullmatch(host.strip()):
            raise SettingsError(
                f"COMMONS_HOSTS: {pair!r} is not of the form host=city, such as www.city.org=city"
            )
        hosts[host.strip().lower()] = city.strip()
    return hosts


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an operator can set. ``docs/operators.md`` explains each variable."""

    home: Path
    """The data folder: city databases, keys of open votes, the job queue, built files."""
    secret_key: str
    database_url: str | None = None
    """A PostgreSQL address; without it each city is a SQLite file in ``home``."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False
    smtp_url: str | None = None
    mail_from: str = "Commons <commons@localhost>"
    unsubscribe_address: str | None = None
    """A mailbox that somebody reads, for mail programs that unsubscribe by mail."""
    public_url: str = "http://127.0.0.1:8000"
    """The address people use, for links in mails and files; no slash at its end."""
    proxies: int = 0
    """How many reverse proxies in front are trusted to say who is asking."""
    secure_cookies: bool = False
    limits_url: str = "memory://"
    limits: bool = True
    keys: Path | None = None
    """Where the keys of open votes are kept: outside the database and its backups."""
    tiles: str | None = None
    """Address of map pictures, with {z}, {x} and {y}; without it maps are drawn from points."""
    tiles_attribution: str = ""
    """Whom to name beside them; a last word that begins with https:// becomes a link."""
    sso: Path | None = None
    """A file that names the cities' sign-in services; ``people/sso/providers.py`` reads it."""
    static: Path = PROJECT_ROOT / "static"
    migrations: Path = PROJECT_ROOT / "migrations"

    @property
    def key_folder(self) -> Path:
        """The folder that holds the keys of open votes, a folder for each city."""
        return self.keys or self.home / "keys"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from ``COMMONS_*`` variables.

        Raises SettingsError when one of them cannot be understood.
        """
        env = os.environ if environ is None else environ
        home = Path(env.get("COMMONS_HOME") or "var").resolve()
        public_url = env.get("COMMONS_PUBLIC_URL", "").rstrip("/")
        if public_url and not re.match(r"https?://[^/\s]+", public_url):
            raise SettingsError(f"COMMONS_PUBLIC_URL must begin with https://, not {public_url!r}")
        keys, sso = env.get("COMMONS_KEYS"), env.get("COMMONS_SSO")
        tiles = _tiles(env.get("COMMONS_TILES"), env.get("COMMONS_TILES_ATTRIBUTION"))
        return cls(
            home=home,
            secret_key=env.get("COMMONS_SECRET_KEY") or _kept_secret(home),
            database_url=_postgresql(env.get("COMMONS_DATABASE_URL")),
            hosts=_hosts(env.get("COMMONS_HOSTS", "")),
            demo=_yes_or_no(env, "COMMONS_DEMO", default=False),
            smtp_url=_mail_server(env.get("COMMONS_SMTP_URL")),
            mail_from=_sender(env.get("COMMONS_MAIL_FROM")),
            unsubscribe_address=_mailbox(env.get("COMMONS_UNSUBSCRIBE_ADDRESS")),
            public_url=public_url or f"http://127.0.0.1:{_whole_number(env, 'PORT', 8000)}",
            proxies=_whole_number(env, "COMMONS_PROXIES", 0),
            secure_cookies=_yes_or_no(
                env, "COMMONS_SECURE_COOKIES", default=public_url.startswith("https://")
            ),
            limits_url=_counting_place(env.get("COMMONS_LIMITS_URL")),
            limits=_yes_or_no(env, "COMMONS_LIMITS", default=True),
            keys=Path(keys).resolve() if keys else None,
            tiles=tiles,
            tiles_attribution=env.get("COMMONS_TILES_ATTRIBUTION", "").strip(),
            sso=Path(sso).resolve() if sso else None,
        )


def _postgresql(url: str | None) -> str | None:
    """Accept the usual spellings of a PostgreSQL address and name our driver in it."""
    if not url:
        return None
    scheme, sign, rest = url.partition("://")
    if not sign or scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
        raise SettingsError("COMMONS_DATABASE_URL must begin with postgresql://")
    address = f"postgresql+psycopg://{rest}"
    try:
        sa.make_url(address)
    except (ValueError, sa.exc.ArgumentError) as error:
        # The address may hold a password, so the message does not repeat it.
        raise SettingsError(
            "COMMONS_DATABASE_URL is not of the form postgresql://user:password@host:port/name"
        ) from error
    return address


def _mail_server(url: str | None) -> str | None:
    """The address of a mail server, if it is one."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise SettingsError(
            "COMMONS_SMTP_URL is not of the form smtp://user:password@host:port or smtps://..."
        )
    return url


def _sender(text: str | None) -> str:
    """Who mails come from. Raises SettingsError for what no mail server would take."""
    sender = text or "Commons <commons@localhost>"
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", parseaddr(sender)[1]):
        raise SettingsError(
            f"COMMONS_MAIL_FROM is not of the form Commons <commons@city.example>: {sender!r}"
        )
    return sender


def _mailbox(text: str | None) -> str | None:
    """A bare address. Raises SettingsError for what could not stand in a mail's header."""
    if text and not re.fullmatch(r"[\w.+-]+@[\w.-]+", text, re.ASCII):
        raise SettingsError(
            f"COMMONS_UNSUBSCRIBE_ADDRESS is not of the form mails@city.example: {text!r}"
        )
    return text or None


_TILES = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?/[A-Za-z0-9._~/?&=%{}-]*")


def _tiles(address: str | None, attribution: str | None) -> str | None:
    """The address of map pictures. Raises SettingsError for what no page could load."""
    if not address:
        return None
    if not _TILES.fullmatch(address) or not all(part in address for part in ("{z}", "{x}", "{y}")):
        raise SettingsError(
            "COMMONS_TILES is not of the form https://tiles.example.org/{z}/{x}/{y}.png: one host, "
            "with {z}, {x} and {y}"
        )
    if set(re.findall(r"{(\w*)}", address)) != {"z", "x", "y"}:
        raise SettingsError("COMMONS_TILES can hold {z}, {x} and {y}, and nothing else in braces")
    if not (attribution or "").strip():
        raise SettingsError(
            "COMMONS_TILES_ATTRIBUTION is missing: say whose map it is, such as "
            "© OpenStreetMap contributors https://www.openstreetmap.org/copyright"
        )
    return address


def _counting_place(url: str | None) -> str:
    """Where rate limits are counted. Raises SettingsError for what is neither of the two."""
    place = url or "memory://"
    if not place.startswith(("memory://", "redis://", "rediss://", "unix://")):
        raise SettingsError("COMMONS_LIMITS_URL must begin with redis:// (or be memory://)")
    if not place.startswith("memory://") and find_spec("redis") is None:
        raise SettingsError("COMMONS_LIMITS_URL needs a package more: .venv/bin/pip install redis")
    return place


def _kept_secret(home: Path) -> str:
    """The secret of an installation that was given none: made once, kept in its data folder."""
    path = home / "secret.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f".secret.{secrets.token_hex(8)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            # A hard link fails when the name is taken, so two first starts agree on one secret.
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
