"""Merging proposals, and splitting one, with the consent of their authors."""

from commons.proposals.merging.actions.asking import ask_to_merge, take_back
from commons.proposals.merging.actions.consenting import answer_merge, finish_merge
from commons.proposals.merging.actions.splitting import (
    answer_split,
    ask_to_split,
    split_own,
    take_back_split,
)

__all__ = [
    "answer_merge",
    "answer_split",
    "ask_to_merge",
    "ask_to_split",
    "finish_merge",
    "split_own",
    "take_back",
    "take_back_split",
]
