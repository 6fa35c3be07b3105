"""Opening a vote: its options and rules are written down, frozen and hashed; its key is made."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.cities.context import current_city
from commons.consultations import queries as consultations
from commons.consultations.models import Consultation, OutcomeItem, Phase
from commons.contributions.models import Contribution
from commons.people.electorate import Electorate
from commons.voting import keys
from commons.voting.ballots.options import fixed_options, in_scope
from commons.voting.counted import spends
from commons.voting.drawing.seeds import committed
from commons.voting.models import BallotOption, Vote
from commons.voting.wishes import RULE_OPTIONS, Wishes


@transaction
def open_vote(phase: Phase) -> Vote:
    """Open the vote of a phase: from here on nothing of its rules can be changed.

    The options are what the phase before it chose, in its order, then those the officer wrote.
    Does nothing when the vote is open already.
    """
    existing = db.session.get(Vote, phase.id)
    if existing is not None:
        return existing
    wishes = Wishes.from_settings(phase.settings)
    kind, ballot = wishes.kind, wishes.ballot
    budget = wishes.budget if spends(wishes.rule) else 0
    vote = Vote(
        phase_id=phase.id,
        ballot_kind=kind.stored,
        rule=wishes.rule,
        rule_options={
            **RULE_OPTIONS.get(wishes.rule, {}),
            **ballot.rule_options(wishes.rule),
        },
        budget=budget,
        max_choices=wishes.max_choices if "max_choices" in kind.asks else None,
        level=wishes.electorate.level,
    )
    keys.make_key(phase.id)  # the seed of a draw is made of it
    conduct = {
        "form": kind.name,
        "terms": ballot.terms(kind, wishes.rule, budget).to_json(),
        **wishes.conduct.to_config(committed(phase.id)),
    }
    freeze(vote, _options(phase, wishes), wishes.electorate, conduct)
    write_audit("open_vote", f"vote {phase.id}", config_hash=vote.config_hash)
    return vote


def freeze(
    vote: Vote,
    options: Iterable[BallotOption],
    electorate: Electorate | None = None,
    conduct: Mapping[str, Any] | None = None,
) -> None:
    """Number the options, write all down, and have the database hold it from now on.

    ``electorate`` and ``conduct`` (how it is run) are of a vote held here; an election held
    elsewhere says nothing of its own.
    """
    options = _numbered(vote.phase_id, options)
    vote.min_choices = vote.min_choices or 1
    vote.config = _config(vote, options, electorate or Electorate(vote.level), conduct or {})
    vote.config_hash = hash_of(vote.config)
    db.session.add(vote)
    db.session.flush()
    db.session.add_all(options)
    db.session.flush()
    vote.opened_at = clock.now()
    db.session.flush()


def _numbered(vote_id: int, options: Iterable[BallotOption]) -> list[BallotOption]:
    options = list(options)
    for position, option in enumerate(options, start=1):
        option.vote_id, option.position = vote_id, position
        option.code = option.code or str(position)
    return options


def coming_options(phase: Phase) -> list[BallotOption]:
    """The options that a vote would have if it opened now; they are not stored."""
    return _numbered(phase.id, _options(phase, Wishes.from_settings(phase.settings)))


def hash_of(config: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON (keys sorted, no blanks, UTF-8) of a vote's rules."""
    canonical = json.dumps(config, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _config(
    vote: Vote,
    options: Iterable[BallotOption],
    electorate: Electorate,
    conduct: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "ballot_kind": vote.ballot_kind,
        "rule": vote.rule,
        "rule_options": vote.rule_options,
        "budget": vote.budget,
        "min_choices": vote.min_choices,
        "max_choices": vote.max_choices,
        **electorate.to_settings(),
        **conduct,
        "options": [
            {
                "code": option.code,
                "title": option.title,
                "language": option.language,
                "cost": option.cost,
                "contribution": option.contribution_id,
                "revision": option.revision,
            }
            for option in options
        ],
    }


def _options(phase: Phase, wishes: Wishes) -> list[BallotOption]:
    if wishes.kind.fixed_options:
        return fixed_options(wishes.kind, _language(phase), current_city().languages)
    before = in_scope(
        consultations.outcome_before(phase),
        wishes.ballot.scope,
        wishes.electorate.district_ids,
    )
    return [*_options_chosen_before(before), *_options_written(phase, wishes)]


def _language(phase: Phase) -> str:
    """The consultation's own."""
    found = db.session.scalar(
        sa.select(Consultation.primary_language).where(Consultation.id == phase.consultation_id)
    )
    return found or current_city().languages[0]


def _options_chosen_before(items: Iterable[OutcomeItem]) -> list[BallotOption]:
    items = list(items)
    ids = [item.contribution_id for item in items if item.contribution_id is not None]
    written = {
        row.id: row
        for row in db.session.execute(
            sa.select(Contribution.id, Contribution.revision, Contribution.body).where(
                Contribution.id.in_(ids)
            )
        )
    }
    options = []
    for item in items:
        text = written.get(item.contribution_id)
        options.append(
            BallotOption(
                title=item.title,
                language=item.language,
                contribution_id=item.contribution_id,
                revision=text.revision if text else None,
                description=text.body if text else "",
                cost=int(item.facts.get("cost") or 0),
                district_id=item.facts.get("district_id"),
                titles={},
                extras={
                    name: item.facts[name]
                    for name in ("latitude", "longitude")
                    if item.facts.get(name) is not None
                },
            )
        )
    return options


def _options_written(phase: Phase, wishes: Wishes) -> list[BallotOption]:
    language = _language(phase)
    return [
        BallotOption(
            title=option.title,
            titles=dict(option.titles),
            language=language,
            cost=option.cost,
            description="",
            extras={},
        )
        for option in wishes.options
    ]
