"""What a count says, in plain sentences of the reader's language. No jargon, no database."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.explaining import seats
from commons.voting.explaining.money import amount
from commons.voting.rules import Reason, Standing, Step, Tally
from commons.voting.rules.election import Exact


def figure(value: Exact) -> str:
    """A number of points: whole, or with two digits after the decimal sign."""
    whole = Fraction(value)
    return number(whole.numerator if whole.denominator == 1 else round(float(whole), 2))


def votes_text(value: Exact, *, points: bool = False) -> str:
    """So many votes, or so many points."""
    count = int(value)
    if points:
        return ngettext("%(shown)s point", "%(shown)s points", count, shown=figure(value))
    return ngettext("%(shown)s vote", "%(shown)s votes", count, shown=figure(value))


def reason_sentence(reason: Reason, *, points: bool = False) -> str:
    """Why an option was chosen or not. ``points``: voters gave points, not just ticks."""
    if reason.code == "chosen":
        return _chosen(reason.numbers, points=points)
    if reason.code == "chosen_with_the_rest":
        return _with_the_rest(reason.numbers, points=points)
    if reason.code in seats.SENTENCES:
        return seats.SENTENCES[reason.code](
            reason.numbers, lambda value: votes_text(value, points=points)
        )
    sentence = _SENTENCES.get(reason.code)
    return sentence(reason.numbers) if sentence else ""


Numbers = Mapping[str, Exact]


def _chosen(numbers: Numbers, *, points: bool) -> str:
    if "price" in numbers:
        return _paid_together(numbers, points=points)
    return _(
        "It was next with %(votes)s, and there was enough money for it. After it, %(left)s was "
        "left.",
        votes=votes_text(numbers["points"], points=points),
        left=amount(numbers["left"]),
    )


def _paid_together(numbers: Numbers, *, points: bool) -> str:
    full, rest = int(numbers["paid_in_full"]), int(numbers["paid_what_they_had"])
    if not numbers["price"]:
        return _("It costs nothing, and people want it.")
    if not full:
        return _("Its supporters paid for it together with all they had left.")
    if points:
        said = ngettext(
            "%(shown)s supporter paid %(price)s for each point given.",
            "Its supporters paid for it together: %(shown)s of them paid %(price)s for each point "
            "they gave.",
            full,
            shown=number(full),
            price=amount(numbers["price"]),
        )
    else:
        said = ngettext(
            "%(shown)s supporter paid %(price)s of their share for it.",
            "Its supporters paid for it together: %(shown)s of them paid %(price)s each.",
            full,
            shown=number(full),
            price=amount(numbers["price"]),
        )
    if not rest:
        return said
    return (
        said
        + " "
        + ngettext(
            "%(shown)s more gave all that was left of their share.",
            "%(shown)s more gave all that was left of their shares.",
            rest,
            shown=number(rest),
        )
    )


def _with_the_rest(numbers: Numbers, *, points: bool) -> str:
    left = amount(numbers["left"])
    if points:
        return _(
            "Of the money nobody had spent, %(left)s was left. It had the most points of what "
            "still fitted.",
            left=left,
        )
    return _(
        "Of the money nobody had spent, %(left)s was left. It had the most votes of what still "
        "fitted.",
        left=left,
    )


def _over_remaining(numbers: Numbers) -> str:
    return _(
        "It costs %(needed)s. When its turn came, only %(left)s was left.",
        needed=amount(numbers["needed"]),
        left=amount(numbers["left"]),
    )


def _over_whole(numbers: Numbers) -> str:
    return _(
        "It costs %(needed)s, more than the whole budget of %(budget)s.",
        needed=amount(numbers["needed"]),
        budget=amount(numbers["budget"]),
    )


def _could_not_pay(numbers: Numbers) -> str:
    supporters = int(numbers["supporters"])
    return ngettext(
        "Its %(shown)s supporter had %(together)s left to spend; it costs %(needed)s.",
        "Its %(shown)s supporters had %(together)s left between them; it costs %(needed)s.",
        supporters,
        shown=number(supporters),
        together=amount(numbers["together"]),
        needed=amount(numbers["needed"]),
    )


def reason_told(standing: Standing, tally: Tally, seats: int | None) -> Reason:
    """Why an option was chosen or not, as it is told to people.

    Of one that people ranked, but so low that it got nothing, it is not to be said that nobody
    voted for it.
    """
    if standing.reason.code != "no_support" or not standing.supporters:
        return standing.reason
    got = [one.points for one in tally.standings if one.selected]
    needed = got[-1] if got and len(got) == seats else 1
    return Reason("not_elected", {"votes": standing.points, "needed": needed})


def _nobody(_numbers: Numbers) -> str:
    return _("Nobody voted for it.")


_SENTENCES: dict[str, Callable[[Numbers], str]] = {
    "over_remaining_budget": _over_remaining,
    "over_whole_budget": _over_whole,
    "supporters_could_not_pay": _could_not_pay,
    "no_support": _nobody,
}


_RAISED = {"next_raise_over_budget", "nothing_more_fits"}


def course_sentences(steps: Sequence[Step]) -> list[str]:
    """How the money was shared out, where the rule shares it."""
    said = []
    for step in steps:
        if step.code == "shared":
            voters = int(step.numbers["voters"])
            said.append(
                ngettext(
                    "%(shown)s voter got %(share)s to spend.",
                    "Each of the %(shown)s voters got the same share of the budget: %(share)s.",
                    voters,
                    shown=number(voters),
                    share=amount(step.numbers["share"]),
                )
            )
        elif step.code in _RAISED and step.numbers["raises"]:
            said.append(
                _(
                    "Some money could not be spent in this way. So everyone's share was raised to "
                    "%(share)s, as far as the whole budget allows.",
                    share=amount(step.numbers["share"]),
                )
            )
    return said
