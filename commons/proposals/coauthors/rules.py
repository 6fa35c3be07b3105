"""How long an invitation holds, and how its link is known again. Pure."""

import hashlib
import secrets
from datetime import timedelta

from commons.people.models import Person
from commons.proposals.models import Proposal

VALID_FOR = timedelta(days=14)
"""How long an invitation can be accepted."""
KEPT = timedelta(days=90)
"""How long it is known that somebody declined, left or was removed: so long nobody asks again."""


def leads(person: Person | None, proposal: Proposal) -> bool:
    """Whether somebody leads a proposal whose co-authors are loaded: see ``queries.leader_of``."""
    if person is None:
        return False
    if proposal.author_id is not None or proposal.organisation_id is not None or proposal.official:
        return proposal.author_id == person.id
    return bool(proposal.coauthors) and proposal.coauthors[0].person_id == person.id


def new_token() -> str:
    """A token for a link that nobody can guess: 192 bits of chance."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is kept of a token. It needs no salt: it is as long as a key."""
    return hashlib.sha256(token.encode()).hexdigest()
