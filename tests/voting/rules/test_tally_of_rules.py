"""Every rule on the command line: a budget file is counted, or refused in one line."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from commons.voting.commands import tally
from commons.voting.rules import rule_names
from tests.voting.test_pabulib import SMALL

FOR_BUDGETS = ("equal-shares", "greedy", "greedy-per-cost", "sequential-phragmen")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.pb"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    group = click.Group(commands={"tally": tally})
    return CliRunner().invoke(group, ["tally", *map(str, arguments)])


@pytest.mark.parametrize("name", FOR_BUDGETS)
def test_a_rule_for_budgets_counts_a_budget_file(small: Path, name: str) -> None:
    result = run(small, "--rule", name, "--json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    assert (summary["rule"], summary["selected"], summary["cost"]) == (name, ["2"], 50)
    table = run(small, "--rule", name)
    assert (table.exit_code, "1 of 2 projects are chosen" in table.stdout) == (0, True)


@pytest.mark.parametrize("name", ["greedy-per-cost", "sequential-phragmen"])
def test_cents_that_add_up_to_a_whole_sum_can_be_printed(tmp_path: Path, name: str) -> None:
    # 50.25 of 100.25 are spent: what is left is a whole number again.
    path = tmp_path / "cents.pb"
    path.write_text(SMALL.replace("50", "50.25").replace("100,50.25", "100.25"), encoding="utf-8")
    result = run(path, "--rule", name)
    assert (result.exit_code, "costs 60.25, but 50 was left" in result.stdout) == (0, True)


@pytest.mark.parametrize("name", sorted(set(rule_names()) - set(FOR_BUDGETS)))
def test_a_rule_for_seats_refuses_a_budget_file_in_one_line(small: Path, name: str) -> None:
    result = run(small, "--rule", name)
    assert result.exit_code == 1
    assert f"'{name}' spends no money" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_all_rules_of_this_house_are_known() -> None:
    assert set(rule_names()) >= {
        "approval", "borda", "equal-shares", "greedy", "greedy-per-cost", "instant-runoff",
        "majority", "plurality", "schulze", "score", "sequential-phragmen",
        "single-transferable-vote",
    }  # fmt: skip
