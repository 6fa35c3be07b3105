"""The city itself, in its own database: one row, and its districts."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal


class City(Model):
    """The one city of this database."""

    __tablename__ = "city"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)
    __impersonal__ = impersonal(
        "The city itself.",
        "id name languages accent currency time_zone country created_at "
        "centre_latitude centre_longitude zoom",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    languages: Mapped[list[str]]
    """Codes of the languages it offers, its main one first."""
    accent: Mapped[str] = mapped_column(sa.String(20))
    currency: Mapped[str] = mapped_column(sa.String(3))
    time_zone: Mapped[str] = mapped_column(sa.String(60))
    country: Mapped[str] = mapped_column(sa.String(2))
    created_at: Mapped[datetime]
    centre_latitude: Mapped[float | None]
    centre_longitude: Mapped[float | None]
    """Where its map begins (WGS 84, in degrees); both or none."""
    zoom: Mapped[int | None]
    """How near the map begins: 1 is the world, 12 a city, 18 a street."""

    phases_due: bool = False
    """Whether a phase waited to be opened or settled when the city was looked up."""


class District(Model):
    """A part of the city, as its own residents call it."""

    __tablename__ = "district"
    __impersonal__ = impersonal("Parts of the city.", "id code name")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
