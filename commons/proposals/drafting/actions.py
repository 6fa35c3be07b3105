"""What can be done with drafts: save, settle two texts, throw away, claim, forget."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_text
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.drafting.models import REASON_LENGTH, Draft
from commons.proposals.drafting.owners import Owner, visitor_mark
from commons.proposals.drafting.queries import no_such_draft
from commons.proposals.drafting.rules import (
    KEPT_FOR,
    MOST_DRAFTS,
    MOST_OF_ALL,
    Text,
    is_key,
    overtaken,
    too_long,
    with_changes,
)
from commons.proposals.models import Proposal
from commons.proposals.rules import PROPOSALS


class TooLongToKeep(Refused):
    """More than a draft can hold: it stays where it was typed."""


class BadReason(Refused):
    """Why a proposal is another one is not said, or in too many words."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What a page sends: some fields, and what it began from."""

    values: Mapping[str, str]
    base: int = 0
    """The version that the page was made of."""
    tab: str = ""
    """The mark of the open page: see ``rules.overtaken``."""


@transaction
def save(owner: Owner, key: str, saving: Saving, *, phase_id: int | None = None) -> Draft:
    """Keep what was typed, right or wrong; a key that is new begins a draft in that phase.

    Where another device changed the same words meanwhile, both are kept: what comes back is then
    another draft, with ``beside_id``. Raises NotFound, TooLongToKeep, Refused, NotAllowed.
    """
    _demand(owner)
    if too_long(saving.values):
        raise TooLongToKeep(_("This is too long to be kept. Please shorten it."))
    draft = _held(key)
    if draft is None:
        if phase_id is None or not is_key(key):
            raise no_such_draft()
        draft = _begin(owner, key, phase_id)
    if not _is_theirs(draft, owner):
        raise no_such_draft()
    if draft.proposal_id is not None:
        return draft
    text = Text(draft.values, draft.changed, draft.version)
    if overtaken(text, saving.values, base=saving.base, tab=saving.tab):
        draft = _beside(owner, draft)
    _set(draft, with_changes(text, saving.values, tab=saving.tab))
    draft.updated_at = clock.now()
    draft.kept_until = draft.updated_at + owner.keeps
    db.session.flush()
    return draft


def _demand(owner: Owner) -> None:
    """Whoever writes may propose; who has not signed in yet is asked for that when it is sent."""
    if owner.person is not None:
        demand(owner.person, "propose")


