"""What cannot be done is said in one line, with 1, whatever it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from commons.cities.migrate import migrate_down


def commons(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder, as an operator does."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COMMONS_")}
    return subprocess.run(
        [sys.executable, "-m", "commons", *words],
        cwd=folder,
        env={**clean, "COMMONS_HOME": str(folder / "home"), **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def told(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error."""
    assert ended.returncode == 1
    lines = ended.stderr.strip().splitlines()
    assert len(lines) == 1, ended.stderr
    return lines[0]


def test_a_database_that_refuses_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://ola:secret-word@127.0.0.1:1/commons"
    line = told(commons(tmp_path, "city", "list", COMMONS_DATABASE_URL=url))
    assert "Connection refused" in line
    assert "secret-word" not in line
    assert "sqlalche.me" not in line


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"COMMONS_LIMITS_URL": "nonsense://x"}, "COMMONS_LIMITS_URL"),
        ({"COMMONS_HOME": "/dev/null/x"}, "/dev/null"),
        ({"PORT": "abc"}, "PORT"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    tmp_path: Path, environ: dict[str, str], named: str
) -> None:
    assert named in told(commons(tmp_path, "city", "list", **environ))


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfeX=1")
    assert ".env" in told(commons(tmp_path, "city", "list"))


@pytest.mark.parametrize("revision", ["nonsense", "-500"])
def test_an_unknown_revision_is_named(app: Flask, revision: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match=f"gdansk.*{revision}"):
        migrate_down("gdansk", revision)
