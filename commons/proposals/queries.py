"""What can be asked about proposals. Each function says how many statements it takes."""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.consultations.queries import text_of
from commons.contributions.bylines import with_byline
from commons.contributions.models import VISIBLE, WITHDRAWN, Support
from commons.contributions.rules import LARGEST_ID
from commons.contributions.search.queries import alike, matching
from commons.i18n.catalogue import gettext as _
from commons.notices.following import is_following
from commons.notices.subjects import CONTRIBUTION
from commons.people.models import Person
from commons.proposals.models import KIND, OfficialAnswer, Proposal
from commons.proposals.rules import PROPOSALS

Sort = Literal["newest", "supported"]


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


@dataclass(frozen=True, slots=True)
class Filter:
    """Which proposals a reader asked for."""

    phase_id: int | None = None
    district_id: int | None = None
    status: str | None = None
    """One of ``STATUSES``, or ``withdrawn``."""
    language: str | None = None
    search: str = ""
    sort: Sort = "newest"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list begins: after the proposal with this support and id."""

    support: int
    id: int

    def __str__(self) -> str:
        return f"{self.support}-{self.id}"


def place_from(text: str | None) -> Place | None:
    """A place as an address holds it; None for anything else, which is the list's beginning."""
    support, dash, number = (text or "").partition("-")
    for part in (support, number):
        if not (part.isascii() and part.isdigit() and len(part) < 11 and int(part) <= LARGEST_ID):
            return None
    return Place(int(support), int(number)) if dash else None


def find_proposals(wanted: Filter, *, after: Place | None = None, size: int = 20) -> Page[Proposal]:
    """A page of proposals with authors and districts: one statement.

    Hidden ones are among them, so that their trace can be shown, except in a search: what words
    they held is not to be found out. Withdrawn ones come only when they are asked for.
    """
    query = sa.select(Proposal).options(*with_byline(Proposal), joinedload(Proposal.district))
    query = query.where(*_conditions(wanted))
    key = Proposal.__table__.c.id
    if wanted.sort == "supported":
        query = query.order_by(Proposal.support_count.desc(), key.desc())
        if after is not None:
            query = query.where(
                sa.or_(
                    Proposal.support_count < after.support,
                    sa.and_(Proposal.support_count == after.support, key < after.id),
                )
            )
    else:
        query = query.order_by(key.desc())
        query = query if after is None else query.where(key < after.id)
    rows = list(db.session.scalars(query.limit(size + 1)))
    items = rows[:size]
    last = items[-1] if len(rows) > size else None
    return Page(items, str(Place(last.support_count, last.id)) if last else None)


def _conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.phase_id is not None:
        conditions.append(Proposal.phase_id == wanted.phase_id)
    if wanted.district_id is not None:
        conditions.append(Proposal.district_id == wanted.district_id)
    if wanted.language is not None:
        conditions.append(Proposal.language == wanted.language)
    if wanted.status == WITHDRAWN:
        conditions.append(Proposal.state == WITHDRAWN)
    else:
        conditions.append(Proposal.state != WITHDRAWN)
        if wanted.status is not None:
            conditions.append(Proposal.status == wanted.status)
    if wanted.search.strip():
        found = matching(wanted.search, KIND)
        conditions.append(Proposal.state == VISIBLE)
        conditions.append(sa.false() if found is None else Proposal.id.in_(found.scalar_subquery()))
    return conditions


def proposals_alike(title: str) -> list[Proposal]:
    """Visible proposals that say something like this title, the likest first: three statements."""
    order = [found.contribution_id for found in alike(title, KIND)]
    rows = db.session.scalars(sa.select(Proposal).where(Proposal.id.in_(order))) if order else ()
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
            joinedload(Proposal.district),
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


def phase_of(proposal: Proposal, language: str) -> PhaseEntry | None:
    """The phase of a proposal that ``proposal_of`` gave, in the reader's language. No statement."""
    if proposal.phase is None:
        return None
    text = text_of(proposal.phase.consultation, language)
    return PhaseEntry(proposal.phase, text.title, text.language)


@dataclass(frozen=True, slots=True)
class Answer:
    """An official answer as a reader gets it."""

    number: int
    text: OfficialAnswer
    others: list[OfficialAnswer]
    """The same answer in the other languages it exists in."""


def answers_to(proposal_id: int, language: str, primary_language: str) -> list[Answer]:
    """The official answers to a proposal, newest first: one statement.

    Each in the reader's language; where it is missing, in the city's main one.
    """
    rows = db.session.scalars(
        sa.select(OfficialAnswer)
        .where(OfficialAnswer.proposal_id == proposal_id)
        .order_by(OfficialAnswer.number.desc(), OfficialAnswer.language)
    )
    by_number: dict[int, list[OfficialAnswer]] = {}
    for row in rows:
        by_number.setdefault(row.number, []).append(row)
    answers = []
    for number, texts in by_number.items():
        rank = {language: 0, primary_language: 1}
        best = min(texts, key=lambda text: rank.get(text.language, 2))
        answers.append(Answer(number, best, [text for text in texts if text is not best]))
    return answers
