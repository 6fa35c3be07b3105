"""Saying something about what others wrote."""

from commons.base import events
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.contributions.actions.counts import (
    count_city_answers,
    count_comments,
    lock,
    next_position,
)
from commons.contributions.actions.texts import add_contribution, own_text, revise, withdraw
from commons.contributions.gates import pass_gates
from commons.contributions.mentions.actions import note_mentions
from commons.contributions.models import ALIGNMENTS, VISIBLE, Comment
from commons.contributions.rules import COMMENT_LENGTH
from commons.contributions.voices import spoken
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
def comment(
    person: Person,
    subject_id: int,
    body: str,
    alignment: str,
    language: str,
    *,
    voice: str | None = None,
) -> Comment:
    """Say something about a text, as whom ``voice`` says (see ``contributions.voices``).

    Raises NotFound, or Refused saying what is wrong.
    """
    if alignment not in ALIGNMENTS:
        raise Refused(_("Please choose one of the answers."))
    if db.session.get(Comment, subject_id) is not None:
        raise Refused(_("This is a comment. Please answer it instead."))
    new = Comment(subject_id=subject_id, alignment=alignment)
    return _say(person, new, body, language, voice)


@transaction
def answer(
    person: Person, comment_id: int, body: str, language: str, *, voice: str | None = None
) -> Comment:
    """Answer a comment, or an answer to one: both come at the end of the comment's thread.

    Raises NotFound, or Refused saying what is wrong.
    """
    answered = db.session.get(Comment, comment_id, populate_existing=True)
    if answered is None:
        raise NotFound(_("There is no such comment."))
    if answered.state != VISIBLE:
        raise Refused(_("This is no longer shown, so it cannot be commented on."))
    new = Comment(
        subject_id=answered.subject_id,
        alignment=answered.alignment,
        thread_id=answered.thread_id or answered.id,
    )
    return _say(person, new, body, language, voice, answered=answered)


def _say(
    person: Person,
    new: Comment,
    body: str,
    language: str,
    voice: str | None,
    *,
    answered: Comment | None = None,
) -> Comment:
    """Keep a new comment or answer, number it in its thread, and tell of it."""
    demand(person, "comment")
    new.body, new.title, new.language = _checked_comment(body), "", language
    if language not in LANGUAGES:
        raise Refused(_("Please choose one of the answers."))
    pass_gates(person, new.subject_id)
    # Whoever comments on the same text waits here: so no two answers get one number.
    state, _author_id = lock(new.subject_id)
    if state != VISIBLE:
        raise Refused(_("This is no longer shown, so it cannot be commented on."))
    new.author_id = person.id
    for column, value in spoken(person, voice).items():
        setattr(new, column, value)
    kept = add_contribution(new)
    if not isinstance(kept, Comment):
        raise TypeError(kept)
    if kept is new:
        _count_in(new, answered)
    return kept


def _count_in(new: Comment, answered: Comment | None) -> None:
    count_comments(new.subject_id)
    data = {"subject_id": new.subject_id}
    if answered is not None:
        data["answered_id"] = answered.id
        new.position = next_position(answered.thread_id or answered.id)
    if new.official and new.thread_id is not None:
        db.session.flush()
        count_city_answers(new.thread_id)
    if new.official:
        write_audit("speak_for_the_city", f"comment {new.id}", actor_id=new.author_id)
    events.record("comment.posted", actor_id=new.author_id, contribution_id=new.id, **data)
    note_mentions(new)
    hurry("notices.deliver")


@transaction
def edit_comment(person: Person, comment_id: int, body: str) -> None:
    """Change the wording of one's own comment. Raises NotFound, NotAllowed or Refused."""
    demand(person, "comment")
    body = _checked_comment(body)
    comment = own_text(person, comment_id)
    if not isinstance(comment, Comment):
        raise NotFound(_("There is no such comment."))
    revise(person, comment_id, title="", body=body)
    note_mentions(comment)


@transaction
def withdraw_comment(person: Person, comment_id: int) -> None:
    """Take one's own comment back. Raises NotFound, NotAllowed or Refused."""
    demand(person, "comment")
    if not isinstance(own_text(person, comment_id), Comment):
        raise NotFound(_("There is no such comment."))
    withdraw(person, comment_id)
