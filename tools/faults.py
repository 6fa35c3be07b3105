"""What a vote survives: ``python tools/faults.py --rounds 20 --ballots 500 --database sqlite``.

Kills the server (SIGKILL to all its processes) at a random moment while ballots come in on many
connections, starts it anew, and so on. After each round nothing acknowledged may be missing,
nobody may have two ballots, roll, box and chain must say the same; at the end the signed package is
counted again. Then one person hands in a ballot many times at once: one is in the box.
"""

import argparse
import contextlib
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402  (the project lies beside this folder)

from commons.app import create_app  # noqa: E402
from commons.base.database import db, only_reading  # noqa: E402
from commons.base.settings import Settings  # noqa: E402
from commons.cities.actions import create_city  # noqa: E402
from commons.voting import keys  # noqa: E402
from commons.voting.anchors.actions import anchor_from, anchor_open_votes  # noqa: E402
from commons.voting.anchors.models import BallotLeaf  # noqa: E402
from commons.voting.anchors.packaging import package_of  # noqa: E402
from commons.voting.anchors.queries import chain_of  # noqa: E402
from commons.voting.checking.chain import breaks, commitment  # noqa: E402
from commons.voting.checking.recount import recount  # noqa: E402
from commons.voting.models import BoxEntry, RollEntry, Vote  # noqa: E402
from tests.factories.voting import close_vote, publish_result  # noqa: E402
from tools.faults_town import Hand, Town, Voter, choice  # noqa: E402

HANDS = 24
"""Connections that hand in ballots at the same time."""

TRIES = 5
"""How often whoever was told to try again does so at the end."""


class Broken(AssertionError):
    """The vote did not survive; the message says what is wrong."""


def _at_once(hands: int, work: Callable[[int], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, args=(place,)) for place in range(hands)]
    for thread in threads:
        thread.start()
    return threads


def hand_in_all(town: Town, voters: Sequence[Voter], kill_after: int | None = None) -> Counter[int]:
    """Have all vote at once; kill the server after so many answers. Gives statuses (0: none)."""
    waiting: SimpleQueue[Voter] = SimpleQueue()
    for voter in voters:
        waiting.put(voter)
    statuses: Counter[int] = Counter()
    reached, dead, lock = threading.Event(), threading.Event(), threading.Lock()

    def work(_place: int) -> None:
        hand = Hand(town)
        with contextlib.suppress(Empty):
            while not dead.is_set():
                voter = waiting.get_nowait()
                status = hand.hand_in(voter, choice(7 * voter.person_id + len(voter.attempts)))
                with lock:
                    statuses[status] += 1
                    if kill_after is not None and statuses[303] >= kill_after:
                        reached.set()
        hand.close()

    threads = _at_once(HANDS, work)
    if kill_after is not None:
        while not reached.wait(0.05) and any(thread.is_alive() for thread in threads):
            pass
        time.sleep(random.uniform(0, 0.05))  # noqa: S311  (nothing secret)
        town.kill()
        dead.set()
    for thread in threads:
        thread.join()
    return statuses


def check(town: Town, voters: Sequence[Voter]) -> None:
    """Raise Broken unless roll, box and chain hold just what the voters were told."""
    with town.inside():
        only_reading()
        vote_id = town.vote_id
        roll = set(db.session.scalars(sa.select(RollEntry.person_id)))
        rows = db.session.execute(sa.select(BoxEntry.pseudonym, BoxEntry.receipt, BoxEntry.choices))
        box = [(name, receipt, choices) for name, receipt, choices in rows]
        by_name = {name: tuple(code for code, _points in marks) for name, _code, marks in box}
        names = {keys.pseudonym(vote_id, number): number for number in roll}
        if len(by_name) != len(box):
            raise Broken("somebody has two ballots")
        if set(by_name) != set(names):
            raise Broken(f"{len(roll)} on the roll, {len(box)} in the box, not the same people")
        held = {names[name]: chosen for name, chosen in by_name.items()}
        for voter in voters:
            if held.get(voter.person_id) not in voter.may_be_in_box:
                raise Broken(f"lost or changed: {voter.attempts}, {held.get(voter.person_id)}")
        _check_chain(vote_id, box)


def _check_chain(vote_id: int, box: Sequence[tuple[str | None, str, list[list[object]]]]) -> None:
    rules = db.session.get_one(Vote, vote_id).config_hash
    leaves = {commitment(rules, receipt, marks) for _name, receipt, marks in box}
    standing = sa.select(BallotLeaf.commitment).where(BallotLeaf.replaced.is_(False))
    if leaves != set(db.session.scalars(standing)):
        raise Broken("the leaves that stand are not those of the box")
    said = chain_of(vote_id)
    if list(breaks([anchor_from(one) for one in said], [one["digest"] for one in said])):
        raise Broken("the chain is broken")


