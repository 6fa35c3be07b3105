"""Points are read as people write them; the map is there without pictures and strangers."""

import math
from dataclasses import replace
from itertools import combinations

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.app import create_app
from commons.base.database import db
from commons.base.errors import NotAllowed, Refused
from commons.base.settings import Settings
from commons.cities.actions import move_map
from commons.cities.context import city
from commons.cities.points import Box, Flat, NotAPoint, Point, read_point
from commons.cities.rules import Centre
from commons.contributions import actions as contributions
from commons.people.models import Person
from commons.proposals.finding.rules import Filter
from commons.proposals.mapping.actions import place_proposal
from commons.proposals.mapping.drawing import by_district, place_names
from commons.proposals.mapping.queries import Placed, placed
from commons.proposals.models import Proposal
from tests.browser_client import Browser
from tests.conftest import CITY, Statements
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, many_proposals, proposal_by
from tests.marks import both_databases
from tests.proposals.pages import BUDGET, asked, hide

GDANSK = Point(54.352, 18.6466)
OLIWA = Point(54.4111, 18.5611)
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
points = st.builds(
    Point, st.floats(-80, 80).map(lambda n: round(n, 5)), st.floats(-179, 179).map(round)
)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("54.4111", "18.5611"),
        ("54,4111", "18,5611"),
        ("54.4111, 18.5611", ""),
        ("geo:54.4111,18.5611?z=12", ""),
        ("٥٤٫٤١١١", "١٨٫٥٦١١"),
        ("۵۴٫۴۱۱۱", "۱۸٫۵۶۱۱"),
        (" 54.41110 ", "+18.5611"),
    ],
)
def test_a_point_is_read_as_people_write_it(latitude: str, longitude: str) -> None:
    assert read_point(latitude, longitude, centre=GDANSK) == OLIWA


def test_no_point_is_none() -> None:
    assert read_point(" ", "") is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "says"),
    [
        ("54.4", "", "both numbers"),
        ("Oliwa", "18.5", "as numbers"),
        ("1e3", "nan", "as numbers"),
        ("95", "18.5", "-90 to 90"),
        ("18.5611", "54.4111", "far from the city"),
        ("9" * 50, "1", "as numbers"),
    ],
)
def test_what_is_no_point_is_refused_with_the_way_to_mend_it(
    latitude: str, longitude: str, says: str
) -> None:
    with pytest.raises(NotAPoint, match=says):
        read_point(latitude, longitude, centre=GDANSK)


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_does_more_than_be_refused(latitude: str, longitude: str) -> None:
    try:
        point = read_point(latitude, longitude)
    except NotAPoint:
        return
    assert point is None or abs(point.latitude) <= 90


@given(points)
def test_a_point_is_read_back_from_its_own_text(point: Point) -> None:
    assert read_point(point.text, "") == point


def test_distance_and_side_are_those_of_the_globe() -> None:
    assert GDANSK.km_to(OLIWA) == pytest.approx(8.59, abs=0.05)
    assert Point(0, 0).km_to(Point(0, 180)) == pytest.approx(math.pi * 6371, rel=1e-6)
    sides = [
        Point(54.352 + north, 18.6466 + east).side_of(GDANSK)
        for north, east in (
            (1, 0),
            (1, 1.7),
            (0, 1),
            (-1, 1.7),
            (-1, 0),
            (-1, -1.7),
            (0, -1),
            (1, -1.7),
        )
    ]
    assert sides == list(range(8))


@given(st.lists(points, min_size=1, max_size=30))
def test_every_point_is_drawn_inside_the_picture_and_counted_once(some: list[Point]) -> None:
    flat = Flat.of(Box.around(some))
    spots = flat.spots([(point, number) for number, point in enumerate(some)])
    assert sorted(thing for spot in spots for thing in spot.things) == list(range(len(some)))
    assert all(-1 <= spot.x <= flat.width + 1 and -1 <= spot.y <= flat.height + 1 for spot in spots)
    assert not any(one.hides(other) for one, other in combinations(spots, 2))


@given(st.lists(st.tuples(points, st.integers(0, 4)), min_size=1, max_size=30))
def test_no_spot_is_drawn_over_a_name(some: list[tuple[Point, int]]) -> None:
    items = [
        Placed(number, f"Trees {number}", "en", point, "open", where, f"District {where}")
        for number, (point, where) in enumerate(some)
    ]
    flat = Flat.of(Box.around([point for point, _where in some]))
    marks = [(spot.x, spot.y, spot.radius) for spot in flat.spots([(i.point, i) for i in items])]
    names = place_names(flat, by_district(items), items, marks)
    assert not any(name.lies_on(mark) for name in names for mark in marks)
    assert all(name.half <= name.x <= flat.width - name.half for name in names)
    assert not any(one.covers(other) for one, other in combinations(names, 2))


