"""The addresses of the API, and the page that tells of them."""

from dataclasses import replace

from flask import Blueprint, Response, render_template

from commons.api import queries
from commons.api.amendments import AMENDMENT, AmendmentShown
from commons.api.answers import ROOT, answer, open_to_all, problem, speak
from commons.api.ballots import VOTE, VOTE_IN_FULL, VoteShown
from commons.api.description import description_of, path_of
from commons.api.endpoints import ENDPOINTS, Asked, gives
from commons.api.frames import (
    CITY,
    CONSULTATION,
    CONSULTATION_IN_FULL,
    CityAndDistricts,
    ConsultationAndOutcome,
    Outcome,
)
from commons.api.parameters import Choice, CityLanguage, Line, WholeNumber, no_such_place
from commons.api.results import RESULT, ResultShown, result_of
from commons.api.texts import COMMENT, PROPOSAL, PROPOSAL_IN_FULL, Shown
from commons.base import clock
from commons.base.errors import NotFound
from commons.base.web import errors
from commons.base.web.limits import API_LIMIT, limiter
from commons.base.web.links import city_address
from commons.base.web.paging import Page, number_after
from commons.cities.context import current_city
from commons.cities.queries import districts
from commons.consultations import queries as consultation_queries
from commons.consultations.models import Consultation
from commons.contributions.models import VISIBLE, Comment
from commons.contributions.queries import NEWEST, OLDEST, comments_on, readable
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.permissions import requires
from commons.proposals.amendments.queries import amendments_to
from commons.proposals.amendments.rules import readable_now
from commons.proposals.finding.models import AUTHORS
from commons.proposals.finding.queries import find_proposals
from commons.proposals.finding.rules import (
    FEW_SUPPORTS,
    NEEDS,
    SEEDS,
    SORTS,
    STATUS_FILTERS,
    Filter,
    place_from,
)
from commons.proposals.models import OPEN, Proposal
from commons.proposals.queries import answers_to, proposal_of, proposal_phase
from commons.proposals.themes.queries import themes
from commons.voting import queries as voting
from commons.voting.interim.queries import interim_of

blueprint = Blueprint("api", __name__, template_folder="templates")
blueprint.after_request(open_to_all)
errors.shapes[f"{ROOT}/"] = problem


@blueprint.get("/api/")
@requires("download")
def about() -> str:
    """What programs can ask for, in plain words."""
    return render_template(
        "api/about.html",
        root=city_address("api.city"),
        description=city_address("api.description"),
        endpoints=[(path_of(each), each.meaning) for each in ENDPOINTS],
    )


@blueprint.get(f"{ROOT}/openapi.json")
@limiter.limit(API_LIMIT)
@requires("download")
def description() -> Response:
    """All of it in OpenAPI 3.1."""
    speak("en")
    return answer(description_of(ENDPOINTS))


@gives(blueprint, "/", CITY)
def city(_asked: Asked) -> CityAndDistricts:
    """The city, its languages and districts, and where to go on."""
    return CityAndDistricts(current_city(), districts())


@gives(
    blueprint,
    "/consultations",
    CONSULTATION,
    Choice("state", "Only those that are so; without it, all.", consultation_queries.TABS),
    listed=True,
)
def consultations(asked: Asked) -> Page[Consultation]:
    """The published consultations, the newest first."""
    return consultation_queries.consultations_page(
        asked["state"], clock.now(), _number(asked["after"]), size=asked["size"]
    )


@gives(blueprint, "/consultations/<slug>", CONSULTATION_IN_FULL)
def consultation(_asked: Asked, slug: str) -> ConsultationAndOutcome:
    """One consultation with what came out of it."""
    found = consultation_queries.consultation_by_slug(slug)
    out = [phase.id for phase in found.phases if phase.outcome_published_at is not None]
    lines = consultation_queries.outcome_lines(out, current_language().code)
    return ConsultationAndOutcome(
        found, [Outcome(phase_id, line) for phase_id in out for line in lines[phase_id]]
    )


