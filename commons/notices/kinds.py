"""What people hear of: a kind of event, who is told, and in which words.

A new kind is one class, registered in ``app.py``. A notice tells that something happened and
where to read it; it quotes no text of people, so that nothing is mailed that is hidden later.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

from commons.base.database import db
from commons.base.events import Event
from commons.base.registry import Registry
from commons.base.text import shorten
from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.contributions.models import VISIBLE, Comment, Contribution
from commons.contributions.places import place_of
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day
from commons.people.models import Person

TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words: a subject in one line, and plain text."""

    subject: str
    body: str


class NoticeKind(ABC):
    """Who hears of one kind of event, and what we write."""

    name: str
    """The event's kind."""

    @abstractmethod
    def recipients(self, event: Event) -> list[int]:
        """The ids of the persons who are told."""

    @abstractmethod
    def letter(self, event: Event, person: Person) -> Letter | None:
        """The words, in the language being spoken; None where there is nothing to tell any more."""


kinds: Registry[NoticeKind] = Registry("notice")


def write(template: str, subject: str, person: Person, **values: object) -> Letter:
    """A letter whose body is a text template of this package."""
    # Not Flask's render_template: its layout belongs to pages, and a job has no request.
    body = current_app.jinja_env.get_template(f"notices/{template}.txt").render(
        person=person,
        city=current_city(),
        account_url=city_address("people.account"),
        **values,
    )
    return Letter(subject, body.strip() + "\n")


def _contribution(contribution_id: int | None) -> Contribution | None:
    return db.session.scalar(sa.select(Contribution).where(Contribution.id == contribution_id))


def _author(contribution_id: int | None) -> list[int]:
    author_id = db.session.scalar(
        sa.select(Contribution.author_id).where(Contribution.id == contribution_id)
    )
    return [] if author_id is None else [author_id]


class DecisionNotice(NoticeKind):
    """The author hears what was decided about their text, why, and how to appeal."""

    def __init__(self, name: str, reason_words: Callable[[str], str]) -> None:
        self.name = name
        self.reason_words = reason_words

    def recipients(self, event: Event) -> list[int]:
        """The author. The answer to an appeal is a letter of its own, so this one is not sent."""
        if event.data.get("answers_appeal") and self.name != "appeal.answered":
            return []
        return _author(event.contribution_id)

    def letter(self, event: Event, person: Person) -> Letter | None:
        """Which text, what was decided, the reason and the statement. Never the text itself."""
        found = _contribution(event.contribution_id)
        if found is None:
            return None
        about = self._about(found)
        hidden = event.data["act"] != "restore"
        place = place_of(found.id, found.kind)
        return write(
            self.name.replace(".", "_"),
            self._subject(hidden=hidden),
            person,
            about=about,
            hidden=hidden,
            reason=self.reason_words(event.data["reason"]),
            statement=event.data["statement"],
            appeal_url=city_address("moderation.appeal", decision_id=event.data["decision_id"]),
            url=place.whole_address,
        )

    def _about(self, found: Contribution) -> str:
        """Which text: by its kind and day, since its words may be what must not be repeated."""
        written = day(found.created_at, current_city().time_zone)
        if found.kind == "comment":
            return _("your comment of %(date)s", date=written)
        if found.kind == "proposal":
            return _("your proposal of %(date)s", date=written)
        return _("your text of %(date)s", date=written)

    def _subject(self, *, hidden: bool) -> str:
        if self.name == "appeal.answered":
            return _("The answer to your appeal")
        return _("A text of yours was hidden") if hidden else _("A text of yours is shown again")


class AnswerNotice(NoticeKind):
    """The author hears that the city answered their proposal."""

    name = "proposal.answered"

    def recipients(self, event: Event) -> list[int]:
        """The author."""
        return _author(event.contribution_id)

    def letter(self, event: Event, person: Person) -> Letter | None:
        """That there is an answer, and where. Nothing about a proposal that is hidden by now."""
        found = _contribution(event.contribution_id)
        if found is None or found.state != VISIBLE:
            return None
        title = shorten(found.title, TITLE_LENGTH)
        return write(
            "proposal_answered",
            _("The city answered your proposal: %(title)s", title=title),
            person,
            title=title,
            url=place_of(found.id, found.kind).whole_address,
        )


class CommentNotice(NoticeKind):
    """The author hears that somebody commented on what they wrote."""

    name = "comment.posted"

    def recipients(self, event: Event) -> list[int]:
        """The author of what is commented on, unless they wrote the comment themselves."""
        return [
            author_id
            for author_id in _author(event.data["subject_id"])
            if author_id != event.actor_id
        ]

    def letter(self, event: Event, person: Person) -> Letter | None:
        """Who commented, and where to read it. Nothing where either text is hidden by now."""
        comment = db.session.scalar(
            sa.select(Comment)
            .where(Comment.id == event.contribution_id)
            .options(joinedload(Comment.author))
        )
        subject = _contribution(event.data["subject_id"])
        if comment is None or subject is None or {comment.state, subject.state} != {VISIBLE}:
            return None
        title = shorten(subject.title, TITLE_LENGTH)
        return write(
            "comment_posted",
            _("A new comment on: %(title)s", title=title),
            person,
            title=title,
            name=comment.author.display_name if comment.author else _("Somebody"),
            url=place_of(comment.id, comment.kind).whole_address,
        )
