"""Where a proposal begins: its first page, before anything is kept."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.consultations.rules import phase_state
from commons.i18n.catalogue import current_language
from commons.proposals.drafting.actions import new_key
from commons.proposals.drafting.forms import words_form
from commons.proposals.drafting.owners import current_owner
from commons.proposals.drafting.pages import fresh_page, shown_draft, words_page
from commons.proposals.drafting.queries import own_drafts
from commons.proposals.drafting.rules import is_key
from commons.proposals.drafting.steps import Answer, keep_step
from commons.proposals.queries import proposal_phase, proposal_phases


def choose_phase() -> str | Response:
    """Where one can propose now; with a single open phase, straight to its form."""
    now = clock.now()
    language = current_language().code
    entries = [e for e in proposal_phases(language) if phase_state(e.phase, now) == "open"]
    if len(entries) == 1:
        return redirect(url_for("proposals.new", phase=entries[0].phase.id), code=303)
    drafts = [shown_draft(draft) for draft in own_drafts(current_owner())]
    return render_template("proposals/choose.html", entries=entries, drafts=drafts)


def begin(phase_id: int) -> Answer:
    """The first page of a new draft; what is sent from it begins the draft. Raises NotFound."""
    entry = proposal_phase(phase_id, current_language().code)
    state = phase_state(entry.phase, clock.now())
    if request.method == "GET":
        if state != "open":
            return render_template("proposals/closed.html", entry=entry, state=state)
        return words_page(fresh_page(entry, new_key()), words_form(None))
    sent = request.form.get("draft", "")
    key = sent if is_key(sent) else new_key()
    return keep_step("words", key, words_form(None), phase_id=phase_id)
