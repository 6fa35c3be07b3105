"""Each request gets an id, and one line in the log that says nothing about who made it."""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id() -> str:
    """The id of this request, which an error page shows and the log holds."""
    found: str = g.get("request_id", "-")
    return found


def init_requests(app: Flask) -> None:
    """Number the requests and log them: method, endpoint, status, milliseconds. No address."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        log.info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000),
            city=g.get("database"),
        )
        return response
