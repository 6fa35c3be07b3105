"""Each request gets an id, and one line in the log that says nothing about who made it."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, g, request

from commons.base.database import only_reading

log = structlog.get_logger()
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


View = TypeVar("View", bound=Callable[..., Any])


def takes_files(most: int) -> Callable[[View], View]:
    """For a view that is sent files: a request may weigh so many bytes there.

    What is sent comes in slowly, so the view begins as one that only reads, and holds nobody up;
    it writes inside ``database.writing``.
    """

    def mark(view: View) -> View:
        view.largest_body = most  # type: ignore[attr-defined]
        return view

    return mark


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
        view = app.view_functions.get(request.endpoint or "")
        most: int | None = getattr(view, "largest_body", None)
        if most is not None:
            request.max_content_length = most
            only_reading()

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
