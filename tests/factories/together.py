"""Co-authors, amendments and people whose names can be found, for tests."""

from typing import Any

from commons.base.database import transaction
from commons.people.confusables import skeleton
from commons.people.models import BY_NAME, Person
from commons.proposals.amendments.actions import propose_amendment
from commons.proposals.amendments.models import Amendment
from commons.proposals.coauthors import actions
from commons.proposals.models import Proposal
from tests.factories.contributions import resident


@transaction
def known(name: str, **kwargs: Any) -> Person:
    """Somebody whose name is theirs, as for whoever signed in."""
    person = resident(name, **kwargs)
    person.name_skeleton = skeleton(name)
    return person


def write_together(
    leader: Person, proposal: Proposal, *people: Person, voice: str = BY_NAME
) -> None:
    """Make people co-authors of a proposal."""
    for person in people:
        token = actions.invite_by_link(leader, proposal.id)
        actions.accept(person, proposal.id, voice=voice, token=token)


def amendment_by(person: Person, proposal: Proposal, **kwargs: Any) -> Amendment:
    """An amendment to a proposal that changes its text."""
    values = {
        "title": proposal.title,
        "body": "It gets too hot in summer, and too cold in winter.",
        "why": "Winter counts too.",
        "revision": proposal.revision,
        **kwargs,
    }
    return propose_amendment(person, proposal.id, **values)
