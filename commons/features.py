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
from commons.cities.context import known_with_the_city
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
from commons.consultations.queries import phases_due
from commons.contributions import authors, gates, organisation_views, places, voice_views, voices
from commons.contributions import views as contributions
from commons.contributions.files import actions as file_actions
from commons.contributions.files import homes as file_homes
from commons.contributions.files import views as files
from commons.contributions.files.held import FilesHolder
from commons.contributions.held import ContributionsHolder
from commons.contributions.mentions.held import MentionsHolder
from commons.contributions.search import indexing
from commons.feeds import views as feeds
from commons.inclusion import counting as inclusion_counting
from commons.inclusion import views as inclusion
from commons.inclusion.datasets import WhoTookPart
from commons.inclusion.held import InclusionHolder
from commons.inclusion.sections import InclusionSection
from commons.inclusion.taking_part import ways
from commons.moderation import file_views as moderated_files
from commons.moderation import rules as moderation_rules
from commons.moderation import views as moderation
from commons.moderation.held import ModerationHolder
from commons.notices import actions as notices_actions
from commons.notices import views as notices
from commons.notices.about_files import FileNotice
from commons.notices.about_texts import (
    AnswerNotice,
    CommentNotice,
    DecisionNotice,
    MentionNotice,
    SupportNotice,
)
from commons.notices.held import NoticesHolder
from commons.notices.kinds import kinds as notice_kinds
from commons.notices.queries import unseen
from commons.notices.subjects import ContributionSubject
from commons.notices.subjects import subjects as notice_subjects
from commons.opendata import views as opendata
from commons.people import actions as people_actions
from commons.people import arriving, device_views, leaving, naming, own_data, purposes, role_views
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
from commons.proposals.actions.writing import changeable
from commons.proposals.activity import ProposalsActivity
from commons.proposals.amendments import views as amendments
from commons.proposals.amendments.datasets import AmendmentsDataset
from commons.proposals.amendments.gate import gate as amendments_gate
from commons.proposals.amendments.gate import reading_gate
from commons.proposals.amendments.held import AmendmentsHolder
from commons.proposals.amendments.models import KIND as AMENDMENT
from commons.proposals.amendments.notices import AmendmentNotice
from commons.proposals.coauthors import actions as coauthor_actions
from commons.proposals.coauthors import views as coauthors
from commons.proposals.coauthors.held import CoAuthorsHolder
from commons.proposals.coauthors.notices import CoAuthorNotice
from commons.proposals.coauthors.queries import coauthors_of, named_coauthors_of
from commons.proposals.commitments import views as commitments
from commons.proposals.commitments.datasets import CommitmentsDataset
from commons.proposals.commitments.held import CommitmentsHolder
from commons.proposals.commitments.notices import CommitmentNotice
from commons.proposals.datasets import CommentsDataset, ProposalsDataset
from commons.proposals.drafting import actions as drafting_actions
from commons.proposals.drafting import looking as drafting
from commons.proposals.drafting.desk import DraftDesk
from commons.proposals.drafting.held import DraftsHolder
from commons.proposals.drafting.queries import unfinished
from commons.proposals.gate import gate as proposals_gate
from commons.proposals.held import AnswersHolder
from commons.proposals.life import views as life
from commons.proposals.life.held import StepsHolder
from commons.proposals.life.notices import LifeNotice, WithdrawnNotice
from commons.proposals.mapping import views as proposals_map
from commons.proposals.merging import views as merging
from commons.proposals.merging.held import MergingHolder
from commons.proposals.merging.notices import MergingNotice
from commons.proposals.taking_part import Amended, Commented, Proposed, Supported
from commons.proposals.themes import views as themes
from commons.voting import actions as voting_actions
from commons.voting import views as voting
from commons.voting.activity import VoteActivity
from commons.voting.anchors.actions import anchor_open_votes
from commons.voting.datasets import Ballots, Results
from commons.voting.held import RollHolder
from commons.voting.interim.actions import count_open_votes
from commons.voting.notices import ClosingNotice, remind_of_votes
from commons.voting.observing import views as observing
from commons.voting.observing.held import WatchHolder
from commons.voting.running import views as running
from commons.voting.sheets import views as sheets
from commons.voting.sheets.held import SheetsHolder
from commons.voting.taking_part import Voted

_PACKAGES = (
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
    files,
    moderation,
    moderated_files,
    notices,
    inclusion,
    proposals,
    drafting,
    themes,
    proposals_map,
    coauthors,
    amendments,
    life,
    merging,
    commitments,
    voting,
    sheets,
    running,
    observing,
    opendata,
    feeds,
    api,
    programme,
)
"""Whose pages there are."""


def register_features(app: Flask, settings: Settings) -> None:
    """Every package: its pages, its jobs, and what it adds to others."""
    queue: Jobs = app.extensions["commons.jobs"]
    app.url_map.converters["int"] = RowNumber
    app.register_blueprint(cities.host)
    for package in _PACKAGES:
        app.register_blueprint(package.blueprint)
    if settings.demo:
        app.register_blueprint(styleguide.blueprint)
    verification.set_up(app, queue)
    purposes.register(purpose_of_phase)
    methods.register(SingleSignOn())
    known_with_the_city["phases_due"] = phases_due
    _register_jobs(queue)
    _register_holders()
    _register_texts()
    _register_activities()
    _register_inclusion(queue)
    _register_notices(queue)
    # A mail program's own button to unsubscribe posts without a page before it (RFC 8058).
    app.extensions["csrf"].exempt(notices.stop)


