"""Signing the result of a vote."""

import hashlib

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_text
from commons.consultations.models import Phase
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.voting.anchors.packaging import package_of
from commons.voting.models import Vote
from commons.voting.observing.models import REMARKS_LENGTH, VoteSignature


class WrongFingerprint(Refused):
    """What was given is not the fingerprint of the package."""


def digest_of(vote: Vote, language: str) -> str:
    """SHA-256 of the package of a sealed vote: what observers sign. Raises ValueError."""
    return hashlib.sha256(package_of(vote, language).read_bytes()).hexdigest()


@transaction
def sign_result(
    person: Person, vote_id: int, *, digest: str, remarks: str, language: str
) -> VoteSignature:
    """Sign the package of a published result, once.

    ``digest`` is what the observer has before them; another one than the package's is refused.
    ``language`` is the consultation's own. Raises NotFound, NotAllowed or Refused.
    """
    demand(person, "sign results")
    vote = db.session.scalar(
        sa.select(Vote).where(Vote.phase_id == vote_id).with_for_update(key_share=True)
    )
    phase = db.session.get(Phase, vote_id)
    if vote is None or phase is None or vote.source:
        raise NotFound(_("There is no such vote."))
    if vote.sealed_at is None or phase.outcome_published_at is None:
        raise Refused(_("The result can be signed once it is published."))
    if digest.strip().lower() != digest_of(vote, language):
        raise WrongFingerprint(
            _("This is not the fingerprint of the package. Please load it once more.")
        )
    if db.session.scalar(sa.select(_signed_by(vote_id, person.id))):
        raise Refused(_("You have signed this result before."))
    signature = VoteSignature(
        vote_id=vote_id,
        person_id=person.id,
        name=person.display_name,
        digest=digest.strip().lower(),
        remarks=clean_text(remarks)[:REMARKS_LENGTH],
        language=current_language().code,
        signed_at=clock.now(),
    )
    db.session.add(signature)
    try:
        db.session.flush()
    except sa.exc.IntegrityError:  # twice at once: the database keeps one
        raise Refused(_("You have signed this result before.")) from None
    write_audit("sign_result", f"vote {vote_id}", actor_id=person.id, digest=signature.digest)
    return signature


def _signed_by(vote_id: int, person_id: int) -> sa.Exists:
    return sa.exists().where(VoteSignature.vote_id == vote_id, VoteSignature.person_id == person_id)
