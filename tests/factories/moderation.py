"""People and texts for tests of what is done about texts."""

from commons.base import clock
from commons.base.database import db, transaction
from commons.contributions import actions as contributions
from commons.contributions.models import Comment
from commons.moderation import actions
from commons.moderation.models import Decision
from commons.people.granting import grant_role
from commons.people.models import EmailAddress, Person
from commons.people.permissions import MODERATOR
from commons.proposals.models import Proposal

STATEMENT = "It attacks people for where they come from."


@transaction
def a_person(
    name: str = "Ola", *, language: str = "en", role: str | None = None, address: str | None = None
) -> Person:
    """Somebody with an address (``ola@example.org``), as they are once they signed in."""
    person = Person(display_name=name, language=language, created_at=clock.now())
    db.session.add(person)
    db.session.flush()
    address = f"{name.lower()}@example.org" if address is None else address
    if address:
        db.session.add(EmailAddress(person_id=person.id, address=address))
    if role:
        grant_role(person, role, reason="for a test")
        person.roles = frozenset({role})
    return person


def a_moderator(name: str = "Marek", **kwargs: str) -> Person:
    """Somebody who moderates."""
    return a_person(name, role=MODERATOR, **kwargs)


def a_text(
    author: Person | None = None,
    *,
    title: str = "Benches by the sea",
    body: str = "Somewhere to rest, please.",
    language: str = "en",
) -> Proposal:
    """A proposal that everyone can see."""
    kept = contributions.add_contribution(
        Proposal(author_id=(author or a_person()).id, title=title, body=body, language=language)
    )
    assert isinstance(kept, Proposal)
    return kept


def a_comment(author: Person, subject: Proposal, body: str = "Good idea.") -> Comment:
    """A comment on a proposal."""
    return contributions.comment(author, subject.id, body, "for", "en")


def hidden(moderator: Person, contribution_id: int, *, reason: str = "hate") -> Decision:
    """Hide a text."""
    return actions.hide(moderator, contribution_id, reason=reason, statement=STATEMENT)
