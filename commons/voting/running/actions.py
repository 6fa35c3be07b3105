"""What can be done while a vote runs, and after it: note, count again, annul."""

import hashlib

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_text
from commons.consultations.models import OutcomeItem
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import OBSERVER, OFFICER, demand, may
from commons.voting.anchors import packaging
from commons.voting.checking.recount import Report, recount
from commons.voting.models import Vote
from commons.voting.running.models import (
    COUNTED_AGAIN,
    INCIDENT,
    TEXT_LENGTH,
    VoteAnnulment,
    VoteNote,
)


@transaction
def note_incident(person: Person, vote_id: int, text: str) -> VoteNote:
    """Note something that happened in a vote; everybody can read it, and nobody takes it back.

    Raises NotFound, NotAllowed, or Refused for an empty text.
    """
    demand(person, "observe votes")
    vote = _vote(vote_id)
    said = clean_text(text)[:TEXT_LENGTH]
    if not said:
        raise Refused(_("Write what happened."))
    role = OFFICER if may(person, "run consultations") else OBSERVER
    note = VoteNote(
        vote_id=vote.phase_id,
        kind=INCIDENT,
        role=role,
        text=said,
        language=current_language().code,
        at=clock.now(),
        by_id=person.id,
        facts={},
    )
    db.session.add(note)
    write_audit("note_incident", f"vote {vote_id}", actor_id=person.id, role=role)
    return note


@transaction
def count_again(officer: Person, vote_id: int, language: str) -> Report:
    """Make the package of a sealed vote anew from what the database holds now, and count it again.

    Whether it holds is noted for everybody. ``language`` is the consultation's own. Raises
    NotFound, NotAllowed, or Refused while the vote is not counted.
    """
    demand(officer, "run consultations")
    vote = _sealed(vote_id)
    content = packaging.content_of(vote, language)
    report = recount(content, key=packaging.public_key())
    digest = hashlib.sha256(content).hexdigest()
    db.session.add(
        VoteNote(
            vote_id=vote_id,
            kind=COUNTED_AGAIN,
            role=OFFICER,
            text="",
            language=language,
            at=clock.now(),
            by_id=officer.id,
            facts={"holds": report.holds, "digest": digest},
        )
    )
    write_audit(
        "count_again", f"vote {vote_id}", actor_id=officer.id, holds=report.holds, digest=digest
    )
    return report


@transaction
def annul_vote(officer: Person, vote_id: int, reason: str) -> VoteAnnulment:
    """Say that a counted vote is not used, and why: nothing comes of it any more.

    Its result stays to be read and checked, and says so. What a later phase has taken over before
    stays there. Raises NotFound, NotAllowed, or Refused without a reason, twice, or too early.
    """
    demand(officer, "run consultations")
    _sealed(vote_id)
    said = clean_text(reason)[:TEXT_LENGTH]
    if not said:
        raise Refused(_("Give the reason. Everybody can read it."))
    if db.session.get(VoteAnnulment, vote_id) is not None:
        raise Refused(_("This vote was annulled before."))
    annulment = VoteAnnulment(
        vote_id=vote_id,
        reason=said,
        language=current_language().code,
        at=clock.now(),
        by_id=officer.id,
    )
    db.session.add(annulment)
    db.session.execute(sa.delete(OutcomeItem).where(OutcomeItem.phase_id == vote_id))
    write_audit("annul_vote", f"vote {vote_id}", actor_id=officer.id, reason=said)
    return annulment


def _vote(vote_id: int) -> Vote:
    vote = db.session.scalar(
        sa.select(Vote).where(Vote.phase_id == vote_id).with_for_update(key_share=True)
    )
    if vote is None or vote.source:
        raise NotFound(_("There is no such vote."))
    return vote


def _sealed(vote_id: int) -> Vote:
    vote = _vote(vote_id)
    if vote.sealed_at is None:
        raise Refused(_("This vote is not counted yet."))
    return vote
