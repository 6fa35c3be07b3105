"""What the demo's officer does with proposals: admits, gives back, merges, promises."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commons.demo import content
from commons.demo.talk import Posted
from commons.demo.town import Town
from commons.people.models import Person
from commons.proposals.commitments.actions import enter_commitment, update_commitment
from commons.proposals.commitments.models import UNDER_WAY
from commons.proposals.life.actions import admitting
from commons.proposals.merging.actions import answer_merge, ask_to_merge


def admit(town: Town, kept: Posted, moment: datetime) -> None:
    """Let a proposal go on."""
    town.diary.note(moment, lambda: admitting.admit(town.people["officer"], kept.id))


def give_back(town: Town, kept: Posted, reason: str, moment: datetime) -> None:
    """Give a proposal back to its author, with the reason."""
    officer = town.people["officer"]
    town.diary.note(
        moment,
        lambda: admitting.return_proposal(
            officer, kept.id, reason=reason, language=officer.language
        ),
    )


def become_one(
    town: Town,
    kept: Posted,
    other: Posted,
    authors: Sequence[Person],
    *,
    reason: str,
    moment: datetime,
) -> None:
    """Merge one proposal into another: the officer asks, and the authors agree."""
    officer, merge = town.people["officer"], Posted()

    def ask() -> None:
        merge.id = ask_to_merge(
            officer, kept.id, [other.id], reason=reason, language=officer.language
        ).id

    town.diary.note(moment, ask)
    for number, author in enumerate(authors, start=1):

        def agree(author: Person = author) -> None:
            answer_merge(author, merge.id, agrees=True)

        town.diary.note(moment + timedelta(hours=5 * number), agree)


def promise(
    town: Town, kept: Posted, said: content.Promise, moment: datetime, later: datetime
) -> None:
    """Say what the city will do about a proposal, and later how that goes."""
    officer, made = town.people["officer"], Posted()
    due = town.at(said.due, 12).date()

    def enter() -> None:
        made.id = enter_commitment(officer, kept.id, texts=said.texts, due=due).id

    def report() -> None:
        update_commitment(
            officer,
            made.id,
            state=UNDER_WAY,
            due=due,
            note=said.progress,
            language=officer.language,
        )

    town.diary.note(moment, enter)
    town.diary.note(later, report)
