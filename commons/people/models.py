"""The person, how they sign in, and what they were given. Nobody's legal name is here."""

from datetime import datetime

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model


class Person(UserMixin, Model):  # type: ignore[misc]  # Flask-Login ships no types
    """Someone who takes part. What they are called is their own choice."""

    __tablename__ = "person"
    __allow_unmapped__ = True  # for what is known of a person only while they are here

    id: Mapped[int] = mapped_column(primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.String(60))
    language: Mapped[str] = mapped_column(sa.String(20))
    """The language of their mails."""
    district_id: Mapped[int | None] = mapped_column(sa.ForeignKey("district.id"))
    created_at: Mapped[datetime]

    session_token: str | None = None
    """Of the device this person was recognised on; not stored with the person."""
    roles: frozenset[str] = frozenset()
    """The roles in force now, filled in when a person is recognised."""

    def get_id(self) -> str:
        """What the cookie holds: the token of this device, which can be ended on its own."""
        if self.session_token is None:
            raise ValueError("this person is not signed in on a device")
        return self.session_token


class EmailAddress(Model):
    """Where a person's mail goes; apart from the person, so that few queries ever see it."""

    __tablename__ = "email_address"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str] = mapped_column(sa.String(254), unique=True)
    """In lower case."""


class SignInCode(Model):
    """A code on its way to an address. Hashed, single-use, soon worthless."""

    __tablename__ = "sign_in_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(254), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    link_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class SignInSession(Model):
    """A device on which a person is signed in."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class RoleGrant(Model):
    """A role given to a person: by whom, why, and until when."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(300))
    granted_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL")
    )
    granted_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Verification(Model):
    """That a person lives here: how it was shown, how strongly, when. Never with what document."""

    __tablename__ = "verification"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    method: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    level: Mapped[int]
    verified_at: Mapped[datetime]
