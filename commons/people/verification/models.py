"""What the ways of showing that one lives here need for as long as they are under way."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

_SEND = _l("To send you a letter with a code.")
_SEND_KEPT = _l("Until you type the code, or 30 days after the letter was printed.")
_ONCE = _l("So that what shows that you live here serves one person.")
_DESK = _l("So that you can be found at the desk for a few minutes.")
_DESK_KEPT = _l("10 minutes.")
_VOUCH = _l("So that two people, or an association, vouch that you live here.")
_VOUCH_KEPT = _l("Until one of you deletes their account.")
_GUESS = _l("So that nobody can try until something fits.")
_GUESS_KEPT = _l("Until the hour is over.")


class LetterRequest(Model):
    """A letter with a code, asked for, under way, or used."""

    __tablename__ = "letter_request"
    __impersonal__ = impersonal("A number in sequence, and when it was printed.", "id printed_at")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        unique=True,
        info=personal(_l("Who asked for the letter"), purpose=_SEND, kept=UNTIL_DELETED),
    )
    address: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True),
        info=personal(_l("Where the letter goes"), purpose=_SEND, kept=_SEND_KEPT),
    )
    """``name`` (may be empty), ``street``, ``place``; None once used or out of time."""
    language: Mapped[str] = mapped_column(
        sa.String(20),
        info=personal(_l("Language of the letter"), purpose=_SEND, kept=UNTIL_DELETED),
    )
    district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id"),
        info=personal(_l("District of the letter"), purpose=_SEND, kept=UNTIL_DELETED),
    )
    asked_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Asked for"), purpose=_SEND, kept=UNTIL_DELETED)
    )
    expires_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Runs out"), purpose=_SEND, kept=UNTIL_DELETED)
    )
    printed_at: Mapped[datetime | None]
    code_hash: Mapped[str | None] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(_l("Scrambled code of the letter"), purpose=_ONCE, kept=UNTIL_DELETED),
    )
    """None until it is printed. The code itself is on the paper alone."""
    used_on: Mapped[date | None] = mapped_column(
        info=personal(_l("Code used on"), purpose=_ONCE, kept=UNTIL_DELETED)
    )


class LetterHome(Model):
    """That a letter was asked for to some home. It points to no person, and to no letter."""

    __tablename__ = "letter_home"
    __impersonal__ = impersonal("A number in sequence.", "id")

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(
        sa.String(64),
        index=True,
        info=personal(
            _l("Scrambled mark of a home"),
            purpose=_l("So that one home does not get any number of letters."),
            kept=_l("One year."),
        ),
    )
    """A keyed hash of the address."""
    asked_on: Mapped[date] = mapped_column(
        index=True,
        info=personal(
            _l("Day"),
            purpose=_l("So that one home does not get any number of letters."),
            kept=_l("One year."),
        ),
    )


class PairingCode(Model):
    """A short code by which a person at a desk is found on their own account."""

    __tablename__ = "pairing_code"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who is at the desk"), purpose=_DESK, kept=_DESK_KEPT),
    )
    code_hash: Mapped[str] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(_l("Scrambled code for the desk"), purpose=_DESK, kept=_DESK_KEPT),
    )
    expires_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Runs out"), purpose=_DESK, kept=_DESK_KEPT)
    )


class VouchRequest(Model):
    """A link by which others can vouch for a person."""

    __tablename__ = "vouch_request"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who asks others to vouch"), purpose=_VOUCH, kept=UNTIL_DELETED),
    )
    token_hash: Mapped[str] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(_l("Scrambled link for others"), purpose=_VOUCH, kept=_l("14 days.")),
    )
    expires_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Runs out"), purpose=_VOUCH, kept=_l("14 days."))
    )


class Vouch(Model):
    """That somebody vouched for somebody."""

    __tablename__ = "vouch"
    __impersonal__ = impersonal("The association that vouched.", "organisation_id")

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who was vouched for"), purpose=_VOUCH, kept=_VOUCH_KEPT),
    )
    voucher_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(_l("Who vouched"), purpose=_VOUCH, kept=_VOUCH_KEPT),
    )
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id", ondelete="CASCADE")
    )
    """Set where they vouched as an accredited organisation, which counts as two."""
    vouched_on: Mapped[date] = mapped_column(
        info=personal(_l("Day"), purpose=_VOUCH, kept=_VOUCH_KEPT)
    )


class CensusList(Model):
    """How the entries of the city's list are made: one row, or none."""

    __tablename__ = "census_list"
    __impersonal__ = impersonal("How the list is scrambled.", "id salt fields ages made_at")

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(sa.String(64))
    fields: Mapped[list[str]]
    """Names of ``census_rules.FIELDS``, in the order in which they are scrambled."""
    ages: Mapped[list[Any]]
    """The ages of which the list tells whether they are reached."""
    made_at: Mapped[datetime]


class CensusEntry(Model):
    """Somebody on the city's list, scrambled twice; and by whom it was used."""

    __tablename__ = "census_entry"
    __impersonal__ = impersonal(
        "A scrambled line of the city's list, which leads to nobody until it is used.",
        "id mark district_id at_least_age",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(sa.String(64), index=True)
    """A keyed hash of the hash that the city uploaded. Two people may have the same one."""
    district_id: Mapped[int | None] = mapped_column(sa.ForeignKey("district.id"))
    at_least_age: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        unique=True,
        info=personal(_l("Your line on the city's list"), purpose=_ONCE, kept=UNTIL_DELETED),
    )
    """None while nobody has used it."""


class WayChoice(Model):
    """That the city offers a way, or does not. Without a row the way's own default holds."""

    __tablename__ = "verification_way"
    __impersonal__ = impersonal("What the city offers.", "name offered")

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    offered: Mapped[bool]


class VerificationTries(Model):
    """How often somebody guessed wrong in one hour."""

    __tablename__ = "verification_tries"
    __impersonal__ = impersonal("An hour.", "hour")

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(
        sa.String(64),
        primary_key=True,
        info=personal(_l("Scrambled mark of who guessed"), purpose=_GUESS, kept=_GUESS_KEPT),
    )
    """A keyed hash of the person or the network address; empty for the whole city."""
    tries: Mapped[int] = mapped_column(
        info=personal(_l("Wrong tries"), purpose=_GUESS, kept=_GUESS_KEPT)
    )
