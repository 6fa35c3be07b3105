"""The web server's own log lines: JSON like ours, and as silent about people."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from commons.base.logs import without_addresses

# What follows these words is an IP address, a path that may hold a sign-in link, or raw bytes.
_ABOUT_A_REQUEST = re.compile(r"(Invalid request|Error handling request)\b.*", re.DOTALL)


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON, without what tells of the sender."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry: dict[str, Any] = {
            "event": "gunicorn",
            "message": _ABOUT_A_REQUEST.sub(r"\1", record.getMessage()),
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(without_addresses(None, "", entry), ensure_ascii=False)


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's logger, named in ``gunicorn.conf.py``."""

    def setup(self, cfg: Config) -> None:
        """Set up as gunicorn does, then write our way."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())
