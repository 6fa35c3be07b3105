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
from commons.people.current import current_channel
from commons.people.electorate import facts_of
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.verification.actions import verify
from commons.voting import keys, queries
from commons.voting.anchors.actions import leave_leaf, mark_replaced
from commons.voting.ballots.marks import Given, marks_of, mistakes
from commons.voting.channels import ON_PAPER
from commons.voting.explaining.mistakes import mistake_sentences
from commons.voting.models import BoxEntry, RollEntry, Vote
from commons.voting.paper import Mark, new_receipt
from commons.voting.strata.cloak import Cloak
from commons.voting.strata.keeping import stratum_of
from commons.voting.strata.rules import Stratum
from commons.voting.wishes import online_until


class BallotRefused(Refused):
    """The ballot breaks the vote's rules; ``messages`` say each how to mend it."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class NotShownToLiveHere(Refused):
    """The vote asks for more about the person than was shown so far; ``messages`` say each what."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@transaction
def cast_ballot(
    person: Person,
    vote_id: int,
    choices: Sequence[Given],
    *,
    declared: bool = False,
    district_id: int | None = None,
    old_enough: bool = False,
    channel: str | None = None,
) -> str:
    """Put a ballot into the box, in place of the person's earlier one, and give its receipt code.

    ``choices`` are marks, or codes of options that get one point each; none of them is a blank
    ballot. In a ranking the first choice stands first. ``declared``,
    ``district_id`` and ``old_enough`` are the person's own word that they live in the city, in that
    district, and are as old as the vote asks; taken where it is enough and still needed.
    ``channel`` is by default the way the person acts now. Raises NotFound, BallotRefused,
    NotShownToLiveHere, or Refused when the vote is not open.
    """
    demand(person, "vote")
    vote = open_vote_held(vote_id, online=True)
    hold_voters([person.id])
    entry = db.session.get(RollEntry, (vote_id, person.id), populate_existing=True)
    if entry is not None and entry.channel in ON_PAPER:
        raise Refused(
            _("You have voted on paper in this vote. A paper ballot cannot be replaced online.")
        )
    paper = queries.paper_of(vote, queries.costs(vote_id))
    wrong = mistakes(paper, choices)
    if wrong:
        raise BallotRefused(mistake_sentences(paper, wrong))
    make_sure_they_live_here(
        person, vote, declared=declared, district_id=district_id, old_enough=old_enough
    )
    return put_ballot(person.id, vote_id, marks_of(choices), channel or current_channel())


def put_ballot(person_id: int, vote_id: int, choices: Sequence[Mark], channel: str) -> str:
    """Write roll and box for somebody held who may vote, and give the receipt code.

    Part of a transaction that has made sure of all else.
    """
    vote = db.session.get_one(Vote, vote_id)
    stratum = stratum_of(person_id, vote, channel)
    _enter_in_roll(person_id, vote_id, stratum)
    return _put_in_box(person_id, vote, choices, stratum)


def hold_voters(person_ids: Sequence[int]) -> None:
    """Have each of them wait for us: two requests at once for one person end as one ballot.

    Raises Refused for one who has left.
    """
    there = db.session.scalars(
        sa.select(Person.id)
        .where(Person.id.in_(person_ids), Person.left_at.is_(None))
        .order_by(Person.id)
        .with_for_update(key_share=True)
    ).all()
    if len(there) != len(set(person_ids)):
        raise Refused(_("This account was deleted, so it cannot vote."))


def open_vote_held(vote_id: int, *, online: bool) -> Vote:
    """The vote, held open until the transaction ends; its closing waits for us, or we for it.

    ``online``: open for ballots online, not only for paper. Raises NotFound or Refused.
    """
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
    if online and clock.now() >= online_until(phase.closes_at, phase.settings):
        raise Refused(
            _("Voting online has ended. Until the vote closes, only paper ballots are entered.")
        )
    return vote


def make_sure_they_live_here(
    person: Person,
    vote: Vote,
    *,
    declared: bool,
    district_id: int | None = None,
    old_enough: bool = False,
) -> None:
    """Refuse whoever the vote is not for, with each reason; take their word where it is enough.

    The person is held. Raises NotShownToLiveHere.
    """
    asked = queries.electorate_of(vote)
    if asked.asks_nothing or not (lacks := asked.lacks(facts_of(person))):
        return
    mendable = {lack.kind for lack in lacks if lack.by_own_word}
    if "district" in mendable and district_id in asked.district_ids:
        person_row = db.session.get_one(Person, person.id)
        person_row.district_id = person.district_id = district_id
        db.session.flush()
    needs_word, needs_age = "level" in mendable, "age" in mendable
    if (declared or not needs_word) and (needs_word or (needs_age and old_enough)):
        age = str(asked.min_age) if old_enough and needs_age else ""
        verify(person, "declaration", {"declared": "yes", "at_least_age": age})
    lacks = asked.lacks(facts_of(person))
    if lacks:
        raise NotShownToLiveHere([lack.reason for lack in lacks])


def _enter_in_roll(person_id: int, vote_id: int, stratum: Stratum) -> None:
    entry = db.session.get(RollEntry, (vote_id, person_id))
    if entry is None:
        today = local_time(clock.now(), current_city().time_zone).date()
        entry = RollEntry(vote_id=vote_id, person_id=person_id, day=today)
        db.session.add(entry)
    entry.channel, entry.district_id = stratum.channel, stratum.district_id
    db.session.flush()


def _put_in_box(person_id: int, vote: Vote, choices: Sequence[Mark], stratum: Stratum) -> str:
    try:
        pseudonym = keys.pseudonym(vote.phase_id, person_id)
        cloak = Cloak(vote.phase_id)
    except keys.KeyLost:
        raise Refused(
            _("No ballots can be taken at the moment. The city was told. Please try again later.")
        ) from None
    take_out(vote.phase_id, pseudonym)
    receipt, marks = new_receipt(), [[code, points] for code, points in choices]
    db.session.execute(
        sa.insert(BoxEntry).values(
            vote_id=vote.phase_id,
            receipt=receipt,
            pseudonym=pseudonym,
            choices=marks,
            channel=None,
            strata=cloak.hide(receipt, stratum),
        )
    )
    leave_leaf(vote, receipt, marks)
    return receipt


def take_out(vote_id: int, pseudonym: str) -> None:
    """Take a ballot out of the box of an open vote, if one is there, and say so in its chain."""
    mine = sa.and_(BoxEntry.vote_id == vote_id, BoxEntry.pseudonym == pseudonym)
    row = db.session.execute(sa.select(BoxEntry.receipt, BoxEntry.choices).where(mine)).first()
    if row is None:
        return
    db.session.execute(sa.delete(BoxEntry).where(mine).execution_options(synchronize_session=False))
    mark_replaced(db.session.get_one(Vote, vote_id), row.receipt, row.choices)
