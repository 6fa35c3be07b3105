"""Making cities: what can be one, what cannot, and that none knows of another."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.audit import AuditEntry
from commons.base.database import databases, db, transaction
from commons.base.errors import Missing
from commons.base.web.host import RESERVED
from commons.cities.actions import create_city
from commons.cities.context import city, current_city
from commons.cities.models import District
from commons.cities.queries import all_cities, districts
from commons.cities.rules import check_slug
from commons.people.models import Person
from tests.browser_client import Browser
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals
from tests.marks import both_databases

GOOD: dict[str, Any] = {
    "name": "Kandahar",
    "languages": ["ps", "en"],
    "currency": "AFN",
    "time_zone": "Asia/Kabul",
    "country": "af",
}


@both_databases
def test_a_city_is_made_with_what_was_said_about_it(app: Flask) -> None:
    with app.app_context():
        create_city("kandahar", **GOOD, districts=["Dand", "  Daman ", "Dand", ""])
        with city("kandahar"):
            found = current_city()
            assert (found.name, found.languages, found.currency) == (
                "Kandahar",
                ["ps", "en"],
                "AFN",
            )
            assert found.country == "AF"
            assert found.created_at.utcoffset() is not None
            assert [district.name for district in districts()] == ["Daman", "Dand"]
            assert db.session.scalar(sa.select(AuditEntry.act)) == "create_city"
        assert [entry.slug for entry in all_cities()] == ["gdansk", "kandahar"]


@both_databases
def test_districts_whose_names_look_alike_in_addresses_get_their_own(app: Flask) -> None:
    with app.app_context():
        create_city("kandahar", **GOOD, districts=["Łąka", "Laka", "ولسوالی", "ناحیه", "x" * 120])
        with city("kandahar"):
            codes = list(db.session.scalars(sa.select(District.code)))
    assert len(set(codes)) == 5
    assert {"laka", "laka-2", "district-3", "district-4"} < set(codes)


@both_databases
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "  "}, "name"),
        ({"name": "\u200b\u202e"}, "name"),
        ({"name": "x" * 101}, "100"),
        ({"languages": []}, "languages"),
        ({"languages": ["pl", "xx"]}, "xx"),
        ({"languages": ["de"]}, "de"),
        ({"accent": "pink"}, "teal"),
        ({"currency": "ZZZ"}, "ISO 4217"),
        ({"currency": ""}, "ISO 4217"),
        ({"time_zone": "Mars/Olympus"}, "Europe/Warsaw"),
        ({"time_zone": "../../etc/passwd"}, "time zone"),
        ({"country": "Poland"}, "two letters"),
        ({"districts": ["x" * 121]}, "120"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_made(
    app: Flask, changes: dict[str, Any], told: str
) -> None:
    with app.app_context():
        with pytest.raises(ValueError, match=told):
            create_city("kandahar", **{**GOOD, **changes})
        assert databases().names() == ["gdansk"]


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "a",
        "x" * 42,
        "Gdansk",
        "1st",
        "-x",
        "a_b",
        "a/b",
        "..",
        "a.b",
        "gdańsk",
        "a\n",
        "a b",
        "x'; DROP SCHEMA public; --",
        *sorted(RESERVED),
    ],
)
def test_a_slug_that_cannot_be_an_address_is_refused(app: Flask, slug: str) -> None:
    with app.app_context():
        with pytest.raises(ValueError, match=r"address|name for a city"):
            create_city(slug, **GOOD)
        assert databases().names() == ["gdansk"]


@given(st.text(max_size=50))
def test_a_slug_is_never_more_than_letters_digits_and_hyphens(text: str) -> None:
    try:
        slug = check_slug(text)
    except ValueError:
        return
    assert slug.isascii()
    assert slug.replace("-", "").isalnum()
    assert slug not in RESERVED


@both_databases
def test_a_city_is_made_once(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ValueError, match="already"):
            create_city("gdansk", **GOOD)
        with city("gdansk"):
            assert current_city().name == "Gdańsk"


@both_databases
def test_a_city_that_could_not_be_finished_leaves_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("commons.cities.actions._furnish", fails)
    with app.app_context():
        with pytest.raises(OSError, match="space"):
            create_city("kandahar", **GOOD)
        assert not databases().exists("kandahar")
        monkeypatch.undo()
        create_city("kandahar", **GOOD)
        assert databases().exists("kandahar")


@both_databases
def test_cities_do_not_see_each_others_rows(app: Flask) -> None:
    with app.app_context():
        create_city("kandahar", **GOOD)
        with city("gdansk"):
            ola = resident("Ola")
            call_for_proposals(titles={"en": "Benches by the Motława"})
        with city("kandahar"):
            assert db.session.scalars(sa.select(Person)).all() == []
            ahmad = resident("Ahmad")
        # The same number, and yet another person.
        assert ola.id == ahmad.id
        with city("gdansk"):
            assert db.session.scalars(sa.select(Person.display_name)).all() == ["Ola"]
    visitor = Browser(app, "kandahar")
    visitor.open("/consultations/")
    assert visitor.status == 200
    assert "Motława" not in visitor.page.get_text()


@both_databases
def test_being_in_one_city_inside_another_keeps_them_apart(app: Flask) -> None:
    with app.app_context():
        create_city("kandahar", **GOOD)
        with city("gdansk"):
            resident("Ola")
            with city("kandahar"):
                resident("Ahmad")
                assert current_city().name == "Kandahar"
            assert current_city().name == "Gdańsk"
            assert db.session.scalars(sa.select(Person.display_name)).all() == ["Ola"]


@both_databases
def test_who_is_signed_in_in_one_city_is_nobody_in_another(app: Flask, browser: Browser) -> None:
    with app.app_context():
        create_city("kandahar", **GOOD)
        with city("kandahar"):
            _same_number()
    browser.sign_in("ola@example.org", name="Ola", role="administrator")
    cookie = browser.client.get_cookie("commons", path="/gdansk/")
    assert cookie is not None
    assert cookie.path == "/gdansk/"
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    other = Browser(app, "kandahar")
    other.open("/account")
    assert "/sign-in" in other.url
    # A cookie carried over by hand is worth nothing either: it is signed for its own city.
    other.client.set_cookie("commons", cookie.value, path="/kandahar/")
    other.open("/account")
    assert "/sign-in" in other.url
    browser.open("/account")
    assert browser.status == 200
    assert "Ola" in browser.page.get_text()


@transaction
def _same_number() -> None:
    resident("Ahmad")


def test_a_city_that_does_not_exist_is_missing(app: Flask) -> None:
    with app.app_context():
        for name in ("atlantis", "../gdansk", "", "GDANSK"):
            with pytest.raises(Missing), city(name):
                pass


def test_a_database_without_its_city_is_missing_and_not_listed(app: Flask) -> None:
    from commons.cities.migrate import migrate

    with app.app_context():
        databases().create("empty")
        migrate("empty")
        assert [entry.slug for entry in all_cities()] == ["gdansk"]
        with city("empty"), pytest.raises(Missing, match="holds no city"):
            current_city()


def test_the_host_lists_its_cities_in_their_own_words(app: Flask) -> None:
    from werkzeug.test import Client

    from commons.app import wrap

    with app.app_context():
        create_city("kandahar", **GOOD)
    answer = Client(wrap(app, app.extensions["commons.settings"])).get("/")
    assert answer.status_code == 200
    assert 'href="/kandahar/"' in answer.text
    assert "پښتو" in answer.text
