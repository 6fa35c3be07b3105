"""HTTP of the list of proposals: everything asked for stands in the address."""

import secrets

from flask import Response, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from commons.base import clock
from commons.base.errors import NotFound
from commons.consultations.rules import phase_state
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.moderation.rules import reason_words
from commons.people.permissions import requires
from commons.proposals.finding.forms import FilterForm, filter_form, ways_out
from commons.proposals.finding.rules import MOST_COUNTED, SEEDS, Place, place_from
from commons.proposals.pages import list_page
from commons.proposals.queries import PhaseEntry, proposal_phases
from commons.proposals.views.blueprint import blueprint, id_asked_for

SEED = "list_seed"
"""Of this visitor's random order, in their cookie: one of ``SEEDS``, the same for many people."""


@blueprint.get("/proposals/")
@requires("read")
def index() -> AnyResponse:
    """All proposals, or those a reader asked for; the list alone where htmx asks for that."""
    language = current_language().code
    phases = proposal_phases(language)
    phase_id = id_asked_for("phase")
    chosen = next((entry for entry in phases if entry.phase.id == phase_id), None)
    if phase_id is not None and chosen is None:
        raise NotFound(_("There is no such call for proposals."))
    form = filter_form(phases)
    if "" in request.args.values() and "HX-Request" not in request.headers:
        return redirect(url_for("proposals.index", **form.kept()))  # short enough to be passed on
    return _answer(form, phases, chosen, language)


def _answer(
    form: FilterForm, phases: list[PhaseEntry], chosen: PhaseEntry | None, language: str
) -> Response:
    wanted, kept, unsorted = form.wanted(), form.kept(), form.kept(with_sort=False)
    after: Place | None = place_from(request.args.get("after"), wanted.sort)
    found = list_page(wanted, language, after, _seed())
    more = found.page.next_after
    # Back from a page of the browser's history, htmx wants all of it.
    part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    page = make_response(
        render_template(
            "proposals/_found.html" if part else "proposals/index.html",
            form=form,
            found=found,
            most_counted=MOST_COUNTED,
            chosen=chosen,
            filtered=form.narrows(),
            unknown=form.unknown(),
            said=form.said(),
            ways_out=ways_out(form, lambda **values: url_for("proposals.index", **values)),
            feed_url=url_for("feeds.of_city", code=language, name="proposals", **unsorted),
            map_url=url_for("map.index", **kept),
            list_url=url_for("proposals.index", **kept),
            new_url=_new_url(phases, chosen),
            next_url=url_for("proposals.index", **kept, after=more) if more else None,
            first_url=url_for("proposals.index", **kept) if after else None,
            reason_words=reason_words,
        )
    )
    if part:
        page.headers["HX-Push-Url"] = url_for("proposals.index", **kept)
    return page


def _seed() -> int:
    """The visitor's random order, drawn at their first visit."""
    seed = session.get(SEED)
    if not isinstance(seed, int):
        seed = session[SEED] = secrets.randbelow(SEEDS)
    return seed


def _new_url(phases: list[PhaseEntry], chosen: PhaseEntry | None) -> str | None:
    """Where one can post a proposal now; None where nothing is open for it."""
    now = clock.now()
    looked_at = [chosen] if chosen else phases
    if not any(phase_state(entry.phase, now) == "open" for entry in looked_at):
        return None
    return url_for("proposals.new", phase=chosen.phase.id if chosen else None)
