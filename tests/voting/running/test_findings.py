"""Whatever a recount looks at has words for the officers' page."""

import re
from pathlib import Path

import pytest
from flask import Flask

from commons.voting.checking import recount
from commons.voting.running.words import finding_words

CODES = sorted(set(re.findall(r'Finding\(\s*"(\w+)"', Path(recount.__file__).read_text())))


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_words(town: Flask, code: str) -> None:
    what, answer, _look = finding_words(recount.Finding(code, True))
    assert what
    assert answer == "Holds"


def test_the_codes_were_found() -> None:
    assert {"package", "box", "result"} <= set(CODES)
