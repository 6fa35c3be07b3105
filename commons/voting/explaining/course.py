"""The course of a count, step by step, in plain sentences of the reader's language.

The codes of steps and their numbers are those that the rules in ``voting.rules`` write down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.explain import figure
from commons.voting.explaining.question_steps import asks_nothing, majority, quorum, turnout
from commons.voting.explaining.said import Said, Say
from commons.voting.rules import Step


@dataclass(frozen=True, slots=True)
class Told:
    """One step in words, with a figure for each option where the step has them."""

    sentence: str
    counts: Sequence[tuple[str, str]] = ()
    """Titles and figures, the largest first."""


def told(steps: Sequence[Step], titles: Mapping[str, str], *, points: bool = False) -> list[Told]:
    """Every step of a count. ``titles`` by option code; ``points``: voters gave points."""
    return [
        Told(_sentence(step, titles, points=points), _counts(step, titles))
        for step in steps
        if step.code in _SENTENCES and not asks_nothing(step)
    ]


def _sentence(step: Step, titles: Mapping[str, str], *, points: bool) -> str:
    title = titles.get(step.option, step.option) if step.option else ""
    return _SENTENCES[step.code](Said(title, step.numbers, points))


def _counts(step: Step, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    ordered = sorted(step.counts.items(), key=lambda one: -one[1])
    return [(titles.get(option, option), figure(value)) for option, value in ordered]


def _shared(said: Said) -> str:
    voters = int(said.numbers["voters"])
    return ngettext(
        "%(shown)s voter got %(share)s to spend.",
        "Each of the %(shown)s voters got the same share of the budget: %(share)s.",
        voters,
        shown=number(voters),
        share=said.money("share"),
    )


def _raised(said: Said) -> str:
    if not said.numbers["raises"]:
        return _("The shares stayed as they were.")
    return _(
        "Some money could not be spent in this way. So everyone's share was raised to %(share)s, "
        "as far as the whole budget allows.",
        share=said.money("share"),
    )


def _bought(said: Said) -> str:
    if "earned" in said.numbers:
        return _(
            "When each voter had got %(earned)s, the voters of “%(title)s” could pay its "
            "%(cost)s together. Of the budget, %(left)s was left.",
            title=said.title,
            earned=said.money("earned"),
            cost=said.money("cost"),
            left=said.money("left"),
        )
    full, rest = int(said.numbers["paid_in_full"]), int(said.numbers["paid_what_they_had"])
    if not rest:
        return _(
            "“%(title)s” was bought for %(cost)s. Paid in full: %(full)s.",
            title=said.title,
            cost=said.money("cost"),
            full=_people(full),
        )
    return _(
        "“%(title)s” was bought for %(cost)s. Paid in full: %(full)s. Paid with all they had "
        "left: %(rest)s.",
        title=said.title,
        cost=said.money("cost"),
        full=_people(full),
        rest=_people(rest),
    )


def _people(count: int) -> str:
    return ngettext("%(shown)s voter", "%(shown)s voters", count, shown=number(count))


def _filled(said: Said) -> str:
    return _(
        "“%(title)s” costs %(cost)s and still fitted in the %(left)s nobody had spent.",
        title=said.title,
        cost=said.money("cost"),
        left=said.money("left"),
    )


def _chosen(said: Said) -> str:
    return _(
        "“%(title)s”, with %(votes)s, costs %(cost)s. There was %(left)s, so it was chosen.",
        title=said.title,
        votes=said.votes,
        cost=said.money("cost"),
        left=said.money("left"),
    )


def _passed(said: Said) -> str:
    return _(
        "“%(title)s”, with %(votes)s, costs %(cost)s. Only %(left)s was left, so it was passed "
        "over.",
        title=said.title,
        votes=said.votes,
        cost=said.money("cost"),
        left=said.money("left"),
    )


def _over_budget(said: Said) -> str:
    return _(
        "“%(title)s” was next and costs %(cost)s. Only %(left)s was left, so the count ended.",
        title=said.title,
        cost=said.money("cost"),
        left=said.money("left"),
    )


def _first_preferences(said: Said) -> str:
    return _(
        "%(valid)s ballots were counted for %(seats)s places. Whoever gets %(quota)s votes is "
        "elected. Each ballot counts for its first choice.",
        valid=said.count("valid"),
        seats=said.count("seats"),
        quota=said.count("quota"),
    )


def _round(said: Said) -> str:
    return _(
        "Round %(stage)s: each ballot counts for the highest choice still there. More than half "
        "is %(needed)s votes. Ballots without any choice left: %(exhausted)s.",
        stage=said.count("stage"),
        needed=said.count("needed"),
        exhausted=said.count("exhausted"),
    )


def _elected(said: Said) -> str:
    if "beats" in said.numbers:
        beats = int(said.numbers["beats"])
        return ngettext(
            "“%(title)s” is elected. It beats %(shown)s other.",
            "“%(title)s” is elected. It beats %(shown)s others.",
            beats,
            title=said.title,
            shown=number(beats),
        )
    return _("“%(title)s” is elected with %(votes)s.", title=said.title, votes=said.votes)


def _elected_without_quota(said: Said) -> str:
    return _(
        "“%(title)s” is elected with %(votes)s: no more were left than there were places.",
        title=said.title,
        votes=said.votes,
    )


def _surplus(said: Said) -> str:
    return _(
        "“%(title)s” had %(surplus)s votes more than needed. They went on to the next choices on "
        "its ballots, each ballot with an equal part.",
        title=said.title,
        surplus=said.count("surplus"),
    )


def _excluded(said: Said) -> str:
    return _(
        "“%(title)s” had the fewest, %(votes)s, and dropped out. Its ballots went on to their "
        "next choices.",
        title=said.title,
        votes=said.votes,
    )


def _counted(said: Said) -> str:
    if "voters" in said.numbers:
        return _("%(voters)s people voted.", voters=said.count("voters"))
    seats = int(said.numbers["seats"])
    return ngettext(
        "All votes were added up, for %(shown)s place.",
        "All votes were added up, for %(shown)s places.",
        seats,
        shown=number(seats),
    )


def _duels(said: Said) -> str:
    return _("How many ballots rank “%(title)s” higher than each of the others:", title=said.title)


def _paths(said: Said) -> str:
    return _(
        "How strongly “%(title)s” stands against each of the others, also by way of third ones:",
        title=said.title,
    )


def _averaged(said: Said) -> str:
    voters = int(said.numbers["voters"])
    return ngettext(
        "%(shown)s person shared out the money. What each thing was given is added up and divided "
        "by their number.",
        "%(shown)s people shared out the money. What each thing was given is added up and divided "
        "by their number.",
        voters,
        shown=number(voters),
    )


def _allocated(said: Said) -> str:
    return _(
        "“%(title)s” was given %(given)s together. It gets %(money)s.",
        title=said.title,
        given=said.money("given"),
        money=said.money("money"),
    )


_SENTENCES: Mapping[str, Say] = {
    "shared": _shared,
    "next_raise_over_budget": _raised,
    "nothing_more_fits": _raised,
    "bought": _bought,
    "filled": _filled,
    "chosen": _chosen,
    "passed": _passed,
    "over_budget": _over_budget,
    "first_preferences": _first_preferences,
    "round": _round,
    "elected": _elected,
    "elected_without_quota": _elected_without_quota,
    "surplus_transferred": _surplus,
    "excluded": _excluded,
    "counted": _counted,
    "turnout": turnout,
    "quorum": quorum,
    "majority": majority,
    "averaged": _averaged,
    "allocated": _allocated,
    "duels": _duels,
    "paths": _paths,
}
