"""What every app works out anew and always finds the same: the tests keep it for the next app.

Without it, half the time of a page's test goes into compiling templates and addresses again.
"""

from collections.abc import Callable

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
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

_BUILDERS: dict[str, Callable[..., tuple[str, str]]] = {}


class RememberedRule(Rule):
    """An address whose builder is compiled once: it reads nothing of the app it was made for.

    Should werkzeug stop asking this method, the tests are slower and otherwise the same.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = repr((self.rule, self._trace, self.defaults, append_unknown))
        if key not in _BUILDERS:
            _BUILDERS[key] = super()._compile_builder(append_unknown)
        return _BUILDERS[key]
