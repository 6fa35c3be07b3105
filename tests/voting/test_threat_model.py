"""The threat model names a test for each of its lines, and each of them is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "threat-model.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def named_tests() -> list[tuple[str, str]]:
    """File and name of each test that the page names."""
    return NAMED.findall(PAGE.read_text(encoding="utf-8"))


def missing(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that are not there."""
    found: dict[str, set[str]] = {}
    for file, _name in named:
        path = ROOT / file
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
        found[file] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return [(file, name) for file, name in named if name not in found[file]]


def test_every_test_that_the_threat_model_names_is_there() -> None:
    assert len(named_tests()) > 30
    assert missing(named_tests()) == []
    assert missing([("tests/voting/test_secrecy.py", "test_nothing")])


def test_every_line_of_the_threat_model_names_a_test() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| who")]
    assert len(rows) > 25
    assert [row for row in rows if not NAMED.search(row)] == []
