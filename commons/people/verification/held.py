"""What is held about a person while they show that they live here."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person, Verification
from commons.people.verification.letter import letter_of
from commons.people.verification.models import (
    CensusEntry,
    LetterRequest,
    PairingCode,
    Vouch,
    VouchRequest,
)
from commons.people.verification.vouching import NAME, withdraw_what_is_unfounded


class VerificationHolder(Holder):
    """Letters, codes for a desk, vouching, and the line on the city's list."""

    name = "verification"

    def held(self, person: Person) -> Iterator[Group]:
        """A group for each kind: a statement each."""
        letter = letter_of(person)
        yield Group("letter", _("Your letter"), [_letter(letter)] if letter else [])
        pairing = db.session.get(PairingCode, person.id)
        asked = db.session.get(VouchRequest, person.id)
        yield Group(
            "verification_codes",
            _("Codes you show to others"),
            ([[fact(PairingCode.expires_at, pairing.expires_at)]] if pairing else [])
            + ([[fact(VouchRequest.expires_at, asked.expires_at)]] if asked else []),
        )
        yield Group("vouches", _("Vouching"), list(_vouches(person.id)))
        line = db.session.scalar(
            sa.select(CensusEntry.id).where(CensusEntry.person_id == person.id)
        )
        yield Group(
            "census",
            _("The city's list"),
            [[fact(CensusEntry.person_id, person.id, _("one line is yours"))]] if line else [],
        )

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """Two lines of the city's list are two people; who vouched twice vouched once."""
        lines = db.session.scalar(
            sa.select(sa.func.count()).where(CensusEntry.person_id.in_([kept_id, gone_id]))
        )
        if lines == 2:
            raise Refused(
                _(
                    "Both accounts were shown by the city's list, each by another line. To the "
                    "city these are two people. Please ask at a desk of the city."
                )
            )
        _keep_the_used_letter(kept_id, gone_id)
        both = [kept_id, gone_id]
        twice = db.session.scalars(
            sa.select(Vouch.person_id)
            .where(Vouch.voucher_id.in_(both))
            .group_by(Vouch.person_id)
            .having(sa.func.count() > 1)
        ).all()
        mine, theirs = Vouch.__table__.alias(), Vouch.metadata.tables[Vouch.__tablename__]
        db.session.execute(
            sa.delete(theirs).where(theirs.c.person_id.in_(both), theirs.c.voucher_id.in_(both))
        )
        for column, other in (("voucher_id", "person_id"), ("person_id", "voucher_id")):
            db.session.execute(
                sa.delete(theirs).where(
                    theirs.c[column] == gone_id,
                    sa.exists().where(mine.c[column] == kept_id, mine.c[other] == theirs.c[other]),
                )
            )
        withdraw_what_is_unfounded(set(twice) | _vouched(both), as_one=both)

    def forget(self, person_id: int) -> None:
        """Remove it all but the line on the list, which the bare row of a voter keeps."""
        for model in (LetterRequest, PairingCode, VouchRequest):
            db.session.execute(sa.delete(model).where(model.person_id == person_id))
        db.session.execute(
            sa.delete(Vouch).where(
                sa.or_(Vouch.person_id == person_id, Vouch.voucher_id == person_id)
            )
        )


def _keep_the_used_letter(kept_id: int, gone_id: int) -> None:
    """Of two letters the one that was used stays, so that its code stays known as used."""
    used = db.session.scalar(
        sa.select(LetterRequest.used_on).where(LetterRequest.person_id == gone_id)
    )
    if used is not None:
        db.session.execute(
            sa.delete(LetterRequest).where(
                LetterRequest.person_id == kept_id, LetterRequest.used_on.is_(None)
            )
        )


def _vouched(person_ids: Sequence[int]) -> set[int]:
    return set(
        db.session.scalars(
            sa.select(Verification.person_id).where(
                Verification.person_id.in_(person_ids), Verification.method == NAME
            )
        )
    )


def _letter(letter: LetterRequest) -> list[Fact]:
    address = letter.address or {}
    shown = ", ".join(filter(None, (address.get(one) for one in ("name", "street", "place"))))
    facts = [
        fact(LetterRequest.asked_at, letter.asked_at),
        fact(LetterRequest.expires_at, letter.expires_at),
        fact(LetterRequest.used_on, letter.used_on),
        fact(LetterRequest.language, letter.language),
    ]
    if address:
        facts.append(fact(LetterRequest.address, shown))
    if letter.district_id is not None:
        facts.append(fact(LetterRequest.district_id, letter.district_id))
    return facts


def _vouches(person_id: int) -> Iterator[list[Fact]]:
    rows = db.session.scalars(
        sa.select(Vouch)
        .where(sa.or_(Vouch.person_id == person_id, Vouch.voucher_id == person_id))
        .order_by(Vouch.vouched_on, Vouch.person_id, Vouch.voucher_id)
    )
    for row in rows:
        # Whom the other one is stays theirs to tell.
        which = (
            fact(Vouch.voucher_id, person_id, _("you vouched for somebody"))
            if row.voucher_id == person_id
            else fact(Vouch.person_id, person_id, _("somebody vouched for you"))
        )
        yield [which, fact(Vouch.vouched_on, row.vouched_on)]
