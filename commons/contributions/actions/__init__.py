"""What can be done with texts of people: write, revise, withdraw, support, comment, translate."""

from commons.contributions.actions.comments import (
    answer,
    comment,
    edit_comment,
    withdraw_comment,
)
from commons.contributions.actions.support import add_support, remove_support
from commons.contributions.actions.texts import (
    add_contribution,
    add_translation,
    change_all_voices,
    change_state,
    change_voice,
    demand_own_voice,
    revise,
    reword,
    withdraw,
)

__all__ = [
    "add_contribution",
    "add_support",
    "add_translation",
    "answer",
    "change_all_voices",
    "change_state",
    "change_voice",
    "comment",
    "demand_own_voice",
    "edit_comment",
    "remove_support",
    "revise",
    "reword",
    "withdraw",
    "withdraw_comment",
]
