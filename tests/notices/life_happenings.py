"""What happens to proposals and their files in the course of their life: each is news to somebody.

``by`` causes it, ``reader`` hears of it.
"""

from collections.abc import Callable

from commons.contributions.actions import add_support
from commons.moderation import files as moderated_files
from commons.people.models import Person
from commons.proposals.actions import withdraw_proposal
from commons.proposals.commitments import actions as commitments
from commons.proposals.commitments.models import UNDER_WAY
from commons.proposals.life.actions import admitting, reviewing, translating
from commons.proposals.merging import actions as merging
from tests.factories.files import file_on
from tests.factories.life import REASON, accepted, asked_to_merge, asking_call
from tests.factories.moderation import a_moderator, a_text
from tests.factories.proposals import call_for_proposals, proposal_by


def _file_hidden(_by: Person, reader: Person) -> None:
    file = file_on(reader, a_text(reader))
    moderated_files.hide_file(
        a_moderator("Ewa"), file.key, reason="hate", statement="It insults a neighbour."
    )


def _file_restored(by: Person, reader: Person) -> None:
    file = file_on(reader, a_text(reader))
    moderated_files.hide_file(
        a_moderator("Ewa"), file.key, reason="hate", statement="It insults a neighbour."
    )
    moderated_files.show_file(a_moderator("Jan"), file.key)


def _admitted(by: Person, reader: Person) -> None:
    admitting.admit(by, proposal_by(reader, asking_call(), "Ławki").id)


def _returned(by: Person, reader: Person) -> None:
    admitting.return_proposal(by, proposal_by(reader, asking_call(), "Ławki").id, reason=REASON)


def _reviewed(by: Person, reader: Person) -> None:
    reviewing.review(by, proposal_by(reader, call_for_proposals(), "Ławki").id)


def _answer_translated(by: Person, reader: Person) -> None:
    proposal = proposal_by(reader, call_for_proposals(), "Ławki")
    accepted(proposal)
    translating.translate_answer(by, proposal.id, number=1, language="ar", text="نعم، سنفعل ذلك.")


def _two(by: Person, reader: Person) -> tuple[int, Callable[[bool], None], Callable[[], None]]:
    phase = call_for_proposals()
    kept = proposal_by(reader, phase, "Drzewa dla ulicy Pomorskiej")
    other = proposal_by(by, phase, "Więcej cienia na Pomorskiej")
    merge = asked_to_merge(kept, other)

    def answer(agrees: bool) -> None:
        merging.answer_merge(by, merge.id, agrees=agrees)

    def agree() -> None:
        merging.answer_merge(reader, merge.id, agrees=True)

    return merge.id, answer, agree


def _merge_asked(by: Person, reader: Person) -> None:
    _two(by, reader)


def _merge_refused(by: Person, reader: Person) -> None:
    _merge, answer, _agree = _two(by, reader)
    answer(False)


def _merge_taken_back(by: Person, reader: Person) -> None:
    merge, _answer, _agree = _two(by, reader)
    merging.take_back(by, merge)


def _joined(by: Person, reader: Person) -> None:
    _merge, answer, agree = _two(by, reader)
    agree()
    answer(True)


def _merged(by: Person, reader: Person) -> None:
    _merge, answer, agree = _two(reader, by)
    answer(True)
    agree()


def _split_asked(by: Person, reader: Person) -> None:
    proposal = proposal_by(reader, call_for_proposals(), "Ławki i drzewa")
    merging.ask_to_split(by, proposal.id, title="Drzewa", body="Więcej drzew.", reason=REASON)


def _split(by: Person, reader: Person) -> None:
    proposal = proposal_by(by, call_for_proposals(), "Ławki i drzewa")
    add_support(reader, proposal.id)
    merging.split_own(by, proposal.id, title="Drzewa", body="Więcej drzew.", why=REASON)


def _withdrawn(by: Person, reader: Person) -> None:
    proposal = proposal_by(by, call_for_proposals(), "Ławki i drzewa")
    add_support(reader, proposal.id)
    withdraw_proposal(by, proposal.id)


def _promised(by: Person, reader: Person) -> int:
    proposal = proposal_by(reader, call_for_proposals(), "Ławki")
    accepted(proposal)
    return commitments.enter_commitment(
        by, proposal.id, texts={"pl": "Postawimy dziesięć ławek."}, due=None
    ).id


def _entered(by: Person, reader: Person) -> None:
    _promised(by, reader)


def _changed(by: Person, reader: Person) -> None:
    commitments.update_commitment(by, _promised(by, reader), state=UNDER_WAY, due=None)


LIFE: dict[str, Callable[[Person, Person], None]] = {
    "commitment.changed": _changed,
    "commitment.entered": _entered,
    "file.hidden": _file_hidden,
    "file.restored": _file_restored,
    "merge.asked": _merge_asked,
    "merge.refused": _merge_refused,
    "merge.taken_back": _merge_taken_back,
    "proposal.admitted": _admitted,
    "proposal.answer_translated": _answer_translated,
    "proposal.joined": _joined,
    "proposal.merged": _merged,
    "proposal.returned": _returned,
    "proposal.reviewed": _reviewed,
    "proposal.split": _split,
    "proposal.withdrawn": _withdrawn,
    "split.asked": _split_asked,
}
