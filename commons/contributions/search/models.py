"""What the search looks at: one row for each text and language, its words folded."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l

_WHY = _l("So that texts are found by their words.")
_KEPT = _l("As long as the text.")


class SearchEntry(Model):
    """The folded words of a text in one language: its own, or one it is translated into.

    Each database keeps an index of its own kind beside it (see ``tables``), by itself.
    """

    __tablename__ = "search_entry"
    __table_args__ = (sa.UniqueConstraint("contribution_id", "language"),)
    __impersonal__ = impersonal(
        "Which text, in which language.", "id contribution_id language kind"
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE")
    )
    language: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(20))
    """As the contribution says."""
    title: Mapped[str] = mapped_column(
        sa.Text, info=personal(_l("Words of the title"), purpose=_WHY, kept=_KEPT)
    )
    body: Mapped[str] = mapped_column(
        sa.Text, info=personal(_l("Words of the text"), purpose=_WHY, kept=_KEPT)
    )
