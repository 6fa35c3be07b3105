"""What moderators can do about a single file on a text: hide it with a reason, show it again."""

import sqlalchemy as sa

from commons.base import clock, events
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.contributions.authors import is_other_author
from commons.contributions.files.models import Attachment
from commons.contributions.models import Contribution
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.moderation.actions.deciding import AlreadyDecided
from commons.moderation.models import HIDE, REASONS, RESTORE
from commons.moderation.rules import STATEMENT_LEAST, STATEMENT_MOST
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def hide_file(moderator: Person, key: str, *, reason: str, statement: str) -> None:
    """Hide one file on a text; in its place stands why. The text stays, and its author hears.

    Raises NotFound, NotAllowed for a text of one's own, Refused (AlreadyDecided where it is
    hidden).
    """
    file = _decidable(moderator, key)
    words = clean_text(statement)
    if reason not in REASONS:
        raise Refused(_("Please choose one of the reasons."))
    if not STATEMENT_LEAST <= len(words) <= STATEMENT_MOST:
        raise Refused(_("Please say in a sentence or more why it is hidden."))
    if file.hidden_at is not None:
        raise AlreadyDecided(_("Somebody else has decided about this already."))
    file.hidden_at, file.hidden_reason = clock.now(), reason
    file.hidden_statement, file.hidden_language = words, current_language().code
    file.hidden_by_id = moderator.id
    _tell(moderator, file, HIDE, reason)


@transaction
def show_file(moderator: Person, key: str) -> None:
    """Show a hidden file again. Raises as ``hide_file``."""
    file = _decidable(moderator, key)
    if file.hidden_at is None:
        raise AlreadyDecided(_("Somebody else has decided about this already."))
    file.hidden_at = file.hidden_reason = file.hidden_by_id = None
    file.hidden_statement = file.hidden_language = ""
    _tell(moderator, file, RESTORE, None)


def _decidable(moderator: Person, key: str) -> Attachment:
    """A file on a text that somebody else wrote, held."""
    demand(moderator, "moderate")
    table = Contribution.__table__
    row = db.session.execute(
        sa.select(Attachment, table.c.author_id)
        .join(table, table.c.id == Attachment.contribution_id)
        .where(Attachment.key == key)
        .with_for_update(of=Attachment)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound(_("There is no such file."))
    file: Attachment = row[0]
    number = file.contribution_id or 0
    if row[1] == moderator.id or is_other_author(moderator.id, number):
        raise NotAllowed(_("You wrote this text yourself. Another moderator has to decide."))
    return file


def _tell(moderator: Person, file: Attachment, act: str, reason: str | None) -> None:
    write_audit(
        f"{act}_file",
        f"contribution {file.contribution_id}",
        actor_id=moderator.id,
        file=file.id,
        reason=reason,
    )
    events.record(
        f"file.{'hidden' if act == HIDE else 'restored'}",
        actor_id=moderator.id,
        contribution_id=file.contribution_id,
        act=act,
        reason=reason,
        statement=file.hidden_statement,
        language=file.hidden_language,
    )
    hurry("notices.deliver")
