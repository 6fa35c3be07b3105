"""Casting a ballot: the roll and the box are written together, or neither is."""

from collections.abc import Sequence

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.cities.context import current_city
from commons.consultations.models import Phase
from commons.consultations.rules import local_time, phase_state
from commons.i18n.catalogue import gettext as _
from commons.people.actions import verify
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.queries import verification_level
from commons.voting import keys, queries
from commons.voting.explain import mistake_sentence
from commons.voting.models import BoxEntry, RollEntry, Vote
from commons.voting.paper import mistakes, new_receipt


class BallotRefused(Refused):
    """The ballot breaks the vote's rules; ``messages`` say each how to mend it."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class NotShownToLiveHere(Refused):
    """The vote asks for more about the person than was shown so far."""


@transaction
def cast_ballot(
    person: Person,
    vote_id: int,
    choices: Sequence[str],
    *,
    declared: bool = False,
    channel: str = "web",
) -> str:
    """Put a ballot into the box, in place of the person's earlier one, and give its receipt code.

    ``choices`` are codes of options; none of them is a blank ballot. ``declared`` is the person's
    own word that they live in the city, where it is still needed. Raises NotFound, BallotRefused,
    NotShownToLiveHere, or Refused when the vote is not open.
    """
    demand(person, "vote")
    vote = _open_vote(vote_id)
    # One after the other for each person: two requests at once end as one ballot.
    there = db.session.scalar(
        sa.select(Person.id)
        .where(Person.id == person.id, Person.left_at.is_(None))
        .with_for_update(key_share=True)
    )
    if there is None:
        raise Refused(_("This account was deleted, so it cannot vote."))
    paper = queries.paper_of(vote, queries.costs(vote_id))
    wrong = mistakes(paper, choices)
    if wrong:
        raise BallotRefused([mistake_sentence(mistake) for mistake in wrong])
    _make_sure_they_live_here(person, vote, declared=declared)
    _enter_in_roll(person.id, vote_id, channel)
    return _put_in_box(person.id, vote_id, choices)


def _open_vote(vote_id: int) -> Vote:
    """The vote, held open until the transaction ends; its closing waits for us, or we for it."""
    phase = db.session.scalar(
        sa.select(Phase)
        .where(Phase.id == vote_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    vote = db.session.get(Vote, vote_id, populate_existing=True)
    if phase is None or (vote is None and phase.kind != "vote"):
        raise NotFound(_("There is no such vote."))
    state = phase_state(phase, clock.now())
    if state == "closed" or (vote is not None and vote.sealed_at is not None):
        raise Refused(_("The vote has closed. Your ballot could not be counted any more."))
    if state == "upcoming" or vote is None:
        raise Refused(_("The vote is not open yet. Please come back when it opens."))
    return vote


def _make_sure_they_live_here(person: Person, vote: Vote, *, declared: bool) -> None:
    if verification_level(person.id) >= vote.level:
        return
    if declared:
        verify(person, "declaration", {"declared": "yes"})
        if verification_level(person.id) >= vote.level:
            return
    if vote.level <= 1:
        raise NotShownToLiveHere(
            _("Please tick the box that says you live here. Then send your ballot.")
        )
    raise NotShownToLiveHere(
        _(
            "This vote asks for more than your own word that you live here. The city's office "
            "tells you how to show it; you need no particular document."
        )
    )


def _enter_in_roll(person_id: int, vote_id: int, channel: str) -> None:
    if db.session.get(RollEntry, (vote_id, person_id)) is None:
        today = local_time(clock.now(), current_city().time_zone).date()
        db.session.add(RollEntry(vote_id=vote_id, person_id=person_id, channel=channel, day=today))
        db.session.flush()


def _put_in_box(person_id: int, vote_id: int, choices: Sequence[str]) -> str:
    try:
        pseudonym = keys.pseudonym(vote_id, person_id)
    except keys.KeyLost:
        raise Refused(
            _("No ballots can be taken at the moment. The city was told. Please try again later.")
        ) from None
    db.session.execute(
        sa.delete(BoxEntry).where(BoxEntry.vote_id == vote_id, BoxEntry.pseudonym == pseudonym)
    )
    receipt = new_receipt()
    db.session.execute(
        sa.insert(BoxEntry).values(
            vote_id=vote_id,
            receipt=receipt,
            pseudonym=pseudonym,
            choices=[[code, 1] for code in choices],
        )
    )
    return receipt
