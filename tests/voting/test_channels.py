"""How many came which way is told of ten and more; subtracting tells no more."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from commons.voting.channels import (
    ASSISTED,
    CHANNELS,
    EARLY,
    ON_PAPER,
    ONLINE,
    PAPER,
    POSTAL,
    SMALLEST_GROUP,
    groups_of,
    paper_is_told,
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


@given(counts)
def test_paper_is_told_apart_wherever_no_other_way_must_hide_behind_it(
    found: dict[str, int],
) -> None:
    paper = sum(found.get(way, 0) for way in ON_PAPER)
    others = [count for way, count in found.items() if way not in ON_PAPER and count]
    told = [channels for channels, _count in groups_of(found)]
    if paper >= SMALLEST_GROUP and all(count >= SMALLEST_GROUP for count in others):
        assert paper_is_told(told)
    if 0 < paper < SMALLEST_GROUP or not paper:
        assert not paper_is_told(told)


def test_small_ways_on_paper_join_each_other_before_they_join_another_way() -> None:
    assert groups_of({ONLINE: 100, ASSISTED: 12, PAPER: 4, POSTAL: 5, EARLY: 3}) == [
        ((ONLINE,), 100),
        ((ASSISTED,), 12),
        (ON_PAPER, 12),
    ]
    told = groups_of({ONLINE: 100, ASSISTED: 3, PAPER: 30, POSTAL: 12})
    assert told == [((ONLINE,), 100), ((ASSISTED, POSTAL), 15), ((PAPER,), 30)]
    assert not paper_is_told([channels for channels, _count in told])


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
