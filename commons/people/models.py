"""The person, how they sign in, and what they were given. Nobody's legal name is here."""

from datetime import datetime

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

UNTIL_DELETED = _l("Until you delete your account.")
_UNTIL_COUNTED = _l("Until the last vote you took part in is counted.")
_NO_SECOND_VOTE = _l("So that nobody votes twice by leaving and coming back.")
_KNOWN = _l("To know what here is yours.")
_MAIL = _l("To let you in, and to write to you about what concerns you.")
_CODE = _l("To let you in with a code, once.")
_CODE_KEPT = _l("Until one day after the code runs out.")
_DEVICE = _l("To know this device again, so that you stay signed in.")
_DEVICE_KEPT = _l("Until you sign out there, or until it runs out.")
_SHARED = _l("So that a device that others use too signs out by itself.")
_ROLE = _l("So that it is known who may do what, and why.")
_LIVES_HERE = _l("So that those vote who live here.")

BY_NAME, AS_RESIDENT = "name", "resident"
SHOWN_AS = (BY_NAME, AS_RESIDENT)
"""How what somebody writes is shown: under their name, or as "a resident of DISTRICT"."""


class Person(UserMixin, Model):  # type: ignore[misc]  # Flask-Login ships no types
    """Someone who takes part. What they are called is their own choice."""

    __tablename__ = "person"
    __allow_unmapped__ = True  # for what is known of a person only while they are here

    id: Mapped[int] = mapped_column(
        primary_key=True,
        info=personal(_l("Your number"), purpose=_KNOWN, kept=UNTIL_DELETED),
    )
    display_name: Mapped[str] = mapped_column(
        sa.String(60),
        info=personal(
            _l("Your name here"),
            purpose=_l("To show beside what you write."),
            kept=UNTIL_DELETED,
        ),
    )
    name_skeleton: Mapped[str | None] = mapped_column(
        sa.String(255),
        unique=True,
        index=True,
        info=personal(
            _l("What your name looks like"),
            purpose=_l("So that nobody can take a name that looks like yours."),
            kept=UNTIL_DELETED,
        ),
    )
    """``confusables.skeleton`` of the name. None for who left, and until ``naming`` fills it in."""
    shown_as: Mapped[str] = mapped_column(
        sa.String(20),
        default=BY_NAME,
        server_default=BY_NAME,
        info=personal(
            _l("How what you write is shown"),
            purpose=_l("To offer you first what you mostly choose."),
            kept=UNTIL_DELETED,
        ),
    )
    """One of ``SHOWN_AS``: where a form for writing begins."""
    language: Mapped[str] = mapped_column(
        sa.String(20),
        info=personal(
            _l("Language of your mails"),
            purpose=_l("To write to you in your language."),
            kept=UNTIL_DELETED,
        ),
    )
    """The language of their mails."""
    district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id"),
        info=personal(
            _l("Your district"),
            purpose=_l(
                "You chose to tell us. Others see it only beside what you write as "
                "“a resident of” your district."
            ),
            kept=_l("Until you take it back or delete your account."),
        ),
    )
    created_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Here since"), purpose=_KNOWN, kept=UNTIL_DELETED)
    )
    left_at: Mapped[datetime | None] = mapped_column(
        info=personal(_l("When you left"), purpose=_NO_SECOND_VOTE, kept=_UNTIL_COUNTED)
    )
    """When they deleted their account, where the roll of an open vote still needs this row."""
    left_address_hash: Mapped[str | None] = mapped_column(
        sa.String(64),
        unique=True,
        index=True,
        info=personal(
            _l("Scrambled mark of your address"), purpose=_NO_SECOND_VOTE, kept=_UNTIL_COUNTED
        ),
    )
    """Of somebody who left: recognises the address if it comes back before the vote is counted."""

    session_token: str | None = None
    """Of the device this person was recognised on; not stored with the person."""
    shared_until: datetime | None = None
    """On a shared device: when it signs out by itself. None on the person's own device."""
    speaks: bool = False
    """Whether there are organisations this person may speak as; filled in with the roles."""
    roles: frozenset[str] = frozenset()
    """The roles in force now, filled in when a person is recognised."""
    helped_by: int | None = None
    """While a mediator acts for this person: the mediator's id."""
    new_notices: int = 0
    """How many notices they have not seen, filled in when a person is recognised."""
    unfinished: int = 0
    """How many proposals they have begun and not posted, filled in likewise."""

    def get_id(self) -> str:
        """What the cookie holds: the token of this device, which can be ended on its own."""
        if self.session_token is None:
            raise ValueError("this person is not signed in on a device")
        return self.session_token


class EmailAddress(Model):
    """Where a person's mail goes; apart from the person, so that few queries ever see it."""

    __tablename__ = "email_address"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Whose it is"), purpose=_KNOWN, kept=UNTIL_DELETED),
    )
    address: Mapped[str] = mapped_column(
        sa.String(254),
        unique=True,
        info=personal(_l("E-mail address"), purpose=_MAIL, kept=UNTIL_DELETED),
    )
    """In lower case."""


