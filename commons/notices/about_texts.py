"""What people hear of their texts and of those they follow."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from commons.base.events import Event
from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.contributions.authors import authors_of
from commons.contributions.mentions.models import Mention
from commons.contributions.models import Contribution, Support
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import day, number
from commons.notices.kinds import Audience, Letter, NoticeKind, followers_of, short_title, write
from commons.notices.rules import ANSWERS, COMMENTS, DECISIONS
from commons.notices.subjects import CONTRIBUTION, Key, Thing, Things


def _author(contribution_id: int | None) -> "sa.Select[Any]":
    text = Contribution.__table__
    return sa.select(text.c.author_id).where(
        text.c.id == contribution_id, text.c.author_id.is_not(None)
    )


def _own(event: Event, things: Things) -> Thing | None:
    """What the event is about, unless it is hidden or withdrawn by now."""
    thing = things.get((CONTRIBUTION, event.contribution_id or 0))
    return thing if thing is not None and thing.visible else None


def supporters_and_followers(contribution_id: int) -> Audience:
    """Those who support a text, or follow it."""
    supporters = sa.select(Support.person_id).where(Support.contribution_id == contribution_id)
    following = followers_of((CONTRIBUTION, contribution_id))
    either = sa.union(supporters, following.people).subquery("concerned")
    return Audience(following.topic, sa.select(either.c[0]))


class DecisionNotice(NoticeKind):
    """The author hears what was decided about their text, why, and how to appeal."""

    def __init__(self, name: str, reason_words: Callable[[str], str]) -> None:
        self.name = name
        self.reason_words = reason_words

    def audience(self, event: Event) -> Sequence[Audience]:
        """The author. The answer to an appeal is a letter of its own, so this one is not sent."""
        if event.data.get("answers_appeal") and self.name != "appeal.answered":
            return []
        return [Audience(DECISIONS, _author(event.contribution_id))]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which text, what was decided, the reason and the statement. Never the text itself."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None:
            return None
        hidden = event.data["act"] != "restore"
        return write(
            self.name.replace(".", "_"),
            self._line(hidden=hidden),
            found.place,
            in_full=True,
            about=self._about(found),
            hidden=hidden,
            reason=self.reason_words(event.data["reason"]),
            statement=event.data["statement"],
            appeal_url=city_address("moderation.appeal", decision_id=event.data["decision_id"]),
        )

    def _about(self, found: Thing) -> str:
        """Which text: by its kind and day, since its words may be what must not be repeated."""
        written = day(found.created_at, current_city().time_zone)
        if found.kind == "comment":
            return _("your comment of %(date)s", date=written)
        if found.kind == "proposal":
            return _("your proposal of %(date)s", date=written)
        if found.kind == "amendment":
            return _("your amendment of %(date)s", date=written)
        return _("your text of %(date)s", date=written)

    def _line(self, *, hidden: bool) -> str:
        if self.name == "appeal.answered":
            return _("The answer to your appeal")
        return _("A text of yours was hidden") if hidden else _("A text of yours is shown again")


class AnswerNotice(NoticeKind):
    """Its author and those who follow it hear that the city answered a proposal."""

    name = "proposal.answered"

    def audience(self, event: Event) -> Sequence[Audience]:
        """The author, and the followers."""
        key = (CONTRIBUTION, event.contribution_id or 0)
        return [Audience(ANSWERS, authors_of(event.contribution_id)), followers_of(key)]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """That there is an answer, and where. Nothing about a proposal that is hidden by now."""
        found = _own(event, things)
        if found is None:
            return None
        title = short_title(found)
        return write(
            "proposal_answered",
            _("The city answered the proposal: %(title)s", title=title),
            found.place,
            title=title,
        )


class OnComment(NoticeKind):
    """What is told of a comment: where to read it, and nothing once either text is hidden."""

    template: str

    def about(self, event: Event) -> list[Key]:
        """The comment, and what it is about."""
        return [*super().about(event), (CONTRIBUTION, event.data["subject_id"])]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Who wrote it, and where to read it."""
        comment = _own(event, things)
        subject = things.get((CONTRIBUTION, event.data["subject_id"]))
        if comment is None or subject is None or not subject.visible:
            return None
        title = short_title(subject)
        return write(self.template, self.line(title), comment.place, title=title, name=comment.by)

    @abstractmethod
    def line(self, title: str) -> str:
        """What happened, in one line."""


class CommentNotice(OnComment):
    """Its author, those who follow it and who is answered hear of a comment on a text."""

    name = "comment.posted"

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors of what is commented on, of the comment that is answered, the followers.

        Who is mentioned hears of that instead.
        """
        subject_id, answered_id = event.data["subject_id"], event.data.get("answered_id")
        concerned = authors_of(subject_id)
        if answered_id:
            concerned = sa.select(sa.union(concerned, _author(answered_id)).subquery().c[0])
        return [
            _but_mentioned(event, Audience(COMMENTS, concerned)),
            _but_mentioned(event, followers_of((CONTRIBUTION, subject_id))),
        ]

    template = "comment_posted"

    def line(self, title: str) -> str:
        """That there is one."""
        return _("A new comment on: %(title)s", title=title)


def _but_mentioned(event: Event, audience: Audience) -> Audience:
    """The audience without those whom the comment mentioned as it was posted."""
    people = audience.people.subquery()
    mentioned = sa.select(Mention.person_id).where(
        Mention.comment_id == event.contribution_id, Mention.revision == 1
    )
    return Audience(audience.topic, sa.select(people.c[0]).where(people.c[0].not_in(mentioned)))


class MentionNotice(OnComment):
    """Who is mentioned in a comment hears of it."""

    name = "comment.mentioned"

    def audience(self, event: Event) -> Sequence[Audience]:
        """Those who were mentioned in that wording for the first time."""
        mentioned = sa.select(Mention.person_id).where(
            Mention.comment_id == event.contribution_id,
            Mention.revision == event.data["revision"],
        )
        return [Audience(COMMENTS, mentioned)]

    template = "comment_mentioned"

    def line(self, title: str) -> str:
        """That somebody did."""
        return _("Somebody mentioned you: %(title)s", title=title)


class SupportNotice(NoticeKind):
    """The author hears that many support their proposal."""

    name = "support.reached"

    def audience(self, event: Event) -> Sequence[Audience]:
        """The authors."""
        return [Audience(ANSWERS, authors_of(event.contribution_id))]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """How many there are."""
        found = _own(event, things)
        if found is None:
            return None
        title, count = short_title(found), event.data["count"]
        return write(
            "support_reached",
            ngettext(
                "%(count)s person supports: %(title)s",
                "%(count)s people support: %(title)s",
                count,
                count=number(count),
                title=title,
            ),
            found.place,
            title=title,
            people=ngettext(
                "%(count)s person supports “%(title)s”, which you wrote.",
                "%(count)s people support “%(title)s”, which you wrote.",
                count,
                count=number(count),
                title=title,
            ),
        )
