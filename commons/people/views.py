"""Signing in and out, and one's own account."""

import structlog
from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import logout_user
from werkzeug.wrappers import Response

from commons.base.errors import Refused
from commons.base.mail import Mail, MailNotSent, send_mail
from commons.base.settings import Settings
from commons.base.web.limits import SIGN_IN_LIMIT, limiter
from commons.base.web.links import city_address
from commons.base.web.paging import number_after
from commons.cities.context import current_city
from commons.cities.queries import districts
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import language
from commons.people import actions, devices, naming, queries
from commons.people.arriving import own_address, welcome
from commons.people.current import current_person, device_person, signed_in_person
from commons.people.forms import AccountForm, AddressForm, CodeForm, DeviceForm
from commons.people.models import AS_RESIDENT, BY_NAME, Person
from commons.people.names import clean_name
from commons.people.permissions import requires
from commons.people.rules import normal_address

blueprint = Blueprint("people", __name__, template_folder="templates")
log = structlog.get_logger()


@blueprint.get("/sign-in")
@requires("sign in")
def sign_in() -> str | Response:
    """Ask for the address that a code shall be sent to."""
    if current_person() is not None:
        return redirect(url_for("people.account"))
    back = own_address(request.args.get("next"))
    if back:
        session["after_sign_in"] = back
    return render_template("people/sign_in.html", form=AddressForm())


@blueprint.post("/sign-in")
@requires("sign in")
@limiter.limit(SIGN_IN_LIMIT)
def send_code() -> Response | tuple[str, int]:
    """Send a code. The answer is the same whether or not the address is known."""
    form = AddressForm()
    address = normal_address(form.address.data or "")
    if form.validate() and address is not None:
        try:
            code, link = actions.issue_code(address)
            send_mail(_code_mail(address, code, link))
        except Refused as refusal:
            form.address.errors = [str(refusal)]
        except MailNotSent as failure:
            log.warning("mail not sent", why=str(failure))
            form.address.errors = [
                _("We could not send the mail just now. Please try again in a minute.")
            ]
        else:
            session["signing_in"] = address
            return redirect(url_for("people.enter_code"), code=303)
    return render_template("people/sign_in.html", form=form), 422


def _code_mail(address: str, code: str, link: str) -> Mail:
    """The mail that carries the code, in the language of the page it was asked on."""
    city = current_city()
    # Not from the request: whoever forges its Host header would be mailed a link of their own.
    url = city_address("people.open_link", token=link)
    body = render_template("people/code_mail.txt", code=code, url=url, city=city)
    subject = _("%(code)s is your code for %(city)s", code=code, city=city.name)
    return Mail(address, subject, body, current_language().code)


@blueprint.get("/sign-in/code")
@requires("sign in")
def enter_code() -> str | Response:
    """Ask for the code that was sent."""
    address = session.get("signing_in")
    if not address:
        return redirect(url_for("people.sign_in"))
    return _code_page(CodeForm(), address)


def _code_page(form: CodeForm, address: str) -> str:
    settings: Settings = current_app.extensions["commons.settings"]
    outbox = settings.demo and settings.smtp_url is None
    return render_template("people/enter_code.html", form=form, address=address, outbox=outbox)


@blueprint.post("/sign-in/code")
@requires("sign in")
@limiter.limit(SIGN_IN_LIMIT)
def check_code() -> Response | tuple[str, int]:
    """Sign in with the code."""
    address = session.get("signing_in")
    if not address:
        return redirect(url_for("people.sign_in"), code=303)
    form = CodeForm()
    if form.validate():
        person, reason = actions.check_code(address, form.code.data or "")
        if person is not None:
            return welcome(person, shared=form.shared.data)
        form.code.errors = [reason]
    return _code_page(form, address), 422


@blueprint.get("/sign-in/link/<token>")
@requires("sign in")
def open_link(token: str) -> str:
    """Ask for one tap: programs that read mails ahead open links, but press no buttons."""
    return render_template("people/open_link.html", token=token, form=DeviceForm())


@blueprint.post("/sign-in/link/<token>")
@requires("sign in")
@limiter.limit(SIGN_IN_LIMIT)
def use_link(token: str) -> Response:
    """Sign in with the link of the mail."""
    try:
        person = actions.check_link(token)
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for("people.sign_in"), code=303)
    return welcome(person, shared=DeviceForm().shared.data)


@blueprint.post("/sign-out")
@requires("sign in")
def sign_out() -> Response:
    """Forget this device."""
    person = device_person()
    if person is not None and person.session_token:
        actions.end_session(person.session_token)
    logout_user()
    language_code = session.get("language")
    session.clear()
    if language_code:
        session["language"] = language_code
    flash(_("You are signed out."), "success")
    return redirect(url_for("consultations.home"), code=303)


@blueprint.route("/account", methods=["GET", "POST"])
@requires("manage own account")
def account() -> str | Response | tuple[str, int]:
    """What one is called, and how the city writes to one."""
    person = signed_in_person()
    form = _account_form(person)
    if "take" in request.form:  # one of the names we suggested
        form.display_name.data = clean_name(request.form["take"])
    # Whoever asks for other names has not finished.
    saving = request.method == "POST" and "another" not in request.form
    if saving and form.validate():
        try:
            actions.change_account(
                person,
                display_name=form.display_name.data or "",
                language=form.language.data,
                district_id=int(form.district.data) if form.district.data else None,
                shown_as=form.shown_as.data,
            )
        except naming.NameRefused as refusal:
            form.display_name.errors = [str(refusal)]
        else:
            flash(_("Your account is saved."), "success")
            return redirect(url_for("people.account"), code=303)
    page = render_template(
        "people/account.html",
        form=form,
        suggestions=naming.suggestions(),
        address=queries.address_of(person.id),
        level=queries.verification_level(person.id),
        devices=devices.devices_of(person),
    )
    return (page, 422) if form.errors else page


def _account_form(person: Person) -> AccountForm:
    form = AccountForm(
        data={
            "display_name": person.display_name,
            "language": person.language,
            "district": str(person.district_id or ""),
            "shown_as": person.shown_as,
        }
    )
    form.language.choices = [(code, language(code).own_name) for code in current_city().languages]
    form.district.choices = [("", _("I would rather not say"))] + [
        (str(district.id), district.name) for district in districts()
    ]
    form.shown_as.choices = [
        (BY_NAME, _("With your name")),
        (AS_RESIDENT, _("Without your name, as “a resident of” your district")),
    ]
    return form


@blueprint.post("/language")
@requires("read")
def choose_language() -> Response:
    """Remember the language that was chosen, on this device and for the person's mails."""
    code = request.form.get("language", "")
    if code in current_city().languages:
        session["language"] = code
        session.permanent = "shared" not in session
        person = current_person()
        # While a mediator helps somebody, the language is that of the screen they look at.
        if person is not None and person.helped_by is None:
            actions.change_language(person, code)
    back = own_address(request.form.get("next")) or own_address(request.referrer)
    return redirect(back or url_for("consultations.home"), code=303)


@blueprint.get("/audit")
@requires("read the audit log")
def audit() -> str:
    """The audit log, newest first."""
    before = number_after(request.args.get("before"))
    page = queries.audit_log(before)
    return render_template("people/audit.html", page=page)
