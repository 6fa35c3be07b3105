"""Structured logs: one line of JSON for each thing, without anything personal in it."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

_ADDRESS = re.compile(r"[^\s@<>\"'(),:;=\[\]\\]+@[^\s@<>\"'(),:;=\[\]\\]+")


def without_addresses(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take e-mail addresses out of what a library put into its error."""
    return {
        key: _ADDRESS.sub("(address)", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def set_up_logs() -> None:
    """Write log lines as JSON on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_addresses,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Asked for anew with each line, so that it follows where standard error leads now.
        logger_factory=lambda *_names: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
