"""Showing that one lives here: which ways there are, and each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from commons.base.errors import NotFound, Refused
from commons.base.web.forms import Form
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.i18n.catalogue import gettext as _
from commons.people import joining_session
from commons.people.cards.refusals import CardOfAnother
from commons.people.current import current_person, signed_in_person
from commons.people.electorate import Facts, Lack, facts_of
from commons.people.models import Person
from commons.people.permissions import requires
from commons.people.purposes import Purpose, purpose_of
from commons.people.verification import desk as desks
from commons.people.verification import letter as letters
from commons.people.verification import vouching as vouchings
from commons.people.verification import ways
from commons.people.verification.actions import verify
from commons.people.verification.contract import ShownForAnother, VerificationMethod, methods
from commons.people.verification.forms import AddressForm, LetterCodeForm

blueprint = Blueprint("verification", __name__, template_folder="templates")

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands who wants to show that they live here."""

    phase: int | None
    purpose: Purpose | None
    facts: Facts
    lacks: Sequence[Lack]
    helping: Sequence[VerificationMethod]
    """Ways that show all that is lacking; without a purpose, all ways."""
    others: Sequence[VerificationMethod]

    def url(self, way: VerificationMethod) -> str:
        """The page of a way."""
        if way.endpoint is not None:
            return url_for(way.endpoint, phase=self.phase)
        return url_for("verification.way", method=way.name, phase=self.phase)

    def besides(self, name: str) -> list[VerificationMethod]:
        """The next ways in, when one does not work."""
        return [way for way in (self.helping or self.others) if way.name != name]

    @property
    def back(self) -> str | None:
        """Where to go on."""
        return self.purpose.back if self.purpose else None


def standing_of(person: Person | None) -> Standing:
    """Where the reader stands: five statements where a phase asks for something, else two."""
    phase = number_after(request.args.get("phase"))
    purpose = purpose_of(phase)
    facts = facts_of(person) if person else Facts()
    offered = ways.offered()
    lacks: list[Lack] = []
    helping = offered
    if purpose is not None:
        lacks = purpose.electorate.lacks(facts)
        helping = ways.that_help(offered, purpose.electorate, lacks)
    return Standing(
        phase if purpose else None,
        purpose,
        facts,
        lacks,
        helping,
        [way for way in offered if way not in helping],
    )


@blueprint.get("/verify")
@requires("read")
def index() -> str:
    """Which ways there are, each in plain words; what is shown already."""
    person = current_person()
    return render_template("verification/index.html", standing=standing_of(person))