def killed_at_random(town: Town, rounds: int, ballots: int) -> dict[str, object]:
    """The first trial: so many rounds with so many new voters each, and a kill in each.

    Afterwards the server runs, and everybody has voted.
    """
    everybody: list[Voter] = []
    pending: list[Voter] = []
    statuses: Counter[int] = Counter()
    answered: list[int] = []
    start = time.monotonic()
    for _round in range(rounds):
        fresh = town.voters(ballots)
        everybody += fresh
        town.start()
        after = random.randint(1, max(1, ballots - 1))  # noqa: S311
        seen = hand_in_all(town, [*pending, *fresh], kill_after=after)
        time.sleep(0.5)  # PostgreSQL may still be ending what it was told
        statuses += seen
        answered.append(seen[303])
        check(town, everybody)
        with town.inside():
            anchor_open_votes()
        pending = [voter for voter in everybody if not voter.acknowledged]
    town.start()
    for _try in range(TRIES):  # a machine that is busy tells some to try again
        statuses += hand_in_all(town, pending)
        check(town, everybody)
        pending = [voter for voter in pending if not voter.acknowledged]
    if pending:
        raise Broken(f"not everybody could vote in the end: {dict(statuses)}")
    return {
        "kills": rounds,
        "voters": len(everybody),
        "attempts": sum(len(voter.attempts) for voter in everybody),
        "without an answer": statuses[0],
        "answered before each kill": answered,
        "answers": _by_name(statuses),
        "seconds": round(time.monotonic() - start, 1),
    }


def _by_name(statuses: Counter[int]) -> dict[str, int]:
    return {str(status): number for status, number in sorted(statuses.items())}


def counted_again(town: Town) -> int:
    """Close the vote and count it again from its package alone; gives how many ballots it has."""
    with town.inside():
        saved = [said["digest"] for said in chain_of(town.vote_id)]
        vote = close_vote(db.session.get_one(Vote, town.vote_id))
        publish_result(vote)
        report = recount(package_of(vote, "en").read_bytes(), saved=saved)
        if not report.holds:
            raise Broken(f"the package does not hold: {report.findings}")
        return vote.ballots or 0


def one_person(town: Town, attempts: int, connections: int) -> dict[str, object]:
    """The second trial: one person hands in a ballot again and again, on many connections.

    The server runs.
    """
    (voter,) = town.voters(1)
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def work(place: int) -> None:
        hand = Hand(town)
        for number in range(place, attempts, connections):
            status = hand.hand_in(voter, choice(number))
            with lock:
                statuses[status] += 1
        hand.close()

    start = time.monotonic()
    for thread in _at_once(connections, work):
        thread.join()
    took = time.monotonic() - start
    check(town, [voter])
    with town.inside():
        only_reading()
        mine = BoxEntry.pseudonym == keys.pseudonym(town.vote_id, voter.person_id)
        box = db.session.scalars(sa.select(BoxEntry.choices).where(mine)).all()
    accepted = {chosen for chosen, acknowledged in voter.attempts if acknowledged}
    if len(box) != 1 or tuple(code for code, _points in box[0]) not in accepted:
        raise Broken(f"in the box of one person: {box}")
    return {
        "attempts": attempts,
        "connections": connections,
        "answers": _by_name(statuses),
        "in the box": len(box),
        "seconds": round(took, 1),
    }


@contextlib.contextmanager
def town_on(database: str) -> Iterator[Town]:
    """A new city on SQLite, or on a PostgreSQL of its own that writes durably."""
    with tempfile.TemporaryDirectory() as folder:
        url, server = None, None
        if database == "postgresql":
            os.environ.setdefault("XDG_RUNTIME_DIR", folder)
            import pgserver

            server = pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        home = Path(folder) / "home"
        home.mkdir()
        settings = Settings(home=home, secret_key="faults", database_url=url, limits=False)  # noqa: S106
        app = create_app(settings)
        with app.app_context():
            create_city("trial", name="Trial", languages=["en"], districts=["North"])
        town = Town(app, settings, "trial", whole=True)
        try:
            yield town
        finally:
            town.close()
            if server is not None:
                server.cleanup()


def main() -> None:
    """Do both trials, print what was survived; ends with an error where something was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=20, help="kills")
    parser.add_argument("--ballots", type=int, default=500, help="new voters in each round")
    parser.add_argument("--attempts", type=int, default=10_000, help="of one person")
    parser.add_argument("--connections", type=int, default=100, help="of that person")
    asked = parser.parse_args()
    with town_on(asked.database) as town:
        print(json.dumps(killed_at_random(town, asked.rounds, asked.ballots)))
        print(json.dumps(one_person(town, asked.attempts, asked.connections)))
        town.kill()
        print(json.dumps({"counted again from the package": counted_again(town)}))


if __name__ == "__main__":
    main()
