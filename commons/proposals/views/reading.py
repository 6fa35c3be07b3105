"""Reading proposals: the list, one of them, its earlier wordings."""

from typing import Any

from flask import render_template, request, url_for

from commons.base import clock
from commons.base.errors import NotFound
from commons.base.text import shorten
from commons.cities.queries import districts
from commons.consultations.rules import phase_state
from commons.contributions.forms import comment_form
from commons.contributions.talk import Wanted
from commons.contributions.views import history_page
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.moderation.rules import reason_words
from commons.people.current import current_person
from commons.people.permissions import requires
from commons.proposals.forms import FilterForm
from commons.proposals.pages import list_page, proposal_page, timeline
from commons.proposals.queries import PhaseEntry, place_from, proposal_of, proposal_phases
from commons.proposals.rules import STATUS_LOOKS, status_label
from commons.proposals.views.blueprint import ONE, blueprint, id_asked_for
from commons.proposals.views.talk import shown_talk


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """What templates need to say how a proposal stands."""
    return {"status_label": status_label, "status_looks": STATUS_LOOKS}


@blueprint.app_template_filter("shortened")
def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut between words."""
    return shorten(text, length)


@blueprint.get("/proposals/")
@requires("read")
def index() -> str:
    """All proposals, or those a reader asked for."""
    language = current_language().code
    phases = proposal_phases(language)
    phase_id = id_asked_for("phase")
    chosen = next((entry for entry in phases if entry.phase.id == phase_id), None)
    if phase_id is not None and chosen is None:
        raise NotFound(_("There is no such call for proposals."))
    form = FilterForm(formdata=request.args)
    form.offer(phases, districts())
    found = list_page(form.wanted(), language, place_from(request.args.get("after")))
    return render_template(
        "proposals/index.html",
        form=form,
        found=found,
        chosen=chosen,
        filtered=form.narrows(),
        new_url=_new_url(phases, chosen),
        next_url=_further(form, found.page.next_after) if found.page.next_after else None,
        first_url=_further(form, None) if request.args.get("after") else None,
        reason_words=reason_words,
    )


def _new_url(phases: list[PhaseEntry], chosen: PhaseEntry | None) -> str | None:
    """Where one can post a proposal now; None where nothing is open for it."""
    now = clock.now()
    looked_at = [chosen] if chosen else phases
    if not any(phase_state(entry.phase, now) == "open" for entry in looked_at):
        return None
    return url_for("proposals.new", phase=chosen.phase.id if chosen else None)


def _further(form: FilterForm, after: str | None) -> str:
    """This list from another place on."""
    # By name, one by one: url_for would take others (_external, _scheme) for its own.
    kept: dict[str, Any] = {
        field.name: request.args[field.name] for field in form if request.args.get(field.name)
    }
    return url_for("proposals.index", **kept, after=after)


@blueprint.get(ONE)
@requires("read")
def show(proposal_id: int) -> str:
    """One proposal with its answers and comments."""
    person = current_person()
    wanted = Wanted.of(request.args.get("order"), request.args.get("after"), id_asked_for("thread"))
    page = proposal_page(
        proposal_id, person=person, language=current_language().code, wanted=wanted
    )
    return render_template(
        "proposals/show.html",
        shown=page,
        events=timeline(page),
        standing=page.standing,
        comments=shown_talk(page, person, wanted),
        comment_form=comment_form(proposal_id),
        subject_id=proposal_id,
        reason_words=reason_words,
    )


@blueprint.get(f"{ONE}/history")
@requires("read")
def history(proposal_id: int) -> str:
    """The wordings of a proposal, and what changed between them."""
    proposal, _supported = proposal_of(proposal_id)
    return history_page(proposal)
