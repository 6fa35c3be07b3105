"""The topics of notices in plain words, and how often one is told."""

from commons.i18n.catalogue import gettext as _
from commons.notices.rules import (
    ANSWERS,
    CITY,
    COMMENTS,
    DAILY,
    DECISIONS,
    FOLLOWED,
    NEVER,
    NOW,
    REMINDERS,
    WEEKLY,
)


def topic_title(topic: str) -> str:
    """What a topic is called."""
    return {
        DECISIONS: _("Decisions of moderators about what you wrote"),
        COMMENTS: _("Comments on what you wrote"),
        ANSWERS: _("What becomes of what you wrote"),
        FOLLOWED: _("What you follow"),
        CITY: _("New consultations and votes in your city"),
        REMINDERS: _("Before a vote closes"),
    }[topic]


def topic_hint(topic: str) -> str:
    """What a topic brings, in a sentence."""
    return {
        COMMENTS: _("When somebody answers you, mentions you or invites you to write together."),
        ANSWERS: _(
            "When the city answers, when it is chosen, when many support it, and what becomes of "
            "amendments."
        ),
        FOLLOWED: _("When something happens there. You follow with a button on its page."),
        CITY: _("When the city asks its people something new."),
        REMINDERS: _("Once, two days before the end, if you have not voted."),
    }[topic]


def how_words(*, by_mail: bool) -> list[tuple[str, str]]:
    """How one can be told, for a form. Without a mail address there is only the page."""
    if not by_mail:
        return [(NOW, _("On the page “Your notices”")), (NEVER, _("Not at all"))]
    return [
        (NOW, _("By mail, at once")),
        (DAILY, _("By mail, once a day")),
        (WEEKLY, _("By mail, once a week")),
        (NEVER, _("Not at all")),
    ]
