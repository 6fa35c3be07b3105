"""The map on a phone: nobody else is asked before the reader wants it, then a point is chosen."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, expect

from commons.cities.actions import create_city
from commons.cities.context import city
from commons.cities.points import Point
from commons.cities.rules import Centre
from commons.people import actions
from commons.proposals.mapping.actions import place_proposal
from tests.browser.chromium import visit
from tests.browser.site import Site, serve
from tests.factories.proposals import call_for_proposals, proposal_by

ASKED: list[str] = []


class Tiles(BaseHTTPRequestHandler):
    """Somebody else's server of map pictures, which remembers what it was asked for."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        to = io.BytesIO()
        Image.new("RGB", (256, 256), "#dfe8d8").save(to, "PNG")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(to.getvalue())

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def build(app: Flask) -> None:
    with app.app_context():
        create_city(
            "gdansk",
            name="Gdańsk",
            languages=["ar", "en"],
            districts=["Oliwa"],
            centre=Centre(54.352, 18.6466, 12),
        )
        with city("gdansk"):
            _code, link = actions.issue_code("resident@example.org")
            person = actions.check_link(link)
            phase = call_for_proposals(titles={"ar": "مدينة خضراء"})
            proposal = proposal_by(person, phase, "أشجار", language="ar")
            place_proposal(person, proposal.id, Point(54.36, 18.65))


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A served city with a map of somebody else's, and that somebody's host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_port}"
    changes = {
        "tiles": f"http://{host}/{{z}}/{{x}}/{{y}}.png",
        "tiles_attribution": "© Somebody https://example.org/",
    }
    with serve(tmp_path_factory.mktemp("mapped"), build, **changes) as site:
        yield site, host
    server.shutdown()
    server.server_close()


def test_a_point_is_chosen_on_a_map_that_is_loaded_only_when_wanted(
    mapped: tuple[Site, str], chrome: Browser
) -> None:
    site, host = mapped
    context = visit(chrome, site, role="resident", language="ar")
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 54.4111, "longitude": 18.5611})
    tab = context.new_page()
    problems: list[str] = []
    tab.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.goto(site.address("/proposals/1/place"))
    expect(tab.locator("[data-map-frame]")).to_be_hidden()
    assert ASKED == []
    expect(tab.locator("[data-map-load]")).to_contain_text(host)
    tab.locator("[data-map-load]").click()
    expect(tab.locator(".leaflet-tile-loaded").first).to_be_visible()
    assert all(path.endswith(".png") for path in ASKED)
    expect(tab.locator(".map-pin")).to_have_count(1)
    frame = tab.locator("[data-map-frame]")
    frame.click(position={"x": 60, "y": 60})
    chosen = tab.locator("[name=latitude]").input_value()
    assert 54.3 < float(chosen) < 54.45
    assert chosen != "54.36"
    tab.locator("[data-where]").click()
    expect(tab.locator("[name=latitude]")).to_have_value("54.41110")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.locator("main form button[type=submit]").last.click()
    expect(tab.locator("a[href='geo:54.41110,18.56110']")).to_be_visible()
    tab.goto(site.address("/proposals/map"))
    expect(tab.locator("svg.map-drawn a")).to_have_count(1)
    tab.locator("[data-map-load]").click()
    expect(tab.locator("svg.map-drawn")).to_be_hidden()
    tab.locator(".map-pin").press("Enter")
    expect(tab.locator(".leaflet-popup-content a")).to_have_text("أشجار")
    assert problems == [], problems
    context.close()
