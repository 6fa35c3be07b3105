"""The operator's file, and the command that says whether it works."""

import dataclasses
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from commons.base.settings import Settings, SettingsError
from commons.people.sso.commands import sso
from commons.people.sso.providers import Provider, is_safe_address, read_providers
from commons.people.sso.rules import claim, lives_here
from tests.browser_client import Browser
from tests.people.sso.go_between import GoBetween

GOOD = """
[gdansk]
issuer = "https://login.gdansk.example/"
client_id = "commons"
name = "City account"
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "providers.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_file_names_a_provider_for_each_city(tmp_path: Path) -> None:
    found = read_providers(written(tmp_path, GOOD))
    provider = found["gdansk"]
    assert provider.issuer == "https://login.gdansk.example"
    assert provider.scopes == ("openid",)
    assert provider.name("pl") == "City account"
    assert provider.client_secret is None


def test_a_secret_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from elsewhere\n")
    file = written(tmp_path, GOOD + 'client_secret_file = "secret"')
    assert read_providers(file)["gdansk"].client_secret == "from elsewhere"


def test_names_may_be_given_by_language(tmp_path: Path) -> None:
    text = GOOD.replace('name = "City account"', 'name.pl = "Konto"\nname.en = "Account"')
    provider = read_providers(written(tmp_path, text))["gdansk"]
    assert (provider.name("en"), provider.name("uk")) == ("Account", "Konto")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gdansk = 1", "there must be a section"),
        ("[gdansk", "is not TOML"),
        ('[gdansk]\nclient_id = "x"', "issuer is missing"),
        (GOOD.replace("https://", "http://"), "must begin with https://"),
        (GOOD.replace('"https://login.gdansk.example/"', "1"), "issuer must be a text"),
        (GOOD.replace('name = "City account"', ""), "name is missing"),
        (GOOD.replace('"City account"', "3"), "name is missing"),
        (GOOD + "level = 4", "level must be a whole number from 0 to 3"),
        (GOOD + "level = true", "level must be a whole number"),
        (GOOD + 'scopes = "openid"', "scopes must be a list"),
        (GOOD + 'client_secrets = "x"', "unknown: client_secrets"),
        (GOOD + 'client_secret = ""', "client_secret must be a text"),
        (GOOD + 'client_secret_file = "nowhere"', "cannot be read"),
        (GOOD + 'client_secret = "x"\nclient_secret_file = "y"', "not both"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        read_providers(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"COMMONS_HOME": str(tmp_path), "COMMONS_SSO": str(tmp_path / "nowhere.toml")}
    )
    with pytest.raises(SettingsError, match=r"nowhere\.toml cannot be read"):
        read_providers(settings.sso)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.example/x", True),
        ("http://127.0.0.1:80/x", True),
        ("http://[::1]:80/x", True),
        ("http://localhost/x", True),
        ("http://a.example", False),
        ("http://localhost.a.example", False),
        ("https://", False),
        ("https://a.example:port", False),
        ("javascript:alert(1)", False),
        (None, False),
    ],
)
def test_secrets_go_only_where_nobody_else_reads_them(address: object, safe: bool) -> None:
    assert is_safe_address(address) is safe


WHO = Provider("https://a.example", "x", None, {"": "A"}, residence_claim="address.locality")


@pytest.mark.parametrize(
    ("claims", "here"),
    [
        ({"address": {"locality": "Gdańsk"}}, True),
        ({"address.locality": "Gdańsk"}, True),
        ({"address": {"locality": ["Sopot", "Gdańsk"]}}, True),
        ({"address": {"locality": ""}}, False),
        ({"address": {"locality": False}}, False),
        ({"address": {"locality": None}}, False),
        ({"address": "Gdańsk"}, False),
        ({}, False),
    ],
)
def test_who_lives_here_is_read_from_the_claim(claims: dict[str, object], here: bool) -> None:
    assert lives_here(WHO, claims) is here


def test_values_are_compared_whatever_their_case() -> None:
    exact = dataclasses.replace(WHO, residence_values=frozenset({"GDAŃSK"}))
    assert lives_here(exact, {"address": {"locality": "Gdańsk"}})
    assert not lives_here(exact, {"address": {"locality": "Sopot"}})
    assert claim({"level": 2}, "level") == ["2"]


# The city without single sign-on


def test_where_nothing_is_set_up_there_is_no_button_and_no_page(
    app: Flask, browser: Browser
) -> None:
    app.extensions["commons.sso"] = {}
    browser.open("/sign-in")
    assert browser.page.select("main a[href$='/sign-in/sso']") == []
    for path in ("/sign-in/sso", "/sign-in/sso/back?state=x&code=y"):
        browser.open(path)
        assert browser.status == 404


# The command


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(sso, ["check", *words], obj=lambda: app)
    return result.exit_code, result.output


def test_the_command_says_that_it_works_and_what_to_register(app: Flask) -> None:
    code, said = run(app)
    assert code == 0
    assert "works, as far as can be told" in said
    assert "http://127.0.0.1:8000/gdansk/sign-in/sso/back" in said
    assert "read from the claim groups" in said
    assert "note:" not in said


def test_the_command_warns_where_others_can_read_the_secrets(
    app: Flask, settings: Settings
) -> None:
    assert settings.sso is not None
    os.chmod(settings.sso, 0o644)  # noqa: PTH101
    assert "others on this machine may read it" in run(app)[1]


def test_the_command_says_that_the_provider_is_away(app: Flask, go_between: GoBetween) -> None:
    go_between.end()
    code, said = run(app)
    assert code == 1
    assert "does not work: " in said


@pytest.mark.parametrize("sso_lines", [["level = 0"]])
def test_the_command_says_what_the_account_does_not_show(app: Flask) -> None:
    assert "does not show that they live here" in run(app)[1]


def test_the_command_names_what_the_provider_lacks(app: Flask, go_between: GoBetween) -> None:
    path = "/.well-known/openid-configuration"
    go_between.changes[path] = lambda own: own.replace(b'"S256"', b'"x"').replace(
        b'"groups"]', b'"x"]'
    )
    code, said = run(app)
    assert code == 1
    assert "does not offer PKCE with S256" in said
    assert "does not know the scopes groups" in said


def test_the_command_knows_its_cities(app: Flask) -> None:
    assert "no section [sopot]" in run(app, "--city", "sopot")[1]
    app.extensions["commons.sso"]["sopot"] = app.extensions["commons.sso"]["gdansk"]
    code, said = run(app)
    assert code == 1
    assert "sopot: there is no such city here" in said
