"""What the tests of consultations share."""

from collections.abc import Iterator

import pytest

from commons.consultations.activities import activities
from tests.factories.consultations import Silence, register_silence


@pytest.fixture
def silence() -> Iterator[Silence]:
    """An activity in which nothing is done, gone after the test."""
    yield register_silence()
    activities._things.pop("silence", None)
