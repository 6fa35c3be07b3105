"""A city whose sign-in service is a real provider, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from commons.base.settings import Settings
from tests.people.sso.citizen import BACK
from tests.people.sso.go_between import GoBetween
from tests.people.sso.provider_process import CLIENT, SECRET

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def provider_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the provider of this test process listens."""
    command = [sys.executable, "-m", "tests.people.sso.provider_process", BACK]
    said = tmp_path_factory.mktemp("provider") / "said"
    with (
        said.open("w") as errors,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.strip().isdigit(), f"the provider did not start: {said.read_text()}"
        # Its first answer takes longer than Commons waits on a busy machine.
        requests.get(
            f"http://127.0.0.1:{int(line)}/.well-known/openid-configuration", timeout=60
        ).raise_for_status()
        yield int(line)
        process.terminate()


@pytest.fixture
def go_between(provider_port: int) -> Iterator[GoBetween]:
    """The address under which the provider is known in this test."""
    between = GoBetween(provider_port)
    yield between
    between.end()


@pytest.fixture
def sso_lines() -> list[str]:
    """Lines of the operator's file beyond what every city needs."""
    return ["level = 3", 'residence_claim = "groups"', 'residence_values = ["residents"]']


@pytest.fixture
def settings(
    settings: Settings, go_between: GoBetween, sso_lines: list[str], tmp_path: Path
) -> Settings:
    """An installation whose Gdańsk has single sign-on."""
    file = tmp_path / "sso.toml"
    lines = [
        "[gdansk]",
        f'issuer = "{go_between.issuer}"',
        f'client_id = "{CLIENT}"',
        f'client_secret = "{SECRET}"',
        'name.pl = "Konto miejskie"',
        'name.en = "City account"',
        'scopes = ["openid", "groups", "address"]',
        *sso_lines,
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    file.chmod(0o600)
    return replace(settings, sso=file)
