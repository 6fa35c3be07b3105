"""What can be done with files: add, describe, remove, move from a draft to its text, sweep."""

import secrets
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from commons.base import clock, storage
from commons.base.database import after_commit, db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_line
from commons.contributions.files.homes import Home, drafts
from commons.contributions.files.models import MOST, PICTURE, Attachment
from commons.contributions.files.queries import file_by_key, files_at
from commons.contributions.files.rules import WORDS_LENGTH, Taken, full, name_of_file
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.current import record_help
from commons.people.models import Person
from commons.people.permissions import demand

_LEFT_ALONE = timedelta(hours=1)
"""A file younger than this may belong to a row that is being written."""


@transaction
def attach(
    person: Person,
    home: Home,
    taken: Taken,
    *,
    name: str,
    words: str = "",
    decorative: bool = False,
) -> Attachment:
    """Keep a file on a text or a draft of one's own.

    A picture without words is kept, and shown once it has some. Raises NotFound, NotAllowed, or
    Refused where it is one too many or the text can no longer be changed.
    """
    demand(person, "propose")
    home.demand_own(person)
    used = {file.place for file in files_at(home)}
    free = [place for place in range(1, MOST + 1) if place not in used]
    if not free:
        raise Refused(full())
    file = Attachment(
        key=secrets.token_hex(16),
        contribution_id=home.contribution_id,
        draft_key=home.draft_key,
        place=free[0],
        kind=taken.kind,
        digest=taken.digest,
        size=len(taken.content),
        width=taken.width,
        height=taken.height,
        file_name=name_of_file(name, taken.kind),
        words=_short_words(words),
        decorative=decorative and taken.kind == PICTURE,
        added_by_id=person.id,
        added_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(file)
    except IntegrityError as error:  # the same place was taken at the same moment
        raise Refused(_("Another file was added at the same moment. Please try again.")) from error
    storage.put(file.whole_name, taken.content)
    if file.small_name is not None and taken.small is not None:
        storage.put(file.small_name, taken.small)
    _count(home)
    if home.contribution_id is not None:
        record_help("change_for_somebody", f"file on {home.contribution_id}")
    return file


def _short_words(words: str) -> str:
    line = clean_line(words)
    if len(line) > WORDS_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=WORDS_LENGTH))
    return line


@transaction
def describe(person: Person, key: str, *, words: str, decorative: bool = False) -> Attachment:
    """Say what a file of one's own shows, or that a picture tells nothing.

    Raises NotFound, NotAllowed or Refused.
    """
    demand(person, "propose")
    file = file_by_key(key)
    Home.of(file).demand_own(person)
    file.words = _short_words(words)
    file.decorative = decorative and file.kind == PICTURE
    if not file.ready:
        raise Refused(
            _("Please say what the picture shows, or tick that it is only for decoration.")
        )
    _count(Home.of(file))
    return file


@transaction
def remove(person: Person, key: str) -> None:
    """Take a file of one's own away; its content is deleted. Raises as ``describe``.

    One that a moderator hid stays until they decide otherwise, so that its trace does.
    """
    demand(person, "propose")
    file = file_by_key(key)
    Home.of(file).demand_own(person)
    if file.hidden_at is not None:
        raise Refused(_("A moderator hid this file. It is not shown, and stays for the record."))
    delete_files([file])


def delete_files(files: list[Attachment]) -> None:
    """Delete rows, and their contents once that is kept. Who may is for the caller to know."""
    homes = {Home.of(file) for file in files}
    names = [name for file in files for name in file.stored]
    for file in files:
        db.session.delete(file)
    for home in homes:
        _count(home)
    after_commit(lambda: _remove_contents(names))


def _remove_contents(names: list[str]) -> None:
    for name in names:
        storage.remove(name)


def _count(home: Home) -> None:
    """Keep how many files are shown with a text, so that a page without any need not ask."""
    if home.contribution_id is None:
        return
    db.session.flush()
    shown = sum(file.ready for file in files_at(home))
    db.session.execute(
        sa.update(Contribution)
        .where(Contribution.id == home.contribution_id)
        .values(file_count=shown)
        .execution_options(synchronize_session=False)
    )


@transaction
def adopt(draft_key: str, contribution_id: int) -> int:
    """Move the files of a draft to the text it became; gives how many.

    For the action that posts the draft, in its transaction: it knows whose they are. Raises
    Refused where a picture has no words yet, or the text has no room for all.
    """
    files = files_at(Home(draft_key=draft_key))
    demand_ready(files)
    # The same words sent from two drafts are one text: it may have files of the first already.
    used = {file.place for file in files_at(Home(contribution_id=contribution_id))}
    free = [place for place in range(1, MOST + 1) if place not in used]
    if len(files) > len(free):
        raise Refused(full())
    for file, place in zip(files, free, strict=False):
        file.contribution_id, file.draft_key, file.place = contribution_id, None, place
    _count(Home(contribution_id=contribution_id))
    return len(files)


def demand_ready(files: list[Attachment]) -> None:
    """Refuse where a picture has no words yet. Raises Refused."""
    if not all(file.ready for file in files):
        raise Refused(
            _("Please say what each picture shows, or tick that it is only for decoration.")
        )


@transaction
def forget_draft(draft_key: str) -> None:
    """Delete the files of a draft that is thrown away. For the action that does so."""
    delete_files(files_at(Home(draft_key=draft_key)))


@transaction
def sweep(shelves: "range | None" = None) -> None:
    """Delete files of drafts that are gone, and contents that no row names: a shelf a minute.

    Safe at any time and twice. ``shelves`` says which to look through.
    """
    now = clock.now()
    _forget_gone_drafts()
    if shelves is None:
        turn = int(now.timestamp() // 60) % storage.SHELVES
        shelves = range(turn, turn + 1)
    for shelf in shelves:
        kept = set(storage.names_in(shelf, before=now - _LEFT_ALONE))
        if not kept:
            continue
        rows = db.session.scalars(
            sa.select(Attachment).where(Attachment.digest.startswith(f"{shelf:02x}"))
        )
        _remove_contents(sorted(kept - {name for file in rows for name in file.stored}))


def _forget_gone_drafts() -> None:
    old = clock.now() - _LEFT_ALONE
    files = list(
        db.session.scalars(
            sa.select(Attachment)
            .where(Attachment.draft_key.is_not(None), Attachment.added_at < old)
            .order_by(Attachment.id)
        )
    )
    if not files:
        return
    keys = {file.draft_key for file in files if file.draft_key is not None}
    try:
        living = drafts().living(keys)
    except NotFound:
        return
    delete_files([file for file in files if file.draft_key not in living])
