"""Entering what the city promises, and saying how it goes on."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_text
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.commitments.models import (
    DROPPED,
    MOST,
    PLANNED,
    STATES,
    Commitment,
    CommitmentText,
    CommitmentUpdate,
)
from commons.proposals.commitments.rules import NOTE_LENGTH, TEXT_LENGTH
from commons.proposals.life.actions.standing import living
from commons.proposals.life.actions.steps import record_step
from commons.proposals.life.models import OFFICER
from commons.proposals.models import ACCEPTED, PARTLY

PERMISSION = "answer officially"


@transaction
def enter_commitment(
    officer: Person, proposal_id: int, *, texts: Mapping[str, str], due: date | None
) -> Commitment:
    """Promise what carries out an accepted proposal, in the city's main language at least.

    ``due`` is a day in the city's calendar. Raises NotAllowed, NotFound or Refused.
    """
    demand(officer, PERMISSION)
    written = _written(texts)
    if current_city().languages[0] not in written:
        name = LANGUAGES[current_city().languages[0]].own_name
        raise Refused(_("Please write the commitment in %(language)s at least.", language=name))
    proposal = living(proposal_id)
    if proposal.status not in {ACCEPTED, PARTLY}:
        raise Refused(_("Only what the city accepts, at least in part, can be carried out."))
    # The proposal is locked: whoever enters another one at the same moment waits.
    if proposal.commitment_count >= MOST:
        raise Refused(_("There are as many commitments as there can be on one proposal."))
    now, number = clock.now(), proposal.commitment_count + 1
    commitment = Commitment(
        proposal_id=proposal_id,
        number=number,
        state=PLANNED,
        due=due,
        entered_at=now,
        changed_at=now,
    )
    proposal.commitment_count = number
    db.session.add(commitment)
    db.session.flush()
    _add_texts(commitment, written)
    _update(commitment, officer, 1, "", "")
    _note(officer, commitment, "commitment.entered")
    return commitment


@transaction
def update_commitment(
    officer: Person,
    commitment_id: int,
    *,
    state: str,
    due: date | None,
    note: str = "",
    language: str | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Say how a commitment goes on; ``texts`` adds it in languages that it lacks.

    What was promised is not reworded. Dropping it needs a note that says why. Raises NotAllowed,
    NotFound or Refused.
    """
    demand(officer, PERMISSION)
    if state not in STATES:
        raise Refused(_("Please choose how it stands."))
    note = clean_text(note)
    if len(note) > NOTE_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=NOTE_LENGTH))
    if state == DROPPED and not note:
        raise Refused(_("Please write why it is dropped. Everybody can read it."))
    commitment = _held(commitment_id)
    there = set(
        db.session.scalars(
            sa.select(CommitmentText.language).where(CommitmentText.commitment_id == commitment_id)
        )
    )
    new = {code: text for code, text in _written(texts or {}).items() if code not in there}
    changed = (commitment.state, commitment.due) != (state, due) or bool(note)
    if not changed and not new:
        raise Refused(_("Nothing is changed yet. Please change something, or go back."))
    _add_texts(commitment, new)
    if not changed:
        return
    commitment.state, commitment.due, commitment.changed_at = state, due, clock.now()
    last = db.session.scalar(
        sa.select(sa.func.max(CommitmentUpdate.number)).where(
            CommitmentUpdate.commitment_id == commitment_id
        )
    )
    code = (language or current_city().languages[0]) if note else ""
    _update(commitment, officer, (last or 0) + 1, note, code)
    _note(officer, commitment, "commitment.changed", note, code)


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by language, cleaned, without empty ones. Raises Refused."""
    written = {code: clean_text(text) for code, text in texts.items() if clean_text(text)}
    if not written.keys() <= set(current_city().languages):
        raise Refused(_("Please answer in the city's languages only."))
    if any(len(text) > TEXT_LENGTH for text in written.values()):
        raise Refused(_("Please shorten it to %(most)d characters.", most=TEXT_LENGTH))
    return written


def _held(commitment_id: int) -> Commitment:
    """A commitment of a proposal that is shown, both locked. Raises NotFound or Refused."""
    proposal_id = db.session.scalar(
        sa.select(Commitment.proposal_id).where(Commitment.id == commitment_id)
    )
    if proposal_id is None:
        raise NotFound(_("There is no such commitment."))
    living(proposal_id)
    return db.session.scalars(
        sa.select(Commitment)
        .where(Commitment.id == commitment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _add_texts(commitment: Commitment, texts: Mapping[str, str]) -> None:
    db.session.add_all(
        CommitmentText(commitment_id=commitment.id, language=code, text=text)
        for code, text in texts.items()
    )


def _update(commitment: Commitment, officer: Person, number: int, note: str, language: str) -> None:
    db.session.add(
        CommitmentUpdate(
            commitment_id=commitment.id,
            number=number,
            state=commitment.state,
            due=commitment.due,
            note=note,
            language=language,
            at=clock.now(),
            officer_id=officer.id,
        )
    )


def _note(
    officer: Person, commitment: Commitment, kind: str, reason: str = "", language: str = ""
) -> None:
    """Into the timeline and the audit log."""
    record_step(
        commitment.proposal_id,
        kind,
        officer,
        reason,
        role=OFFICER,
        language=language or None,
        number=commitment.number,
        state=commitment.state,
    )
    write_audit(
        kind.replace("commitment.", "commitment_"),
        f"proposal {commitment.proposal_id}",
        actor_id=officer.id,
        number=commitment.number,
        state=commitment.state,
    )
