"""What can be asked about proposals. Each function says how many statements it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.errors import NotFound
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.consultations.queries import text_of
from commons.contributions.bylines import with_byline
from commons.contributions.models import VISIBLE, Support
from commons.contributions.search.queries import alike
from commons.i18n.catalogue import gettext as _
from commons.notices.following import is_following
from commons.notices.subjects import CONTRIBUTION
from commons.people.models import Person
from commons.proposals.coauthors.models import CoAuthor
from commons.proposals.drafting.models import Difference
from commons.proposals.models import KIND, OfficialAnswer, Proposal
from commons.proposals.rules import PROPOSALS


@dataclass(frozen=True, slots=True)
class PhaseEntry:
    """A phase of proposals, with its consultation's title in the reader's language."""

    phase: Phase
    title: str
    language: str
    """Of the title."""


def proposal_phases(language: str, *, only: int | None = None) -> list[PhaseEntry]:
    """The phases of proposals of published consultations, those that close last first.

    One statement. ``only`` asks for a single one by its id.
    """
    query = (
        sa.select(Phase, ConsultationText.title, ConsultationText.language)
        .join(Consultation, Consultation.id == Phase.consultation_id)
        .join(ConsultationText, ConsultationText.consultation_id == Consultation.id)
        .where(
            Phase.kind == PROPOSALS,
            Consultation.state == PUBLISHED,
            ConsultationText.language.in_([language, Consultation.primary_language]),
        )
        .order_by(Phase.closes_at.desc(), Phase.id.desc())
    )
    if only is not None:
        query = query.where(Phase.id == only)
    entries: dict[int, PhaseEntry] = {}
    for phase, title, title_language in db.session.execute(query):
        if phase.id not in entries or title_language == language:
            entries[phase.id] = PhaseEntry(phase, title, title_language)
    return list(entries.values())


def proposal_phase(phase_id: int, language: str) -> PhaseEntry:
    """One phase of proposals: one statement. Raises NotFound, for those of drafts too."""
    found = proposal_phases(language, only=phase_id)
    if not found:
        raise NotFound(_("There is no such call for proposals."))
    return found[0]


def proposals_alike(title: str) -> list[Proposal]:
    """Visible proposals that say something like this title, the likest first: three statements."""
    order = [found.contribution_id for found in alike(title, KIND)]
    here = sa.and_(Proposal.id.in_(order), Proposal.merged_into_id.is_(None))
    rows = db.session.scalars(sa.select(Proposal).where(here)) if order else ()
    return sorted(rows, key=lambda proposal: order.index(proposal.id))


def proposal_of(proposal_id: int, person: Person | None = None) -> tuple[Proposal, bool]:
    """A proposal with author, district, phase and consultation, and whether the person supports it.

    Whatever its state; one statement. Raises NotFound.
    """
    proposal, supported, _following = proposal_for(person, proposal_id)
    return proposal, supported


def proposal_for(person: Person | None, proposal_id: int) -> tuple[Proposal, bool, bool]:
    """As ``proposal_of``, with the same statement; and whether the person follows it."""
    supported = (
        sa.select(Support.person_id)
        .where(
            Support.contribution_id == Proposal.id,
            Support.person_id == (person.id if person else 0),
        )
        .exists()
    )
    rows = db.session.execute(
        sa.select(Proposal, supported, is_following(person, (CONTRIBUTION, proposal_id)))
        .where(Proposal.id == proposal_id)
        .options(
            *with_byline(Proposal),
            joinedload(Proposal.coauthors).options(
                joinedload(CoAuthor.author), joinedload(CoAuthor.shown_district)
            ),
            joinedload(Proposal.differences),
            joinedload(Proposal.district),
            joinedload(Proposal.theme),
            joinedload(Proposal.phase)
            .joinedload(Phase.consultation)
            .joinedload(Consultation.texts)
            .load_only(ConsultationText.title),
        )
    ).unique()
    row = rows.one_or_none()
    if row is None:
        raise NotFound(_("There is no such proposal."))
    proposal, is_supported, follows_it = row
    return proposal, bool(is_supported), bool(follows_it)


def told_apart(proposal: Proposal) -> list[tuple[Difference, Proposal]]:
    """The visible ones that a proposal says it differs from, with why; none without a statement.

    Apart from ``proposal_for``: SQLite would join all texts there are for it, on every page.
    """
    whys = {why.other_id: why for why in proposal.differences}
    if not whys:
        return []
    others = db.session.scalars(
        sa.select(Proposal).where(Proposal.id.in_(whys), Proposal.state == VISIBLE)
    )
    return [(whys[other.id], other) for other in sorted(others, key=lambda other: other.id)]


def phase_of(proposal: Proposal, language: str) -> PhaseEntry | None:
    """The phase of a proposal that ``proposal_of`` gave, in the reader's language. No statement."""
    if proposal.phase is None:
        return None
    text = text_of(proposal.phase.consultation, language)
    return PhaseEntry(proposal.phase, text.title, text.language)


@dataclass(frozen=True, slots=True)
class AnswerText:
    """An official answer in one language."""

    language: str
    decision: str
    text: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """An official answer as a reader gets it."""

    number: int
    text: AnswerText
    others: list[AnswerText]
    """The same answer in the other languages it exists in."""

    def missing(self, languages: Sequence[str]) -> list[str]:
        """Those of a city's languages that it waits to be translated into."""
        there = {self.text.language, *(other.language for other in self.others)}
        return [code for code in languages if code not in there]


def answers_to(proposal_id: int, language: str, primary_language: str) -> list[Answer]:
    """The official answers to a proposal, newest first: one statement.

    Each in the reader's language; where it is missing, in the city's main one.
    """
    table = OfficialAnswer
    rows = db.session.execute(
        sa.select(table.number, table.language, table.decision, table.text, table.answered_at)
        .where(table.proposal_id == proposal_id)
        .order_by(table.number.desc(), table.language)
    )
    return grouped(
        [
            (row.number, AnswerText(row.language, row.decision, row.text, row.answered_at))
            for row in rows
        ],
        language,
        primary_language,
    )


def grouped(
    texts: Sequence[tuple[int, AnswerText]], language: str, primary_language: str
) -> list[Answer]:
    """Answers of their texts with their numbers, in the order in which these are given."""
    by_number: dict[int, list[AnswerText]] = {}
    for number, text in texts:
        by_number.setdefault(number, []).append(text)
    answers = []
    for number, same in by_number.items():
        rank = {language: 0, primary_language: 1}
        best = min(same, key=lambda text: rank.get(text.language, 2))
        answers.append(Answer(number, best, [text for text in same if text is not best]))
    return answers
