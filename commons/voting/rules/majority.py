"""A yes or no question: accepted when enough people say yes, and enough take part.

What conditions there are, and what speaks against a turnout, is in the Venice Commission's "Revised
Code of Good Practice on Referendums" (CDL-AD(2022)015), part III. A quorum of those who say yes is
what German municipalities ask of a Bürgerentscheid (such as section 26 of the Gemeindeordnung of
North Rhine-Westphalia).
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import ClassVar, Literal

from commons.voting.rules.contract import Reason, Step, Tally
from commons.voting.rules.election import Election, ElectionError
from commons.voting.rules.seats import refuse_money, seats_filled

Base = Literal["votes", "voters", "entitled"]

_PEOPLE = re.compile("[0-9]{1,12}")
_SHARE = re.compile("([0-9]{1,9})/([1-9][0-9]{0,8})|([0-9]{1,3})%")


@dataclass(frozen=True, slots=True)
class Majority:
    """Accepted, or not, and the first condition that failed.

    The options are those called `yes` and `no`, and there can be one called `abstain`. Only a yes
    can be selected: a question that isn't accepted leaves everything as it was.

    `turnout` is how many must hand in a ballot, blank ones and abstentions included; `quorum` how
    many must say yes. Both are people (`500`) or a share of those entitled (`20%`, `1/5`).
    `majority` is the share that must say yes: more than half for `1/2`, and at least that share
    for any larger one. It is a share of the `base`: the `votes` for yes or no, all `voters`, or all
    `entitled`. A turnout is looked at first, then the quorum, then the majority.
    """

    turnout: str = "0"
    quorum: str = "0"
    majority: str = "1/2"
    base: Base = "votes"
    name: ClassVar[str] = "majority"

    def __post_init__(self) -> None:
        for setting, text in (("turnout", self.turnout), ("quorum", self.quorum)):
            if not _PEOPLE.fullmatch(text) and not 0 <= _share(text) <= 1:
                raise ValueError(
                    f"The {setting} must be people or a share, as 500, 20% or 1/5, not {text!r}."
                )
        if not Fraction(1, 2) <= _share(self.majority) <= 1:
            raise ValueError(f"The majority must be from 1/2 to 1/1, not {self.majority!r}.")
        if self.base not in {"votes", "voters", "entitled"}:
            raise ValueError(f"The base must be votes, voters or entitled, not {self.base!r}.")

    def tally(self, election: Election) -> Tally:
        """Count the election.

        Raises ElectionError where it isn't a yes or no question, or a condition is about those
        entitled and the election doesn't say how many they are.
        """
        refuse_money(election, self.name)
        votes = _votes(election)
        conditions = {
            "turnout": (self._people(self.turnout, election), election.voters),
            "quorum": (self._people(self.quorum, election), votes["yes"]),
            "majority": (self._needed(election, votes), votes["yes"]),
        }
        steps = [Step("counted", numbers={"voters": election.voters}, counts=votes)]
        for condition, (needed, have) in conditions.items():
            numbers = {"needed": needed, "have": have, "met": int(have >= needed)}
            steps.append(Step(condition, numbers=numbers))
        failed = [
            Reason(f"{condition}_not_reached", {"needed": needed, "have": have})
            for condition, (needed, have) in conditions.items()
            if have < needed
        ]
        reasons = {
            "yes": failed[0]
            if failed
            else Reason("accepted", {"votes": votes["yes"], "against": votes["no"]}),
            "no": Reason("against", {"votes": votes["no"], "in_favour": votes["yes"]}),
            "abstain": Reason("abstained", {"votes": votes.get("abstain", 0)}),
        }
        selected = () if failed else ("yes",)
        others = [option for option in ("yes", "no", "abstain") if option in votes][len(selected) :]
        return seats_filled(self.name, election, selected, others, votes, reasons, steps, ())

    def _people(self, text: str, election: Election) -> int:
        if _PEOPLE.fullmatch(text):
            return int(text)
        return ceil(_share(text) * _entitled(election))

    def _needed(self, election: Election, votes: dict[str, int]) -> int:
        """How many must say yes for the majority; one at least."""
        if self.base == "votes":
            among = votes["yes"] + votes["no"]
        else:
            among = election.voters if self.base == "voters" else _entitled(election)
        share = _share(self.majority)
        return among // 2 + 1 if share == Fraction(1, 2) else max(1, ceil(share * among))


def _share(text: str) -> Fraction:
    """The share that a text means, or -1 if it means none."""
    found = _SHARE.fullmatch(text)
    if not found:
        return Fraction(-1)
    over, under, percent = found.groups()
    return Fraction(int(percent), 100) if percent else Fraction(int(over), int(under))


def _entitled(election: Election) -> int:
    if election.entitled is None:
        raise ElectionError("A condition of this vote needs the number of people entitled to vote.")
    return election.entitled


def _votes(election: Election) -> dict[str, int]:
    """How many said yes, no and, where one can, that they abstain."""
    options = {option.id for option in election.options}
    if not {"yes", "no"} <= options <= {"yes", "no", "abstain"}:
        raise ElectionError("A majority needs the options yes and no, and at most abstain beside.")
    if any(sum(bool(choice.points) for choice in ballot) > 1 for ballot in election.ballots):
        raise ElectionError("A ballot gives more than one answer to a yes or no question.")
    return {option: got.supporters for option, got in election.support().items()}
