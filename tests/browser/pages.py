"""Every page a person can see in the demo's Gdańsk, with whom it is for."""

from dataclasses import dataclass

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import db
from commons.cities.context import city
from commons.consultations.models import DRAFT, PUBLISHED, Consultation, Phase
from commons.contributions.files.models import Attachment
from commons.contributions.models import HIDDEN, Contribution
from commons.moderation.models import Appeal, Decision, Report
from commons.notices import tokens
from commons.people.models import Person, RoleGrant
from commons.people.organisations.models import Organisation
from commons.people.queries import person_by_address
from commons.proposals.amendments.models import Amendment
from commons.proposals.drafting.actions import Saving, save
from commons.proposals.drafting.owners import Owner
from commons.proposals.models import Proposal
from tests.browser.site import ROLES, Site


@dataclass(frozen=True)
class PageToSee:
    """A page: what it is called in files, who opens it, and where it is."""

    name: str
    role: str
    path: str


def two_texts(person: Person, phase_id: int) -> tuple[str, str]:
    """The keys of a draft, and of one whose two texts were written at the same time."""
    words = {"title": "More benches by the river", "body": "To *rest*.", "cost": "2 000"}
    keys = []
    for place in (1, 2):
        owner, key = Owner(person), f"{place:032x}"
        save(owner, key, Saving(words, tab="phone"), phase_id=phase_id)
        keys.append(key)
    save(owner, key, Saving({"body": "To rest in the shade."}, tab="laptop"))
    return keys[0], keys[1]


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
        amendment = _first(sa.select(Amendment.id).where(Amendment.status == "open"))
        declined = _first(sa.select(Amendment.id).where(Amendment.status == "declined"))
        written_together = _first(sa.select(Proposal.id).where(Proposal.joint_writers > 1))
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
        organisation = _first(sa.select(Organisation.id).order_by(Organisation.id))
        resident = person_by_address(ROLES["resident"] or "")
        assert resident is not None
        placed = _first(
            sa.select(Proposal.id).where(
                Proposal.author_id == resident.id, Proposal.phase_id.is_(None)
            )
        )
        shown = _first(sa.select(Proposal.id).where(Proposal.file_count > 1))
        file = db.session.scalar(
            sa.select(Attachment.key).where(Attachment.contribution_id == shown).limit(1)
        )
        mine = _first(sa.select(Contribution.id).where(Contribution.author_id == resident.id))
        unfinished, written_twice = two_texts(resident, proposing)
        reader = db.session.get_one(Person, _first(sa.select(Person.id)))
        stop_token = tokens.write(reader, "comments")
        appeals = db.session.scalar(sa.select(sa.func.count()).select_from(Appeal)) or 0
        decisions = db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0
    assert appeals, "the demo lacks an appeal"
    assert decisions, "the demo lacks a decision"
    seen = [
        ("home", "visitor", "/"),
        ("consultations", "visitor", "/consultations/"),
        ("consultation-open", "visitor", f"/consultations/{open_slug}"),
        ("consultation-done", "visitor", f"/consultations/{done_slug}"),
        ("who-took-part", "visitor", f"/consultations/{open_slug}/who-took-part"),
        ("about-you", "resident", f"/consultations/{open_slug}/about-you"),
        ("proposals", "visitor", f"/proposals/?phase={proposing}"),
        ("proposals-none-fits", "visitor", "/proposals/?q=zzz&author=city&need=support&theme=x"),
        ("proposal", "resident", f"/proposals/{talked}"),
        ("proposal-answered", "visitor", f"/proposals/{answered}"),
        ("proposal-history", "visitor", f"/proposals/{talked}/history"),
        ("life-desk", "officer", "/office/proposals/"),
        ("life-look-after", "officer", f"/proposals/{talked}/look-after"),
        ("life-translate", "officer", f"/proposals/{answered}/answer/ar"),
        ("life-merge", "officer", f"/proposals/{talked}/merge"),
        ("life-suggest-split", "officer", f"/proposals/{talked}/suggest-split"),
        ("co-authors", "resident", f"/proposals/{written_together}/coauthors"),
        ("amendments", "visitor", f"/proposals/{written_together}/amendments/"),
        ("amendment", "resident", f"/amendments/{amendment}"),
        ("amendment-declined", "visitor", f"/amendments/{declined}"),
        ("amendment-new", "resident", f"/proposals/{talked}/amendments/new"),
        ("proposal-map", "visitor", "/proposals/map"),
        ("proposal-place", "resident", f"/proposals/{placed}/place"),
        ("proposal-placed", "visitor", f"/proposals/{shown}"),
        ("proposal-files", "resident", f"/contributions/{placed}/files"),
        ("moderation-file", "moderator", f"/moderation/files/{file}"),
        ("proposal-new", "resident", f"/proposals/new?phase={proposing}"),
        ("drafts", "resident", "/proposals/drafts/"),
        *(
            (f"draft-{step}", "resident", f"/proposals/drafts/{unfinished}/{step}")
            for step in ("words", "place", "pictures", "look")
        ),
        ("draft-both", "resident", f"/proposals/drafts/{written_twice}/both"),
        ("themes", "officer", "/office/themes"),
        ("theme-new", "officer", "/office/themes/new"),
        ("report", "visitor", f"/contributions/{talked}/report"),
        ("vote", "visitor", f"/votes/{voting}"),
        ("ballot", "resident", f"/votes/{voting}/ballot"),
        ("ballot-compare", "visitor", f"/votes/{voting}/compare?option=1&option=2"),
        ("result", "visitor", f"/votes/{counted}/result"),
        ("result-course", "visitor", f"/votes/{counted}/result/course"),
        ("box", "visitor", f"/votes/{counted}/box"),
        ("check", "visitor", f"/votes/{counted}/check"),
        ("check-open", "visitor", f"/votes/{voting}/check"),
        ("vote-log", "visitor", f"/votes/{counted}/log"),
        ("vote-log-office", "officer", f"/votes/{voting}/log"),
        ("observe", "officer", f"/votes/{voting}/observe"),
        ("check-package", "visitor", f"/votes/{counted}/check/package"),
        ("hidden", "visitor", "/hidden/"),
        ("data", "visitor", "/data/"),
        ("api", "visitor", "/api/"),
        ("data-consultation", "visitor", f"/data/{done_slug}/"),
        ("programme", "visitor", "/programme/"),
        ("sign-in", "visitor", "/sign-in"),
        ("sign-in-card", "visitor", "/sign-in/card"),
        ("sign-in-sso", "visitor", "/sign-in/sso"),
        ("account-sso", "resident", "/account/sso"),
        ("follow", "visitor", "/follow"),
        ("account-cards", "resident", "/account/cards"),
        ("account-passkeys", "resident", "/account/passkeys"),
        ("cards", "officer", "/cards/"),
        ("cards-new", "officer", "/cards/new"),
        ("cards-end", "officer", "/cards/end"),
        ("account", "resident", "/account"),
        ("account-texts", "resident", "/account/texts"),
        ("text-shown", "resident", f"/contributions/{mine}/shown"),
        ("organisations", "visitor", "/organisations/"),
        ("organisation", "visitor", f"/organisations/{organisation}"),
        ("organisation-new", "administrator", "/organisations/new"),
        ("organisation-run", "administrator", f"/organisations/{organisation}/run"),
        ("organisation-change", "administrator", f"/organisations/{organisation}/change"),
        ("organisation-end", "administrator", f"/organisations/{organisation}/end"),
        ("account-data", "resident", "/account/data"),
        ("notices", "resident", "/notices"),
        ("account-notices", "resident", "/account/notices"),
        ("notices-stop", "visitor", f"/notices/stop/{stop_token}"),
        ("account-delete", "resident", "/account/delete"),
        ("verify", "resident", f"/verify?phase={voting}"),
        ("verify-visitor", "visitor", "/verify"),
        ("verify-card", "resident", "/verify/by/card"),
        ("verify-letter", "resident", "/verify/letter"),
        ("verify-desk", "resident", "/verify/desk"),
        ("verify-vouching", "resident", "/verify/vouching"),
        ("vouch", "resident", "/vouch"),
        ("join", "resident", "/account/join"),
        ("who-lives-here", "officer", "/office/verification"),
        ("desk", "officer", "/office/desk"),
        ("census", "officer", "/office/verification/list"),
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
        ("office-about-you", "officer", f"/office/consultations/{draft}/about-you"),
        ("office-population", "officer", "/office/population"),
        ("office-population-age", "officer", "/office/population/age"),
        ("office-answer", "officer", f"/office/consultations/{done_slug}/answer"),
        ("proposal-answering", "officer", f"/proposals/{talked}"),
        ("paper-ballot", "visitor", f"/votes/{voting}/paper?languages=all"),
        ("sheets", "officer", f"/votes/{voting}/sheets"),
        ("assist", "officer", "/assist"),
        ("kiosk-set-up", "officer", "/kiosk/set-up"),
        ("outbox", "visitor", "/outbox"),
        ("not-found", "visitor", "/nothing-here"),
        ("styleguide", "visitor", "/styleguide"),
    ]
    if hidden:
        seen.append(("proposal-hidden", "visitor", f"/proposals/{hidden}"))
    return [PageToSee(*page) for page in seen]
