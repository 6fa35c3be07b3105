"""What this floor and those below hold about a person: account, devices, roles, mails, the log."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db
from commons.base.events import Event
from commons.base.mail import OUTBOX_DAYS, OutboxMail
from commons.cities.models import District
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.actions import address_mark
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import (
    BY_NAME,
    EmailAddress,
    OtherAddress,
    Person,
    RoleGrant,
    SignInCode,
    SignInSession,
    Verification,
)
from commons.people.queries import address_of
from commons.people.verification import methods
from commons.people.verification.contract import Shown
from commons.people.verification.showing import keep_shown


class AccountHolder(Holder):
    """Account, sign-in, roles, verification; and what is written of the person in the log."""

    name = "account"

    def held(self, person: Person) -> Iterator[Group]:
        """One group for each kind."""
        address = address_of(person.id)
        yield Group("account", _("Your account"), [_account(person, address)])
        yield Group("verification", _("That you live here"), _verifications(person.id))
        yield Group("roles", _("Your roles"), _roles(person.id))
        yield Group("devices", _("Devices on which you are signed in"), _devices(person.id))
        if address is not None:
            yield Group("codes", _("Codes we sent you"), _codes(address))
            yield Group("outbox", _("Mails to you in this demo"), _outbox(address))
        yield Group("log", _("What the audit log says of you"), _log(person.id))

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """The stronger of what both showed; the other address still signs in, as a mark."""
        shown = sa.select(Verification).where(Verification.person_id == gone_id)
        for row in db.session.scalars(shown).all():
            keep_shown(kept_id, row.method, Shown(row.level, row.district_id, row.at_least_age))
        address = address_of(gone_id)
        if address is not None and address_of(kept_id) is not None:
            db.session.add(OtherAddress(address_hash=address_mark(address), person_id=kept_id))
        kept, gone = db.session.get_one(Person, kept_id), db.session.get_one(Person, gone_id)
        kept.district_id = kept.district_id or gone.district_id
        kept.created_at = min(kept.created_at, gone.created_at)
        db.session.execute(sa.delete(SignInSession).where(SignInSession.person_id == gone_id))
        db.session.execute(
            sa.update(Event).where(Event.actor_id == gone_id).values(actor_id=kept_id)
        )

    def forget(self, person_id: int) -> None:
        """Remove it all; the person's own row is left to ``leaving``."""
        address = address_of(person_id)
        if address is not None:
            db.session.execute(sa.delete(SignInCode).where(SignInCode.address == address))
            db.session.execute(sa.delete(OutboxMail).where(OutboxMail.recipient == address))
        for model in (EmailAddress, SignInSession, RoleGrant, Verification):
            db.session.execute(sa.delete(model).where(model.person_id == person_id))
        for by in (RoleGrant.granted_by_id, RoleGrant.ended_by_id):
            db.session.execute(sa.update(RoleGrant).where(by == person_id).values({by: None}))
        db.session.execute(
            sa.update(Event).where(Event.actor_id == person_id).values(actor_id=None)
        )


def _account(person: Person, address: str | None) -> list[Fact]:
    district = db.session.get(District, person.district_id) if person.district_id else None
    known = LANGUAGES.get(person.language)
    facts = [
        fact(Person.id, person.id),
        fact(Person.display_name, person.display_name),
        fact(Person.name_skeleton, person.name_skeleton),
        fact(
            Person.shown_as,
            person.shown_as,
            _("with your name") if person.shown_as == BY_NAME else _("without your name"),
        ),
        fact(Person.language, person.language, known.own_name if known else None),
        fact(Person.created_at, person.created_at),
    ]
    if district is not None:
        facts.append(fact(Person.district_id, person.district_id, district.name))
    if address is not None:
        facts.append(fact(EmailAddress.address, address))
    return facts


def _verifications(person_id: int) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(Verification)
        .where(Verification.person_id == person_id)
        .order_by(Verification.verified_at)
    )
    return [
        [
            fact(
                Verification.method,
                row.method,
                methods.get(row.method).title() if row.method in methods else None,
            ),
            fact(Verification.level, row.level),
            fact(Verification.verified_at, row.verified_at),
            *([fact(Verification.district_id, row.district_id)] if row.district_id else []),
            *([fact(Verification.at_least_age, row.at_least_age)] if row.at_least_age else []),
        ]
        for row in rows
    ]


def _roles(person_id: int) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(RoleGrant).where(RoleGrant.person_id == person_id).order_by(RoleGrant.id)
    )
    return [
        [
            fact(RoleGrant.role, row.role),
            fact(RoleGrant.reason, row.reason),
            fact(RoleGrant.granted_by_id, row.granted_by_id),
            fact(RoleGrant.granted_at, row.granted_at),
            fact(RoleGrant.ends_at, row.ends_at),
            fact(RoleGrant.ended_by_id, row.ended_by_id),
            fact(RoleGrant.end_reason, row.end_reason),
        ]
        for row in rows
    ]


def _devices(person_id: int) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(SignInSession)
        .where(SignInSession.person_id == person_id)
        .order_by(SignInSession.started_at)
    )
    return [
        [
            fact(SignInSession.started_at, row.started_at),
            fact(SignInSession.expires_at, row.expires_at),
            fact(SignInSession.shared, row.shared, _("yes") if row.shared else _("no")),
        ]
        for row in rows
    ]


def _codes(address: str) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(SignInCode).where(SignInCode.address == address).order_by(SignInCode.id)
    )
    return [
        [
            fact(SignInCode.address, row.address),
            fact(SignInCode.sent_at, row.sent_at),
            fact(SignInCode.expires_at, row.expires_at),
            fact(SignInCode.used_at, row.used_at),
            fact(SignInCode.tries, row.tries),
        ]
        for row in rows
    ]


def _outbox(address: str) -> list[list[Fact]]:
    rows = db.session.scalars(
        sa.select(OutboxMail).where(OutboxMail.recipient == address).order_by(OutboxMail.id)
    )
    return [
        [
            fact(OutboxMail.recipient, row.recipient),
            fact(OutboxMail.subject, row.subject, language=row.language),
            fact(OutboxMail.body, row.body, language=row.language),
        ]
        for row in rows
    ]


def _log(person_id: int) -> Sequence[Sequence[Fact]]:
    rows = db.session.scalars(
        sa.select(AuditEntry)
        .where(
            sa.or_(AuditEntry.actor_id == person_id, AuditEntry.subject == f"person {person_id}")
        )
        .order_by(AuditEntry.id)
    )
    return [
        [
            fact(AuditEntry.actor_id, row.actor_id),
            fact(AuditEntry.subject, row.subject),
            fact(AuditEntry.data, f"{row.act} {row.at:%Y-%m-%d %H:%M} {row.data or ''}".strip()),
        ]
        for row in rows
    ]


def forget_old_mails() -> None:
    """Delete the mails of the demo whose period is over."""
    over = clock.now() - timedelta(days=OUTBOX_DAYS)
    db.session.execute(sa.delete(OutboxMail).where(OutboxMail.at < over))
