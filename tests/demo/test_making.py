"""A demo city lives: each stage is there, made by the real acts, the same on every making."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base import clock
from commons.base.database import databases, db
from commons.base.events import unread
from commons.base.mail import OutboxMail
from commons.cities.context import city
from commons.consultations.models import Consultation, ConsultationAnswer, OutcomeItem, Phase
from commons.consultations.rules import consultation_state
from commons.contributions.models import Comment, Contribution, Translation
from commons.demo import making
from commons.demo.making import State, drop, make, state_of
from commons.moderation.models import Appeal, Decision, Report
from commons.people.models import Person
from commons.voting import keys
from commons.voting.models import BallotOption, BoxEntry, Vote
from tests.demo.conftest import NOW, VILLAGE, an_app


def _consultation_states() -> dict[str, str]:
    found = db.session.scalars(
        sa.select(Consultation).options(sa.orm.selectinload(Consultation.phases))
    )
    return {one.slug: consultation_state(one, clock.now()) for one in found}


def test_there_is_a_consultation_in_every_stage_of_its_life(lively: Flask) -> None:
    with lively.app_context(), city(VILLAGE.slug):
        assert _consultation_states() == {
            VILLAGE.draft.slug: "draft",
            VILLAGE.upcoming.slug: "upcoming",
            VILLAGE.proposing.slug: "open",
            VILLAGE.voting.slug: "open",
            VILLAGE.finished.slug: "answered",
        }


def test_one_vote_is_counted_and_one_takes_ballots(lively: Flask) -> None:
    with lively.app_context(), city(VILLAGE.slug):
        votes = list(db.session.scalars(sa.select(Vote).order_by(Vote.sealed_at.is_(None))))
        counted, running = votes
        assert counted.ballots == VILLAGE.voters
        assert counted.rule == VILLAGE.finished.rule
        assert counted.result is not None
        assert counted.result["selected"]
        published = db.session.get(Phase, counted.phase_id)
        assert published is not None
        assert published.outcome_published_at is not None
        assert db.session.scalar(sa.select(sa.func.count(ConsultationAnswer.language))) == len(
            VILLAGE.languages
        )

        assert running.sealed_at is None
        cast = sa.select(sa.func.count()).select_from(BoxEntry)
        assert db.session.scalar(cast.where(BoxEntry.vote_id == running.phase_id)) == 4
        options = sa.select(BallotOption.title).where(BallotOption.vote_id == running.phase_id)
        assert set(db.session.scalars(options)) == {
            proposal.title for proposal in VILLAGE.voting.proposals
        }


def test_the_moderator_finds_reports_and_an_appeal(lively: Flask) -> None:
    with lively.app_context(), city(VILLAGE.slug):
        waiting = sa.select(sa.func.count()).select_from(Report).where(Report.decision_id.is_(None))
        assert db.session.scalar(waiting) == 4
        decision = db.session.scalars(sa.select(Decision)).one()
        assert decision.act == "hide"
        assert decision.language == "ps"
        assert db.session.scalars(sa.select(Appeal)).one().answer_id is None


def test_translations_name_who_made_them(lively: Flask) -> None:
    with lively.app_context(), city(VILLAGE.slug):
        made = db.session.execute(sa.select(Translation.language, Translation.translator))
        assert {tuple(row) for row in made} == set(VILLAGE.translators.items())


def test_nothing_happens_before_what_it_answers(lively: Flask) -> None:
    with lively.app_context(), city(VILLAGE.slug):
        subject = sa.orm.aliased(Contribution)
        too_early = (
            sa.select(sa.func.count())
            .select_from(Comment)
            .join(subject, subject.id == Comment.subject_id)
            .where(Comment.created_at <= subject.created_at)
        )
        assert db.session.scalar(too_early) == 0
        newest = db.session.scalar(sa.select(sa.func.max(Contribution.created_at)))
        assert newest is not None
        assert newest < clock.now()


def test_everybody_was_told_at_the_time(lively: Flask) -> None:
    with lively.app_context(), city(VILLAGE.slug):
        days = {mail.at.date() for mail in db.session.scalars(sa.select(OutboxMail))}
        assert len(days) > 5
        assert not unread("notices")


def _visible(app: Flask) -> dict[str, list[Any]]:
    """All that a visitor can read and count."""
    questions = {
        "names": sa.select(Person.display_name, Person.language).order_by(Person.id),
        "texts": sa.select(
            Contribution.title,
            Contribution.body,
            Contribution.state,
            Contribution.support_count,
            Contribution.comment_count,
            Contribution.created_at,
        ).order_by(Contribution.id),
        "outcomes": sa.select(OutcomeItem.title, OutcomeItem.chosen, OutcomeItem.facts).order_by(
            OutcomeItem.phase_id, OutcomeItem.position
        ),
        "phases": sa.select(Phase.opens_at, Phase.closes_at).order_by(Phase.id),
        "mails": sa.select(OutboxMail.recipient, OutboxMail.at, OutboxMail.subject).order_by(
            OutboxMail.id
        ),
    }
    with app.app_context(), city(VILLAGE.slug):
        return {
            name: [tuple(row) for row in db.session.execute(question)]
            for name, question in questions.items()
        }


def test_the_same_day_makes_the_same_city(tmp_path: Path) -> None:
    seen = []
    for name in ("first", "second"):
        app = an_app(tmp_path / name)
        with app.app_context():
            make(VILLAGE, NOW)
            databases().engine(VILLAGE.slug).dispose()
        seen.append(_visible(app))
    assert seen[0] == seen[1]


def test_postgresql_gets_the_same_city(tmp_path: Path, postgresql_url: str) -> None:
    on_file, on_server = an_app(tmp_path / "file"), an_app(tmp_path / "server", postgresql_url)
    for app in (on_file, on_server):
        with app.app_context():
            make(VILLAGE, NOW)
    try:
        seen = [_visible(on_file), _visible(on_server)]
    finally:
        with on_server.app_context():
            engine = databases().engine(VILLAGE.slug)
            drop(VILLAGE.slug)
            engine.dispose()
        with on_file.app_context():
            databases().engine(VILLAGE.slug).dispose()
    assert seen[0] == seen[1]


def test_what_goes_wrong_leaves_nothing(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_town: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "plan", stop)
    with empty.app_context():
        with pytest.raises(KeyboardInterrupt):
            make(VILLAGE, NOW)
        assert state_of(VILLAGE.slug) is State.NONE


def test_a_making_that_was_killed_is_recognised(
    empty: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_town: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "plan", stop)
    monkeypatch.setattr(making, "drop", lambda _slug: None)
    with empty.app_context():
        with pytest.raises(KeyboardInterrupt):
            make(VILLAGE, NOW)
        assert state_of(VILLAGE.slug) is State.HALF


def test_a_dropped_city_leaves_no_key_of_an_open_vote(empty: Flask) -> None:
    with empty.app_context():
        make(VILLAGE, datetime.now(UTC))
        with city(VILLAGE.slug):
            folder = keys.key_path(1).parent
        assert list(folder.glob("*.key"))
        drop(VILLAGE.slug)
        assert not list(folder.glob("*.key"))
        assert state_of(VILLAGE.slug) is State.NONE