@gives(
    blueprint,
    "/proposals",
    PROPOSAL,
    Line("q", "Words to look for, in titles and texts."),
    WholeNumber("phase", "Only those of this phase of a consultation, by its number."),
    Line("district", "Only those about this district, by its code.", most=60),
    Line("theme", "Only those about this theme, by its code.", most=60),
    Choice(
        "status",
        "Only those that stand so, or those withdrawn, which are left out otherwise.",
        STATUS_FILTERS,
    ),
    CityLanguage("written_in", "Only those written in this language."),
    Choice("author", "Only those said as such; visible ones.", AUTHORS),
    Choice(
        "need",
        f"Only those in need: support is under {FEW_SUPPORTS} supports, no answer, still open.",
        NEEDS,
    ),
    Choice("sort", "The order.", SORTS, "newest"),
    WholeNumber("seed", "Which random order; for sort=random.", least=0, most=SEEDS - 1),
    listed=True,
)
def proposals(asked: Asked) -> Page[Shown[Proposal]]:
    """Proposals, hidden ones without their words."""
    language = current_language().code
    if asked["phase"] is not None:
        proposal_phase(asked["phase"], language)
    wanted = Filter(
        phase_id=asked["phase"],
        district_id=_district(asked["district"]),
        theme_id=_theme(asked["theme"]),
        status=asked["status"],
        language=asked["written_in"],
        author=asked["author"],
        need=asked["need"],
        search=asked["q"] or "",
        sort=asked["sort"],
    )
    after = place_from(asked["after"], wanted.sort)
    if asked["after"] is not None and after is None:
        raise no_such_place()
    page = find_proposals(wanted, after=after, seed=asked["seed"] or 0, size=asked["size"])
    words = readable(page.items, language)
    return Page([Shown(each, words[each.id]) for each in page.items], page.next_after)


def _district(code: str | None) -> int | None:
    if code is None:
        return None
    for district in districts():
        if district.code == code:
            return district.id
    raise NotFound(_("There is no such district."))


def _theme(code: str | None) -> int | None:
    if code is None:
        return None
    for theme in themes(also_unused=True):
        if theme.code == code:
            return theme.id
    raise NotFound(_("There is no such theme."))


@gives(blueprint, "/proposals/<int:proposal_id>", PROPOSAL_IN_FULL)
def proposal(_asked: Asked, proposal_id: int) -> Shown[Proposal]:
    """One proposal with the city's answers to it."""
    language = current_language().code
    found, _supported = proposal_of(proposal_id)
    answered = found.status != OPEN and found.state == VISIBLE
    answers = answers_to(found.id, language, current_city().languages[0]) if answered else []
    return Shown(found, readable([found], language)[found.id], answers)


@gives(
    blueprint,
    "/proposals/<int:proposal_id>/comments",
    COMMENT,
    Choice("sort", "The order.", (NEWEST, OLDEST), NEWEST),
    listed=True,
)
def comments(asked: Asked, proposal_id: int) -> Page[Shown[Comment]]:
    """The comments on a proposal, hidden ones without their words."""
    found, _supported = proposal_of(proposal_id)
    page = comments_on(
        found.id, order=asked["sort"], after=_number(asked["after"]), size=asked["size"]
    )
    words = readable(page.items, current_language().code)
    return Page([Shown(each, words[each.id]) for each in page.items], page.next_after)


@gives(blueprint, "/proposals/<int:proposal_id>/amendments", AMENDMENT, listed=True)
def amendments(asked: Asked, proposal_id: int) -> Page[AmendmentShown]:
    """The amendments to a proposal, the newest first; hidden ones without their words."""
    found, _supported = proposal_of(proposal_id)
    page = amendments_to(found.id, _number(asked["after"]), size=asked["size"])
    return Page(
        [AmendmentShown(each, readable_now(each, found)) for each in page.items], page.next_after
    )


@gives(blueprint, "/votes", VOTE, listed=True)
def votes(asked: Asked) -> Page[VoteShown]:
    """The votes, the newest first."""
    return queries.votes(_number(asked["after"]), size=asked["size"])


@gives(blueprint, "/votes/<int:phase_id>", VOTE_IN_FULL)
def vote(_asked: Asked, phase_id: int) -> VoteShown:
    """One vote with its ballot paper."""
    shown = queries.vote(phase_id)
    options = voting.readable_options(phase_id, current_language().code) if shown.vote else []
    ballots = voting.ballots_cast([phase_id]).get(phase_id, 0)
    interim = interim_of(shown.vote) if shown.vote else None
    return replace(shown, ballots=ballots, options=options, interim=interim)


@gives(blueprint, "/votes/<int:phase_id>/result", RESULT)
def result(_asked: Asked, phase_id: int) -> ResultShown:
    """What was chosen and why, as soon as it is published."""
    shown = queries.vote(phase_id, with_result=True)
    counted = shown.vote is not None and shown.vote.sealed_at is not None
    if shown.vote is None or not counted or shown.phase.outcome_published_at is None:
        raise NotFound(_("There is no result yet. It comes when the city publishes the outcome."))
    options = voting.readable_options(phase_id, current_language().code)
    return result_of(shown, shown.vote, options)


def _number(place: str | None) -> int | None:
    """The key in a cursor of a list by keys. Raises NotFound for anything else."""
    number = number_after(place)
    if place is not None and number is None:
        raise no_such_place()
    return number