def test_north_is_up_and_east_is_right() -> None:
    flat = Flat.of(Box.around([GDANSK, OLIWA]))
    (x, y), (oliwa_x, oliwa_y) = flat.at(GDANSK), flat.at(OLIWA)
    assert oliwa_x < x
    assert oliwa_y < y


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "5,5,4,6", "0,0,0,91", "1e9,0,2,1", None])
def test_a_box_that_is_none_is_read_as_the_whole(text: str | None) -> None:
    assert Box.read(text) is None


@given(st.lists(points, min_size=1, max_size=5))
def test_a_box_is_read_back_from_its_address(some: list[Point]) -> None:
    box = Box.around(some)
    again = Box.read(str(box))
    assert again is not None
    assert again.west == pytest.approx(box.west, abs=1e-5)
    assert again.north == pytest.approx(box.north, abs=1e-5)


@pytest.mark.parametrize("text", ["", "54", "x,y", "95,18", "54,18,99", "54,18,12,1", "nan,18"])
def test_a_centre_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no centre"):
        Centre.read(text)


@pytest.fixture
def author(town: Flask) -> Person:
    move_map(Centre.read("54.352,18.6466,11"))
    return resident("Ola")


def at(person: Person, point: Point | None, title: str, **values: object) -> Proposal:
    proposal = proposal_by(person, values.pop("phase", None), title, **values)
    place_proposal(person, proposal.id, point)
    return proposal


@both_databases
def test_the_map_takes_the_same_filters_as_the_list_and_only_what_is_shown(author: Person) -> None:
    phase = call_for_proposals()
    trees = at(author, OLIWA, "Trees", phase=phase, district_id=1)
    at(author, GDANSK, "Benches", phase=phase, district_id=2)
    at(author, None, "Nowhere", phase=phase)
    hide(at(author, GDANSK, "Hidden", phase=phase), resident("Mod", role="moderator"))
    everything = placed(Filter(), "en")
    assert [one.title for one in everything.items] == ["Benches", "Trees"]
    assert not everything.more
    assert [one.id for one in placed(Filter(district_id=1), "en").items] == [trees.id]
    near = Box.around([OLIWA])
    assert [one.title for one in placed(Filter(), "en", near).items] == ["Trees"]
    only = placed(Filter(), "en", most=1)
    assert (len(only.items), only.more) == (1, True)
    contributions.add_translation(trees.id, "pl", "Drzewa", "Dużo", "Hanna")
    found = placed(Filter(), "pl", near).items[0]
    assert (found.title, found.language) == ("Drzewa", "pl")


def test_only_its_author_places_a_proposal_and_near_the_city(author: Person) -> None:
    proposal = at(author, OLIWA, "Trees", phase=call_for_proposals())
    with pytest.raises(NotAllowed):
        place_proposal(resident("Ivan"), proposal.id, GDANSK)
    with pytest.raises(Refused, match="far from the city"):
        place_proposal(author, proposal.id, Point(-33.9, 18.4))
    place_proposal(author, proposal.id, None)
    assert db.session.scalar(sa.select(Proposal.latitude)) is None


@pytest.fixture
def drawn(app: Flask, author: Person) -> int:
    """The id of a proposal in Oliwa; two more lie in one spot."""
    phase = call_for_proposals()
    first = at(author, OLIWA, "Trees in <b>Oliwa</b>", phase=phase, district_id=1)
    for number in range(2):
        at(author, GDANSK, f"Bench {number}", phase=phase, district_id=3)
    return first.id


def test_without_pictures_the_map_is_drawn_and_leads_on(
    browser: Browser, drawn: int, statements: Statements
) -> None:
    browser.sign_in()
    statements.clear()
    page = browser.open("/proposals/map")
    assert len(asked(statements)) <= BUDGET
    spots = page.select("svg.map-drawn a")
    assert len(spots) == 2
    assert spots[0]["aria-label"] == "2 proposals here: look closer"
    assert spots[1]["aria-label"] == "Trees in <b>Oliwa</b>"
    assert {text.get_text() for text in page.select(".map-name")} == {"Oliwa", "Śródmieście"}
    assert page.select("[data-map]") == []
    assert [link.get_text() for link in page.select("main ul li a[lang]")][-1].startswith("Trees")
    browser.open(spots[0]["href"])
    assert "Trees" not in browser.text
    assert browser.page.select_one("a[href='/gdansk/proposals/map']") is not None
    browser.open("/proposals/?district=1")
    browser.open(browser.page.select_one(".tabs a[href*=map]")["href"])
    assert [spot["aria-label"] for spot in browser.page.select("svg.map-drawn a")] == [
        "Trees in <b>Oliwa</b>"
    ]


