"""How many came which way is told of ten and more; subtracting tells no more."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from commons.voting.channels import (
    ASSISTED,
    CHANNELS,
    ONLINE,
    PAPER,
    SMALLEST_GROUP,
    groups_of,
    totals,
)
from commons.voting.rules.election import Ballot, Choice

counts = st.dictionaries(st.sampled_from(CHANNELS), st.integers(0, 40))
ballots = st.lists(st.sampled_from("123"), unique=True, max_size=3).map(
    lambda codes: tuple(Choice(code, 1) for code in codes)
)
boxes = st.dictionaries(st.sampled_from(CHANNELS), st.lists(ballots, max_size=25).map(Counter))


@given(counts)
def test_no_sum_and_no_difference_of_what_is_told_is_of_fewer_than_ten(
    found: dict[str, int],
) -> None:
    told = [count for _channels, count in groups_of(found)]
    if not told:
        assert sum(found.values()) < SMALLEST_GROUP
        return
    assert sum(told) == sum(found.values())
    # Whatever is added up and taken from whatever else is a sum of whole groups of ten and more.
    for size in range(1, len(told) + 1):
        assert all(sum(some) >= SMALLEST_GROUP for some in combinations(told, size))


@given(counts)
def test_a_way_is_told_apart_exactly_where_ten_came_it_and_no_other_must_hide_behind_it(
    found: dict[str, int],
) -> None:
    for channels, count in groups_of(found):
        assert count == sum(found.get(channel, 0) for channel in channels)
        assert all(found.get(channel, 0) for channel in channels)
        if len(channels) > 1:
            assert min(found[channel] for channel in channels) < SMALLEST_GROUP


def test_a_small_way_joins_the_next_smallest() -> None:
    assert groups_of({ONLINE: 100, ASSISTED: 4, PAPER: 30}) == [
        ((ONLINE,), 100),
        ((ASSISTED, PAPER), 34),
    ]
    assert groups_of({ONLINE: 100, ASSISTED: 4, PAPER: 3}) == [((ONLINE, ASSISTED, PAPER), 107)]
    assert groups_of({ONLINE: 5, PAPER: 3}) == []


@given(boxes)
def test_the_parts_add_up_to_the_whole(box: dict[str, "Counter[Ballot]"]) -> None:
    groups = totals(box)
    if not groups:
        return
    together: Counter[Ballot] = sum(box.values(), Counter())
    assert sum(group.ballots for group in groups) == together.total()
    assert sum(group.blank for group in groups) == together[()]
    for code in "123":
        chosen = sum(n for ballot, n in together.items() if any(c.option == code for c in ballot))
        assert sum(group.votes.get(code, 0) for group in groups) == chosen
