"""What every app works out anew and always finds the same: the tests keep it for the next app.

Without it, most of the time of a page's test goes into compiling templates, addresses and
statements again.
"""

from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """Compiled templates, by their source."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of the same source."""
        if compiled := self._compiled.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the tests to come."""
        self._compiled[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


TEMPLATES = Templates()


class RememberedRule(Rule):
    """An address that is compiled once: what comes of it reads nothing of the app.

    Should werkzeug stop asking this method, the tests are slower and otherwise the same.
    """

    _COMPILED: dict[str, dict[str, Any]] = {}
    _OF_COMPILING = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")

    def compile(self) -> None:
        """Take what was compiled of the same address."""
        key = repr((self.rule, self.defaults, self.subdomain, self.host, self.merge_slashes))
        if key in self._COMPILED:
            self.__dict__.update(self._COMPILED[key])
        else:
            super().compile()
            self._COMPILED[key] = {name: self.__dict__[name] for name in self._OF_COMPILING}


STATEMENTS: LRUCache[Any, Any] = LRUCache(4_000)


def share_statements() -> None:
    """Let all engines of one kind take the same compiled statements, whoever compiled them."""
    DefaultDialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:
        connection.engine._compiled_cache = STATEMENTS
