"""Closing a vote: it is counted, the box is written out anew in random order, the key destroyed.

Counting and shuffling are one transaction. What must wait until that is kept (the key, and what
the database still holds of deleted rows) is done right after it; where the process dies between
the two, the worker's next round finishes it.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa
import structlog

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import after_commit, current_database, databases, db, transaction
from commons.base.engines import schema_of
from commons.consultations.activities import Result
from commons.consultations.models import Phase
from commons.voting import keys, queries
from commons.voting.anchors.actions import put_anchors
from commons.voting.channels import ONLINE, totals
from commons.voting.models import BallotOption, BoxEntry, Vote
from commons.voting.rules import Election, Option, Tally, rule
from commons.voting.rules.contract import exact_to_json
from commons.voting.rules.election import Ballot
from commons.voting.sheets.ending import end_batches
from commons.voting.wishes import OFFERED_RULES, RULE_OPTIONS

log = structlog.get_logger()

CHUNK = 5_000
"""Rows written at once."""
LOCK_SECONDS = 10
"""How long PostgreSQL may wait for the box to be free; the next round tries again."""


@transaction
def seal_vote(phase: Phase) -> list[Result]:
    """Count a closed vote, shuffle its box, and give its outcome.

    A vote that is sealed already only gives its outcome again.
    """
    vote = db.session.scalar(sa.select(Vote).where(Vote.phase_id == phase.id).with_for_update())
    if vote is None:
        return []
    options = queries.bare_options(phase.id)
    if vote.sealed_at is None:
        end_batches(phase.id)
        put_anchors(phase.id, closing=True)
        papers, by_channel = _read_box(phase.id)
        _shuffle_box(phase.id, papers)
        count(vote, options, Counter(ballot for _receipt, ballot in papers), by_channel)
        write_audit(
            "seal_vote", f"vote {phase.id}", ballots=vote.ballots, config_hash=vote.config_hash
        )
        after_commit(finish_sealing)
    return results(vote, options)


def _read_box(vote_id: int) -> tuple[list[tuple[str, Ballot]], dict[str, Counter[Ballot]]]:
    """Receipts and ballots, and how many of each came which way. Equal ballots are one object, so
    that memory grows with their variety.
    """
    known: dict[Ballot, Ballot] = {}
    papers = []
    by_channel: dict[str, Counter[Ballot]] = {}
    rows = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices, BoxEntry.channel)
        .where(BoxEntry.vote_id == vote_id)
        .execution_options(yield_per=CHUNK)
    )
    for receipt, choices, channel in rows:
        read = queries.ballot_of(choices)
        ballot = known.setdefault(read, read)
        papers.append((receipt, ballot))
        by_channel.setdefault(channel or ONLINE, Counter())[ballot] += 1
    return papers, by_channel


def _shuffle_box(vote_id: int, papers: list[tuple[str, Ballot]]) -> None:
    """Write the box out anew: random order, no pseudonyms, no word of how each ballot came."""
    db.session.execute(sa.delete(BoxEntry).where(BoxEntry.vote_id == vote_id))
    secrets.SystemRandom().shuffle(papers)
    fill_box(vote_id, papers)


def fill_box(vote_id: int, papers: Sequence[tuple[str, Ballot]]) -> None:
    """Put ballots into the box, in the order given, without any pseudonym or channel."""
    waiting = iter(papers)
    while rows := [
        {
            "vote_id": vote_id,
            "receipt": receipt,
            "pseudonym": None,
            "choices": [[choice.option, exact_to_json(choice.points)] for choice in ballot],
            "channel": None,
        }
        for receipt, ballot in islice(waiting, CHUNK)
    ]:
        # Said to be null, or the column's default would come instead.
        db.session.execute(sa.insert(BoxEntry).execution_options(render_nulls=True), rows)


def count(
    vote: Vote,
    options: Sequence[BallotOption],
    ballots: Counter[Ballot],
    by_channel: Mapping[str, Counter[Ballot]] | None = None,
) -> None:
    """Count the ballots by the vote's rule, and by the other rules to compare; mark it sealed.

    ``by_channel`` has them apart by the way they came, where that is known.
    """
    election = Election(
        options=tuple(Option(option.code, option.cost) for option in options),
        ballots=ballots,
        budget=vote.budget,
    )
    tally = rule(vote.rule, **vote.rule_options).tally(election)
    vote.result = tally.to_json() | {
        "channels": [group.to_json() for group in totals(by_channel or {})]
    }
    vote.comparison = {
        name: _in_short(rule(name, **RULE_OPTIONS.get(name, {})).tally(election))
        for name in OFFERED_RULES
        if name != vote.rule
    }
    vote.ballots = election.voters
    vote.blank = ballots.get((), 0)
    vote.sealed_at = clock.now()
    db.session.flush()


def _in_short(tally: Tally) -> dict[str, Any]:
    return {"selected": list(tally.selected), "cost": exact_to_json(tally.cost)}


def results(vote: Vote, options: Sequence[BallotOption]) -> list[Result]:
    """The outcome of a sealed vote: every option, the chosen first."""
    by_code = {option.code: option for option in options}
    return [
        Result(
            title=by_code[standing.option].title,
            language=by_code[standing.option].language,
            chosen=standing.selected,
            contribution_id=by_code[standing.option].contribution_id,
            facts={
                "votes": standing.supporters,
                "points": exact_to_json(standing.points),
                "cost": exact_to_json(standing.cost),
            },
        )
        for standing in queries.tally_of(vote).standings
    ]


def finish_sealing() -> None:
    """Destroy the keys of sealed votes, and what the database keeps of their deleted rows.

    Safe at any time and twice. The worker does it every round.
    """
    waiting = transaction(queries.votes_to_sweep)()
    if not waiting:
        return
    for vote_id in waiting:
        keys.destroy_key(vote_id)
    if _sweep_database():
        _mark_swept(waiting)


@transaction
def _mark_swept(vote_ids: Sequence[int]) -> None:
    db.session.execute(
        sa.update(Vote)
        .where(Vote.phase_id.in_(vote_ids), Vote.swept_at.is_(None))
        .values(swept_at=clock.now())
    )


def _sweep_database() -> bool:
    """Have the database let go of deleted rows; False where it was too busy for it."""
    engine = databases().engine(current_database())
    if engine.dialect.name == "sqlite":
        return _empty_log_of_sqlite(engine)
    return _rewrite_box_of_postgresql(engine)


def _empty_log_of_sqlite(engine: sa.Engine) -> bool:
    """The write-ahead log still holds pages from before; the file itself deletes securely."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    return answer is not None and answer[0] == 0  # the first number says whether it was busy


def _rewrite_box_of_postgresql(engine: sa.Engine) -> bool:
    """Deleted rows stay in a table's pages until the table is written anew."""
    schema = schema_of(current_database())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
            # The schema's name was checked to be of a-z, 0-9, _ and hyphens.
            connection.exec_driver_sql(f'VACUUM (FULL) "{schema}".ballot_box')
            # The leaves are put into the order of their digits: none of time is left.
            connection.exec_driver_sql(f'CLUSTER "{schema}".ballot_leaf USING pk_ballot_leaf')
        except sa.exc.OperationalError as error:
            log.warning("box not rewritten yet", why=str(error.orig))
            return False
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
    return True
