"""Closing a vote: it is counted, the box is written out anew in random order, the key destroyed.

Counting and shuffling are one transaction. What must wait until that is kept (the key, and what
the database still holds of deleted rows) is done right after it; where the process dies between
the two, the worker's next round finishes it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
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
from commons.voting.counted import Terms, as_spent, compared_with, election_of
from commons.voting.drawing.rules import Draw, settings_with
from commons.voting.drawing.seeds import drawn
from commons.voting.explaining.spread import spread_of
from commons.voting.models import BallotOption, BoxEntry, Vote
from commons.voting.rules import Tally, rule
from commons.voting.rules.contract import exact_to_json
from commons.voting.rules.election import Ballot
from commons.voting.running.turnout import turnout_of
from commons.voting.sheets.ending import end_batches
from commons.voting.sheets.queries import count_totals
from commons.voting.strata.keeping import Reader, Sorted
from commons.voting.strata.told import told_of_strata
from commons.voting.wishes import RULE_OPTIONS

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
        ballots, strata, unread = _write_out_anew(phase.id)
        count(vote, options, ballots, strata, drawn(vote))
        write_audit(
            "seal_vote",
            f"vote {phase.id}",
            ballots=vote.ballots,
            config_hash=vote.config_hash,
            without_stratum=unread,
        )
        after_commit(finish_sealing)
    return [] if vote.test else results(vote, options)  # nothing comes of a mere test


def _write_out_anew(vote_id: int) -> tuple[Counter[Ballot], Sorted, int]:
    """Read the box and write it out anew: random order, no pseudonyms, no strata.

    Gives the ballots with their number, the same sorted by stratum, and how many strata cannot be
    read. Done part by part, in the order of the receipt codes, which are random: memory grows with
    the variety of the ballots, and not with the size of the city.
    """
    known: dict[Ballot, Ballot] = {}
    ballots: Counter[Ballot] = Counter()
    strata, reader, after = Sorted(), Reader(vote_id), ""
    while rows := _next_of_box(vote_id, after):
        papers = []
        for receipt, choices, channel, hidden in rows:
            read = queries.ballot_of(choices)
            ballot = known.setdefault(read, read)  # equal ballots are one object
            papers.append((receipt, ballot))
            ballots[ballot] += 1
            stratum = reader.read(receipt, hidden, channel)
            if stratum is not None:
                strata.add(ballot, stratum, reader.names)
        after = papers[-1][0]
        db.session.execute(
            sa.delete(BoxEntry)
            .where(BoxEntry.vote_id == vote_id, BoxEntry.receipt.between(papers[0][0], after))
            .execution_options(synchronize_session=False)
        )
        fill_box(vote_id, papers)
    # Of a part nothing is told: it would be taken for the whole.
    return ballots, Sorted() if reader.unread else strata, reader.unread


def _next_of_box(
    vote_id: int, after: str
) -> Sequence["sa.Row[str, list[Any], str | None, str | None]"]:
    return db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices, BoxEntry.channel, BoxEntry.strata)
        .where(BoxEntry.vote_id == vote_id, BoxEntry.receipt > after)
        .order_by(BoxEntry.receipt)
        .limit(CHUNK)
    ).all()


def fill_box(vote_id: int, papers: Sequence[tuple[str, Ballot]]) -> None:
    """Put ballots into the box, in the order given, without any pseudonym or stratum."""
    waiting = iter(papers)
    while rows := [
        {
            "vote_id": vote_id,
            "receipt": receipt,
            "pseudonym": None,
            "choices": [[choice.option, exact_to_json(choice.points)] for choice in ballot],
            "channel": None,
            "strata": None,
        }
        for receipt, ballot in islice(waiting, CHUNK)
    ]:
        # Said to be null, or the column's default would come instead.
        db.session.execute(sa.insert(BoxEntry).execution_options(render_nulls=True), rows)


def count(
    vote: Vote,
    options: Sequence[BallotOption],
    ballots: Counter[Ballot],
    strata: Sorted | None = None,
    draw: Draw | None = None,
) -> None:
    """Count the ballots by the vote's rule, and by the other rules to compare; mark it sealed.

    ``strata`` has the same ballots sorted by stratum, where these are known; ``draw`` is the lot by
    which ties are drawn.
    """
    election = election_of(
        [(option.code, option.cost) for option in options],
        ballots,
        vote.budget,
        Terms.from_json(vote.config.get("terms")),
    )
    others = compared_with(vote.rule, queries.kind_of(vote).rules, election.seats)
    counted_by = rule(vote.rule, **settings_with(vote.rule, vote.rule_options, draw))
    tally = counted_by.tally(election)
    districts = strata.districts_apart() if strata else None
    spread = spread_of(as_spent(election, tally), tally.selected, districts)
    vote.result = (
        tally.to_json()
        | {"spread": spread.to_json() if spread else None}
        | {"draw": draw.to_json() if draw else None}
        | (told_of_strata(election, tally, strata, counted_by.tally) if strata else {})
        | (_gone_by(vote.phase_id) if strata else {})
    )
    vote.comparison = {
        name: _in_short(rule(name, **RULE_OPTIONS.get(name, {})).tally(election)) for name in others
    }
    vote.ballots = election.voters
    vote.blank = ballots.get((), 0)
    vote.sealed_at = clock.now()
    db.session.flush()


def _gone_by(vote_id: int) -> dict[str, Any]:
    """What the roll and the batches say at this moment, and may not say later."""
    return {"turnout": turnout_of(vote_id).to_json(), "sheets": asdict(count_totals(vote_id))}


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
