"""With or without one's name: for each text one wrote, and for all of them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.contributions import actions
from commons.contributions.forms import VoiceForm
from commons.contributions.models import Contribution
from commons.contributions.places import place_of, places_of
from commons.contributions.queries import contribution_of, written_by
from commons.contributions.rules import LARGEST_ID
from commons.contributions.voices import own_voices
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.models import AS_RESIDENT
from commons.people.permissions import requires

blueprint = Blueprint("voices", __name__, template_folder="templates")


@blueprint.route(
    f"/contributions/<int(max={LARGEST_ID}):contribution_id>/shown", methods=["GET", "POST"]
)
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def change(contribution_id: int) -> str | Response | tuple[str, int]:
    """Ask whether one's own text is shown with one's name."""
    text = _own(contribution_id)
    form = VoiceForm(data={"voice": text.shown_as})
    form.voice.choices = own_voices(signed_in_person())
    back = place_of(text.id, text.kind).url
    if request.method == "POST" and form.validate():
        actions.change_voice(signed_in_person(), contribution_id, form.voice.data)
        flash(_("It is shown so from now on."), "success")
        return redirect(back, code=303)
    page = render_template("contributions/shown.html", form=form, text=text, back_url=back)
    return (page, 422) if request.method == "POST" else page


def _own(contribution_id: int) -> Contribution:
    found = contribution_of(contribution_id)
    if found.author_id != signed_in_person().id or found.organisation_id or found.official:
        raise NotFound(_("There is no such text of yours."))
    return found


@blueprint.get("/account/texts")
@requires("manage own account")
def mine() -> str:
    """What one wrote, and how each of it is shown."""
    before = number_after(request.args.get("before"))
    page = written_by(
        signed_in_person().id, before if before is None or before <= LARGEST_ID else None
    )
    return render_template(
        "contributions/mine.html",
        page=page,
        places=places_of((text.id, text.kind) for text in page.items),
    )


@blueprint.post("/account/texts/unnamed")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def unname() -> Response:
    """Show everything one wrote without one's name."""
    count = actions.change_all_voices(signed_in_person(), AS_RESIDENT)
    if count:
        flash(_("Your name stands beside nothing that you wrote any more."), "success")
    else:
        flash(_("Your name stood beside nothing that you wrote."), "info")
    return redirect(url_for("voices.mine"), code=303)
