"""The single transferable vote by hand, and against a count with every paper in its own hands."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from commons.voting.rules import Election, SingleTransferableVote, Tally
from tests.voting.rules.ranked import ranked_election, ranked_elections


def count(options: str, ballots: dict[str, int], seats: int, lot: str = "") -> Tally:
    return SingleTransferableVote(lot).tally(ranked_election(options, ballots, seats))


def two_seats() -> Tally:
    """Twenty ballots and two seats, so a quota of 7; A has a surplus of 2, 2/9 a ballot."""
    ballots = {"AB": 5, "AC": 3, "A": 1, "BC": 3, "CB": 4, "DC": 4}
    return count("ABCD", ballots, seats=2)


@pytest.mark.parametrize(
    ("valid", "seats", "quota"),
    [(5000, 4, 1001), (20, 2, 7), (21, 2, 8), (1, 1, 1), (4000, 4, 801)],
)
def test_the_quota_is_a_part_of_the_valid_ballots_and_one(
    valid: int, seats: int, quota: int
) -> None:
    tally = count("ABCDEF", {"A": valid, "": 3}, seats)
    assert tally.steps[0].numbers["quota"] == quota
    assert tally.steps[0].numbers["valid"] == valid


def test_a_surplus_goes_on_in_parts_to_five_decimal_places() -> None:
    surplus = next(step for step in two_seats().steps if step.code == "surplus_transferred")
    assert surplus.counts == {
        "A": 7,
        "B": Fraction("4.11110"),
        "C": Fraction("4.66666"),
        "D": 4,
    }
    assert surplus.numbers == {
        "stage": 2,
        "surplus": 2,
        "passed_on": Fraction("1.77776"),
        "not_transferable": Fraction("0.22224"),
    }


def test_who_has_the_fewest_drops_out_and_their_ballots_go_on_as_they_came() -> None:
    tally = two_seats()
    assert tally.selected == ("A", "C")
    assert [(step.code, step.option) for step in tally.steps] == [
        ("first_preferences", None),
        ("elected", "A"),
        ("surplus_transferred", "A"),
        ("excluded", "D"),
        ("elected", "C"),
    ]
    reasons = {s.option: (s.reason.code, dict(s.reason.numbers)) for s in tally.standings}
    assert reasons == {
        "A": ("elected", {"stage": 1, "votes": 9, "quota": 7}),
        "C": ("elected", {"stage": 3, "votes": Fraction("8.66666"), "quota": 7}),
        "B": ("not_elected", {"votes": Fraction("4.1111"), "needed": 7}),
        "D": ("excluded", {"stage": 3, "votes": 4}),
    }


def test_a_ballot_that_goes_on_twice_is_worth_a_part_of_a_part() -> None:
    # 24 ballots, 3 seats: quota 7. A's 10 ballots go to B at 3/10: B has 5 + 3 = 8, a surplus of 1.
    # From B, the 5 go on at 1 * 1/8 = 0.125, the 10 at 0.3 * 1/8 = 0.0375.
    tally = count("ABCDE", {"ABC": 10, "BD": 5, "C": 3, "D": 3, "E": 3}, seats=3)
    second = [step for step in tally.steps if step.code == "surplus_transferred"][1]
    assert (second.option, second.numbers["surplus"]) == ("B", 1)
    assert second.counts["C"] == 3 + 10 * Fraction("0.0375")
    assert second.counts["D"] == 3 + 5 * Fraction("0.125")


def test_the_largest_surplus_goes_first() -> None:
    tally = count("ABCD", {"AC": 10, "BD": 12, "C": 1, "D": 1}, seats=3)
    moved = [step.option for step in tally.steps if step.code == "surplus_transferred"]
    assert moved[0] == "B"


def test_a_surplus_goes_past_those_who_are_elected_already() -> None:
    # 14 ballots, 3 seats: quota 4. A's 6 ballots name B next, who has 5; at 2/6 each they go to C.
    tally = count("ABCD", {"ABC": 6, "BC": 5, "C": 1, "D": 2}, seats=3)
    surplus = next(step for step in tally.steps if step.code == "surplus_transferred")
    assert surplus.option == "A"
    assert surplus.counts == {"A": 4, "B": 5, "C": Fraction("2.99998"), "D": 2}


def test_as_many_as_there_are_seats_left_are_elected_without_a_quota() -> None:
    tally = count("ABC", {"A": 8, "B": 2, "C": 1}, seats=2)
    assert tally.selected == ("A", "B")
    assert tally.standings[1].reason.code == "elected_without_quota"
    assert tally.standings[1].reason.numbers == {"stage": 3, "votes": 2, "quota": 4}


def test_a_tie_to_drop_out_is_settled_by_the_latest_stage_that_differs() -> None:
    # B and C have 3 each when D is out; before, B had 2.
    tally = count("ABCD", {"A": 4, "B": 2, "C": 3, "DB": 1}, seats=1)
    assert [(t.options, t.winner, t.criterion) for t in tally.ties] == [
        (("B", "C"), "B", "out_fewer_votes_earlier")
    ]


def test_a_tie_that_was_one_at_all_stages_is_drawn() -> None:
    ballots = {"A": 4, "BA": 3, "CA": 3}
    assert [t.criterion for t in count("ABC", ballots, 1).ties] == ["out_higher_id"]
    out = {count("ABC", ballots, 1, lot=str(lot)).ties[0].winner for lot in range(20)}
    assert out == {"B", "C"}
    assert {count("ABC", ballots, 1, lot="1").ties[0].criterion} == {"out_lot"}


def test_equal_surpluses_are_drawn_and_written_down_once() -> None:
    tally = count("ABCD", {"AC": 8, "BD": 8, "C": 1, "D": 1, "": 2}, seats=3)
    assert next((t.options, t.winner, t.criterion) for t in tally.ties) == (
        ("A", "B"),
        "A",
        "lower_id",
    )
    assert len(set(tally.ties)) == len(tally.ties)


class PaperByPaper:
    """The Order's rules 46 to 53 with every ballot paper for itself, in decimal numbers."""

    def __init__(self, election: Election) -> None:
        self.papers = [
            {"ranked": [choice.option for choice in ballot], "value": Decimal(1), "at": None}
            for ballot, number in election.ballots.items()
            for _ in range(number)
            if ballot
        ]
        self.hopeful = sorted(option.id for option in election.options)
        self.elected: list[str] = []
        self.due: list[str] = []
        self.seats = election.seats
        self.credit = {option: Decimal(0) for option in self.hopeful}
        self.past: list[dict[str, Decimal]] = []

    def run(self) -> list[str]:
        if not self.papers:
            return []
        quota = Decimal(len(self.papers) // (self.seats + 1) + 1)
        for paper in self.papers:
            self.give(paper, paper["ranked"][0])
        while True:
            self.past.append(dict(self.credit))
            reached = [option for option in self.hopeful if self.credit[option] >= quota]
            while reached:
                option = self.best(reached, 1)
                reached.remove(option)
                self.hopeful.remove(option)
                self.elected.append(option)
                self.due += [option] if self.credit[option] > quota else []
            if len(self.elected) == self.seats:
                return self.elected
            if len(self.hopeful) <= self.seats - len(self.elected):
                while self.hopeful:
                    self.elected.append(self.best(self.hopeful, 1))
                    self.hopeful.remove(self.elected[-1])
                return self.elected
            self.stage(quota)

    def stage(self, quota: Decimal) -> None:
        if self.due:
            giver = self.best(self.due, 1)
            self.due.remove(giver)
            surplus, total, left = self.credit[giver] - quota, self.credit[giver], quota
        else:
            giver = self.best(self.hopeful, -1)
            self.hopeful.remove(giver)
            surplus, total, left = Decimal(1), Decimal(1), Decimal(0)
        for paper in self.papers:
            if paper["at"] == giver:
                value = (surplus * paper["value"] / total).quantize(Decimal("0.00001"), ROUND_DOWN)
                paper["value"], paper["at"] = value, None
                following = paper["ranked"][paper["ranked"].index(giver) + 1 :]
                open_next = [option for option in following if option in self.hopeful]
                if open_next:
                    self.give(paper, open_next[0])
        self.credit[giver] = left

    def give(self, paper: dict, option: str) -> None:
        paper["at"] = option
        self.credit[option] += paper["value"]

    def best(self, options: list[str], sign: int) -> str:
        """Most votes now, or before, or before that; ids last, the lower on the better side."""
        return max(
            options,
            key=lambda o: ([sign * stage[o] for stage in reversed(self.past)], -sign * ord(o)),
        )


@settings(deadline=None, max_examples=400)
@given(ranked_elections(most_seats=4, most_alike=7, most_options=7))
def test_it_elects_whom_a_count_paper_by_paper_elects(election: Election) -> None:
    by_hand = PaperByPaper(election)
    tally = SingleTransferableVote().tally(election)
    assert list(tally.selected) == by_hand.run()
    stages = [step.counts for step in tally.steps if step.counts]
    assert stages == [{o: Fraction(v) for o, v in stage.items()} for stage in by_hand.past]


@settings(deadline=None, max_examples=200)
@given(ranked_elections(most_seats=4))
def test_no_vote_is_lost_or_made_on_the_way(election: Election) -> None:
    valid = sum(count for ballot, count in election.ballots.items() if ballot)
    for step in SingleTransferableVote().tally(election).steps:
        if step.counts:
            assert sum(step.counts.values()) + step.numbers["not_transferable"] == valid


@settings(deadline=None, max_examples=200)
@given(ranked_elections(most_seats=4))
def test_every_seat_is_filled_as_long_as_there_are_options(election: Election) -> None:
    selected = SingleTransferableVote().tally(election).selected
    voted = any(ballot for ballot in election.ballots)
    assert len(selected) == (min(election.seats, len(election.options)) if voted else 0)


def test_a_group_with_two_quotas_gets_two_seats_however_its_votes_are_spread() -> None:
    # 30 ballots, 3 seats: a quota of 8. Sixteen rank only A, B and C, in different orders.
    ballots = {"ABC": 6, "BCA": 5, "CAB": 5, "DEF": 8, "EDF": 6}
    selected = count("ABCDEF", ballots, seats=3).selected
    assert len(set(selected) & set("ABC")) == 2