class OtherAddress(Model):
    """An address of an account that was joined with this one: it signs in, and gets no mail."""

    __tablename__ = "other_address"

    address_hash: Mapped[str] = mapped_column(
        sa.String(64),
        primary_key=True,
        info=personal(
            _l("Scrambled mark of another address of yours"),
            purpose=_l("So that it leads to your account, and not to a second one."),
            kept=UNTIL_DELETED,
        ),
    )
    """``actions.address_mark`` of it."""
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Whose it is"), purpose=_KNOWN, kept=UNTIL_DELETED),
    )


class SignInCode(Model):
    """A code on its way to an address. Hashed, single-use, soon worthless."""

    __tablename__ = "sign_in_code"

    __impersonal__ = impersonal("A number in sequence.", "id")

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(
        sa.String(254),
        index=True,
        info=personal(_l("Sent to"), purpose=_CODE, kept=_CODE_KEPT),
    )
    code_hash: Mapped[str] = mapped_column(
        sa.String(64), info=personal(_l("Scrambled code"), purpose=_CODE, kept=_CODE_KEPT)
    )
    link_hash: Mapped[str] = mapped_column(
        sa.String(64),
        unique=True,
        info=personal(_l("Scrambled link"), purpose=_CODE, kept=_CODE_KEPT),
    )
    sent_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Sent"), purpose=_CODE, kept=_CODE_KEPT)
    )
    expires_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Runs out"), purpose=_CODE, kept=_CODE_KEPT)
    )
    tries: Mapped[int] = mapped_column(
        default=0, info=personal(_l("Wrong tries"), purpose=_CODE, kept=_CODE_KEPT)
    )
    used_at: Mapped[datetime | None] = mapped_column(
        info=personal(_l("Used"), purpose=_CODE, kept=_CODE_KEPT)
    )


class SignInSession(Model):
    """A device on which a person is signed in."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(
        sa.String(64),
        primary_key=True,
        info=personal(_l("Scrambled mark of the device"), purpose=_DEVICE, kept=_DEVICE_KEPT),
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Whose it is"), purpose=_DEVICE, kept=_DEVICE_KEPT),
    )
    started_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Since"), purpose=_DEVICE, kept=_DEVICE_KEPT)
    )
    shared: Mapped[bool] = mapped_column(
        default=False,
        server_default=sa.false(),
        info=personal(_l("Shared device"), purpose=_SHARED, kept=_DEVICE_KEPT),
    )
    """Others use it too: its end moves on while it is used, and comes soon after."""
    expires_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Runs out"), purpose=_DEVICE, kept=_DEVICE_KEPT)
    )


class RoleGrant(Model):
    """A role given to a person: by whom, why, and until when; who ended it before its day."""

    __tablename__ = "role_grant"

    __impersonal__ = impersonal("A number in sequence.", "id")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(_l("Who has it"), purpose=_ROLE, kept=UNTIL_DELETED),
    )
    role: Mapped[str] = mapped_column(
        sa.String(20), info=personal(_l("Role"), purpose=_ROLE, kept=UNTIL_DELETED)
    )
    reason: Mapped[str] = mapped_column(
        sa.String(300), info=personal(_l("Reason"), purpose=_ROLE, kept=UNTIL_DELETED)
    )
    granted_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who gave it"), purpose=_ROLE, kept=UNTIL_DELETED),
    )
    granted_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Since"), purpose=_ROLE, kept=UNTIL_DELETED)
    )
    ends_at: Mapped[datetime | None] = mapped_column(
        info=personal(_l("Runs out"), purpose=_ROLE, kept=UNTIL_DELETED)
    )
    """Its planned end, or the moment at which somebody ended it."""
    ended_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who ended it"), purpose=_ROLE, kept=UNTIL_DELETED),
    )
    end_reason: Mapped[str | None] = mapped_column(
        sa.String(300), info=personal(_l("Why it was ended"), purpose=_ROLE, kept=UNTIL_DELETED)
    )
    """Stands where somebody ended it; None while it runs, and where it ran out by its date."""


class Verification(Model):
    """That a person lives here: how it was shown, how strongly, when. Never with what document."""

    __tablename__ = "verification"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(_l("Who lives here"), purpose=_LIVES_HERE, kept=UNTIL_DELETED),
    )
    method: Mapped[str] = mapped_column(
        sa.String(40),
        primary_key=True,
        info=personal(_l("How you showed it"), purpose=_LIVES_HERE, kept=UNTIL_DELETED),
    )
    level: Mapped[int] = mapped_column(
        info=personal(_l("How strongly"), purpose=_LIVES_HERE, kept=UNTIL_DELETED)
    )
    verified_at: Mapped[datetime] = mapped_column(
        info=personal(_l("Since"), purpose=_LIVES_HERE, kept=UNTIL_DELETED)
    )
    district_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("district.id"),
        info=personal(_l("District that was shown"), purpose=_LIVES_HERE, kept=UNTIL_DELETED),
    )
    """Where the way showed it."""
    at_least_age: Mapped[int | None] = mapped_column(
        info=personal(
            _l("Age that you have reached"),
            purpose=_l("So that those vote who are old enough."),
            kept=UNTIL_DELETED,
        ),
    )
    """16: at least 16 on that day. Never a birth date."""
