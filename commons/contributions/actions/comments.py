"""Saying something about what others wrote."""

from commons.base import events
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_text
from commons.contributions.actions.counts import count_comments, lock
from commons.contributions.actions.texts import add_contribution, own_text, revise, withdraw
from commons.contributions.models import ALIGNMENTS, VISIBLE, Comment
from commons.contributions.rules import COMMENT_LENGTH
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people.models import Person
from commons.people.permissions import demand


def _checked_comment(body: str) -> str:
    body = clean_text(body)
    if not body:
        raise Refused(_("Please write something first."))
    if len(body) > COMMENT_LENGTH:
        raise Refused(_("Please shorten it to %(most)d characters.", most=COMMENT_LENGTH))
    return body


@transaction
def comment(person: Person, subject_id: int, body: str, alignment: str, language: str) -> Comment:
    """Say something about a text. Raises NotFound, or Refused saying what is wrong."""
    demand(person, "comment")
    body = _checked_comment(body)
    if alignment not in ALIGNMENTS or language not in LANGUAGES:
        raise Refused(_("Please choose one of the answers."))
    state, _author_id = lock(subject_id)
    if state != VISIBLE:
        raise Refused(_("This is no longer shown, so it cannot be commented on."))
    if db.session.get(Comment, subject_id) is not None:
        raise Refused(_("Comments on comments are not possible. Please comment on the whole."))
    new = Comment(
        author_id=person.id,
        language=language,
        title="",
        body=body,
        subject_id=subject_id,
        alignment=alignment,
    )
    kept = add_contribution(new)
    if not isinstance(kept, Comment):
        raise TypeError(kept)
    if kept is new:
        count_comments(subject_id)
        events.record(
            "comment.posted", actor_id=person.id, contribution_id=kept.id, subject_id=subject_id
        )
    return kept


@transaction
def edit_comment(person: Person, comment_id: int, body: str) -> None:
    """Change the wording of one's own comment. Raises NotFound, NotAllowed or Refused."""
    demand(person, "comment")
    body = _checked_comment(body)
    if not isinstance(own_text(person, comment_id), Comment):
        raise NotFound(_("There is no such comment."))
    revise(person, comment_id, title="", body=body)


@transaction
def withdraw_comment(person: Person, comment_id: int) -> None:
    """Take one's own comment back. Raises NotFound, NotAllowed or Refused."""
    demand(person, "comment")
    if not isinstance(own_text(person, comment_id), Comment):
        raise NotFound(_("There is no such comment."))
    withdraw(person, comment_id)
