"""Every page a person can see in the demo's Gdańsk, with whom it is for."""

from dataclasses import dataclass

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.consultations.models import DRAFT, PUBLISHED, Consultation, Phase
from commons.contributions.models import HIDDEN, Contribution
from commons.moderation.models import Appeal, Decision, Report
from commons.people.models import RoleGrant
from commons.proposals.models import Proposal
from tests.browser.site import Site


@dataclass(frozen=True)
class PageToSee:
    """A page: what it is called in files, who opens it, and where it is."""

    name: str
    role: str
    path: str


def _first(query: sa.Select[tuple[int]]) -> int:
    found = db.session.scalar(query.limit(1))
    assert found is not None, f"the demo lacks: {query}"
    return found


def pages(site: Site) -> list[PageToSee]:
    """All pages, found through what the demo holds."""
    with site.app.app_context(), city(site.slug):
        now = clock.now()
        phase = sa.select(Phase.id).join(Consultation).where(Consultation.state == PUBLISHED)
        is_open = sa.and_(Phase.opens_at <= now, Phase.closes_at > now)
        voting = _first(phase.where(Phase.kind == "vote", is_open))
        counted = _first(phase.where(Phase.kind == "vote", Phase.outcome_published_at.is_not(None)))
        proposing = _first(phase.where(Phase.kind == "proposals", is_open))
        talked = _first(
            sa.select(Proposal.id)
            .where(Proposal.phase_id == proposing)
            .order_by(Proposal.comment_count.desc())
        )
        answered = _first(sa.select(Proposal.id).where(Proposal.status != "open"))
        hidden = db.session.scalar(
            sa.select(Contribution.id).where(
                Contribution.state == HIDDEN, Contribution.kind == "proposal"
            )
        )
        reported = _first(sa.select(Report.contribution_id).where(Report.decision_id.is_(None)))
        draft = db.session.scalar(
            sa.select(Consultation.slug).where(Consultation.state == DRAFT).limit(1)
        )

        def slug_of(phase_id: int) -> str:
            slug = db.session.scalar(
                sa.select(Consultation.slug).join(Phase).where(Phase.id == phase_id)
            )
            assert slug is not None
            return slug

        open_slug, done_slug = slug_of(voting), slug_of(counted)
        granted = _first(sa.select(RoleGrant.id))
        appeals = db.session.scalar(sa.select(sa.func.count()).select_from(Appeal)) or 0
        decisions = db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0
    assert appeals, "the demo lacks an appeal"
    assert decisions, "the demo lacks a decision"
    seen = [
        ("home", "visitor", "/"),
        ("consultations", "visitor", "/consultations/"),
        ("consultation-open", "visitor", f"/consultations/{open_slug}"),
        ("consultation-done", "visitor", f"/consultations/{done_slug}"),
        ("proposals", "visitor", f"/proposals/?phase={proposing}"),
        ("proposal", "resident", f"/proposals/{talked}"),
        ("proposal-answered", "visitor", f"/proposals/{answered}"),
        ("proposal-history", "visitor", f"/proposals/{talked}/history"),
        ("proposal-new", "resident", f"/proposals/new?phase={proposing}"),
        ("report", "visitor", f"/contributions/{talked}/report"),
        ("vote", "visitor", f"/votes/{voting}"),
        ("ballot", "resident", f"/votes/{voting}/ballot"),
        ("result", "visitor", f"/votes/{counted}/result"),
        ("box", "visitor", f"/votes/{counted}/box"),
        ("hidden", "visitor", "/hidden/"),
        ("data", "visitor", "/data/"),
        ("data-consultation", "visitor", f"/data/{done_slug}/"),
        ("programme", "visitor", "/programme/"),
        ("sign-in", "visitor", "/sign-in"),
        ("account", "resident", "/account"),
        ("account-data", "resident", "/account/data"),
        ("account-delete", "resident", "/account/delete"),
        ("moderation", "moderator", "/moderation/"),
        ("moderation-one", "moderator", f"/moderation/{reported}"),
        ("audit", "administrator", "/audit"),
        ("roles", "administrator", "/roles"),
        ("role-new", "administrator", "/roles/new"),
        ("role-end", "administrator", f"/roles/{granted}/end"),
        ("office", "officer", "/office/"),
        ("office-new", "officer", "/office/new"),
        ("office-draft", "officer", f"/office/consultations/{draft}"),
        ("office-texts", "officer", f"/office/consultations/{draft}/texts"),
        ("office-phase", "officer", f"/office/consultations/{draft}/phases/new?kind=vote"),
        ("office-running", "officer", f"/office/consultations/{open_slug}"),
        ("office-answer", "officer", f"/office/consultations/{done_slug}/answer"),
        ("proposal-answering", "officer", f"/proposals/{talked}"),
        ("outbox", "visitor", "/outbox"),
        ("not-found", "visitor", "/nothing-here"),
        ("styleguide", "visitor", "/styleguide"),
    ]
    if hidden:
        seen.append(("proposal-hidden", "visitor", f"/proposals/{hidden}"))
    return [PageToSee(*page) for page in seen]
