"""`commons tally` on the command line: a result, or one line and exit code 1."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from commons.voting.commands import tally
from tests.voting.rules.elections import real_path
from tests.voting.test_pabulib import SMALL


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.pb"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    group = click.Group(commands={"tally": tally})
    return CliRunner().invoke(group, ["tally", *map(str, arguments)])


def test_the_json_says_what_is_chosen_and_what_it_costs(small: Path) -> None:
    result = run(small, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "rule": "greedy",
        "budget": 100.5,
        "voters": 3,
        "selected": ["2"],
        "cost": 50,
    }


@pytest.mark.parametrize("utility", ["cost", "count"])
@pytest.mark.parametrize("completion", ["none", "add-one", "add-one-utilitarian"])
def test_equal_shares_can_be_set(small: Path, utility: str, completion: str) -> None:
    options = ("--rule", "equal-shares", "--utility", utility, "--completion", completion)
    result = run(small, *options, "--json")
    assert json.loads(result.stdout)["selected"] == ["2"]


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "greedy-per-cost"])
@pytest.mark.parametrize("lot", ["7 12 33", "3 9 21", "Łódź"])
def test_ties_are_drawn_by_the_lot_that_is_given(tmp_path: Path, rule: str, lot: str) -> None:
    path = tmp_path / "tied.pb"
    tied = SMALL.replace("8;2;", "8;1;").replace("60.25", "60").replace("\n2;50;", "\n2;60;")
    path.write_text(tied, encoding="utf-8")
    first = min("12", key=lambda one: hashlib.sha256(f"{lot}\n{one}".encode()).digest())
    result = run(path, "--rule", rule, "--lot", lot, "--json")
    assert json.loads(result.stdout)["selected"] == [first]
    assert json.loads(run(path, "--rule", rule, "--json").stdout)["selected"] == ["1"]


def test_people_get_a_table_with_reasons(small: Path) -> None:
    result = run(small)
    assert result.exit_code == 0
    assert "1 of 2 projects are chosen" in result.stdout
    assert 'Trees; "old" benches  costs 60.25, but 50.50 was left' in result.stdout


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "sly.pb"
    path.write_text(SMALL.replace("Łąka", "\x1b[2JŁąka"), encoding="utf-8")
    result = run(path)
    assert "Łąka" in result.stdout
    assert "\x1b" not in result.stdout


def _missing(tmp_path: Path) -> list[str]:
    return [str(tmp_path / "nowhere.pb")]


def _directory(tmp_path: Path) -> list[str]:
    return [str(tmp_path)]


def _wrong_file(tmp_path: Path) -> list[str]:
    path = tmp_path / "wrong\nname.pb"
    path.write_bytes(b"\x89PNG\r\n\0")
    return [str(path)]


def _with(*options: str) -> object:
    def arguments(tmp_path: Path) -> list[str]:
        path = tmp_path / "small.pb"
        path.write_text(SMALL, encoding="utf-8")
        return [str(path), *options]

    return arguments


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (_missing, "can't be read"),
        (_directory, "can't be read"),
        (_wrong_file, "line 1"),
        (lambda _: [], "Missing argument"),
        (_with("--rule", "dice"), "no rule 'dice'. Known: "),
        (_with("--utility", "cost"), "'greedy' has no setting 'utility'"),
        (_with("--rule", "equal-shares", "--utility", "fame"), "must be cost or count"),
        (_with("--rule", "equal-shares", "--completion", "all"), "must be none, add-one or"),
        (_with("--rule", "average", "--lot", "7"), "'average' has no setting 'lot'"),
        (_with("--colour"), "No such option"),
        (_with("another.pb"), "unexpected extra argument"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_1(
    tmp_path: Path, arguments: object, message: str
) -> None:
    assert callable(arguments)
    result = run(*arguments(tmp_path))
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_file_that_may_not_be_read_is_named(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _mode: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", refuse)
    result = run(small)
    assert (result.exit_code, "Permission denied" in result.stderr) == (1, True)


def test_counting_needs_neither_web_nor_database() -> None:
    code = (
        "import sys, commons.voting.commands as c;"
        "print([m for m in ('flask', 'sqlalchemy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.real_data
def test_a_real_election_is_counted() -> None:
    result = run(real_path("poland_krakow_2021_bienczyce"), "--json")
    summary = json.loads(result.stdout)
    assert summary["selected"] == ["4", "6", "10", "5", "8", "34", "11", "27"]
    assert (summary["cost"], summary["voters"]) == (1219597, 1094)
