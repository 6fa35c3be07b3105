"""What files hang on: a text, or a draft of one. Packages above say who may change which.

A kind of text that can carry files is registered in ``features.py`` with the check of who may
change it now; so is the one desk that keeps drafts.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.files.models import Attachment
from commons.contributions.models import Contribution
from commons.contributions.places import place_of
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person

Check = Callable[[Person, int], object]


class Drafts(ABC):
    """Where drafts are kept, as far as files go."""

    @abstractmethod
    def demand_own(self, person: Person, key: str) -> None:
        """Refuse whoever does not write this draft. Raises NotFound or NotAllowed."""

    @abstractmethod
    def address(self, key: str) -> str:
        """Where one goes on writing it."""

    @abstractmethod
    def onward(self, key: str) -> str:
        """Where one goes on after its files."""

    @abstractmethod
    def page(self, key: str, managed: Mapping[str, object], errors: Sequence[str]) -> str:
        """The page on which its files are chosen, as HTML, with what ``files/_manage`` needs."""

    @abstractmethod
    def living(self, keys: Collection[str]) -> set[str]:
        """Those of the keys whose drafts are still there: one statement."""


_kinds: dict[str, Check] = {}
_desks: list[Drafts] = []


def register_kind(kind: str, check: Check) -> None:
    """Let texts of a kind carry files. The check raises Refused where the person may not change
    the text now, and holds the text against changes by others.
    """
    _kinds[kind] = check


def register_drafts(desk: Drafts) -> None:
    """Let drafts carry files."""
    _desks[:] = [desk]


def drafts() -> Drafts:
    """Where drafts are kept. Raises NotFound where nobody keeps any."""
    if not _desks:
        raise NotFound(_("There is no such draft."))
    return _desks[0]


@dataclass(frozen=True, slots=True)
class Home:
    """A text or a draft: one of the two is given."""

    contribution_id: int | None = None
    draft_key: str | None = None

    @classmethod
    def of(cls, file: Attachment) -> "Home":
        """What a file hangs on."""
        return cls(file.contribution_id, file.draft_key)

    @property
    def files(self) -> sa.ColumnElement[bool]:
        """The files on it, as a condition."""
        if self.draft_key is not None:
            return Attachment.draft_key == self.draft_key
        return Attachment.contribution_id == self.contribution_id

    def demand_own(self, person: Person) -> None:
        """Refuse whoever may not change it now. Raises NotFound, NotAllowed or Refused."""
        if self.draft_key is not None:
            drafts().demand_own(person, self.draft_key)
            return
        number = self.contribution_id or 0
        check = _kinds.get(_kind_of(number))
        if check is None:
            raise NotFound(_("Files can be added to proposals only."))
        check(person, number)

    def address(self) -> str:
        """Where it is read, or written on."""
        if self.draft_key is not None:
            return drafts().address(self.draft_key)
        number = self.contribution_id or 0
        return place_of(number, _kind_of(number)).url


def _kind_of(contribution_id: int) -> str:
    table = Contribution.__table__
    kind: str | None = db.session.scalar(
        sa.select(table.c.kind).where(table.c.id == contribution_id)
    )
    if kind is None:
        raise NotFound(_("There is no such text."))
    return kind
