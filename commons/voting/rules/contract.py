"""The contract of a way to count, and the shape of what it hands back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol, Self

from commons.voting.rules.election import Election, Exact

Json = dict[str, Any]


class TallyRule(Protocol):
    """A way to count. A rule is one class in one file, made known with `register`.

    It must be exact and repeatable: the same election gives the same tally, on any machine.
    What a rule can be set to (such as a way to spend the rest) are its fields, as keyword
    arguments. Its title and explanation are the interface's, because they are translated.
    """

    @property
    def name(self) -> str:
        """The rule's stable name, as stored and as typed: `equal-shares`."""

    def tally(self, election: Election) -> "Tally":
        """Count the election.

        Raises ElectionError where the rule can't count such an election.
        """


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an option was chosen or not: a stable code and the numbers that belong in its sentence.

    Codes of votes about money, with their numbers:

    - `chosen` (rule's own numbers)
    - `chosen_with_the_rest` (`left`: what was left before it)
    - `over_remaining_budget` (`needed`, `left`)
    - `over_whole_budget` (`needed`, `budget`)
    - `supporters_could_not_pay` (`supporters`, `together`: what they had left, `needed`)
    - `allocated` (`money`: what it gets, `supporters` who gave it any, `voters` who gave anything)
    - `no_support`

    Codes of votes that fill seats (votes can be fractions where they are passed on in parts):

    - `elected` (`place` and `votes`; with stages `stage`, `votes` and `needed` or `quota`; with
      duels `place` and `beats`: how many others it beats)
    - `elected_without_quota` (`stage`, `votes`, `quota`): as many were left as there were seats
    - `not_elected` (`votes`, `needed`: what the last seat took, the majority or the quota)
    - `lost_tie` (`votes`, or `beats`): stood equal with one that got the last seat
    - `excluded` (`stage`, `votes`): had the fewest votes and dropped out
    - `weaker_path` (`against`: the strongest path of one that beats it, `own`: its path back)
    - `no_support`

    Codes of a yes or no question:

    - `accepted` (`votes`, `against`)
    - `turnout_not_reached`, `quorum_not_reached`, `majority_not_reached` (`needed`, `have`)
    - `against` (`votes`, `in_favour`)
    - `abstained` (`votes`)
    """

    code: str
    numbers: Mapping[str, Exact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one option came out."""

    option: str
    cost: Exact
    points: Exact
    supporters: int
    selected: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the count, so that a newcomer can follow it from the first to the last.

    `code` says what happened, `option` to which option (if to one), `numbers` with what figures;
    `counts` holds one figure for each option where the step has them.
    """

    code: str
    option: str | None = None
    numbers: Mapping[str, Exact] = field(default_factory=dict)
    counts: Mapping[str, Exact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """Options that stood equal, which of them went first, and the criterion that said so.

    Criteria: `lower_cost`, `more_points`, `more_votes_earlier` (at an earlier stage of the count),
    `lot`, `lower_id`. Where it was about who drops out, `winner` is who dropped out, and the
    criterion is `out_fewer_votes_earlier`, `out_lot` or `out_higher_id`.
    """

    options: tuple[str, ...]
    winner: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a count and the whole course of it.

    `selected` holds option ids in the order they were chosen; `standings` every option, the
    selected first in that order, then the others by points. Money is in the vote's currency.
    """

    rule: str
    selected: tuple[str, ...]
    cost: Exact
    budget: Exact
    voters: int
    standings: tuple[Standing, ...]
    steps: tuple[Step, ...] = ()
    ties: tuple[Tie, ...] = ()

    def to_json(self) -> Json:
        """Plain dictionaries, lists, texts and whole numbers; fractions are texts like `7/3`."""
        return {
            "rule": self.rule,
            "selected": list(self.selected),
            "cost": exact_to_json(self.cost),
            "budget": exact_to_json(self.budget),
            "voters": self.voters,
            "standings": [_standing_to_json(standing) for standing in self.standings],
            "steps": [_step_to_json(step) for step in self.steps],
            "ties": [
                {"options": list(tie.options), "winner": tie.winner, "criterion": tie.criterion}
                for tie in self.ties
            ],
        }

    @classmethod
    def from_json(cls, stored: Json) -> Self:
        """The tally that `to_json` wrote down."""
        return cls(
            rule=stored["rule"],
            selected=tuple(stored["selected"]),
            cost=exact_from_json(stored["cost"]),
            budget=exact_from_json(stored["budget"]),
            voters=stored["voters"],
            standings=tuple(_standing_from_json(standing) for standing in stored["standings"]),
            steps=tuple(_step_from_json(step) for step in stored["steps"]),
            ties=tuple(
                Tie(tuple(tie["options"]), tie["winner"], tie["criterion"])
                for tie in stored["ties"]
            ),
        )


def exact_to_json(number: Exact) -> int | str:
    """A whole number as it is, a fraction as text: `7/3`."""
    if isinstance(number, Fraction):
        return int(number) if number.denominator == 1 else str(number)
    return number


def exact_from_json(stored: int | str) -> Exact:
    """The number that `exact_to_json` wrote down."""
    return Fraction(stored) if isinstance(stored, str) else stored


def _numbers_to_json(numbers: Mapping[str, Exact]) -> Json:
    return {name: exact_to_json(number) for name, number in numbers.items()}


def _numbers_from_json(stored: Json) -> dict[str, Exact]:
    return {name: exact_from_json(number) for name, number in stored.items()}


def _standing_to_json(standing: Standing) -> Json:
    return {
        "option": standing.option,
        "cost": exact_to_json(standing.cost),
        "points": exact_to_json(standing.points),
        "supporters": standing.supporters,
        "selected": standing.selected,
        "reason": {
            "code": standing.reason.code,
            "numbers": _numbers_to_json(standing.reason.numbers),
        },
    }


def _standing_from_json(stored: Json) -> Standing:
    reason = stored["reason"]
    return Standing(
        option=stored["option"],
        cost=exact_from_json(stored["cost"]),
        points=exact_from_json(stored["points"]),
        supporters=stored["supporters"],
        selected=stored["selected"],
        reason=Reason(reason["code"], _numbers_from_json(reason["numbers"])),
    )


def _step_to_json(step: Step) -> Json:
    return {
        "code": step.code,
        "option": step.option,
        "numbers": _numbers_to_json(step.numbers),
        "counts": _numbers_to_json(step.counts),
    }


def _step_from_json(stored: Json) -> Step:
    return Step(
        code=stored["code"],
        option=stored["option"],
        numbers=_numbers_from_json(stored["numbers"]),
        counts=_numbers_from_json(stored["counts"]),
    )


def standings(
    election: Election, selected: tuple[str, ...], reasons: Mapping[str, Reason]
) -> tuple[Standing, ...]:
    """Every option's standing: the selected in their order, then the others by points."""
    support = election.support()
    chosen = set(selected)
    others = [option for option in support if option not in chosen]
    others.sort(key=lambda option: -support[option].points)
    return tuple(
        Standing(
            option=option,
            cost=election.cost(option),
            points=support[option].points,
            supporters=support[option].supporters,
            selected=option in chosen,
            reason=reasons[option],
        )
        for option in (*selected, *others)
    )
