"""Many people vote at once while anchors are put: no leaf is lost, none is under two anchors."""

import sqlalchemy as sa
from flask import Flask

from commons.base.database import db, transaction
from commons.cities.context import city
from commons.people.models import Person
from commons.voting.actions import cast_ballot
from commons.voting.anchors.actions import anchor_from, anchor_open_votes, put_anchors
from commons.voting.anchors.models import BallotLeaf
from commons.voting.anchors.queries import chain_of
from commons.voting.checking.chain import SMALLEST_BATCH, breaks, commitment, standing_leaves
from commons.voting.models import BoxEntry, Vote
from tests.factories.at_once import at_once
from tests.factories.voting import open_vote, residents
from tests.marks import both_databases

VOTERS, THREADS = 240, 8
"""A thread casts four ballots at most before it puts anchors, so the first anchor comes before the
140th voter. It leaves fifty ballots waiting; the hundred who vote after make another one due."""


@both_databases
def test_the_chain_holds_however_ballots_and_anchors_meet(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        vote_id = open_vote().phase_id
        people = [person.id for person in residents(VOTERS)]

    def vote_one_after_another(mine: list[int]) -> list[str]:
        receipts = []
        for place, number in enumerate(mine):
            person = transaction(lambda number=number: db.session.get_one(Person, number))()
            receipts.append(cast_ballot(person, vote_id, ["1"]))
            if place % 5 == 0:
                receipts.append(cast_ballot(person, vote_id, ["2", "3"]))
            if place % 4 == 3:
                anchor_open_votes()
        return receipts

    voters = [people[start::THREADS] for start in range(THREADS)]
    answers = at_once(app, [lambda mine=mine: vote_one_after_another(mine) for mine in voters])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    accepted = sum(len(answer) for answer in answers if isinstance(answer, list))
    with app.app_context(), city("gdansk"):
        _check(vote_id, accepted)


def _check(vote_id: int, accepted: int) -> None:
    anchor_open_votes()
    sizes = [len(said["leaves"]) for said in chain_of(vote_id)]
    assert len(sizes) > 1, "the anchors did not meet any ballots"
    assert min(sizes) >= SMALLEST_BATCH
    put_anchors(vote_id, closing=True)
    chain = chain_of(vote_id)
    anchors = [anchor_from(said) for said in chain]
    assert list(breaks(anchors, [said["digest"] for said in chain])) == []
    leaves = [leaf for anchor in anchors for leaf in anchor.leaves]
    assert len(leaves) == len(set(leaves)) == accepted
    assert len(leaves) == db.session.scalar(sa.select(sa.func.count()).select_from(BallotLeaf))
    hash_ = db.session.get_one(Vote, vote_id).config_hash
    rows = db.session.execute(sa.select(BoxEntry.receipt, BoxEntry.choices))
    box = {commitment(hash_, receipt, choices) for receipt, choices in rows}
    assert len(box) == VOTERS
    assert standing_leaves(anchors) == box
