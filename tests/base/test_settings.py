"""What an operator sets, and what they are told when it cannot be used."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from commons.base.settings import Settings, SettingsError


def settings(tmp_path: Path, **values: str) -> Settings:
    return Settings.from_environment({"COMMONS_HOME": str(tmp_path), **values})


def test_nothing_need_be_set(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found.database_url is None
    assert found.public_url == "http://127.0.0.1:8000"
    assert (found.demo, found.secure_cookies, found.limits, found.proxies) == (
        False,
        False,
        True,
        0,
    )
    assert found.key_folder == tmp_path / "keys"


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as workers:
        secrets = set(workers.map(lambda _n: settings(tmp_path).secret_key, range(8)))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 48
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_given_secret_is_not_written_down(tmp_path: Path) -> None:
    assert settings(tmp_path, COMMONS_SECRET_KEY="from the vault").secret_key == "from the vault"
    assert list(tmp_path.iterdir()) == []


def test_https_makes_the_cookies_secure(tmp_path: Path) -> None:
    assert settings(tmp_path, COMMONS_PUBLIC_URL="https://commons.example/").secure_cookies
    found = settings(tmp_path, COMMONS_PUBLIC_URL="https://commons.example/")
    assert found.public_url == "https://commons.example"
    assert not settings(tmp_path, COMMONS_PUBLIC_URL="http://x.example").secure_cookies


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:p@h/db",
        "postgresql://u:p@h/db",
        "postgresql+psycopg://u:p@h/db",
    ],
)
def test_every_usual_spelling_of_postgresql_is_understood(tmp_path: Path, url: str) -> None:
    assert settings(tmp_path, COMMONS_DATABASE_URL=url).database_url == (
        "postgresql+psycopg://u:p@h/db"
    )


def test_hosts_lead_to_cities(tmp_path: Path) -> None:
    found = settings(tmp_path, COMMONS_HOSTS=" Gdansk.Example = gdansk , k.example=kandahar,")
    assert found.hosts == {"gdansk.example": "gdansk", "k.example": "kandahar"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMMONS_DATABASE_URL", "mysql://x"),
        ("COMMONS_DATABASE_URL", "nonsense"),
        ("COMMONS_DATABASE_URL", "postgresql://h:port/x"),
        ("COMMONS_SMTP_URL", "mail.example"),
        ("COMMONS_SMTP_URL", "http://mail.example"),
        ("COMMONS_SMTP_URL", "smtp://"),
        ("COMMONS_SMTP_URL", "smtp://mail.example:port"),
        ("COMMONS_MAIL_FROM", "Commons"),
        ("COMMONS_MAIL_FROM", "Commons <a b@city.example>"),
        ("COMMONS_LIMITS_URL", "nonsense"),
        ("COMMONS_DEMO", "perhaps"),
        ("COMMONS_PROXIES", "-1"),
        ("COMMONS_PROXIES", "two"),
        ("COMMONS_PROXIES", "9" * 5000),
        ("COMMONS_PROXIES", "٣"),
        ("PORT", "80x"),
        ("COMMONS_HOSTS", "gdansk"),
        ("COMMONS_HOSTS", "=gdansk"),
        ("COMMONS_HOSTS", "a.example="),
        ("COMMONS_HOSTS", "https://a.example=gdansk"),
        ("COMMONS_HOSTS", "a.example:80=gdansk"),
        ("COMMONS_PUBLIC_URL", "commons.example"),
        ("COMMONS_PUBLIC_URL", "javascript:alert(1)"),
        ("COMMONS_PUBLIC_URL", "https://"),
        ("COMMONS_SECURE_COOKIES", "si"),
    ],
)
def test_what_cannot_be_understood_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings(tmp_path, **{name: value})


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("yes", True),
        ("1", True),
        (" ON ", True),
        ("no", False),
        ("0", False),
        ("False", False),
        ("", False),
    ],
)
def test_yes_and_no_have_many_spellings(tmp_path: Path, word: str, meant: bool) -> None:
    assert settings(tmp_path, COMMONS_DEMO=word).demo is meant


@pytest.mark.parametrize("url", ["smtp://localhost", "smtp://u:p%40s@h:587", "smtps://u:p@h"])
def test_a_mail_server_can_be_named(tmp_path: Path, url: str) -> None:
    assert settings(tmp_path, COMMONS_SMTP_URL=url).smtp_url == url


def test_redis_is_asked_for_only_where_it_can_be_spoken_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commons.base.settings.find_spec", lambda _name: None)
    with pytest.raises(SettingsError, match="pip install redis"):
        settings(tmp_path, COMMONS_LIMITS_URL="redis://localhost")
    monkeypatch.setattr("commons.base.settings.find_spec", lambda _name: object())
    found = settings(tmp_path, COMMONS_LIMITS_URL="redis://localhost")
    assert found.limits_url == "redis://localhost"


def test_a_map_needs_one_host_and_whom_to_name(tmp_path: Path) -> None:
    tiles, whose = "https://tiles.example.org/{z}/{x}/{y}.png", "© Somebody"
    found = settings(tmp_path, COMMONS_TILES=tiles, COMMONS_TILES_ATTRIBUTION=whose)
    assert (found.tiles, found.tiles_attribution) == (tiles, whose)
    assert settings(tmp_path).tiles is None
    for wrong in (
        "tiles.example.org/{z}/{x}/{y}",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png; script-src *",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}{r}.png",
    ):
        with pytest.raises(SettingsError, match="COMMONS_TILES"):
            settings(tmp_path, COMMONS_TILES=wrong, COMMONS_TILES_ATTRIBUTION=whose)
    with pytest.raises(SettingsError, match="ATTRIBUTION"):
        settings(tmp_path, COMMONS_TILES=tiles)
