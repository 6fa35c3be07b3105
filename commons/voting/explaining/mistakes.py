"""What is wrong with a ballot, and how to mend it."""

from collections.abc import Callable, Iterable, Mapping

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.voting.ballots.contract import kinds
from commons.voting.explaining.money import amount
from commons.voting.paper import Mistake, MistakeKind, Paper


def mistake_sentences(
    paper: Paper, mistakes: Iterable[Mistake], titles: Mapping[str, str] | None = None
) -> list[str]:
    """What is wrong with a ballot, once each. ``titles`` by option code, where they are at hand."""
    money = kinds.get(paper.kind).in_money
    said = [
        mistake_sentence(mistake, title=(titles or {}).get(mistake.option, ""), money=money)
        for mistake in mistakes
    ]
    return list(dict.fromkeys(said))


def mistake_sentence(mistake: Mistake, *, title: str = "", money: bool = False) -> str:
    """What is wrong with a ballot and how to mend it.

    ``title`` is that of the option it is about, if it is about one; ``money``: voters give money.
    """
    sentence = _SENTENCES[mistake.kind](mistake, amount if money else _number)
    return _("%(title)s: %(mistake)s", title=title, mistake=sentence) if title else sentence


Shown = Callable[[int], str]
"""How a number is shown: as a number, or as a sum of money."""


def _number(value: int) -> str:
    return number(value)


def _over_budget(mistake: Mistake, _shown: Shown) -> str:
    return _(
        "What you chose costs %(over)s more than the budget of %(budget)s. Take something out.",
        over=amount(mistake.amount),
        budget=amount(mistake.allowed),
    )


def _too_many(mistake: Mistake, _shown: Shown) -> str:
    return ngettext(
        "You can choose %(allowed)s. Take %(num)s out.",
        "You can choose up to %(allowed)s. Take %(num)s out.",
        mistake.allowed,
        allowed=number(mistake.allowed),
        num=number(mistake.amount),
    )


def _too_few(mistake: Mistake, _shown: Shown) -> str:
    return ngettext(
        "Choose %(num)s more, or hand in a blank ballot.",
        "Choose %(num)s more, or hand in a blank ballot.",
        mistake.amount,
        num=number(mistake.amount),
    )


def _over_points(mistake: Mistake, shown: Shown) -> str:
    return _(
        "You gave %(over)s more than the %(all)s there are. Take some away again.",
        over=shown(mistake.amount),
        all=shown(mistake.allowed),
    )


def _no_step(mistake: Mistake, shown: Shown) -> str:
    return _(
        "Write a sum in steps of %(step)s: %(step)s, %(two)s, %(three)s.",
        step=shown(mistake.allowed),
        two=shown(2 * mistake.allowed),
        three=shown(3 * mistake.allowed),
    )


def _same_place(mistake: Mistake, _shown: Shown) -> str:
    return _(
        "You gave place %(place)s more than once. Give each place only once.",
        place=number(mistake.amount),
    )


_SENTENCES: Mapping[MistakeKind, Callable[[Mistake, Shown], str]] = {
    "over_budget": _over_budget,
    "too_many": _too_many,
    "too_few": _too_few,
    "duplicate": lambda _mistake, _shown: _(
        "You chose something twice. Choose each thing only once."
    ),
    "unknown": lambda _mistake, _shown: _(
        "You chose something that is not on this ballot. Please choose again."
    ),
    "odd_marks": lambda _mistake, _shown: _(
        "Your ballot could not be read. Please fill it in once more."
    ),
    "no_number": lambda _mistake, _shown: _(
        "Write a whole number, such as 5, or leave the field empty."
    ),
    "over_each": lambda mistake, shown: _(
        "This can get up to %(most)s. Write less.", most=shown(mistake.allowed)
    ),
    "over_points": _over_points,
    "no_step": _no_step,
    "same_place": _same_place,
    "no_place": lambda mistake, _shown: _(
        "There are places from 1 to %(most)s.", most=number(mistake.allowed)
    ),
}
