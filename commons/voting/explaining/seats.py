"""Why something was elected or not, accepted or not: votes that spend no money.

The codes and their numbers are those of ``rules.contract.Reason``.
"""

from collections.abc import Callable, Mapping

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.explaining.money import amount
from commons.voting.rules.election import Exact

Numbers = Mapping[str, Exact]
Votes = Callable[[Exact], str]
"""How many votes or points, in words."""


def _figure(numbers: Numbers, name: str) -> str:
    value = numbers[name]
    return number(int(value) if value == int(value) else round(float(value), 2))


def _elected(numbers: Numbers, votes: Votes) -> str:
    if "beats" in numbers:
        beats = int(numbers["beats"])
        return ngettext(
            "It is chosen: it beats %(shown)s other when they are compared two by two.",
            "It is chosen: it beats %(shown)s of the others when they are compared two by two.",
            beats,
            shown=number(beats),
        )
    if "stage" in numbers:
        needed = "needed" if "needed" in numbers else "quota"
        return _(
            "It is chosen in round %(stage)s with %(votes)s. It needed %(needed)s.",
            stage=_figure(numbers, "stage"),
            votes=votes(numbers["votes"]),
            needed=_figure(numbers, needed),
        )
    return _("It is chosen with %(votes)s.", votes=votes(numbers["votes"]))


def _without_quota(numbers: Numbers, votes: Votes) -> str:
    return _(
        "It is chosen with %(votes)s: in the end no more were left than there were places.",
        votes=votes(numbers["votes"]),
    )


def _not_elected(numbers: Numbers, votes: Votes) -> str:
    return _(
        "It has %(votes)s. To be chosen it needed %(needed)s.",
        votes=votes(numbers["votes"]),
        needed=_figure(numbers, "needed"),
    )


def _lost_tie(numbers: Numbers, votes: Votes) -> str:
    if "votes" in numbers:
        return _(
            "It has %(votes)s, as many as one that was chosen. Which of them goes first is told "
            "below.",
            votes=votes(numbers["votes"]),
        )
    return _("It stood equal with one that was chosen. Which of them goes first is told below.")


def _excluded(numbers: Numbers, votes: Votes) -> str:
    return _(
        "It dropped out in round %(stage)s: with %(votes)s it had the fewest.",
        stage=_figure(numbers, "stage"),
        votes=votes(numbers["votes"]),
    )


def _weaker_path(_numbers: Numbers, _votes: Votes) -> str:
    return _(
        "When they are compared two by two, another one is ahead of it: directly, or by way of a "
        "third one. Every step of the count shows the figures."
    )


def _accepted(numbers: Numbers, _votes: Votes) -> str:
    return _(
        "It is accepted: %(votes)s said yes, %(against)s said no.",
        votes=_figure(numbers, "votes"),
        against=_figure(numbers, "against"),
    )


def _turnout(numbers: Numbers, _votes: Votes) -> str:
    return _(
        "It is not accepted: at least %(needed)s people had to vote, and %(have)s did.",
        needed=_figure(numbers, "needed"),
        have=_figure(numbers, "have"),
    )


def _quorum(numbers: Numbers, _votes: Votes) -> str:
    return _(
        "It is not accepted: at least %(needed)s people had to say yes, and %(have)s did.",
        needed=_figure(numbers, "needed"),
        have=_figure(numbers, "have"),
    )


def _majority(numbers: Numbers, _votes: Votes) -> str:
    return _(
        "It is not accepted: against the no votes it needed %(needed)s yes votes, and got "
        "%(have)s.",
        needed=_figure(numbers, "needed"),
        have=_figure(numbers, "have"),
    )


def _against(numbers: Numbers, _votes: Votes) -> str:
    people = int(numbers["votes"])
    return ngettext(
        "%(shown)s person said no.", "%(shown)s people said no.", people, shown=number(people)
    )


def _abstained(numbers: Numbers, _votes: Votes) -> str:
    people = int(numbers["votes"])
    return ngettext(
        "%(shown)s person said that they abstain.",
        "%(shown)s people said that they abstain.",
        people,
        shown=number(people),
    )


def _allocated(numbers: Numbers, _votes: Votes) -> str:
    return ngettext(
        "%(some)s of %(all)s person gave it money. On average of them all it gets %(money)s.",
        "%(some)s of %(all)s people gave it money. On average of them all it gets %(money)s.",
        int(numbers["voters"]),
        some=_figure(numbers, "supporters"),
        all=_figure(numbers, "voters"),
        money=amount(numbers["money"]),
    )


SENTENCES: Mapping[str, Callable[[Numbers, Votes], str]] = {
    "elected": _elected,
    "elected_without_quota": _without_quota,
    "not_elected": _not_elected,
    "lost_tie": _lost_tie,
    "excluded": _excluded,
    "weaker_path": _weaker_path,
    "accepted": _accepted,
    "turnout_not_reached": _turnout,
    "quorum_not_reached": _quorum,
    "majority_not_reached": _majority,
    "against": _against,
    "abstained": _abstained,
    "allocated": _allocated,
}
