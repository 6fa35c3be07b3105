"""What the tests of pages share."""

import re

from commons.base.database import db
from commons.contributions.models import Contribution
from commons.moderation import actions as moderation
from commons.people.models import Person
from tests.conftest import Statements

BUDGET = 8
"""SQL statements a page may take, the city's and the person's among them."""


def asked(statements: Statements) -> list[str]:
    """The statements that asked or changed something."""
    return [s for s in statements if not re.match(r"BEGIN|SET LOCAL|PRAGMA|SAVEPOINT", s)]


def person_of(browser_person: Person) -> Person:
    return db.session.get_one(Person, browser_person.id)


def hide(proposal: Contribution, moderator: Person) -> None:
    moderation.hide(
        moderator, proposal.id, reason="hate", statement="It attacks people for their origin."
    )
