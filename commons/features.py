"""Every package of the house, registered: what is written here is all there is to a feature.

``app.py`` puts the house itself together; a new activity, way of verification, dataset or notice
is one line here.
"""

from flask import Flask

from commons import styleguide
from commons.api import views as api
from commons.assistance import desk as assistance
from commons.assistance import kiosk
from commons.base.datasets import datasets
from commons.base.jobs import Jobs
from commons.base.settings import Settings
from commons.base.web.converters import RowNumber
from commons.cities import views as cities
from commons.consultations import actions as consultation_actions
from commons.consultations import views as consultations
from commons.consultations.activities import activities
from commons.consultations.additions import additions
from commons.consultations.notices import (
    ConsultationSubject,
    CouncilNotice,
    OpenedNotice,
    OutcomeNotice,
    PublishedNotice,
)
from commons.consultations.purposes import purpose_of_phase
from commons.contributions import gates, organisation_views, places, voice_views
from commons.contributions import views as contributions
from commons.contributions.held import ContributionsHolder
from commons.contributions.search import indexing
from commons.feeds import views as feeds
from commons.inclusion import counting as inclusion_counting
from commons.inclusion import views as inclusion
from commons.inclusion.datasets import WhoTookPart
from commons.inclusion.held import InclusionHolder
from commons.inclusion.sections import InclusionSection
from commons.inclusion.taking_part import ways
from commons.moderation import rules as moderation_rules
from commons.moderation import views as moderation
from commons.moderation.held import ModerationHolder
from commons.notices import actions as notices_actions
from commons.notices import views as notices
from commons.notices.about_texts import (
    AnswerNotice,
    CommentNotice,
    DecisionNotice,
    SupportNotice,
)
from commons.notices.held import NoticesHolder
from commons.notices.kinds import kinds as notice_kinds
from commons.notices.queries import unseen
from commons.notices.subjects import ContributionSubject
from commons.notices.subjects import subjects as notice_subjects
from commons.opendata import views as opendata
from commons.people import actions as people_actions
from commons.people import device_views, leaving, naming, own_data, purposes, role_views
from commons.people import queries as people_queries
from commons.people import views as people
from commons.people.cards import guessing as card_guessing
from commons.people.cards import office_views as card_office
from commons.people.cards import views as cards
from commons.people.cards.held import CardsHolder
from commons.people.held import holders
from commons.people.helping import actions as helping_actions
from commons.people.helping.held import HelpingHolder
from commons.people.holding import AccountHolder
from commons.people.organisations import views as organisations
from commons.people.organisations.held import OrganisationsHolder
from commons.people.passkeys import actions as passkey_actions
from commons.people.passkeys import views as passkeys
from commons.people.passkeys.held import PasskeysHolder
from commons.people.sso import views as sso
from commons.people.sso.held import SsoHolder
from commons.people.sso.method import SingleSignOn
from commons.people.verification import methods
from commons.people.verification import setup as verification
from commons.people.verification.held import VerificationHolder
from commons.programme import views as programme
from commons.proposals import views as proposals
from commons.proposals.activity import ProposalsActivity
from commons.proposals.datasets import CommentsDataset, ProposalsDataset
from commons.proposals.gate import gate as proposals_gate
from commons.proposals.held import AnswersHolder
from commons.proposals.taking_part import Commented, Proposed, Supported
from commons.voting import actions as voting_actions
from commons.voting import views as voting
from commons.voting.activity import VoteActivity
from commons.voting.anchors.actions import anchor_open_votes
from commons.voting.datasets import Ballots, Results
from commons.voting.held import RollHolder
from commons.voting.notices import ClosingNotice, remind_of_votes
from commons.voting.sheets import views as sheets
from commons.voting.sheets.held import SheetsHolder
from commons.voting.taking_part import Voted


