"""Adding a passkey, signing in with one, removing one.

Each begins with a question (WebAuthn's challenge): the browser is handed it, the database keeps a
hash of it, the signed session of this city remembers it. An answer counts when it is to the
question of this session, which the database still knows and deletes in the same moment.
"""

import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from commons.base import clock
from commons.base.database import current_database, db, transaction
from commons.base.errors import Refused
from commons.base.text import clean_line
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.models import Person
from commons.people.passkeys.models import Passkey, PasskeyChallenge
from commons.people.passkeys.queries import passkeys_of
from commons.people.passkeys.site import Site
from commons.people.permissions import demand
from commons.people.rules import keyed_hash

T = TypeVar("T")
CHALLENGE_LIFE = timedelta(minutes=5)
MOST_PASSKEYS = 20
"""That one person can have."""
ANSWER_LENGTH = 20_000
"""Characters; a passkey's answer is far shorter."""


def _hash_of(challenge: str) -> str:
    return keyed_hash(secret(), f"passkey:{current_database()}", challenge)


def _ask(person_id: int | None) -> bytes:
    challenge = secrets.token_bytes(32)
    db.session.add(
        PasskeyChallenge(
            challenge_hash=_hash_of(bytes_to_base64url(challenge)),
            person_id=person_id,
            expires_at=clock.now() + CHALLENGE_LIFE,
        )
    )
    return challenge


@transaction
def _take(challenge: str, person_id: int | None) -> bytes:
    """The question, which nobody can answer again. Raises Refused when it is not open."""
    row = db.session.execute(
        sa.delete(PasskeyChallenge)
        .where(PasskeyChallenge.challenge_hash == _hash_of(challenge))
        .returning(PasskeyChallenge.person_id, PasskeyChallenge.expires_at)
    ).one_or_none()
    if row is None or row.person_id != person_id or row.expires_at <= clock.now():
        raise Refused(_("That took too long, or was sent twice. Please try again."))
    return base64url_to_bytes(challenge)


@transaction
def begin_adding(person: Person, site: Site) -> tuple[str, str]:
    """Ask a device to make a passkey: what the browser is handed (JSON), and the challenge.

    Raises Refused for somebody who has too many, NotAllowed.
    """
    demand(person, "manage own account")
    theirs = passkeys_of(person.id)
    if len(theirs) >= MOST_PASSKEYS:
        raise Refused(
            _("You have %(most)s passkeys. Remove one that you no longer use.", most=MOST_PASSKEYS)
        )
    # All passkeys of a person call them the same, so that a device replaces its own old one.
    handle = theirs[0].handle if theirs else bytes_to_base64url(secrets.token_bytes(32))
    challenge = _ask(person.id)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=current_city().name,
        user_id=base64url_to_bytes(handle),
        user_name=f"{person.display_name} · {current_city().name}",
        user_display_name=person.display_name,
        challenge=challenge,
        timeout=int(CHALLENGE_LIFE.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential)) for key in theirs
        ],
    )
    return webauthn.options_to_json(options), bytes_to_base64url(challenge)


def finish_adding(
    person: Person, site: Site, challenge: str, answer: str, *, name: str, handle: str
) -> Passkey:
    """Keep the passkey that a device made. ``handle`` is what it was told to call the person.

    Raises Refused with the reason when the answer is not good, NotAllowed.
    """
    demand(person, "manage own account")
    asked = _take(challenge, person.id)
    made = _checked(
        lambda: webauthn.verify_registration_response(
            credential=_readable(answer),
            expected_challenge=asked,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    return _keep(
        Passkey(
            person_id=person.id,
            credential=bytes_to_base64url(made.credential_id),
            handle=handle,
            public_key=made.credential_public_key,
            host=site.host,
            sign_count=made.sign_count,
            name=clean_line(name)[:60] or _("Passkey"),
            added_at=clock.now(),
        )
    )


@transaction
def _keep(passkey: Passkey) -> Passkey:
    db.session.add(passkey)
    try:
        db.session.flush()
    except sa.exc.IntegrityError as error:
        raise Refused(_("This passkey is in use already.")) from error
    return passkey


@transaction
def begin_signing_in(site: Site) -> tuple[str, str]:
    """Ask a device for any passkey of this site: what the browser is handed, the challenge."""
    challenge = _ask(None)
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=int(CHALLENGE_LIFE.total_seconds() * 1000),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options), bytes_to_base64url(challenge)


def sign_in(site: Site, challenge: str, answer: str) -> Person:
    """The person of the passkey that answered. Raises Refused with the true reason."""
    asked = _take(challenge, None)
    return _owner(site, asked, _readable(answer))


@transaction
def _owner(site: Site, asked: bytes, answer: dict[str, object]) -> Person:
    credential = answer.get("id")
    passkey = db.session.scalar(
        sa.select(Passkey)
        .where(Passkey.credential == (credential if isinstance(credential, str) else ""))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if passkey is None:
        raise Refused(
            _(
                "This passkey is not known in %(city)s. It was removed here, or it is of another "
                "city. Please sign in another way.",
                city=current_city().name,
            )
        )
    key = passkey.public_key
    shown = _checked(
        lambda: webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=asked,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key,
            credential_current_sign_count=0,  # looked at below, once the signature is known good
            require_user_verification=True,
        )
    )
    if not _is_its_owner(passkey, answer):
        raise Refused(_not_good())
    if (shown.new_sign_count or passkey.sign_count) and shown.new_sign_count <= passkey.sign_count:
        raise Refused(
            _(
                "There seem to be two copies of this passkey. For your safety it does not let you "
                "in. Please sign in another way, and remove the passkey."
            )
        )
    passkey.sign_count = shown.new_sign_count
    passkey.last_used_on = clock.now().astimezone(ZoneInfo(current_city().time_zone)).date()
    return db.session.get_one(Person, passkey.person_id)


def _readable(answer: str) -> dict[str, object]:
    """What the browser sent, as far as it is JSON at all. Raises Refused."""
    try:
        found = json.loads(answer) if len(answer) <= ANSWER_LENGTH else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(_not_good())
    return found


def _not_good() -> str:
    return _("Your device did not answer as a passkey should. Please try again.")


def _checked(check: Callable[[], T]) -> T:
    """Hold an answer against the standard. Raises Refused where it does not keep to it."""
    try:
        return check()
    # What is sent can be anything: the library trips over some of it in ways of its own.
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(_not_good()) from error


def _is_its_owner(passkey: Passkey, answer: dict[str, object]) -> bool:
    """Whether the device names the person as it was told to, if it names anybody."""
    response = answer.get("response")
    named = response.get("userHandle") if isinstance(response, dict) else None
    return not named or named == passkey.handle


@transaction
def remove_passkey(person: Person, passkey_id: int) -> bool:
    """Let nobody in with this passkey of the person any more; whether they had it."""
    demand(person, "manage own account")
    removed = db.session.scalars(
        sa.delete(Passkey)
        .where(Passkey.id == passkey_id, Passkey.person_id == person.id)
        .returning(Passkey.id)
    )
    return bool(removed.all())


@transaction
def forget_old_challenges() -> None:
    """Delete questions that nobody can answer any more. The worker does it every round."""
    db.session.execute(
        sa.delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= clock.now())
    )
