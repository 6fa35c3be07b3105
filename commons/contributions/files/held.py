"""Files as held about the person who added them, and decisions about files."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.files.actions import delete_files
from commons.contributions.files.models import Attachment
from commons.i18n.catalogue import gettext as _
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person


class FilesHolder(Holder):
    """Pictures and papers that a person added; what a moderator decided about some."""

    name = "files"

    def held(self, person: Person) -> Iterator[Group]:
        """Names and words: two statements. ``/account/files.zip`` gives the files themselves."""
        yield Group(
            "files",
            _("Pictures and papers you added"),
            [_facts(file) for file in _files(Attachment.added_by_id == person.id)],
        )
        yield Group(
            "hidden_files",
            _("Pictures and papers you hid"),
            [
                [fact(Attachment.hidden_by_id, file.hidden_by_id, file.hidden_statement)]
                for file in _files(Attachment.hidden_by_id == person.id)
            ],
        )

    def forget(self, person_id: int) -> None:
        """They are deleted; what somebody decided as a moderator stays, without them."""
        db.session.execute(
            sa.update(Attachment)
            .where(Attachment.hidden_by_id == person_id)
            .values(hidden_by_id=None)
            .execution_options(synchronize_session=False)
        )
        delete_files(_files(Attachment.added_by_id == person_id))


def _files(which: "sa.ColumnElement[bool]") -> list[Attachment]:
    return list(db.session.scalars(sa.select(Attachment).where(which).order_by(Attachment.id)))


def _facts(file: Attachment) -> list[Fact]:
    return [
        fact(Attachment.file_name, file.file_name),
        *([fact(Attachment.words, file.words)] if file.words else []),
        fact(Attachment.added_at, file.added_at),
    ]
