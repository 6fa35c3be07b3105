"""Who may comment on a text and support it, where the floors above say that not everybody may."""

from collections.abc import Callable

from commons.people.models import Person

Gate = Callable[[Person, int], None]
_gates: list[Gate] = []


def register(gate: Gate) -> None:
    """Add what is asked before a comment or a support. It raises Refused with the true reason."""
    if gate not in _gates:
        _gates.append(gate)


def pass_gates(person: Person, contribution_id: int) -> None:
    """Refuse whoever may not comment on this text, or support it. Raises Refused."""
    for gate in _gates:
        gate(person, contribution_id)
