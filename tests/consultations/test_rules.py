"""When a phase is open, how phases follow each other, what the city's clocks show."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.consultations.rules import (
    LocalTimeError,
    Span,
    changed_places,
    consultation_state,
    in_order,
    local_time,
    moment_of,
    phase_state,
)

WARSAW = "Europe/Warsaw"


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """What a clock on a wall shows: without a zone."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001


T = datetime(2026, 11, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Plan:
    phases: list[Span] = field(default_factory=list)
    published_at: datetime | None = T
    answered_at: datetime | None = None


def test_a_phase_is_open_from_its_first_moment_until_just_before_its_closing() -> None:
    phase = Span(T, T + DAY)
    assert phase_state(phase, T - timedelta(microseconds=1)) == "upcoming"
    assert phase_state(phase, T) == "open"
    assert phase_state(phase, T + DAY - timedelta(microseconds=1)) == "open"
    assert phase_state(phase, T + DAY) == "closed"


def test_a_consultation_goes_from_draft_to_answered() -> None:
    plan = Plan([Span(T, T + DAY), Span(T + 2 * DAY, T + 3 * DAY)])
    seen = [consultation_state(plan, T + days * DAY) for days in (-1, 0, 1, 2, 3)]
    assert seen == ["upcoming", "open", "between", "open", "finished"]
    plan.answered_at = T
    assert consultation_state(plan, T + 3 * DAY) == "answered"
    plan.published_at = None
    assert consultation_state(plan, T) == "draft"


def test_phases_may_touch_but_not_overlap() -> None:
    assert in_order([Span(T, T + DAY), Span(T + DAY, T + 2 * DAY)])
    assert not in_order([Span(T, T + DAY), Span(T + DAY - HOUR, T + 2 * DAY)])
    assert not in_order([Span(T, T)])


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(LocalTimeError):
        moment_of(wall(2026, 3, 29, 2, 30), WARSAW)
    assert moment_of(wall(2026, 3, 29, 3, 0), WARSAW) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_time_that_the_clocks_show_twice_is_the_first_of_the_two() -> None:
    assert moment_of(wall(2026, 10, 25, 2, 30), WARSAW) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.datetimes(wall(2000, 1, 1), wall(2100, 1, 1)),
    st.sampled_from([WARSAW, "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "UTC"]),
)
def test_every_time_that_is_accepted_is_shown_as_it_was_typed(local: datetime, zone: str) -> None:
    try:
        moment = moment_of(local, zone)
    except LocalTimeError:
        return
    assert local_time(moment, zone) == local


moments = st.datetimes(wall(2020, 1, 1), wall(2030, 1, 1), timezones=st.just(UTC))
lengths = st.timedeltas(timedelta(hours=2), timedelta(days=90))


@given(moments, lengths, st.timedeltas(timedelta(hours=2), timedelta(days=30)), lengths)
def test_two_phases_that_change_places_keep_their_order_length_and_frame(
    start: datetime, first: timedelta, pause: timedelta, second: timedelta
) -> None:
    earlier = Span(start, start + first)
    later = Span(earlier.closes_at + pause, earlier.closes_at + pause + second)
    new_earlier, new_later = changed_places(earlier, later, WARSAW)
    assert in_order([new_later, new_earlier])
    assert (new_later.opens_at, new_earlier.closes_at) == (earlier.opens_at, later.closes_at)
    # As the clocks count it is the same; a change may be left behind, and another one met.
    assert abs((new_later.closes_at - new_later.opens_at) - second) <= 2 * HOUR


def test_a_phase_that_ends_at_eight_still_does_when_it_moves_over_a_clock_change() -> None:
    def at(month: int, day: int, hour: int) -> datetime:
        return moment_of(wall(2026, month, day, hour), WARSAW)

    summer, winter = Span(at(10, 10, 8), at(10, 20, 20)), Span(at(11, 1, 8), at(11, 15, 20))
    moved_summer, moved_winter = changed_places(summer, winter, WARSAW)
    assert local_time(moved_winter.closes_at, WARSAW).hour == 20
    assert local_time(moved_summer.opens_at, WARSAW).hour == 8
