"""Coming in with a card, and one's own cards."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.i18n.catalogue import gettext as _
from commons.people import joining_session
from commons.people.arriving import welcome
from commons.people.cards import actions, queries
from commons.people.cards.forms import AddCardForm, CardForm
from commons.people.cards.refusals import CardOfAnother
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("cards", __name__, template_folder="templates")


@blueprint.get("/sign-in/card")
@requires("sign in")
def enter() -> str | Response:
    """Ask for the code. A QR code leads here with the code behind the #, which no server sees."""
    if current_person() is not None:
        return redirect(url_for("cards.own"))
    return render_template("cards/enter.html", form=CardForm())


@blueprint.post("/sign-in/card")
@requires("sign in")
# A shelter or a class signs in from one address: what guards the codes is counted in the database.
@limiter.limit(WRITING_LIMIT)
def check() -> Response | tuple[str, int]:
    """Sign in with the code of a card."""
    form = CardForm()
    if form.validate():
        try:
            person, new = actions.arrive(form.code.data or "")
        except Refused as refusal:
            form.code.errors = [str(refusal)]
        else:
            if new:
                session.setdefault("after_sign_in", url_for("people.account"))
            return welcome(person, shared=form.shared.data)
    return render_template("cards/enter.html", form=form), 422


@blueprint.route("/account/cards", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def own() -> str | Response | tuple[str, int]:
    """One's own cards; adding one."""
    person, form = signed_in_person(), AddCardForm()
    another = False
    if request.method == "POST" and form.validate():
        try:
            actions.attach_card(person, form.code.data or "")
        except Refused as refusal:
            form.code.errors = [str(refusal)]
            if isinstance(refusal, CardOfAnother):
                # Whoever has the card can come in as its holder: they have just shown to be both.
                joining_session.remember(refusal.person_id)
                another = True
        else:
            flash(_("The card is yours now. You can sign in with it."), "success")
            return redirect(url_for("cards.own"), code=303)
    page = render_template(
        "cards/own.html", form=form, cards=queries.cards_of(person.id), another=another
    )
    return (page, 422) if form.errors else page
