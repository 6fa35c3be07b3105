"""Where the demo's proposals are, and a picture of one: drawn here, so that it is nobody's."""

import io
from collections.abc import Mapping
from random import Random

from PIL import Image, ImageDraw

from commons.cities.points import Point
from commons.contributions.files.actions import attach
from commons.contributions.files.homes import Home
from commons.contributions.files.rules import take
from commons.demo.content import DemoCity, Shown
from commons.people.models import Person
from commons.proposals.mapping.actions import place_proposal

_WIDTH, _HEIGHT = 1200, 800


def show_where(content: DemoCity, author: Person, proposal_id: int, district: str | None) -> None:
    """Put a proposal somewhere near the middle of its district, the same place each time."""
    middle = content.middles.get(district or "")
    if middle is None:
        return
    chance = Random(f"{content.slug} {proposal_id}")  # noqa: S311  (an invented place, no secret)
    north, east = middle
    near = Point(
        round(north + chance.uniform(-0.006, 0.006), 5),
        round(east + chance.uniform(-0.01, 0.01), 5),
    )
    place_proposal(author, proposal_id, near)


def show_picture(author: Person, proposal_id: int, shown: Shown) -> None:
    """Add a drawing of a street to a proposal."""
    home = Home(contribution_id=proposal_id)
    attach(author, home, take(street(shown.trees)), name=shown.name, words=shown.words)


def street(trees: int) -> bytes:
    """A street with so many trees, as a PNG."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "#cfe3ee")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 560, _WIDTH, _HEIGHT), fill="#b9b2a5")
    pen.rectangle((0, 640, _WIDTH, 700), fill="#8c867b")
    for number in range(5):
        left = number * 240 + 20
        pen.rectangle((left, 260, left + 200, 560), fill=_WALLS[number])
        pen.polygon(((left, 260), (left + 100, 160), (left + 200, 260)), fill="#8f3b2e")
        for x, y in ((40, 310), (120, 310), (40, 410), (120, 410)):
            pen.rectangle((left + x, y, left + x + 40, y + 60), fill="#fdf6e3")
    for number in range(trees):
        middle = (number + 1) * _WIDTH // (trees + 1)
        pen.rectangle((middle - 9, 520, middle + 9, 640), fill="#6b4a2b")
        pen.ellipse((middle - 80, 370, middle + 80, 540), fill="#4c7a3f")
    to = io.BytesIO()
    image.save(to, "PNG")
    return to.getvalue()


_WALLS: Mapping[int, str] = dict(enumerate(("#e3b778", "#c98f6b", "#d9c7a0", "#b7776a", "#e0a98a")))
