"""Proposals in the course of their life, for tests."""

from collections.abc import Sequence

from commons.consultations.models import Phase
from commons.contributions.actions import add_support
from commons.people.models import Person
from commons.proposals.actions import answer_proposal
from commons.proposals.merging import actions as merging
from commons.proposals.merging.models import Merge
from commons.proposals.models import Proposal
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, proposal_by

REASON = "Both are about shade in Pomorska Street."


def asking_call(**kwargs: object) -> Phase:
    """A call for proposals in which officers admit them."""
    return call_for_proposals(settings={"admission": True}, **kwargs)  # type: ignore[arg-type]


def supported_by(proposal: Proposal, people: Sequence[Person]) -> None:
    """Let people support a proposal."""
    for person in people:
        add_support(person, proposal.id)


def two_alike(phase: Phase | None = None) -> tuple[Proposal, Proposal, Person, Person]:
    """Two proposals about one thing, and their authors."""
    first, second = resident("Ola"), resident("Ivan")
    phase = phase or call_for_proposals()
    return (
        proposal_by(first, phase, "Trees for Pomorska Street"),
        proposal_by(second, phase, "More shade in Pomorska Street", body="Trees, please."),
        first,
        second,
    )


def asked_to_merge(kept: Proposal, *others: Proposal) -> Merge:
    """A request of an officer that proposals become one."""
    officer = resident("Jan", role="officer")
    return merging.ask_to_merge(officer, kept.id, [each.id for each in others], reason=REASON)


def accepted(proposal: Proposal, decision: str = "accepted") -> Person:
    """Answer a proposal in the city's main language; gives the officer."""
    officer = resident("Jan", role="officer")
    answer_proposal(officer, proposal.id, decision=decision, texts={"pl": "Tak, zrobimy to."})
    return officer
