"""The frame: a consultation, its texts, its phases and what came out of each."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commons.base.database import Model
from commons.base.privacy import impersonal

DRAFT = "draft"
PUBLISHED = "published"


class Consultation(Model):
    """A question the city asks its people, in phases with dates."""

    __tablename__ = "consultation"
    __table_args__ = (sa.CheckConstraint(f"state IN {(DRAFT, PUBLISHED)}", name="state"),)
    __impersonal__ = impersonal(
        "What the city asks; published.",
        "id slug state primary_language created_at published_at answered_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    state: Mapped[str] = mapped_column(sa.String(20), default=DRAFT)
    primary_language: Mapped[str] = mapped_column(sa.String(20))
    """The language that its texts exist in at any rate."""
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When the council first answered."""

    texts: Mapped[list["ConsultationText"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    phases: Mapped[list["Phase"]] = relationship(
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Phase.position",
        back_populates="consultation",
    )
    answers: Mapped[list["ConsultationAnswer"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )


class ConsultationText(Model):
    """What a consultation is about, in one language."""

    __tablename__ = "consultation_text"
    __impersonal__ = impersonal(
        "What the city writes; published.", "consultation_id language title summary body"
    )

    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(160))
    summary: Mapped[str] = mapped_column(sa.String(400))
    body: Mapped[str] = mapped_column(sa.Text, default="")


class ConsultationAnswer(Model):
    """The council's answer to what came out, in one language: you said, we decided."""

    __tablename__ = "consultation_answer"
    __impersonal__ = impersonal(
        "What the council answers; published.", "consultation_id language text answered_at"
    )

    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    answered_at: Mapped[datetime]


class Phase(Model):
    """A stretch of time in which one activity goes on.

    Whether it is open follows from its dates alone. ``opened_at`` and ``settled_at`` say that the
    activity did what it does at opening and at closing (a vote freezes its rules; it is counted).
    """

    __tablename__ = "phase"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "position"),
        sa.CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        sa.Index("ix_phase_due", "settled_at", "closes_at"),
        sa.Index("ix_phase_opens_at", "opens_at"),
    )
    __impersonal__ = impersonal(
        "Dates and rules that the city sets; published.",
        "id consultation_id position kind opens_at closes_at opened_at settled_at "
        "outcome_published_at settings dates_note reminded_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultation.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(40))
    """The name of its activity."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    outcome_published_at: Mapped[datetime | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the officer chose for the activity."""
    dates_note: Mapped[str] = mapped_column(sa.String(300), default="")
    """Why its dates were changed after they had been published; everybody may read it."""
    reminded_at: Mapped[datetime | None]
    """When people were reminded that it closes soon."""

    consultation: Mapped[Consultation] = relationship(lazy="raise_on_sql", back_populates="phases")


class OutcomeItem(Model):
    """One thing a phase ended with, for people and for the phase that comes after."""

    __tablename__ = "outcome_item"
    __impersonal__ = impersonal(
        "Results; published. Titles are those of contributions, without their authors.",
        "phase_id position contribution_id title language chosen facts",
    )

    phase_id: Mapped[int] = mapped_column(
        sa.ForeignKey("phase.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(sa.String(400))
    language: Mapped[str] = mapped_column(sa.String(20))
    chosen: Mapped[bool]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Numbers that belong to it: votes, cost."""
