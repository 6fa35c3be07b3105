"""Whether the conditions of a yes or no question were met, as steps of its count."""

from collections.abc import Callable

from commons.i18n.catalogue import gettext as _
from commons.voting.explaining.said import Said, Say
from commons.voting.rules import Step


def _condition(met: Callable[[str, str], str], missed: Callable[[str, str], str]) -> Say:
    def say(said: Said) -> str:
        word = met if said.numbers["met"] else missed
        return word(said.count("needed"), said.count("have"))

    return say


def asks_nothing(step: Step) -> bool:
    """Whether a step is a condition that nobody set: at least 0 people."""
    return step.code in ("turnout", "quorum") and not step.numbers["needed"]


turnout = _condition(
    lambda needed, have: _(
        "At least %(needed)s people had to vote. %(have)s did.", needed=needed, have=have
    ),
    lambda needed, have: _(
        "At least %(needed)s people had to vote. Only %(have)s did.", needed=needed, have=have
    ),
)
quorum = _condition(
    lambda needed, have: _(
        "At least %(needed)s had to vote yes. %(have)s did.", needed=needed, have=have
    ),
    lambda needed, have: _(
        "At least %(needed)s had to vote yes. Only %(have)s did.", needed=needed, have=have
    ),
)
majority = _condition(
    lambda needed, have: _(
        "%(needed)s yes votes were needed against the no votes. There were %(have)s.",
        needed=needed,
        have=have,
    ),
    lambda needed, have: _(
        "%(needed)s yes votes were needed against the no votes. There were only %(have)s.",
        needed=needed,
        have=have,
    ),
)
