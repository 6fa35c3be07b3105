"""The demo's small vote by order: names admitted, given back, merged, ordered and signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import databases, db
from commons.cities.context import city
from commons.consultations.models import Consultation, Phase
from commons.demo.gdansk import GDANSK
from commons.demo.making import make
from commons.proposals.commitments.models import UNDER_WAY, Commitment
from commons.proposals.models import Proposal
from commons.voting.models import Vote
from commons.voting.observing.models import VoteSignature
from tests.demo.conftest import an_app

assert GDANSK.naming is not None
NAMING = GDANSK.naming
HAMLET = replace(
    GDANSK,
    proposing=replace(GDANSK.proposing, proposals=()),
    voting=replace(GDANSK.voting, proposals=GDANSK.voting.proposals[:1]),
    finished=replace(GDANSK.finished, proposals=GDANSK.finished.proposals[:1]),
    own_ideas=tuple(one for one in GDANSK.own_ideas if one.promise),
    voters=len(GDANSK.people) + 12,
    early_voters=1,
)


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation with little more of Gdańsk than its new square. Only to be read."""
    app = an_app(tmp_path_factory.mktemp("hamlet"))
    with app.app_context():
        make(HAMLET, datetime.now(UTC))
    yield app
    with app.app_context():
        databases().engine(HAMLET.slug).dispose()


def test_every_name_went_its_way(hamlet: Flask) -> None:
    with hamlet.app_context(), city(HAMLET.slug):
        names = {
            one.title: one
            for one in db.session.scalars(
                sa.select(Proposal)
                .join(Phase, Phase.id == Proposal.phase_id)
                .join(Consultation, Consultation.id == Phase.consultation_id)
                .where(Consultation.slug == NAMING.slug)
            )
        }
        assert len(names) == len(NAMING.proposals)
        for told in NAMING.proposals:
            made = names[told.title]
            assert made.admission == ("returned" if told.returned else "admitted"), told.title
            kept = names[told.joins].id if told.joins else None
            assert made.merged_into_id == kept, told.title


def test_the_order_is_counted_and_signed_by_every_observer(hamlet: Flask) -> None:
    with hamlet.app_context(), city(HAMLET.slug):
        vote = db.session.scalars(sa.select(Vote).where(Vote.rule == NAMING.rule)).one()
        assert vote.result is not None
        assert len(vote.result["selected"]) == 1
        assert vote.ballots
        signed = db.session.scalars(
            sa.select(VoteSignature.name).where(VoteSignature.vote_id == vote.phase_id)
        )
        assert set(signed) == {one.name for one in HAMLET.observers}


def test_a_promise_is_under_way(hamlet: Flask) -> None:
    with hamlet.app_context(), city(HAMLET.slug):
        assert db.session.scalars(sa.select(Commitment.state)).all() == [UNDER_WAY]
