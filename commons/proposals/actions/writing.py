"""The author's part: submit, edit, withdraw."""

from dataclasses import dataclass

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.text import clean_line, clean_text
from commons.cities.models import District
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.consultations.rules import phase_state
from commons.contributions.actions import add_contribution, change_state, revise, reword, withdraw
from commons.contributions.models import WITHDRAWN, Contribution
from commons.contributions.rules import BODY_LENGTH, TITLE_LENGTH
from commons.contributions.voices import spoken
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.coauthors.queries import is_author, leader_of
from commons.proposals.gate import demand_electorate
from commons.proposals.life.actions.standing import awaits_admission
from commons.proposals.life.actions.steps import record_step
from commons.proposals.models import OPEN, Proposal
from commons.proposals.rules import (
    LARGEST_COST,
    PROPOSALS,
    PhaseSettings,
    why_not_change_in,
)
from commons.proposals.themes.models import Theme


class ChangedMeanwhile(Refused):
    """The proposal has another wording than the one its author looked at."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A title and a body fit to be kept."""

    title: str
    body: str

    @classmethod
    def of(cls, title: str, body: str) -> "_Words":
        """Clean them. Raises Refused, saying what to mend."""
        title, body = clean_line(title), clean_text(body)
        if not title or not body:
            raise Refused(_("Please write a title, and what should change and why."))
        if len(title) > TITLE_LENGTH or len(body) > BODY_LENGTH:
            raise Refused(
                _(
                    "The title can have %(title)d characters, the text %(body)d. "
                    "Please shorten them.",
                    title=TITLE_LENGTH,
                    body=BODY_LENGTH,
                )
            )
        return cls(title, body)


@transaction
def submit_proposal(
    person: Person,
    *,
    title: str,
    body: str,
    language: str,
    phase: Phase | int | None = None,
    district_id: int | None = None,
    theme_id: int | None = None,
    cost: int | None = None,
    voice: str | None = None,
) -> Proposal:
    """Post a proposal, in an open phase or (``phase=None``) outside of any consultation.

    ``cost`` is in whole units of the city's currency; ``voice`` says as whom it is posted (see
    ``contributions.voices``). The same words sent twice within a minute
    give the first proposal. Raises NotFound for an unknown phase, Refused saying what is wrong.
    """
    demand(person, "propose")
    words = _Words.of(title, body)
    if language not in LANGUAGES:
        raise Refused(_("Please choose the language you wrote in."))
    _check_cost(cost)
    _check_district(district_id)
    _check_theme(theme_id)
    where = None if phase is None else _open_phase(phase if isinstance(phase, int) else phase.id)
    if where:
        demand_electorate(person, where.settings)
    if where and PhaseSettings.of(where.settings).district_needed and district_id is None:
        raise Refused(_("Please choose the district your proposal is about."))
    new = Proposal(
        author_id=person.id,
        language=language,
        title=words.title,
        body=words.body,
        phase_id=where.id if where else None,
        district_id=district_id,
        theme_id=theme_id,
        cost=cost,
        status=OPEN,
        answer_number=0,
        **awaits_admission(where),
        **spoken(person, voice),
    )
    kept = add_contribution(new)
    if not isinstance(kept, Proposal):
        raise TypeError(kept)
    if kept is new:
        _tell(person, kept, where)
    return kept


def _tell(person: Person, proposal: Proposal, phase: Phase | None) -> None:
    """Record a new proposal, unless it is one too many."""
    if phase:
        _check_how_many(person, phase)
    events.record(
        "proposal.submitted",
        actor_id=person.id,
        contribution_id=proposal.id,
        consultation_id=phase.consultation_id if phase else None,
        phase_id=proposal.phase_id,
    )


def _check_cost(cost: int | None) -> None:
    if cost is not None and not 1 <= cost <= LARGEST_COST:
        raise Refused(_("Please write a whole amount in figures, for example 12000."))


def _check_district(district_id: int | None) -> None:
    if district_id is not None and db.session.get(District, district_id) is None:
        raise Refused(_("Please choose one of the city's districts."))


def _check_theme(theme_id: int | None, *, kept: int | None = None) -> None:
    """It must be in use, or the one that the proposal has already."""
    if theme_id is None or theme_id == kept:
        return
    theme = db.session.get(Theme, theme_id)
    if theme is None or not theme.in_use:
        raise Refused(_("Please choose one of the city's themes."))


