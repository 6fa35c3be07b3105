"""Writing a proposal step by step: pages that work without JavaScript, and the script's saving."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import SAVING_LIMIT, WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.people.permissions import requires
from commons.proposals.drafting import actions
from commons.proposals.drafting.forms import place_form, saving_of, typed_in, words_form
from commons.proposals.drafting.models import Draft
from commons.proposals.drafting.owners import current_owner, shared_device
from commons.proposals.drafting.pages import page_of, shown_draft, step_page, words_page
from commons.proposals.drafting.queries import own_draft, own_drafts, texts_beside
from commons.proposals.drafting.steps import Answer, keep_step
from commons.proposals.views.blueprint import id_asked_for

blueprint = Blueprint("drafting", "commons.proposals.drafting", template_folder="templates")
blueprint.add_app_template_global(shared_device)
ONE = "/proposals/drafts/<string(length=32):key>"


@blueprint.get("/proposals/drafts/")
@requires("read")
def index() -> str:
    """What one has begun."""
    drafts = [shown_draft(draft) for draft in own_drafts(current_owner())]
    return render_template("drafting/index.html", drafts=drafts)


def written_on(key: str) -> Draft | Response:
    """A draft to write on; the way to its proposal once it was posted, or to both of its texts.

    Raises NotFound.
    """
    draft = own_draft(current_owner(), key)
    if draft.proposal_id is not None:
        return redirect(url_for("proposals.show", proposal_id=draft.proposal_id), code=303)
    if draft.beside_id is not None and texts_beside(draft):
        return redirect(url_for("drafting.both", key=key), code=303)
    return draft


@blueprint.route(f"{ONE}/words", methods=["GET", "POST"])
@requires("read")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def words(key: str) -> Answer:
    """The title, and what should change."""
    if request.method == "POST":
        return keep_step("words", key, words_form(None))
    draft = written_on(key)
    if isinstance(draft, Response):
        return draft
    return words_page(page_of("words", draft), words_form(draft))


@blueprint.route(f"{ONE}/place", methods=["GET", "POST"])
@requires("read")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def place(key: str) -> Answer:
    """Where it is, what it is about, what it costs."""
    if request.method == "POST":
        return keep_step("place", key, place_form(own_draft(current_owner(), key)))
    draft = written_on(key)
    if isinstance(draft, Response):
        return draft
    return step_page(page_of("place", draft), place_form(draft))


@blueprint.get(f"{ONE}/pictures")
@requires("read")
def pictures(key: str) -> Answer:
    """Pictures and papers, for who has signed in."""
    draft = written_on(key)
    if isinstance(draft, Response):
        return draft
    return render_template("drafting/pictures.html", page=page_of("pictures", draft), draft=draft)


@blueprint.post(f"{ONE}/save/<any(words,place,look):step>")
@requires("read")
@limiter.limit(SAVING_LIMIT)
def save(key: str, step: str) -> tuple[Response, int]:
    """What the script saves while somebody writes: what is said comes back as JSON."""
    phase_id = id_asked_for("phase")
    saving = saving_of(step, typed_in(step))
    try:
        draft = actions.save(current_owner(writes=True), key, saving, phase_id=phase_id)
    except NotFound as refusal:
        return jsonify(error=str(refusal)), 404
    except Refused as refusal:
        return jsonify(error=str(refusal)), 422
    if draft.proposal_id is not None:
        sent = url_for("proposals.show", proposal_id=draft.proposal_id)
        return jsonify(sent=sent), 200
    return jsonify(_saved(draft, step)), 200


def _saved(draft: Draft, step: str) -> dict[str, object]:
    """Where the page goes on saving."""
    answer: dict[str, object] = {
        "key": draft.key,
        "version": draft.version,
        "page": url_for(f"drafting.{step}", key=draft.key),
        "save": url_for("drafting.save", key=draft.key, step=step),
    }
    if draft.beside_id is not None:
        answer["both"] = url_for("drafting.both", key=draft.key)
    return answer


@blueprint.get(f"{ONE}/both")
@requires("read")
def both(key: str) -> Answer:
    """Two texts that were written at the same time: both to read, one to go on with."""
    draft = own_draft(current_owner(), key)
    texts = texts_beside(draft)
    if not texts:
        return redirect(url_for("drafting.words", key=key), code=303)
    return render_template("drafting/both.html", draft=draft, texts=texts)


@blueprint.post(f"{ONE}/both")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def settle(key: str) -> Response:
    """Go on with one of the two."""
    draft = actions.settle(current_owner(), key, request.form.get("chosen", ""))
    flash(
        _("You go on with this text. The other one stays among your unfinished proposals."),
        "success",
    )
    return redirect(url_for("drafting.words", key=draft.key), code=303)


@blueprint.post(f"{ONE}/drop")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def drop(key: str) -> Response:
    """Throw it away; then to the proposal that was supported instead, where there is one."""
    actions.drop(current_owner(), key)
    flash(_("Your draft is thrown away."), "success")
    supported = request.form.get("then", type=int)
    if supported:
        return redirect(url_for("proposals.show", proposal_id=supported), code=303)
    return redirect(url_for("drafting.index"), code=303)
