"""Paper ballots and who enters them, for tests."""

from commons.people import actions as people
from commons.people import granting
from commons.people.models import Person
from commons.voting.channels import PAPER
from commons.voting.models import Vote
from commons.voting.sheets import actions
from commons.voting.sheets.models import SheetBatch
from commons.voting.sheets.rules import Row
from tests.factories.cards import a_batch


def a_clerk(address: str, role: str = "mediator") -> Person:
    """Somebody who may enter paper ballots."""
    _code, link = people.issue_code(address)
    person = people.check_link(link)
    granting.grant_role(person, role, reason="for a test")
    person.roles = frozenset({role})
    return person


def card_numbers(count: int) -> list[tuple[str, str]]:
    """Number and code of new cards, which nobody has used."""
    _batch, made = a_batch(count=count)
    return made


def entered(
    vote: Vote,
    rows: list[Row],
    *,
    different: dict[int, Row] | None = None,
    way: str = PAPER,
) -> SheetBatch:
    """A batch that two clerks have entered; the second read some sheets differently."""
    first, second = a_clerk("first@example.org"), a_clerk("second@example.org")
    batch = actions.make_batch(
        first, vote.phase_id, label="Oliwa library", expected=len(rows), way=way
    )
    read = dict(enumerate(rows, start=1))
    actions.save_rows(first, batch.id, read)
    actions.finish_entry(first, batch.id)
    actions.save_rows(second, batch.id, {**read, **(different or {})})
    actions.finish_entry(second, batch.id)
    return batch
