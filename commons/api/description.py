"""The description of the API in OpenAPI 3.1, made of what is declared: never written by hand."""

import re
from collections.abc import Sequence

from commons.api.answers import PROBLEM
from commons.api.endpoints import Endpoint
from commons.api.fields import Json
from commons.base.web.links import city_address
from commons.base.web.paging import GREATEST_KEY
from commons.cities.context import current_city

VERSION = "1.0.0"
"""Fields and addresses may be added within version 1; none is taken away or changes its meaning."""

_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")

_PARTS: dict[str | None, Json] = {
    "int": {"type": "integer", "minimum": 1, "maximum": GREATEST_KEY},
    None: {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"},
}

_PROBLEM: Json = {
    "type": "object",
    "description": "What went wrong (RFC 9457), in the language of the answer.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it."},
        "request_id": {"type": "string", "description": "To name when asking for help."},
    },
    "required": ["type", "title", "status", "detail", "request_id"],
}

_PROBLEMS = {
    "400": "A parameter that cannot be read; the detail says how to mend it.",
    "404": "There is no such thing, or not yet.",
    "429": "Too many requests; Retry-After says when to go on.",
    "503": "The city is very busy.",
}


def description_of(endpoints: Sequence[Endpoint]) -> Json:
    """The whole description, in English, for the city we are in."""
    schemas: dict[str, Json] = {"Problem": _PROBLEM}
    for endpoint in endpoints:
        for name, resource in endpoint.gives.resources().items():
            schemas[name] = resource.schema()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Commons: {current_city().name}",
            "version": VERSION,
            "description": (
                "What people propose, say and decide here, to read: nothing can be changed. No "
                "key and no account is needed. All moments carry the offset of the city's clocks."
            ),
        },
        "servers": [{"url": city_address("api.city").rstrip("/")}],
        "paths": {path_of(endpoint): {"get": _operation(endpoint)} for endpoint in endpoints},
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "responses": {status: _problem(meaning) for status, meaning in _PROBLEMS.items()},
        },
    }


def path_of(endpoint: Endpoint) -> str:
    """The address as OpenAPI writes it, after the server's."""
    return _PART.sub(lambda part: f"{{{part['name']}}}", endpoint.path)


def parts_of(endpoint: Endpoint) -> dict[str, Json]:
    """The parts of the address that can be filled in, by their names, with what they can be."""
    return {part["name"]: _PARTS[part["kind"]] for part in _PART.finditer(endpoint.path)}


def _operation(endpoint: Endpoint) -> Json:
    parts = [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in parts_of(endpoint).items()
    ]
    asked = [
        {
            "name": parameter.name,
            "in": "query",
            "description": parameter.meaning,
            "schema": parameter.schema(),
        }
        for parameter in endpoint.parameters
    ]
    refused = {status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS}
    return {
        "operationId": endpoint.name,
        "summary": endpoint.meaning,
        "parameters": [*parts, *asked],
        "responses": {"200": _success(endpoint), "304": {"description": "Nothing new."}, **refused},
    }


def _success(endpoint: Endpoint) -> Json:
    schema: Json = {"$ref": f"#/components/schemas/{endpoint.gives.name}"}
    return {
        "description": endpoint.gives.meaning,
        "headers": {
            "ETag": {
                "required": True,
                "description": "Send it as If-None-Match to hear only of changes.",
                "schema": {"type": "string"},
            },
            "Content-Language": {"required": True, "schema": {"type": "string"}},
        },
        "content": {
            "application/json": {"schema": _page_of(schema) if endpoint.listed else schema}
        },
    }


def _page_of(items: Json) -> Json:
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": items},
            "next": {
                "anyOf": [{"type": "string", "format": "uri"}, {"type": "null"}],
                "description": "Where the list goes on; null at its end.",
            },
        },
        "required": ["items", "next"],
    }


def _problem(meaning: str) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": meaning, "content": {PROBLEM: {"schema": schema}}}
