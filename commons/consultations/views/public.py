"""What residents see: the city's first page, the list, a consultation."""

from flask import current_app, render_template, request, url_for

from commons.base import clock
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.consultations import queries, rules, words
from commons.consultations.activities import activities
from commons.consultations.additions import additions
from commons.consultations.models import Consultation, ConsultationAnswer
from commons.consultations.notices import CONSULTATION
from commons.consultations.views.blueprint import blueprint
from commons.contributions.places import places_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.notices.queries import follows
from commons.people.current import current_person
from commons.people.permissions import may, requires


@blueprint.get("/")
@requires("read")
def home() -> str:
    """What is open for people now, what comes next, what came out."""
    now, zone, language = clock.now(), current_city().time_zone, current_language().code
    found = queries.home(now)
    counts = queries.counts(found.open[: queries.HOME_OPEN])
    return render_template(
        "consultations/home.html",
        open=[
            words.card(phase, language, now, zone, counts)
            for phase in found.open[: queries.HOME_OPEN]
        ],
        more=len(found.open) > queries.HOME_OPEN,
        next=[words.card(phase, language, now, zone) for phase in found.next],
        outcomes=[words.card(phase, language, now, zone) for phase in found.outcomes],
    )


@blueprint.get("/consultations/")
@requires("read")
def index() -> str:
    """All consultations, by where they stand."""
    asked = request.args.get("show")
    tab: queries.Tab = "open"
    for known in queries.TABS:
        if asked == known:
            tab = known
    now, zone, language = clock.now(), current_city().time_zone, current_language().code
    page = queries.consultations_page(tab, now, number_after(request.args.get("after")))
    labels = {"open": _("Open"), "upcoming": _("Still to come"), "finished": _("Finished")}
    return render_template(
        "consultations/index.html",
        rows=[words.row(one, language, now, zone) for one in page.items],
        next_url=url_for("consultations.index", show=tab, after=page.next_after)
        if page.next_after
        else None,
        tab=tab,
        tabs=[
            {
                "label": labels[known],
                "url": url_for("consultations.index", show=known),
                "current": known == tab,
            }
            for known in queries.TABS
        ],
    )


@blueprint.get("/consultations/<slug>")
@requires("read")
def show(slug: str) -> str:
    """A consultation: what it is about, its phases, what came out, what the council answered."""
    officer = may(current_person(), "run consultations")
    consultation = queries.consultation_by_slug(slug, drafts=officer)
    now, language = clock.now(), current_language().code
    zone = current_city().time_zone
    preview = consultation.published_at is None
    state = rules.consultation_state(consultation, now)
    label, kind = words.state_words(state)
    return render_template(
        "consultations/show.html",
        consultation=consultation,
        text=queries.text_of(consultation, language),
        state=state,
        state_label=label,
        state_kind=kind,
        preview=preview,
        following=not preview and _follows(consultation),
        officer=officer,
        steps=words.steps(consultation, now, zone, linked=not preview),
        notes=[
            (activities.get(phase.kind).title(), phase.dates_note)
            for phase in consultation.phases
            if phase.dates_note
        ],
        current=_current_card(consultation, preview),
        outcomes=_outcomes(consultation, language),
        answer=_answer(consultation, language),
        sections=[] if preview else [each.public(consultation) for each in additions],
        open_data_url=None if preview else _open_data_url(slug),
    )


def _follows(consultation: Consultation) -> bool:
    """Whether the reader follows it: one statement for whoever is signed in."""
    person = current_person()
    return person is not None and follows(person, (CONSULTATION, consultation.id))


def _current_card(consultation: Consultation, preview: bool) -> words.Card | None:
    """The card of the phase that is open, else of the one that opens next."""
    now, zone, language = clock.now(), current_city().time_zone, current_language().code
    for wanted in ("open", "upcoming"):
        for phase in consultation.phases:
            if rules.phase_state(phase, now) == wanted:
                counts = {} if preview else queries.counts([phase])
                return words.card(phase, language, now, zone, counts)
    return None


def _outcomes(consultation: Consultation, language: str) -> list[dict[str, object]]:
    """What came out of each phase whose time is over, latest first."""
    now = clock.now()
    closed = [p for p in consultation.phases if rules.phase_state(p, now) == "closed"]
    published = [phase.id for phase in closed if phase.outcome_published_at is not None]
    lines = queries.outcome_lines(published, language)
    return [
        {
            "title": activities.get(phase.kind).title(),
            "url": activities.get(phase.kind).url(phase),
            "published": phase.outcome_published_at is not None,
            "chosen": _shown(lines.get(phase.id, []), chosen=True),
            "others": _shown(lines.get(phase.id, []), chosen=False),
        }
        for phase in reversed(closed)
    ]


def _shown(lines: list[queries.OutcomeLine], *, chosen: bool) -> list[dict[str, object]]:
    """The lines of one half of an outcome, with the address of each and its facts in words."""
    lines = [line for line in lines if line.chosen == chosen]
    places = places_of(
        (line.contribution_id, line.contribution_kind)
        for line in lines
        if line.contribution_id is not None and line.contribution_kind is not None
    )
    currency = current_city().currency
    return [
        {
            "title": line.title,
            "language": line.language,
            "hidden": line.hidden,
            "translator": line.translator,
            "facts": words.facts_in_words(line.facts, currency),
            "url": places[line.contribution_id].url if line.contribution_id in places else None,
        }
        for line in lines
    ]


def _open_data_url(slug: str) -> str | None:
    """Where the consultation's data is; an installation may do without that package."""
    if "opendata.show" not in current_app.view_functions:
        return None
    return url_for("opendata.show", slug=slug)


def _answer(consultation: Consultation, language: str) -> ConsultationAnswer | None:
    """The official answer in the reader's language, else in the consultation's own."""
    by_language = {answer.language: answer for answer in consultation.answers}
    return by_language.get(language) or by_language.get(consultation.primary_language)