def _held(key: str) -> Draft | None:
    """A draft, held so that nobody changes it meanwhile."""
    if not is_key(key):
        return None
    return db.session.scalar(
        sa.select(Draft)
        .where(Draft.key == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def own_held(owner: Owner, key: str) -> Draft:
    """A draft of theirs, held. For actions. Raises NotFound."""
    draft = _held(key)
    if draft is None or not _is_theirs(draft, owner):
        raise no_such_draft()
    return draft


def _is_theirs(draft: Draft, owner: Owner) -> bool:
    if owner.person is not None:
        return draft.owner_id == owner.person.id
    return owner.mark is not None and draft.visitor_mark == owner.mark


def _set(draft: Draft, text: Text) -> None:
    draft.values, draft.changed = dict(text.values), dict(text.changed)
    draft.version = text.version


def _begin(owner: Owner, key: str, phase_id: int) -> Draft:
    """A draft without any words yet."""
    there = sa.select(Phase.id).join(Phase.consultation)
    there = there.where(Phase.id == phase_id, Phase.kind == PROPOSALS)
    if db.session.scalar(there.where(Consultation.state == PUBLISHED)) is None:
        raise NotFound(_("There is no such call for proposals."))
    _check_how_many(owner, MOST_DRAFTS)
    draft = _new(owner, key, phase_id)
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:  # the same page saved twice at the same moment
        found = _held(key)
        if found is None:
            raise
        return found
    return draft


def _new(owner: Owner, key: str, phase_id: int) -> Draft:
    now = clock.now()
    return Draft(
        key=key,
        owner_id=owner.person.id if owner.person else None,
        visitor_mark=None if owner.person else owner.mark,
        phase_id=phase_id,
        values={},
        changed={},
        version=1,
        updated_at=now,
        kept_until=now + owner.keeps,
    )


def _check_how_many(owner: Owner, most: int) -> None:
    """Refuse one too many: a draft costs nobody anything, a million would."""
    count = db.session.scalar(
        sa.select(sa.func.count(Draft.id)).where(owner.owns, Draft.proposal_id.is_(None))
    )
    if (count or 0) >= most:
        raise Refused(
            _(
                "You have %(most)d unfinished proposals. Please post or throw away one of them "
                "first. What you wrote here is not saved yet.",
                most=most,
            )
        )


def _beside(owner: Owner, draft: Draft) -> Draft:
    """A second draft beside one that was changed elsewhere, for the text that came later."""
    _check_how_many(owner, MOST_OF_ALL)
    other = _new(owner, draft.key, draft.phase_id)
    other.key = new_key()
    other.beside_id = draft.beside_id or draft.id
    db.session.add(other)
    return other


def new_key() -> str:
    """A key for a draft, by chance."""
    return secrets.token_hex(16)


@transaction
def settle(owner: Owner, key: str, chosen: str) -> Draft:
    """Go on with one of two texts of a draft. The other stays as a draft of its own.

    The chosen text takes the key of the first, so that files stay with it. Raises NotFound.
    """
    _demand(owner)
    draft = own_held(owner, key)
    first = db.session.get(Draft, draft.beside_id) if draft.beside_id else draft
    taken = own_held(owner, chosen)
    if first is None or first.id not in {taken.id, taken.beside_id}:
        raise no_such_draft()
    if taken is not first:
        other = Text(first.values, first.changed, first.version)
        _set(first, _as_new(taken.values, max(first.version, taken.version)))
        _set(taken, _as_new(other.values, max(other.version, taken.version)))
    db.session.execute(sa.update(Draft).where(Draft.beside_id == first.id).values(beside_id=None))
    first.updated_at = clock.now()
    first.kept_until = first.updated_at + owner.keeps
    return first


def _as_new(values: Mapping[str, Any], version: int) -> Text:
    """A text all of which was changed just now: a page opened before is told when it saves."""
    return Text(values, {name: [version + 1, ""] for name in values}, version + 1)


@transaction
def say_different(owner: Owner, key: str, other_id: int, reason: str) -> Draft:
    """Keep why this is another proposal than one like it; without words it is taken back.

    A draft that was posted meanwhile comes back as it is. Raises NotFound, BadReason.
    """
    _demand(owner)
    draft = own_held(owner, key)
    if draft.proposal_id is not None:
        return draft
    words = clean_text(reason)
    if len(words) > REASON_LENGTH:
        raise BadReason(_("Please shorten it to %(most)d characters.", most=REASON_LENGTH))
    if words and db.session.get(Proposal, other_id) is None:
        raise NotFound(_("There is no such proposal."))
    before = draft.values.get("different", {})
    if not words and str(other_id) not in before:
        raise BadReason(_("Please write what is different about yours."))
    said = {**before, str(other_id): words}
    kept = {number: text for number, text in said.items() if text}
    text = Text(draft.values, draft.changed, draft.version)
    _set(draft, with_changes(text, {"different": kept}, tab=""))
    return draft


@transaction
def drop(owner: Owner, key: str) -> None:
    """Throw a draft away. Raises NotFound."""
    _demand(owner)
    db.session.delete(own_held(owner, key))


@transaction
def claim(person: Person, mark: str | None = None) -> None:
    """What was begun in this browser before signing in belongs to the person from now on."""
    mark = mark or visitor_mark()
    if mark is None:
        return
    db.session.execute(
        sa.update(Draft)
        .where(Draft.visitor_mark == mark)
        .values(owner_id=person.id, visitor_mark=None, kept_until=clock.now() + KEPT_FOR)
        .execution_options(synchronize_session=False)
    )


@transaction
def forget_old() -> int:
    """Delete drafts whose time is over; gives how many. The worker does it every round."""
    gone = db.session.execute(sa.delete(Draft).where(Draft.kept_until < clock.now()))
    return int(getattr(gone, "rowcount", 0))
