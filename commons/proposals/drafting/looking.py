"""The last page of a draft: looking it over, what is like it, and sending it."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.contributions.actions import add_support
from commons.contributions.drafts import come_back_to
from commons.contributions.queries import readable
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.detection import language_written
from commons.people.current import current_person, signed_in_person
from commons.people.models import Person
from commons.people.permissions import requires
from commons.proposals.drafting import actions
from commons.proposals.drafting.forms import FIELDS, WholeForm, look_form, saving_of, whole_form
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.owners import current_owner
from commons.proposals.drafting.pages import look_page
from commons.proposals.drafting.queries import own_draft
from commons.proposals.drafting.rules import was_changed_after
from commons.proposals.drafting.sending import send
from commons.proposals.drafting.steps import Answer
from commons.proposals.drafting.views import ONE, blueprint, written_on
from commons.proposals.forms import LookForm
from commons.proposals.gate import NotShownToLiveHere
from commons.proposals.queries import proposal_of

_LOOKED_AT = 1_000
"""Characters of a text that its language is told by: more tell no more."""


@blueprint.get(f"{ONE}/look")
@requires("read")
def look(key: str) -> Answer:
    """How it reads, and what is like it."""
    draft = written_on(key)
    if isinstance(draft, Response):
        return draft
    found = _language_of(draft)
    return look_page(
        draft, look_form(draft, language=found or current_language().code), found=found
    )


@blueprint.post(f"{ONE}/look")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def post(key: str) -> Answer:
    """Confirm the language, and send it."""
    draft = written_on(key)
    if isinstance(draft, Response):
        return draft
    found = _language_of(draft)
    form = look_form(draft, language=found or current_language().code)
    if not form.validate():
        return look_page(draft, form, found=found), 422
    return _keep_and_send(draft, form, found)


def _keep_and_send(draft: Draft, form: LookForm, found: str | None) -> Answer:
    """Keep what was chosen; then send the whole, unless something of it has to be mended."""
    saving, key = saving_of("look", form.data), draft.key
    unseen = was_changed_after(draft.changed, saving.base, FIELDS["words"] + FIELDS["place"])
    saved = actions.save(current_owner(), key, saving)
    if saved.beside_id is not None:
        return redirect(url_for("drafting.both", key=saved.key), code=303)
    draft = own_draft(current_owner(), key)
    whole = whole_form(draft, form)
    if not whole.validate():
        return look_page(draft, form, found=found, whole=whole), 422
    if unseen:
        message = _("It was changed elsewhere since you opened this page. Please look again.")
        return look_page(draft, form, [message], found=found), 422
    person = current_person()
    if person is None:
        come_back_to(url_for("drafting.look", key=key))
        flash(_("Sign in to post your proposal. What you wrote is kept and comes back."), "info")
        return redirect(url_for("people.sign_in"), code=303)
    return _send(person, key, form, whole, found)


def _language_of(draft: Draft) -> str | None:
    """Which language it seems to be written in; None where nothing tells."""
    words = f"{draft.values.get('title', '')}\n{draft.values.get('body', '')}"
    return language_written(words[:_LOOKED_AT])


def _send(person: Person, key: str, form: LookForm, whole: WholeForm, found: str | None) -> Answer:
    try:
        proposal_id = send(person, key, whole.values(), point=whole.point())
    except Refused as refusal:
        draft = own_draft(current_owner(), key)
        lacking = isinstance(refusal, NotShownToLiveHere)
        return look_page(draft, form, [str(refusal)], found=found, lacking=lacking), 422
    flash(_("Your proposal is posted. Others can support it now and comment on it."), "success")
    return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)


_OTHER = f"<int(max={LARGEST_ID}):proposal_id>"


@blueprint.post(f"{ONE}/support/{_OTHER}")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def support(key: str, proposal_id: int) -> Response:
    """Support another proposal in place of this draft."""
    own_draft(current_owner(), key)
    person = current_person()
    if person is None:
        come_back_to(url_for("drafting.look", key=key, _anchor="alike"))
        flash(_("Sign in to support it. What you wrote is kept and comes back."), "info")
        return redirect(url_for("people.sign_in"), code=303)
    add_support(person, proposal_id)
    return redirect(url_for("drafting.supported", key=key, proposal_id=proposal_id), code=303)


@blueprint.get(f"{ONE}/supported/{_OTHER}")
@requires("support")
def supported(key: str, proposal_id: int) -> str:
    """Ask what should become of the draft, now that its writer supports another proposal."""
    draft = own_draft(current_owner(), key)
    proposal, _supported = proposal_of(proposal_id, signed_in_person())
    text = readable([proposal], current_language().code)[proposal_id]
    return render_template("drafting/supported.html", draft=draft, proposal=proposal, text=text)


@blueprint.post(f"{ONE}/different/{_OTHER}")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def different(key: str, proposal_id: int) -> Answer:
    """Say why this is another proposal than one like it."""
    reason = request.form.get("reason", "")
    try:
        said = actions.say_different(current_owner(), key, proposal_id, reason)
    except actions.BadReason as refusal:
        draft = own_draft(current_owner(), key)
        found = _language_of(draft)
        form = look_form(draft, language=found or current_language().code)
        refused = {proposal_id: (reason, str(refusal))}
        return look_page(draft, form, found=found, refused=refused), 422
    if said.proposal_id is not None:
        flash(_("This proposal is posted already."), "info")
        return redirect(url_for("proposals.show", proposal_id=said.proposal_id), code=303)
    if str(proposal_id) in said.values.get("different", {}):
        flash(_("Saved. It is shown with your proposal."), "success")
    else:
        flash(_("It is taken back and not shown with your proposal."), "success")
    return redirect(url_for("drafting.look", key=key, _anchor="alike"), code=303)
