"""The words of moderation, and who may decide what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commons.contributions.models import HIDDEN
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import pgettext
from commons.moderation.models import HIDE, KEEP, REASONS, RESTORE, WITHIN_RULES

STATEMENT_LEAST = 10
STATEMENT_MOST = 2_000
NOTE_MOST = 1_000
APPEAL_MOST = 2_000


def reason_words(reason: str) -> str:
    """Why something was reported or hidden, in plain words."""
    return {
        "hate": _("It attacks people for who they are"),
        "threat": _("It threatens or bullies somebody"),
        "personal_data": _("It tells private things about somebody"),
        "spam": _("It is advertising, or the same text again and again"),
        "off_topic": _("It is about something else"),
        "illegal": _("It breaks the law in another way"),
        "other": _("Another reason"),
        WITHIN_RULES: _("It keeps to the rules"),
    }[reason]


def suggested_statement(reason: str) -> str:
    """Words for a statement of reasons, for the moderator to change; none for ``other``."""
    return {
        "hate": _(
            "The text attacks people for where they come from, what they believe or who "
            "they are. Everyone here has the same dignity."
        ),
        "threat": _(
            "The text threatens or bullies a person. Disagree with what somebody says, "
            "not with who they are."
        ),
        "personal_data": _(
            "The text tells private things about a person, such as a name, an address or "
            "a telephone number. You can write it again without them."
        ),
        "spam": _(
            "The text is advertising, or it was posted many times. One post about each "
            "idea is enough."
        ),
        "off_topic": _(
            "The text is not about the question that is discussed here. You can post it "
            "where it belongs."
        ),
        "illegal": _("The text breaks the law, so we may not show it."),
        "other": "",
        WITHIN_RULES: _("We looked at the text. It keeps to the rules of this place."),
    }[reason]


def act_words(act: str) -> str:
    """What was decided."""
    return {
        HIDE: pgettext("decision", "Hidden"),
        RESTORE: pgettext("decision", "Shown again"),
        KEEP: pgettext("decision", "Left as it was"),
    }[act]


def kind_words(kind: str) -> str:
    """What sort of contribution it is."""
    known = {"proposal": _("Proposal"), "comment": _("Comment"), "amendment": _("Amendment")}
    return known.get(kind, _("Contribution"))


def changes(act: str, state: str) -> bool:
    """Whether the act makes sense in the contribution's state: one can't hide what is hidden."""
    return {HIDE: state != HIDDEN, RESTORE: state == HIDDEN, KEEP: True}[act]


def fits(act: str, reason: str, state: str) -> bool:
    """Whether the reason can be the act's.

    Hiding, and leaving hidden, need a reason of the list; what is or stays visible may keep to
    the rules.
    """
    hides = act == HIDE or (act == KEEP and state == HIDDEN)
    return reason in REASONS if hides else reason in (*REASONS, WITHIN_RULES)


@dataclass(frozen=True, slots=True)
class Standing:
    """What ties a moderator to the thing they are about to decide."""

    is_author: bool
    """They wrote it."""
    appeal_against_own: bool
    """An appeal waits, and it is against their own decision."""
    another_moderator: bool
    """There is somebody else who could decide."""


def may_decide(standing: Standing) -> bool:
    """Nobody judges their own text or their own decision where somebody else can."""
    return not standing.another_moderator or not (standing.is_author or standing.appeal_against_own)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the queue: since when something waits, and its id."""

    since: datetime
    contribution_id: int

    def __str__(self) -> str:
        microseconds = (self.since - _EPOCH) // timedelta(microseconds=1)
        return f"{microseconds}-{self.contribution_id}"


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def spot_from(text: str | None) -> Spot | None:
    """Read a place in the queue from an address; None for anything that is none."""
    microseconds, _sign, number = (text or "").partition("-")
    if not (microseconds.isascii() and microseconds.isdigit() and len(microseconds) < 18):
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return Spot(_EPOCH + timedelta(microseconds=int(microseconds)), int(number))
