"""How a person wants to be told, topic by topic."""

from collections.abc import Mapping

from wtforms import RadioField

from commons.base.web.forms import Form, one_of_the_choices
from commons.notices.rules import (
    ANSWERS,
    CITY,
    COMMENTS,
    DEFAULTS,
    FOLLOWED,
    NEVER,
    NOW,
    REMINDERS,
)
from commons.notices.topics import how_words, topic_hint, topic_title


def _choice() -> RadioField:
    return RadioField(validators=[one_of_the_choices], validate_choice=False)


class NoticesForm(Form):
    """A choice for each topic; each field has the topic's name."""

    comments = _choice()
    answers = _choice()
    followed = _choice()
    city = _choice()
    reminders = _choice()

    TOPICS = (COMMENTS, ANSWERS, FOLLOWED, CITY, REMINDERS)

    def offer(self, *, by_mail: bool) -> None:
        """Say what each topic is, and how one can be told of it."""
        for topic in self.TOPICS:
            field = self[topic]
            field.label.text, field.description = topic_title(topic), topic_hint(topic)
            field.choices = how_words(by_mail=by_mail)
            if not by_mail and field.data not in {NEVER, None}:
                field.data = NOW

    def chosen(self, present: Mapping[str, str]) -> dict[str, str]:
        """What was chosen. Without an address "here" keeps how mails were to come before."""
        chosen = {}
        for topic in DEFAULTS:
            how = self[topic].data
            mail_is_off = len(self[topic].choices) == len(how_words(by_mail=False))
            keeps = mail_is_off and how == NOW and present[topic] != NEVER
            chosen[topic] = present[topic] if keeps else how
        return chosen
