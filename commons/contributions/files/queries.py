"""What can be asked about files."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.contributions.authors import is_other_author
from commons.contributions.files.homes import Home, drafts
from commons.contributions.files.models import Attachment
from commons.contributions.models import VISIBLE, Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import may


def files_of(contribution_ids: Collection[int]) -> dict[int, list[Attachment]]:
    """The files on texts, in their order, by the texts' ids: one statement, none for no ids."""
    found: dict[int, list[Attachment]] = {}
    if not contribution_ids:
        return found
    for file in db.session.scalars(
        sa.select(Attachment)
        .where(Attachment.contribution_id.in_(contribution_ids))
        .order_by(Attachment.contribution_id, Attachment.place)
    ):
        found.setdefault(file.contribution_id or 0, []).append(file)
    return found


def files_at(home: Home) -> list[Attachment]:
    """The files on one text or draft, in their order: one statement."""
    return list(
        db.session.scalars(sa.select(Attachment).where(home.files).order_by(Attachment.place))
    )


def files_by(person: Person) -> list[Attachment]:
    """The files that a person added: one statement."""
    return list(
        db.session.scalars(
            sa.select(Attachment).where(Attachment.added_by_id == person.id).order_by(Attachment.id)
        )
    )


def _not_there() -> NotFound:
    return NotFound(_("There is no such file."))


def file_by_key(key: str) -> Attachment:
    """One file: one statement. Raises NotFound."""
    file = db.session.scalar(sa.select(Attachment).where(Attachment.key == key))
    if file is None:
        raise _not_there()
    return file


@dataclass(frozen=True, slots=True)
class Readable:
    """A file that somebody may read."""

    file: Attachment
    by_all: bool
    """Everybody may; otherwise it is for its authors and the moderators."""


def readable_file(key: str, person: Person | None) -> Readable:
    """A file for a reader: one or two statements. Raises NotFound where it is not for them.

    Everybody reads what is shown on a visible text; its authors and moderators the rest.
    """
    table = Contribution.__table__
    row = db.session.execute(
        sa.select(Attachment, table.c.state, table.c.author_id)
        .outerjoin(table, table.c.id == Attachment.contribution_id)
        .where(Attachment.key == key)
    ).first()
    if row is None:
        raise _not_there()
    file, state, author_id = row
    if state == VISIBLE and file.shown:
        return Readable(file, by_all=True)
    if person is None:
        raise _not_there()
    if file.draft_key is not None:
        drafts().demand_own(person, file.draft_key)
        return Readable(file, by_all=False)
    number = file.contribution_id or 0
    if author_id == person.id or may(person, "moderate") or is_other_author(person.id, number):
        return Readable(file, by_all=False)
    raise _not_there()
