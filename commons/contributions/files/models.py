"""Pictures and papers on a text, or on a draft of one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from commons.base.database import Model
from commons.base.privacy import impersonal, personal
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import UNTIL_DELETED

PICTURE = "picture"
PAPER = "paper"
"""A PDF."""
KINDS = (PICTURE, PAPER)
MOST = 5
"""Files on one text."""

_SHOWN = _l("So that people see what you mean.")
_KEPT = _l("Until you remove it or delete your account.")
_DECIDED = _l("So that whoever decides in the name of the city answers for it.")


class Attachment(Model):
    """A file on a text or on a draft; its content lies in ``base.storage``."""

    __tablename__ = "attachment"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN {KINDS}", name="kind"),
        sa.CheckConstraint("(contribution_id IS NULL) <> (draft_key IS NULL)", name="one_home"),
        # However many are sent at once: the database refuses one too many.
        sa.CheckConstraint(f"place BETWEEN 1 AND {MOST}", name="place"),
        sa.UniqueConstraint("contribution_id", "place"),
        sa.UniqueConstraint("draft_key", "place"),
        sa.CheckConstraint("(hidden_at IS NULL) = (hidden_reason IS NULL)", name="hidden"),
    )
    __impersonal__ = impersonal(
        "Which file it is, on which text, and how large; what a moderator decided about it.",
        "id key contribution_id draft_key place kind digest size width height decorative "
        "hidden_at hidden_reason hidden_language",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    """By chance; what its address begins with, so that nobody finds files by counting."""
    contribution_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    draft_key: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    """While the text is a draft. One of the two is there."""
    place: Mapped[int]
    """From 1, in the order they are shown."""
    kind: Mapped[str] = mapped_column(sa.String(20))
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    """SHA-256 of the content as kept, in hexadecimal."""
    size: Mapped[int]
    """In bytes, as kept."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    """Of a picture, in pixels."""
    file_name: Mapped[str] = mapped_column(
        sa.String(120), info=personal(_l("Name of a file"), purpose=_SHOWN, kept=_KEPT)
    )
    """As it came, for whoever saves it."""
    words: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=personal(_l("What a picture shows, in your words"), purpose=_SHOWN, kept=_KEPT),
    )
    decorative: Mapped[bool] = mapped_column(default=False)
    """A picture that tells nothing, says who added it: screen readers pass it by."""
    added_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        index=True,
        info=personal(_l("Who added a file"), purpose=_SHOWN, kept=UNTIL_DELETED),
    )
    added_at: Mapped[datetime] = mapped_column(
        info=personal(_l("When you added a file"), purpose=_SHOWN, kept=_KEPT)
    )
    hidden_at: Mapped[datetime | None]
    """When a moderator hid it; None while it is shown."""
    hidden_reason: Mapped[str | None] = mapped_column(sa.String(20))
    hidden_statement: Mapped[str] = mapped_column(
        sa.Text,
        default="",
        info=personal(
            _l("Statement of reasons"), purpose=_DECIDED, kept=_l("As long as the file.")
        ),
    )
    hidden_language: Mapped[str] = mapped_column(sa.String(20), default="")
    """Of the statement."""
    hidden_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("person.id", ondelete="SET NULL"),
        info=personal(_l("Who decided"), purpose=_DECIDED, kept=UNTIL_DELETED),
    )

    @property
    def ready(self) -> bool:
        """Whether it can be shown: a picture needs words, or to be called decorative."""
        return self.kind == PAPER or self.decorative or bool(self.words)

    @property
    def shown(self) -> bool:
        """Whether it is shown wherever its text is."""
        return self.ready and self.hidden_at is None

    @property
    def stored(self) -> list[str]:
        """The names of what is kept of it in ``base.storage``."""
        names = [self.whole_name]
        return names if self.small_name is None else [*names, self.small_name]

    @property
    def whole_name(self) -> str:
        """The name of its content in ``base.storage``."""
        return f"{self.digest}-{self.key}.{'webp' if self.kind == PICTURE else 'pdf'}"

    @property
    def small_name(self) -> str | None:
        """The name of a picture's preview."""
        return f"{self.digest}-{self.key}.small.webp" if self.kind == PICTURE else None

    @property
    def label(self) -> str:
        """What it is called in a list: its words, else its name."""
        return self.words or self.file_name
