"""The way to the city's provider and back."""

from typing import Any

import structlog
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.database import db, writing
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.links import city_address
from commons.base.web.paging import number_after
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people import joining_session
from commons.people.arriving import welcome
from commons.people.current import current_person, signed_in_person
from commons.people.forms import DeviceForm
from commons.people.models import Person
from commons.people.permissions import requires
from commons.people.purposes import purpose_of
from commons.people.sso import actions, queries, rules
from commons.people.sso.client import Claims, Client, needed_client, not_trusted
from commons.people.sso.refusals import (
    BelongsToAnother,
    Declined,
    LostOnTheWay,
    ProviderAway,
    SsoRefused,
)

blueprint = Blueprint("sso", __name__, template_folder="templates")
log = structlog.get_logger()

_ON_THE_WAY = "sso"
"""Under what the session keeps the ways that were begun. Its cookie is worth nothing elsewhere."""
_AFTERWARDS = "after_sso"


@blueprint.get("/sign-in/sso")
@requires("sign in")
def ask() -> str | Response:
    """Say what the city's account is for, and whether others use this device."""
    client = needed_client()
    if current_person() is not None:
        return redirect(url_for("sso.own"))
    return render_template("sso/sign_in.html", form=DeviceForm(), provider=client.provider)


@blueprint.post("/sign-in/sso")
@requires("sign in")
# A library signs people in from one address: what guards the account is the provider's business.
@limiter.limit(WRITING_LIMIT)
def go() -> str | tuple[str, int]:
    """Lead a visitor to the provider."""
    return _lead_away(needed_client(), shared=bool(DeviceForm().shared.data))


@blueprint.get("/account/sso")
@requires("manage own account")
def own() -> str:
    """Whether one's city account is connected; connecting it."""
    person, client = signed_in_person(), needed_client()
    session.pop(_AFTERWARDS, None)
    purpose = purpose_of(number_after(request.args.get("phase")))
    if purpose is not None:
        session[_AFTERWARDS] = purpose.back
    return render_template(
        "sso/own.html", provider=client.provider, connected=queries.identities_of(person.id)
    )


@blueprint.post("/account/sso")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def go_and_connect() -> str | tuple[str, int]:
    """Lead somebody who is signed in to the provider."""
    person = signed_in_person()
    return _lead_away(needed_client(), shared=bool(person.shared_until), person_id=person.id)


def _lead_away(
    client: Client, *, shared: bool, person_id: int | None = None
) -> str | tuple[str, int]:
    """A page that opens the provider's. A redirect after a form would not get past our policy."""
    db.session.rollback()  # nothing is held while another server is asked
    trip = rules.new_trip(clock.now(), shared=shared, person_id=person_id)
    try:
        address = client.way_there(trip, _back(), current_language().code)
    except SsoRefused as refusal:
        return _failed(refusal)
    session[_ON_THE_WAY] = rules.with_trip(session.get(_ON_THE_WAY, {}), trip)
    return render_template("sso/leaving.html", address=address, provider=client.provider)


def _back() -> str:
    """Where the provider leads people back to: the address it was told, whatever host was asked."""
    return city_address("sso.back")


@blueprint.get("/sign-in/sso/back")
@requires("sign in")
@limiter.limit(WRITING_LIMIT)
def back() -> str | Response | tuple[str, int]:
    """Come back from the provider: signed in, connected, or told why not."""
    client, person = needed_client(), current_person()
    here = person.id if person else None
    db.session.rollback()
    try:
        trip = _own_trip(here)
        claims = client.redeem(trip, _back(), _code(client))
        with writing():
            if person is not None:
                return _connected(client, person, claims)
            return _arrived(client, trip, claims)
    except BelongsToAnother as refusal:
        joining_session.remember(refusal.person_id)  # they have just shown to be both
        return _failed(refusal)
    except SsoRefused as refusal:
        return _failed(refusal)


def _own_trip(here: int | None) -> rules.Trip:
    """The way that ends here, once. Raises LostOnTheWay."""
    kept: dict[str, Any] = dict(session.get(_ON_THE_WAY, {}))
    state = request.args.get("state", "")
    trip = rules.trip_of(kept, state)
    kept.pop(state, None)
    session[_ON_THE_WAY] = kept
    if trip is None:
        raise LostOnTheWay(
            _(
                "This way in was not begun in this browser, or it was used already. Please begin "
                "again here."
            )
        )
    if trip.is_over(clock.now()):
        raise LostOnTheWay(_("That took more than 15 minutes. Please begin again."))
    if trip.person_id != here:
        raise LostOnTheWay(
            _("Meanwhile somebody else signed in, or you signed out. Please begin again.")
        )
    return trip


def _code(client: Client) -> str:
    """The code that the provider gave. Raises Declined, ProviderAway, NotTrusted."""
    error = request.args.get("error", "")
    if error == "access_denied":
        raise Declined(_("You, or the city's sign-in service, said no. Nobody was signed in."))
    if error:
        refusal = ProviderAway(
            _("The city's sign-in service could not sign you in. Please try again later.")
        )
        refusal.add_note(f"the provider answers {error[:60]!r}")
        raise refusal
    issuer = request.args.get("iss")
    if issuer is not None and issuer != client.about()["issuer"]:  # RFC 9207
        raise not_trusted("the answer is another provider's")
    code = request.args.get("code", "")
    if not code:
        raise not_trusted("there is no code")
    return code


def _arrived(client: Client, trip: rules.Trip, claims: Claims) -> Response:
    arrival = actions.arrive(client.provider, claims)
    if arrival.new:
        session.setdefault("after_sign_in", url_for("people.account"))
    answer = welcome(arrival.person, shared=trip.shared)
    _say_what_was_shown(client, lives_here=arrival.lives_here)
    return answer


def _connected(client: Client, person: Person, claims: Claims) -> Response:
    lives_here = actions.connect(person, client.provider, claims)
    flash(_("Your city account is connected. You can sign in with it."), "success")
    _say_what_was_shown(client, lives_here=lives_here)
    return redirect(session.pop(_AFTERWARDS, None) or url_for("sso.own"), code=303)


def _say_what_was_shown(client: Client, *, lives_here: bool) -> None:
    if client.provider.level and not lives_here:
        flash(
            _(
                "Your city account does not say that you live here. You can take part, and show "
                "in another way that you live here."
            ),
            "warning",
        )


def _failed(refusal: SsoRefused | BelongsToAnother) -> tuple[str, int]:
    """Say what happened, and which ways are left."""
    status = 502 if isinstance(refusal, ProviderAway) else 400
    log.info(
        "sso refused",
        reason=type(refusal).__name__,
        why="; ".join(getattr(refusal, "__notes__", [])),
    )
    page = render_template(
        "sso/failed.html",
        message=str(refusal),
        another=isinstance(refusal, BelongsToAnother),
        declined=isinstance(refusal, Declined),
    )
    return page, status
