"""What an officer fills in about the ballot and its count, beside kind, rule and budget."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import Field, RadioField, SelectField, ValidationError
from wtforms.form import BaseForm

from commons.base.web.forms import ExplainedRadioField, LineField, one_of_the_choices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.formats import number
from commons.voting.ballots import kinds
from commons.voting.ballots.wishes import (
    ALL,
    CITY,
    DISTRICTS,
    MAJORITIES,
    MOST_POINTS,
    MOST_SCORE,
    BallotWishes,
)
from commons.voting.counted import spends
from commons.voting.explaining.conditions import majority_words
from commons.voting.explaining.rules import rule_explanation, rule_title
from commons.voting.whole_numbers import whole_number

MOST_SEATS = 100
_SHARE = re.compile(r"([0-9]{1,3})\s*%")


class UpTo:
    """Accepts an empty field, and whole numbers from 1 to ``most``."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raises ValidationError saying which numbers fit."""
        found = whole_number(field.data) if field.data else 1
        if found is None or not 1 <= found <= self.most:
            raise ValidationError(
                _(
                    "Write a whole number from 1 to %(most)s, or leave this empty.",
                    most=number(self.most),
                )
            )


def people_or_share(text: str) -> str | None:
    """``500`` or ``20%`` as they are typed, in their normal spelling; None for anything else."""
    text = text.strip()
    if not text:
        return "0"
    found = _SHARE.fullmatch(text)
    if found:
        return f"{int(found[1])}%" if int(found[1]) <= 100 else None
    people = whole_number(text)
    return None if people is None or people > 10**9 else str(people)


def _a_condition(_form: BaseForm, field: Field) -> None:
    if people_or_share(field.data or "") is None:
        raise ValidationError(
            _("Write a number of people, such as 500, or a share of all, such as 20%.")
        )


def score_field() -> LineField:
    """The most points for one thing."""
    return LineField(
        _l("Most points for one thing"),
        [UpTo(MOST_SCORE)],
        description=_l("Only where people give each thing points. Left empty, it is 5."),
    )


def points_field() -> LineField:
    """The points there are to give."""
    return LineField(
        _l("Points to spread"),
        [UpTo(MOST_POINTS)],
        description=_l("Only where people spread points. Left empty, it is 10."),
    )


def step_field() -> LineField:
    """The steps of money."""
    return LineField(
        _l("Steps of money"),
        [UpTo(10**9)],
        description=_l("Only where people say how much money each thing gets. Empty: 1,000."),
    )


def seats_field() -> LineField:
    """How many are chosen."""
    return LineField(
        _l("How many are chosen"),
        [UpTo(MOST_SEATS)],
        description=_l("Only where no money is spent. Left empty, it is one."),
    )


def majority_field() -> SelectField:
    """Which majority a question needs."""
    return SelectField(
        _l("Majority of a yes or no question"), [one_of_the_choices], validate_choice=False
    )


def turnout_field() -> LineField:
    """How many must vote."""
    return LineField(
        _l("How many must vote"),
        [_a_condition],
        description=_l(
            "Only for a yes or no question: people, such as 500, or a share of all who can vote, "
            "such as 20%. Left empty, there is no such condition."
        ),
    )


def quorum_field() -> LineField:
    """How many must say yes."""
    return LineField(
        _l("How many must say yes"), [_a_condition], description=_l("Written in the same way.")
    )


def entitled_field() -> LineField:
    """How many can vote."""
    return LineField(
        _l("How many people can vote"),
        [UpTo(10**9)],
        description=_l("Needed where a condition is a share of them."),
    )


def scope_field() -> RadioField:
    """What of the phase before comes onto the ballot."""
    return RadioField(
        _l("What comes from the phase before"), [one_of_the_choices], validate_choice=False
    )


def offer(form: Any) -> None:
    """Fill in what there is to choose from."""
    form.ballot_kind.choices = [(kind.name, kind.title()) for kind in kinds]
    form.majority.choices = [(share, majority_words(share)) for share in MAJORITIES]
    form.scope.choices = [
        (ALL, _("Everything it chose")),
        (DISTRICTS, _("What is in the districts whose people vote here")),
        (CITY, _("What belongs to no single district")),
    ]


def offer_rules(field: ExplainedRadioField, names: Sequence[str]) -> None:
    """Fill in the ways to count, each with what it does and for which ballots it is."""
    field.choices = [(name, rule_title(name)) for name in names]
    field.explained = {name: _explained(name) for name in names}
    field.fitting = {name: [kind.name for kind in kinds if name in kind.rules] for name in names}
    field.beside = "ballot_kind"


def _explained(name: str) -> str:
    return _(
        "%(explanation)s %(money)s For: %(ballots)s.",
        explanation=rule_explanation(name),
        money=_("Money is spent.") if spends(name) else _("No money is spent."),
        ballots="; ".join(kind.title() for kind in kinds if name in kind.rules),
    )


def fits(form: BaseForm, field: Field) -> None:
    """Refuse a way to count that does not go with the kind of ballot, naming those that do."""
    name = form["ballot_kind"].data
    if name not in kinds:
        return
    rules = kinds.get(name).rules
    if field.data not in rules:
        raise ValidationError(
            _(
                "This way to count does not go with these ballots. Choose one of these: %(rules)s.",
                rules="; ".join(rule_title(rule) for rule in rules),
            )
        )


def filled_in(wishes: BallotWishes) -> dict[str, str]:
    """The fields as they stand for what was wished so far."""
    return {
        "most_each": str(wishes.most_each),
        "points": str(wishes.points),
        "step": str(wishes.step),
        "seats": str(wishes.seats),
        "majority": wishes.majority,
        "turnout": "" if wishes.turnout == "0" else wishes.turnout,
        "quorum": "" if wishes.quorum == "0" else wishes.quorum,
        "entitled": str(wishes.entitled or ""),
        "scope": wishes.scope,
    }


def ballot_from(form: Any) -> BallotWishes:
    """What a valid form wishes."""
    default = BallotWishes()

    def typed(field: LineField, otherwise: int) -> int:
        return whole_number(field.data or "") or otherwise

    return BallotWishes(
        most_each=typed(form.most_each, default.most_each),
        points=typed(form.points, default.points),
        step=typed(form.step, default.step),
        seats=typed(form.seats, default.seats),
        majority=form.majority.data or default.majority,
        turnout=people_or_share(form.turnout.data or "") or "0",
        quorum=people_or_share(form.quorum.data or "") or "0",
        entitled=whole_number(form.entitled.data or "") or None,
        scope=form.scope.data or default.scope,
    )
