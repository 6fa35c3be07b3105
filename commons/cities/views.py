"""The pages of the host that belong to no city: the list of cities, and how it fares."""

import sqlalchemy as sa
from flask import Blueprint, Response, render_template

from commons.base.database import databases, db
from commons.base.web.host import HOST_PREFIX
from commons.cities.context import city
from commons.cities.queries import all_cities

host = Blueprint("host", __name__, template_folder="templates", url_prefix=HOST_PREFIX)


@host.get("/")
def index() -> str:
    """The cities of this installation."""
    return render_template("cities/index.html", cities=all_cities())


@host.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@host.get("/readyz")
def readyz() -> Response:
    """The databases answer too."""
    for slug in databases().names()[:1]:
        with city(slug):
            db.session.execute(sa.text("SELECT 1"))
    return Response("ready\n", mimetype="text/plain")


@host.get("/robots.txt")
def robots() -> Response:
    """Search engines may read everything but accounts and forms."""
    rules = "User-agent: *\nDisallow: /*/account\nDisallow: /*/sign-in\n"
    return Response(rules, mimetype="text/plain")