def register_features(app: Flask, settings: Settings) -> None:
    """Every package: its pages, its jobs, and what it adds to others."""
    queue: Jobs = app.extensions["commons.jobs"]
    app.url_map.converters["int"] = RowNumber
    app.register_blueprint(cities.host)
    for package in (
        kiosk,  # before all others: it says how long a visitor stays signed in
        assistance,
        people,
        own_data,
        device_views,
        role_views,
        organisations,
        cards,
        card_office,
        sso,
        passkeys,
        consultations,
        contributions,
        voice_views,
        organisation_views,
        moderation,
        notices,
        inclusion,
        proposals,
        voting,
        sheets,
        opendata,
        feeds,
        api,
        programme,
    ):
        app.register_blueprint(package.blueprint)
    if settings.demo:
        app.register_blueprint(styleguide.blueprint)
    verification.set_up(app, queue)
    purposes.register(purpose_of_phase)
    methods.register(SingleSignOn())
    _register_jobs(queue)
    _register_holders()
    gates.register(proposals_gate)
    places.register("proposal", "proposals.show", "proposal_id")
    activities.register(ProposalsActivity())
    activities.register(VoteActivity())
    datasets.register(ProposalsDataset())
    datasets.register(CommentsDataset())
    datasets.register(Ballots())
    datasets.register(Results())
    _register_inclusion(queue)
    _register_notices(queue)
    # A mail program's own button to unsubscribe posts without a page before it (RFC 8058).
    app.extensions["csrf"].exempt(notices.stop)


def _register_jobs(queue: Jobs) -> None:
    """What the worker does every minute; each is safe at any time and twice."""
    queue.add("consultations.turn", consultation_actions.turn_due_phases, every_minute=True)
    queue.add("voting.anchor", anchor_open_votes, every_minute=True)
    queue.add("search.index_missing", indexing.index_missing, every_minute=True)
    queue.add("voting.finish_sealing", voting_actions.finish_sealing, every_minute=True)
    queue.add("people.forget_old_codes", people_actions.forget_old_codes, every_minute=True)
    queue.add("passkeys.forget", passkey_actions.forget_old_challenges, every_minute=True)
    queue.add("cards.forget_tries", card_guessing.forget_tries, every_minute=True)
    queue.add("people.mend_names", naming.mend_names, every_minute=True)
    queue.add("helping.forget_old", helping_actions.forget_old, every_minute=True)
    queue.add("people.forget_what_is_over", leaving.forget_what_is_over, every_minute=True)


def _register_inclusion(queue: Jobs) -> None:
    """Who takes part: the ways that are counted, the figures, and where they are shown."""
    for way in (Voted(), Proposed(), Commented(), Supported()):
        ways.register(way)
    additions.register(InclusionSection())
    datasets.register(WhoTookPart())
    queue.add("inclusion.count", inclusion_counting.count_what_is_due, every_minute=True)


def _register_notices(queue: Jobs) -> None:
    """What people hear of, and what they can follow."""
    people_queries.known_with_the_person["new_notices"] = unseen
    for subject in (ContributionSubject(), ConsultationSubject()):
        notice_subjects.register(subject)
    for name in ("contribution.hidden", "contribution.restored", "appeal.answered"):
        notice_kinds.register(DecisionNotice(name, moderation_rules.reason_words))
    for kind in (
        AnswerNotice(),
        CommentNotice(),
        SupportNotice(),
        PublishedNotice(),
        OpenedNotice(for_everyone={VoteActivity.name}),
        OutcomeNotice(),
        CouncilNotice(),
        ClosingNotice(),
    ):
        notice_kinds.register(kind)
    queue.add("voting.remind", remind_of_votes, every_minute=True)
    queue.add("notices.deliver", notices_actions.deliver, every_minute=True)
    queue.add("notices.forget_old", notices_actions.forget_old, every_minute=True)


def _register_holders() -> None:
    """Who holds something about people: their page shows it, and deletion reaches it."""
    for holder in (
        SheetsHolder(),  # it looks at the cards before they are forgotten
        VerificationHolder(),
        AccountHolder(),
        CardsHolder(),
        SsoHolder(),
        PasskeysHolder(),
        OrganisationsHolder(),
        ContributionsHolder(),
        ModerationHolder(),
        AnswersHolder(),
        RollHolder(),
        InclusionHolder(),
        HelpingHolder(),
        NoticesHolder(),
    ):
        holders.register(holder)