def _open_phase(phase_id: int) -> Phase:
    """A phase in which one may propose now, held so that it is not counted meanwhile."""
    found = db.session.scalar(
        sa.select(Phase)
        .join(Phase.consultation)
        .where(Phase.id == phase_id, Phase.kind == PROPOSALS, Consultation.state == PUBLISHED)
        .with_for_update(of=Phase, read=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such call for proposals."))
    match phase_state(found, clock.now()):
        case "upcoming":
            raise Refused(_("The time for proposals has not begun yet. Please come back then."))
        case "closed":
            raise Refused(
                _("The time for proposals is over. You can still comment on those posted.")
            )
    return found


def _check_how_many(person: Person, phase: Phase) -> None:
    """Refuse one too many. Called once the new one is written, while the author's row is held."""
    most = PhaseSettings.of(phase.settings).most_each
    if most is None:
        return
    count = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Proposal)
        .where(
            Proposal.author_id == person.id,
            Proposal.phase_id == phase.id,
            Proposal.state != WITHDRAWN,
        )
    )
    if (count or 0) > most:
        raise Refused(
            _(
                "Each person can post %(most)d here, and you have done so. "
                "You can withdraw or edit one of yours.",
                most=most,
            )
        )


def _changeable(person: Person, proposal_id: int) -> Proposal:
    """A proposal of the person's, alone or with others, that may be changed; it is held."""
    row = db.session.execute(
        sa.select(Proposal, Phase)
        .outerjoin(Phase, Phase.id == Proposal.phase_id)
        .where(Proposal.id == proposal_id)
        .with_for_update(of=Contribution, key_share=True)  # as coauthors.actions.steps.held
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound(_("There is no such proposal."))
    proposal, phase = row
    if not is_author(person, proposal):
        raise NotAllowed(_("Only who wrote this can change it."))
    refusal = why_not_change_in(proposal, phase, clock.now())
    if refusal is not None:
        raise Refused(refusal)
    found: Proposal = proposal
    return found


@transaction
def edit_proposal(
    person: Person,
    proposal_id: int,
    *,
    title: str,
    body: str,
    district_id: int | None,
    cost: int | None,
    theme_id: int | None = None,
    why: str = "",
    seen: int | None = None,
) -> None:
    """Change one's own proposal, also as a co-author; the earlier wordings stay readable.

    ``why`` is read by everybody in the timeline; ``seen`` is the number of the wording that was
    changed. Raises ChangedMeanwhile where there is another one by now, NotFound, NotAllowed, or
    Refused once it was answered or its phase has closed.
    """
    demand(person, "propose")
    words = _Words.of(title, body)
    _check_cost(cost)
    _check_district(district_id)
    proposal = _changeable(person, proposal_id)
    if seen is not None and seen != proposal.revision:
        raise ChangedMeanwhile(
            _("The proposal was changed a moment ago. Please look at both once more.")
        )
    _check_theme(theme_id, kept=proposal.theme_id)
    proposal.district_id, proposal.cost, proposal.theme_id = district_id, cost, theme_id
    before = proposal.revision
    if proposal.author_id == person.id:
        revise(person, proposal_id, title=words.title, body=words.body)
    else:
        reword(proposal, title=words.title, body=words.body)
    if proposal.revision != before:
        record_step(proposal_id, "proposal.changed", person, why, number=proposal.revision)


@transaction
def withdraw_proposal(person: Person, proposal_id: int, why: str = "") -> None:
    """Take back a proposal that one leads; that it was there stays visible.

    ``why`` is read by everybody in the timeline.
    Raises NotFound, NotAllowed, or Refused once it was answered or its phase has closed.
    """
    demand(person, "propose")
    proposal = _changeable(person, proposal_id)
    if leader_of(proposal) != person.id:
        raise NotAllowed(_("Only who posted this can withdraw it."))
    if proposal.author_id == person.id:
        withdraw(person, proposal_id)
    elif person.helped_by is not None:
        raise NotAllowed(_("Only the person themselves can withdraw what they wrote."))
    else:
        change_state(proposal_id, WITHDRAWN)
    record_step(proposal_id, "proposal.withdrawn", person, why)


def consultation_id(proposal: Proposal) -> int | None:
    """The consultation a proposal belongs to; None outside of any."""
    if proposal.phase_id is None:
        return None
    return db.session.scalar(sa.select(Phase.consultation_id).where(Phase.id == proposal.phase_id))


def changeable(person: Person, proposal_id: int) -> Proposal:
    """A proposal that the person may change now; it is held. For what hangs on a proposal.

    Raises NotFound, NotAllowed or Refused.
    """
    return _changeable(person, proposal_id)
