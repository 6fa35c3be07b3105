"""The API under a fuzzer that reads its own description: odd questions, no surprising answers."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import BaseSchema, Case, GenerationMode

from commons.api.description import parts_of, path_of
from commons.api.endpoints import ENDPOINTS, Endpoint
from commons.app import wrap
from commons.cities.context import city
from tests.conftest import CITY
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result

PLAIN = {"Accept-Encoding": "identity"}
"""The fuzzer's client cannot read what is compressed."""

THERE = {"slug": "call-1", "proposal_id": 1, "phase_id": 2}
"""What the city of this test holds."""


@pytest.fixture
def description(app: Flask) -> BaseSchema:
    """The description of a city in which something of each kind has happened."""
    with app.app_context(), city(CITY):
        proposal = proposal_by(resident(), call_for_proposals())
        comment_by(resident("Marek"), proposal)
        vote = open_vote()
        cast_all(vote, [["1"], ["2"], []])
        publish_result(close_vote(vote))
    wsgi = wrap(app, app.extensions["commons.settings"])
    return schemathesis.openapi.from_wsgi(f"/{CITY}/api/v1/openapi.json", app=wsgi)


@pytest.fixture(params=ENDPOINTS, ids=lambda endpoint: endpoint.name)
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    return request.param


def test_every_answer_is_as_described(description: BaseSchema, endpoint: Endpoint) -> None:
    operation = description[path_of(endpoint)]["GET"]
    there = operation.Case(path_parameters={key: THERE[key] for key in parts_of(endpoint)})
    assert there.call_and_validate(headers=PLAIN).status_code == 200
    for mode in GenerationMode:

        @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
        @given(operation.as_strategy(generation_mode=mode))
        def asked(case: Case) -> None:
            case.call_and_validate(headers=PLAIN)

        asked()
    bounds_and_other_methods = description.iter_coverage_cases(
        operation,
        generation_modes=list(GenerationMode),
        generation_config=description.config.generation_for(operation=operation),
    )
    assert [case.call_and_validate(headers=PLAIN) for case in bounds_and_other_methods]
