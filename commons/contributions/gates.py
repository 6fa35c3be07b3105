"""Who may comment on a text and support it, where the floors above say that not everybody may."""

from collections.abc import Callable

from commons.contributions.models import Contribution
from commons.people.models import Person

Gate = Callable[[Person, int], None]
_gates: list[Gate] = []
_reading: dict[str, Callable[[Contribution], None]] = {}


def register(gate: Gate) -> None:
    """Add what is asked before a comment or a support. It raises Refused with the true reason."""
    if gate not in _gates:
        _gates.append(gate)


def pass_gates(person: Person, contribution_id: int) -> None:
    """Refuse whoever may not comment on this text, or support it. Raises Refused."""
    for gate in _gates:
        gate(person, contribution_id)


def register_reading(kind: str, gate: Callable[[Contribution], None]) -> None:
    """Add what is asked before a text of a kind is shown by itself. It raises NotFound."""
    _reading[kind] = gate


def demand_readable(text: Contribution) -> None:
    """Refuse to show a text that hangs on another one which is shown no more. Raises NotFound."""
    if text.kind in _reading:
        _reading[text.kind](text)