def _register_texts() -> None:
    """What is said of the texts that people write: who may, whose they are, where they are."""
    gates.register(proposals_gate)
    gates.register(amendments_gate)
    gates.register_reading(AMENDMENT, reading_gate)
    authors.register(coauthors_of, named=named_coauthors_of)
    voices.also_show(coauthor_actions.show_everywhere)
    places.register("proposal", "proposals.show", "proposal_id")
    places.register(AMENDMENT, "amendments.show", "amendment_id")
    file_homes.register_kind("proposal", changeable)
    file_homes.register_drafts(DraftDesk())
    arriving.also(drafting_actions.claim)


def _register_activities() -> None:
    """What people do in a phase, and what is published of it."""
    for activity in (ProposalsActivity(), VoteActivity()):
        activities.register(activity)
    for dataset in (
        ProposalsDataset(),
        CommentsDataset(),
        AmendmentsDataset(),
        CommitmentsDataset(),
        Ballots(),
        Results(),
    ):
        datasets.register(dataset)


def _register_jobs(queue: Jobs) -> None:
    """What the worker does every minute; each is safe at any time and twice."""
    queue.add("consultations.turn", consultation_actions.turn_due_phases, every_minute=True)
    queue.add("voting.anchor", anchor_open_votes, every_minute=True)
    queue.add("voting.interim", count_open_votes, every_minute=True)
    queue.add("files.sweep", file_actions.sweep, every_minute=True)
    queue.add("search.index_missing", indexing.index_missing, every_minute=True)
    queue.add("voting.finish_sealing", voting_actions.finish_sealing, every_minute=True)
    queue.add("people.forget_old_codes", people_actions.forget_old_codes, every_minute=True)
    queue.add("passkeys.forget", passkey_actions.forget_old_challenges, every_minute=True)
    queue.add("cards.forget_tries", card_guessing.forget_tries, every_minute=True)
    queue.add("people.mend_names", naming.mend_names, every_minute=True)
    queue.add("coauthors.forget_old", coauthor_actions.forget_old, every_minute=True)
    queue.add("drafts.forget_old", drafting_actions.forget_old, every_minute=True)
    queue.add("helping.forget_old", helping_actions.forget_old, every_minute=True)
    queue.add("people.forget_what_is_over", leaving.forget_what_is_over, every_minute=True)


def _register_inclusion(queue: Jobs) -> None:
    """Who takes part: the ways that are counted, the figures, and where they are shown."""
    for way in (Voted(), Proposed(), Amended(), Commented(), Supported()):
        ways.register(way)
    additions.register(InclusionSection())
    datasets.register(WhoTookPart())
    queue.add("inclusion.count", inclusion_counting.count_what_is_due, every_minute=True)


def _register_notices(queue: Jobs) -> None:
    """What people hear of, and what they can follow."""
    people_queries.known_with_the_person["new_notices"] = unseen
    people_queries.known_with_the_person["unfinished"] = unfinished
    for subject in (ContributionSubject(), ConsultationSubject()):
        notice_subjects.register(subject)
    for name in ("contribution.hidden", "contribution.restored", "appeal.answered"):
        notice_kinds.register(DecisionNotice(name, moderation_rules.reason_words))
    for name in FileNotice.NAMES:
        notice_kinds.register(FileNotice(name, moderation_rules.reason_words))
    for name in CoAuthorNotice.NAMES:
        notice_kinds.register(CoAuthorNotice(name))
    for name in LifeNotice.NAMES:
        notice_kinds.register(LifeNotice(name))
    for name in MergingNotice.NAMES:
        notice_kinds.register(MergingNotice(name))
    for name in CommitmentNotice.NAMES:
        notice_kinds.register(CommitmentNotice(name))
    for name in AmendmentNotice.NAMES:
        notice_kinds.register(AmendmentNotice(name))
    for kind in (
        AnswerNotice(),
        CommentNotice(),
        MentionNotice(),
        SupportNotice(),
        PublishedNotice(),
        OpenedNotice(for_everyone={VoteActivity.name}),
        OutcomeNotice(),
        CouncilNotice(),
        ClosingNotice(),
        WithdrawnNotice(),
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
        CoAuthorsHolder(),  # it looks at whose texts they are before that is forgotten
        FilesHolder(),
        ContributionsHolder(),
        MentionsHolder(),
        AmendmentsHolder(),
        StepsHolder(),
        MergingHolder(),
        CommitmentsHolder(),
        ModerationHolder(),
        DraftsHolder(),
        AnswersHolder(),
        RollHolder(),
        WatchHolder(),
        InclusionHolder(),
        HelpingHolder(),
        NoticesHolder(),
    ):
        holders.register(holder)
