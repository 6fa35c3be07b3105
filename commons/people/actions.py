"""What a person can do about themselves: sign in, sign out, choose a name, show they live here."""

import hmac
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app, g

from commons.base import clock
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.base.settings import Settings
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people import naming, queries, rules
from commons.people.models import (
    SHOWN_AS,
    EmailAddress,
    OtherAddress,
    Person,
    SignInCode,
    SignInSession,
)


def secret() -> str:
    """The installation's secret, which codes and tokens are hashed with."""
    settings: Settings = current_app.extensions["commons.settings"]
    return settings.secret_key


@transaction
def issue_code(address: str) -> tuple[str, str]:
    """Make a sign-in code for an address, and the token of a link that does the same.

    The address must be in its normal spelling. Raises Refused when it was sent too many.
    """
    now = clock.now()
    recent = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(SignInCode)
        .where(SignInCode.address == address, SignInCode.sent_at > now - timedelta(hours=1))
    )
    if (recent or 0) >= rules.CODES_AN_HOUR:
        raise Refused(
            _("We already sent several codes to this address. Use the newest, or wait an hour.")
        )
    code, link = rules.new_code(), secrets.token_urlsafe(32)
    db.session.add(
        SignInCode(
            address=address,
            code_hash=rules.keyed_hash(secret(), f"code:{address}", code),
            link_hash=rules.keyed_hash(secret(), "link", link),
            sent_at=now,
            expires_at=now + rules.CODE_LIFE,
        )
    )
    return code, link


@transaction
def check_code(address: str, code: str) -> tuple[Person | None, str]:
    """Sign in with a code. Gives the person, or None and the reason to show.

    A wrong try is counted, so it must be kept: it is no exception, which would undo the count.
    """
    now = clock.now()
    issued = db.session.scalar(
        sa.select(SignInCode)
        .where(SignInCode.address == address)
        .order_by(SignInCode.id.desc())
        .limit(1)
        .with_for_update()
    )
    if issued is None or issued.used_at is not None or issued.expires_at <= now:
        return None, _("This code is used up or too old. Ask for a new one below.")
    if issued.tries >= rules.CODE_TRIES:
        return None, _("There were too many wrong tries. Ask for a new code below.")
    given = rules.keyed_hash(secret(), f"code:{address}", rules.typed_code(code))
    if not hmac.compare_digest(given, issued.code_hash):
        issued.tries += 1
        return None, _("This is not the code we sent. Look for a mistyped digit and try again.")
    issued.used_at = now
    return _person_of(address), ""


@transaction
def check_link(token: str) -> Person:
    """Sign in with the link of a mail. Raises Refused when it is used up, too old or not ours."""
    now = clock.now()
    issued = db.session.scalar(
        sa.select(SignInCode)
        .where(SignInCode.link_hash == rules.keyed_hash(secret(), "link", token))
        .with_for_update()
    )
    if issued is None or issued.used_at is not None or issued.expires_at <= now:
        raise Refused(_("This link is used up or too old. Ask for a new one."))
    issued.used_at = now
    return _person_of(issued.address)


def _person_of(address: str) -> Person:
    """The person of an address that was just shown to be theirs; a new one where there is none."""
    person = queries.person_by_address(address)
    if person is not None:
        return person
    # An address of an account that was joined with another leads to that one.
    other: Person | None = db.session.scalar(
        sa.select(Person)
        .join(OtherAddress, OtherAddress.person_id == Person.id)
        .where(OtherAddress.address_hash == address_mark(address))
    )
    if other is not None and other.left_at is None:
        return other
    # Whoever left while a vote was open and comes back is the same person to its roll.
    left = Person.left_address_hash == address_mark(address)
    if other is not None:
        left = Person.id == other.id
    person = db.session.scalar(
        sa.select(Person).where(left).with_for_update().execution_options(populate_existing=True)
    )
    if person is None:
        person = new_person()
    else:
        _begin(person)
    db.session.flush()
    db.session.add(EmailAddress(person_id=person.id, address=address))
    return person


def new_person() -> Person:
    """Somebody who has just shown to be somebody, by whatever way in."""
    person = Person()
    _begin(person)
    return person


def come_back(person: Person) -> None:
    """Somebody who left while a vote was open is here again: new, but not to that vote's roll."""
    _begin(person)


def _begin(person: Person) -> None:
    person.language = current_language().code
    person.created_at = clock.now()
    person.left_at = person.left_address_hash = None
    naming.give_a_name(person)


def address_mark(address: str) -> str:
    """By what an address is recognised when it comes back, without being kept."""
    return rules.keyed_hash(secret(), "left", address)


def shared_life() -> timedelta:
    """How long a shared device stays signed in without being used: a kiosk says shorter."""
    life: timedelta = g.get("shared_life", rules.SHARED_LIFE)
    return life


@transaction
def start_session(person: Person, *, shared: bool = False) -> str:
    """Remember a device as this person's. Gives the token for its cookie.

    A shared device is forgotten when it was not used for ``SHARED_LIFE``, in a kiosk much sooner.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.add(
        SignInSession(
            token_hash=rules.keyed_hash(secret(), "session", token),
            person_id=person.id,
            started_at=now,
            shared=shared,
            expires_at=now + (shared_life() if shared else rules.SESSION_LIFE),
        )
    )
    person.session_token = token
    return token


@transaction
def end_session(token: str) -> None:
    """Forget a device."""
    db.session.execute(
        sa.delete(SignInSession).where(
            SignInSession.token_hash == rules.keyed_hash(secret(), "session", token)
        )
    )


@transaction
def change_account(
    person: Person,
    *,
    display_name: str,
    language: str,
    district_id: int | None,
    shown_as: str | None = None,
) -> None:
    """Change a person's name here, the language of their mails, district, and how they are shown.

    ``shown_as`` is where forms for writing begin, None for no change; what is written already stays
    as it is. Raises NameRefused for a name they cannot have, ValueError for an unknown way.
    """
    if shown_as not in (None, *SHOWN_AS):
        raise ValueError(f"unknown way to be shown: {shown_as!r}")
    naming.take_name(person, display_name)
    person.language = language
    person.district_id = district_id
    person.shown_as = shown_as or person.shown_as


@transaction
def change_language(person: Person, language: str) -> None:
    """Write to a person in another language from now on."""
    person.language = language


@transaction
def forget_old_codes() -> None:
    """Delete sign-in codes and sessions that are of no more use. The worker does it every round."""
    now = clock.now()
    db.session.execute(sa.delete(SignInCode).where(SignInCode.expires_at < now - timedelta(days=1)))
    db.session.execute(sa.delete(SignInSession).where(SignInSession.expires_at < now))
