"""Making two proposals of one: by its author, or on an officer's word with the author's consent."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.text import clean_line, clean_text
from commons.cities.context import current_city
from commons.contributions.actions import add_contribution
from commons.contributions.rules import BODY_LENGTH, TITLE_LENGTH
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.actions.writing import changeable, submit_proposal
from commons.proposals.coauthors.actions.steps import held
from commons.proposals.coauthors.queries import leader_of
from commons.proposals.life.actions.admitting import LOOK_AFTER, reason_given
from commons.proposals.life.actions.standing import living
from commons.proposals.life.actions.steps import record_step
from commons.proposals.life.models import OFFICER
from commons.proposals.merging.actions.holding import demand_asked, demand_open, tell
from commons.proposals.merging.models import ASKED, DONE, REFUSED, TAKEN_BACK, Split
from commons.proposals.models import OPEN, Proposal
from commons.proposals.outcome import carry_into_outcome


def _words(title: str, body: str) -> tuple[str, str]:
    """Words fit for a proposal. Raises Refused."""
    title, body = clean_line(title), clean_text(body)
    if not title or not body:
        raise Refused(_("Please write a title, and what should change and why."))
    if len(title) > TITLE_LENGTH or len(body) > BODY_LENGTH:
        raise Refused(
            _(
                "The title can have %(title)d characters, the text %(body)d. Please shorten them.",
                title=TITLE_LENGTH,
                body=BODY_LENGTH,
            )
        )
    return title, body


@transaction
def split_own(person: Person, proposal_id: int, *, title: str, body: str, why: str) -> Proposal:
    """Make a second proposal of a part of one's own; the first is worded anew as usual.

    What holds for new proposals holds for the second. Supporters of the first are told, and keep
    supporting it alone. Raises NotAllowed, NotFound or Refused.
    """
    demand(person, "propose")
    why, (title, body) = reason_given(why), _words(title, body)
    first = changeable(person, proposal_id)
    if first.author_id != person.id:
        raise NotAllowed(_("Only who posted this can split it."))
    second = submit_proposal(
        person,
        title=title,
        body=body,
        language=first.language,
        phase=first.phase_id,
        district_id=first.district_id,
        theme_id=first.theme_id,
        voice=_voice_of(first),
    )
    if second.split_from_id is None and second.id != first.id:
        _tie(first, second, person, why, None, None)
    return second


def _voice_of(proposal: Proposal) -> str:
    """As whom it was posted, as ``contributions.voices`` names it."""
    if proposal.organisation_id is not None:
        return f"organisation:{proposal.organisation_id}"
    return "city" if proposal.official else proposal.shown_as


def _tie(
    first: Proposal,
    second: Proposal,
    actor: Person | None,
    reason: str,
    role: str | None,
    language: str | None,
) -> None:
    """Note on both, which are locked or new, what they have to do with each other."""
    second.split_from_id = first.id
    first.kin_count += 1
    second.kin_count = (second.kin_count or 0) + 1
    db.session.flush()
    for proposal, kind, other in (
        (first, "proposal.split", second),
        (second, "proposal.split_off", first),
    ):
        record_step(
            proposal.id, kind, actor, reason, role=role, language=language, other_id=other.id
        )


@transaction
def ask_to_split(
    officer: Person,
    proposal_id: int,
    *,
    title: str,
    body: str,
    reason: str,
    language: str | None = None,
) -> Split:
    """Suggest that a part of a proposal becomes one of its own, and the words for it.

    ``title`` and ``body`` are in the proposal's language, ``reason`` in ``language``. The author
    decides, and may word it otherwise; where there is none any more, it is done at once. Raises
    NotAllowed, NotFound or Refused.
    """
    demand(officer, LOOK_AFTER)
    reason, (title, body) = reason_given(reason), _words(title, body)
    first = living(proposal_id)
    demand_open(first)
    asked = sa.select(Split.id).where(Split.proposal_id == proposal_id, Split.state == ASKED)
    if db.session.scalar(asked) is not None:
        raise Refused(_("The author is being asked already."))
    split = Split(
        proposal_id=proposal_id,
        title=title,
        body=body,
        language=first.language,
        reason=reason,
        reason_language=language or current_city().languages[0],
        state=ASKED,
        officer_id=officer.id,
        asked_at=clock.now(),
    )
    db.session.add(split)
    first.kin_count += 1
    db.session.flush()
    write_audit("ask_to_split", f"proposal {proposal_id}", actor_id=officer.id, split=split.id)
    if leader_of(first) is None:
        _split(split, first, title, body)
    else:
        tell("split.asked", officer, [proposal_id], split_id=split.id)
    return split


def _held(split_id: int) -> tuple[Split, Proposal]:
    """A request and its proposal, which is locked first. Raises NotFound."""
    found = db.session.get(Split, split_id)
    if found is None:
        raise NotFound(_("There is no such request."))
    first = held(found.proposal_id)
    db.session.refresh(found, with_for_update=True)
    return found, first


@transaction
def answer_split(
    person: Person, split_id: int, *, agrees: bool, title: str = "", body: str = ""
) -> Split:
    """Agree to a split, in these words, or not: as who leads the proposal.

    Raises NotAllowed, NotFound or Refused.
    """
    demand(person, "propose")
    if person.helped_by is not None:
        raise NotAllowed(_("Only the person themselves can agree to this."))
    split, first = _held(split_id)
    if leader_of(first) != person.id:
        raise NotAllowed(_("Only the authors can agree to this."))
    demand_asked(split.state)
    if not agrees:
        split.state, split.settled_at = REFUSED, clock.now()
        return split
    living(first.id)
    demand_open(first)
    _split(split, first, *_words(title, body))
    return split


def _split(split: Split, first: Proposal, title: str, body: str) -> None:
    """Post the second proposal, as whom and where the first stands."""
    second = Proposal(
        author_id=first.author_id,
        shown_as=first.shown_as,
        shown_district_id=first.shown_district_id,
        organisation_id=first.organisation_id,
        official=first.official,
        language=first.language,
        title=title,
        body=body,
        phase_id=first.phase_id,
        district_id=first.district_id,
        theme_id=first.theme_id,
        admission=first.admission,
        admission_at=clock.now() if first.admission else None,
        status=OPEN,
        answer_number=0,
    )
    kept = add_contribution(second)
    if kept is not second:
        raise Refused(_("This proposal is posted already."))
    split.state, split.settled_at, split.made_id = DONE, clock.now(), second.id
    _tie(first, second, None, split.reason, OFFICER, split.reason_language)
    carry_into_outcome(first)
    write_audit(
        "split_proposal",
        f"proposal {first.id}",
        actor_id=split.officer_id,
        split=split.id,
        made=second.id,
    )


@transaction
def take_back_split(officer: Person, split_id: int) -> None:
    """Stop asking. Raises NotAllowed, NotFound, or Refused where it is settled already."""
    demand(officer, LOOK_AFTER)
    split, first = _held(split_id)
    demand_asked(split.state)
    split.state, split.settled_at = TAKEN_BACK, clock.now()
    write_audit("take_back_split", f"proposal {first.id}", actor_id=officer.id, split=split.id)
