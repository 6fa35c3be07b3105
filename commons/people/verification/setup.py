"""All that belongs to showing that one lives here, put into the app."""

from flask import Flask

from commons.base.jobs import Jobs
from commons.people import joining_views
from commons.people.verification import desk, letter, tries, views, vouch_views, vouching
from commons.people.verification import office_views as office
from commons.people.verification.card import Card
from commons.people.verification.census import Census
from commons.people.verification.contract import level_words, methods
from commons.people.verification.declaration import Declaration
from commons.people.verification.desk import Desk
from commons.people.verification.letter import Letter
from commons.people.verification.vouching import Vouching


def set_up(app: Flask, queue: Jobs) -> None:
    """The ways of this package, their pages, and what the worker forgets in time."""
    for way in (Declaration(), Letter(), Card(), Vouching(), Desk(), Census()):
        methods.register(way)
    for package in (views, vouch_views, office, joining_views):
        app.register_blueprint(package.blueprint)
    app.jinja_env.globals["level_words"] = level_words
    queue.add("verification.forget_letters", letter.forget_letters, every_minute=True)
    queue.add("verification.forget_tries", tries.forget_tries, every_minute=True)
    queue.add("verification.forget_codes", desk.forget_pairing_codes, every_minute=True)
    queue.add("verification.forget_vouch", vouching.forget_vouch_requests, every_minute=True)