def test_the_points_are_geojson_of_the_same_proposals(browser: Browser, drawn: int) -> None:
    browser.open("/proposals/map.geojson?district=1")
    assert browser.response is not None
    assert browser.response.mimetype == "application/geo+json"
    (feature,) = browser.response.json["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [18.5611, 54.4111]}
    assert feature["properties"] == {
        "title": "Trees in <b>Oliwa</b>",
        "language": "en",
        "status": "open",
        "district": "Oliwa",
        "url": f"/gdansk/proposals/{drawn}",
    }
    assert browser.response.json["more"] is False


def test_the_map_of_many_is_bounded(app: Flask, browser: Browser, author: Person) -> None:
    many = many_proposals(author, call_for_proposals(), 501)
    db.session.execute(
        sa.update(Proposal.__table__)
        .where(Proposal.__table__.c.id.in_([one.id for one in many]))
        .values(latitude=54.35, longitude=18.6)
    )
    db.session.commit()
    browser.open("/proposals/map.geojson")
    assert browser.response is not None
    assert len(browser.response.json["features"]) == 500
    assert browser.response.json["more"] is True
    assert "The newest 500 are shown" in browser.open("/proposals/map").get_text()


@pytest.mark.parametrize("query", ["bbox=x", "bbox=1,2,3,4", "q=%00", "district=99", "phase=zz"])
def test_no_address_of_the_map_breaks_it(browser: Browser, drawn: int, query: str) -> None:
    for path in ("map", "map.geojson"):
        browser.open(f"/proposals/{path}?{query}")
        assert browser.status == 200


def test_the_author_says_where_it_is_by_typing(app: Flask, browser: Browser) -> None:
    person = browser.sign_in(name="Ola")
    with app.app_context(), city(CITY):
        move_map(Centre.read("54.352,18.6466"))
        proposal = proposal_by(person, call_for_proposals())
    browser.open(f"/proposals/{proposal.id}/place")
    assert "geolocation=(self)" in browser.response.headers["Permissions-Policy"]
    browser.send({"latitude": "18.5611", "longitude": "54.4111"})
    assert browser.status == 422
    assert "far from the city" in browser.errors[0]
    assert browser.page.select_one("#latitude")["value"] == "18.5611"
    browser.send({"latitude": "54.4111, 18.5611", "longitude": ""})
    assert "8.6 km north-west of the centre" in browser.text
    assert browser.page.select_one("a[href='geo:54.41110,18.56110']") is not None
    assert "geolocation=()" in browser.response.headers["Permissions-Policy"]
    other = Browser(app)
    other.sign_in("ivan@example.org", name="Ivan")
    other.open(f"/proposals/{proposal.id}/place")
    assert other.status == 404


def test_the_place_goes_with_the_text_when_it_is_hidden(
    app: Flask, browser: Browser, drawn: int
) -> None:
    with app.app_context(), city(CITY):
        proposal = db.session.get_one(Proposal, drawn)
        hide(proposal, resident("Mod", role="moderator"))
    browser.open(f"/proposals/{drawn}")
    assert "54.41110" not in str(browser.page)


@pytest.fixture
def with_tiles(app: Flask, settings: Settings, drawn: int) -> Browser:
    """A visitor of the same city, whose operator has set an address of map pictures."""
    changed = replace(
        settings, tiles=TILES, tiles_attribution="© Somebody & others https://example.org/who"
    )
    return Browser(create_app(changed, immediate_jobs=True))


def test_no_other_host_is_asked_before_the_reader_wants_it(with_tiles: Browser, drawn: int) -> None:
    for path, mode in (("map", "points"), (str(drawn), "one")):
        page = with_tiles.open(f"/proposals/{path}")
        box = page.select_one("[data-map]")
        assert (box["data-map"], box["data-tiles"]) == (mode, TILES)
        assert "Load the map from tiles.example.org" in box.get_text()
        assert box.select_one("[data-map-frame]").has_attr("hidden")
        loaded = [
            tag.get("src") or tag.get("href") for tag in page.select("script, img, head link")
        ]
        assert not [one for one in loaded if "//" in str(one) or "leaflet" in str(one)]
        credit = box.select_one(".map-credit a")
        assert (credit.get_text(), credit["href"]) == (
            "© Somebody & others",
            "https://example.org/who",
        )
        policy = with_tiles.response.headers["Content-Security-Policy"]
        assert "img-src 'self' data: https://tiles.example.org;" in policy
        assert policy.count("example.org") == 1


def test_pages_without_a_map_may_load_nothing_from_elsewhere(with_tiles: Browser) -> None:
    with_tiles.open("/proposals/")
    assert "example.org" not in with_tiles.response.headers["Content-Security-Policy"]
    assert "map.js" not in str(with_tiles.page)
