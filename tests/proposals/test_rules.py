"""Amounts as people type them, and what goes on to the next phase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.proposals.rules import (
    LARGEST_COST,
    NotAnAmount,
    PhaseSettings,
    chosen,
    parse_cost,
    why_not_change,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12000", 12_000),
        ("12 000", 12_000),
        ("12\u00a0000 zł", 12_000),
        ("12.000", 12_000),
        ("12,000.00", 12_000),
        ("1'200'000", 1_200_000),
        ("1,00,000", 100_000),
        ("PLN 7 500", 7_500),
        ("€300", 300),
        ("١٢٬٠٠٠", 12_000),
        ("۱۲۰۰۰", 12_000),
        ("१२", 12),
        ("0012", 12),
        ("", None),
        ("  ", None),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, amount: int | None) -> None:
    assert parse_cost(typed) == amount


@pytest.mark.parametrize(
    "typed",
    ["-5", "12,50", "12 tys.", "2 mln", "1e6", "many", "12.34.56", "0", "--", "٠", "9" * 5000, "½"],
)
def test_what_is_no_whole_amount_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        parse_cost(typed)
    assert str(refusal.value).endswith(".")


@given(st.integers(1, LARGEST_COST))
def test_every_amount_is_read_back_however_it_is_grouped(amount: int) -> None:
    for text in (f"{amount}", f"{amount:,}", f"{amount:,}".replace(",", "\u202f"), f"{amount:_}"):
        assert parse_cost(text) == amount


@given(st.text())
def test_no_text_makes_it_stumble(text: str) -> None:
    try:
        amount = parse_cost(text)
    except NotAnAmount:
        return
    assert amount is None or 1 <= amount <= LARGEST_COST


def test_accepted_proposals_go_on_and_all_do_where_none_was_answered() -> None:
    def going_on(*statuses: str) -> list[bool]:
        return chosen([(status, True) for status in statuses])

    assert going_on("open", "accepted", "partly", "rejected") == [False, True, True, False]
    assert going_on("open", "open") == [True, True]
    assert going_on("open", "rejected") == [False, False]
    assert going_on() == []
    assert chosen([("open", False), ("open", True)]) == [False, True]


def test_a_proposal_can_be_changed_while_it_is_unanswered_and_its_phase_open() -> None:
    def refusal(
        state: str = "visible", status: str = "open", phase_state: str | None = "open"
    ) -> bool:
        return why_not_change(state=state, status=status, phase_state=phase_state) is not None  # type: ignore[arg-type]

    assert not refusal()
    assert not refusal(phase_state=None)
    assert refusal(phase_state="closed")
    assert refusal(status="rejected")
    assert refusal(state="hidden")


def test_settings_survive_being_stored() -> None:
    settings = PhaseSettings(most_each=3, district_needed=True)
    assert PhaseSettings.of(settings.stored()) == settings
    assert PhaseSettings.of({}) == PhaseSettings()