@blueprint.route("/verify/by/<method>", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def way(method: str) -> Answer:
    """One way: what it asks for, and why it was refused."""
    person = signed_in_person()
    if method not in methods:
        raise NotFound(_("There is no such way."))
    found = methods.get(method)
    standing = standing_of(person)
    if found.endpoint is not None:
        return redirect(standing.url(found))
    form = found.form(person)
    if form is None or found not in [*standing.helping, *standing.others]:
        flash(_("The city does not offer this way at the moment. Please take another one."), "info")
        return redirect(url_for("verification.index", phase=standing.phase))
    if request.method == "GET" or not form.validate():
        page = _way_page(standing, found, form)
        return (page, 422) if form.errors else page
    return _try(standing, found, form)


def _try(standing: Standing, found: VerificationMethod, form: Form) -> Answer:
    """Show it by what was typed; lead back, or say why not and what else there is."""
    person = signed_in_person()
    answers = {name: str(value) for name, value in form.data.items() if name != "csrf_token"}
    if "declared" in answers:
        answers["declared"] = "yes"
        if standing.purpose and standing.purpose.electorate.min_age and request.form.get("age"):
            answers["at_least_age"] = str(standing.purpose.electorate.min_age)
    other = None
    try:
        verify(person, found.name, answers)
    except CardOfAnother as refusal:
        # Whoever has the card can sign in as its holder, so both accounts are in one hand.
        joining_session.remember(refusal.person_id)
        refused, other = str(refusal), "card"
    except ShownForAnother as refusal:
        refused, other = str(refusal), "account"
    except Refused as refusal:
        refused = str(refusal)
    else:
        return done(standing)
    return _way_page(standing, found, form, refused=refused, other=other), 422


def _way_page(
    standing: Standing,
    found: VerificationMethod,
    form: Form,
    *,
    refused: str | None = None,
    other: str | None = None,
) -> str:
    return render_template(
        "verification/way.html",
        standing=standing,
        way=found,
        form=form,
        refused=refused,
        other=other,
    )


def done(standing: Standing) -> Response:
    """Lead back to what they wanted to do, if that is all it asks; else say what is lacking."""
    if standing.purpose is not None:
        lacks = standing.purpose.electorate.lacks(facts_of(signed_in_person()))
        if not lacks:
            flash(_("It is shown that you live here. You can go on where you were."), "success")
            return redirect(standing.purpose.back, code=303)
        flash(_("That is shown now. Something is still lacking."), "info")
    else:
        flash(_("It is shown that you live here. Thank you."), "success")
    return redirect(url_for("verification.index", phase=standing.phase), code=303)


@blueprint.route("/verify/letter", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def letter() -> Answer:
    """Ask for a letter, or type the code that came with it."""
    person = signed_in_person()
    standing = standing_of(person)
    code, address = LetterCodeForm(), AddressForm()
    address.offer()
    refused: str | None = None
    other: str | None = None
    if request.method == "POST" and "street" in request.form:
        code = LetterCodeForm(formdata=None)
        refused = _ask_for_letter(person, address)
        if refused is None and not address.errors:
            flash(_("Thank you. The city sends you a letter with a code."), "success")
            return redirect(url_for("verification.letter", phase=standing.phase), code=303)
    elif request.method == "POST":
        address = AddressForm(formdata=None)
        address.offer()
        if code.validate():
            try:
                verify(person, letters.NAME, {"code": code.code.data or ""})
            except ShownForAnother as refusal:
                refused, other = str(refusal), "account"
            except Refused as refusal:
                refused = str(refusal)
            else:
                return done(standing)
    page = render_template(
        "verification/letter.html",
        standing=standing,
        way=methods.get(letters.NAME),
        letter=letters.letter_of(person),
        offered=any(one.name == letters.NAME for one in (*standing.helping, *standing.others)),
        code=code,
        address=address,
        refused=refused,
        other=other,
    )
    return (page, 422) if refused or code.errors or address.errors else page


def _ask_for_letter(person: Person, form: AddressForm) -> str | None:
    if not form.validate():
        return None
    try:
        letters.ask_for_letter(
            person,
            name=form.name.data or "",
            street=form.street.data or "",
            place=form.place.data or "",
            district_id=form.district_id,
        )
    except Refused as refusal:
        return str(refusal)
    return None


@blueprint.route("/verify/desk", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def desk() -> Answer:
    """A short code to show at a desk: made when asked for, shown once."""
    person = signed_in_person()
    code = desks.new_pairing_code(person) if request.method == "POST" else None
    return _not_stored(
        render_template(
            "verification/desk.html",
            standing=standing_of(person),
            way=methods.get(desks.NAME),
            code=code,
        )
    )


@blueprint.route("/verify/vouching", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def vouching() -> Answer:
    """A code for others to vouch with; how many have done so."""
    person = signed_in_person()
    code, refused = None, None
    if request.method == "POST":
        try:
            code = vouchings.ask_others(person)
        except Refused as refusal:
            refused = str(refusal)
    page = _not_stored(
        render_template(
            "verification/vouching.html",
            standing=standing_of(person),
            way=methods.get(vouchings.NAME),
            code=code,
            refused=refused,
            weight=vouchings.weight(person.id),
        )
    )
    if refused:
        page.status_code = 422
    return page


def _not_stored(page: str) -> Response:
    """A page with a code on it stays in no cache of a shared device."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
