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


@pytest.mark.parametrize("name", sorted(set(rule_names()) - {*FOR_BUDGETS, "average"}))
def test_a_rule_for_seats_refuses_a_budget_file_in_one_line(small: Path, name: str) -> None:
    result = run(small, "--rule", name)
    assert result.exit_code == 1
    assert f"'{name}' spends no money" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


WITHOUT_MONEY = """META
key;value
num_projects;3
num_votes;5
budget;0
vote_type;ordinal
PROJECTS
project_id;cost
yes;0
no;0
abstain;0
VOTES
voter_id;vote
1;yes{more}
2;yes
3;yes
4;no
5;
"""


@pytest.mark.parametrize("name", sorted(set(rule_names()) - {*FOR_BUDGETS, "average"}))
def test_a_file_without_money_is_counted_by_a_rule_for_seats(tmp_path: Path, name: str) -> None:
    path = tmp_path / "question.pb"
    more = "" if name == "majority" else ",no"  # a question takes one answer
    path.write_text(WITHOUT_MONEY.format(more=more), encoding="utf-8")
    result = run(path, "--rule", name)
    assert result.exit_code == 0, result.output
    chosen, *others = result.stdout.splitlines()[5:]
    assert chosen.startswith("*      yes")
    assert "elected" in chosen or "accepted" in chosen
    assert all("{" not in line and "_" not in line for line in others)


@pytest.mark.parametrize("name", ["single-transferable-vote", "borda", "majority"])
def test_a_setting_that_a_rule_does_not_have_is_named(small: Path, name: str) -> None:
    result = run(small, "--rule", name, "--completion", "add-one")
    assert result.exit_code == 1
    assert f"'{name}' has no setting 'completion'" in result.stderr


def _file(tmp_path: Path, costs: tuple[int, ...], *votes: str) -> Path:
    """A vote about 100 in money, with projects 1, 2 and so on."""
    path = tmp_path / "vote.pb"
    projects = "".join(f"{number};{cost}\n" for number, cost in enumerate(costs, 1))
    rows = "".join(f"{number};{vote}\n" for number, vote in enumerate(votes, 1))
    path.write_text(
        f"META\nkey;value\nnum_projects;{len(costs)}\nnum_votes;{len(votes)}\nbudget;100\n"
        f"vote_type;approval\nPROJECTS\nproject_id;cost\n{projects}VOTES\nvoter_id;vote\n{rows}",
        encoding="utf-8",
    )
    return path


def _by_equal_shares(path: Path, *options: str) -> list[str]:
    result = run(path, "--rule", "equal-shares", *options, "--json")
    return list(json.loads(result.stdout)["selected"])


def test_equal_shares_without_more_words_means_utility_by_cost(tmp_path: Path) -> None:
    # Each has 50. By cost, project 1 is worth more for each zł (45/90) than project 2 (20/20); by
    # count, 20 is less than 45. Whichever is bought first, the other can't be paid any more.
    path = _file(tmp_path, (90, 20), "1,2", "1")
    plain = ("--completion", "none")
    assert _by_equal_shares(path, *plain) == ["1"]
    assert _by_equal_shares(path, *plain, "--utility", "cost") == ["1"]
    assert _by_equal_shares(path, *plain, "--utility", "count") == ["2"]
    assert _by_equal_shares(path) == ["1"]


def test_equal_shares_without_more_words_means_shares_that_grow_one_by_one(tmp_path: Path) -> None:
    # Each has 25, which is enough for project 3 alone. With 30, all three are paid.
    path = _file(tmp_path, (60, 30, 10), "1", "1", "2", "3")
    assert _by_equal_shares(path, "--completion", "none") == ["3"]
    assert sorted(_by_equal_shares(path, "--completion", "add-one")) == ["1", "2", "3"]
    assert sorted(_by_equal_shares(path)) == ["1", "2", "3"]


def test_what_is_left_goes_to_the_most_votes_if_that_is_asked_for(tmp_path: Path) -> None:
    # With 60 each, projects 1 and 2 would be paid at once, and cost 120.
    path = _file(tmp_path, (60, 60, 30), "1", "2", "3")
    assert _by_equal_shares(path) == ["3"]
    assert _by_equal_shares(path, "--completion", "add-one-utilitarian") == ["3", "1"]


def test_all_rules_of_this_house_are_known() -> None:
    assert set(rule_names()) >= {
        "approval", "average", "borda", "equal-shares", "greedy", "greedy-per-cost",
        "instant-runoff", "majority", "plurality", "schulze", "score", "sequential-phragmen",
        "single-transferable-vote",
    }  # fmt: skip
