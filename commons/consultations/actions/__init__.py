"""What can be done with consultations, their phases and their outcomes."""

from commons.consultations.actions.editing import (
    Texts,
    answer_consultation,
    change_texts,
    create_consultation,
    publish_consultation,
)
from commons.consultations.actions.phases import (
    add_phase,
    change_phase,
    close_phase_now,
    extend_phase,
    move_phase_earlier,
    open_phase_now,
    publish_outcome,
    remove_phase,
)
from commons.consultations.actions.turning import (
    set_outcome,
    turn_due_phases,
    turn_phases_before_pages,
)

__all__ = [
    "Texts",
    "add_phase",
    "answer_consultation",
    "change_phase",
    "change_texts",
    "close_phase_now",
    "create_consultation",
    "extend_phase",
    "move_phase_earlier",
    "open_phase_now",
    "publish_consultation",
    "publish_outcome",
    "remove_phase",
    "set_outcome",
    "turn_due_phases",
    "turn_phases_before_pages",
]
