"""What a proposal can be about, as the city names it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal

NAME_LENGTH = 60


class Theme(Model):
    """A theme of the city's list. One out of use stays on the proposals that have it."""

    __tablename__ = "theme"
    __impersonal__ = impersonal(
        "The city's list of what proposals are about.", "id code names position in_use"
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), unique=True)
    """Short and stable, for addresses and open data."""
    names: Mapped[dict[str, Any]]
    """What it is called, by language; the city's main language is always among them."""
    position: Mapped[int] = mapped_column(default=0)
    """Its place in the list, the smallest first."""
    in_use: Mapped[bool] = mapped_column(default=True)
    """Whether new proposals can have it."""
