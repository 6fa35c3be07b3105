"""What can be done with proposals: submit, edit, withdraw, answer officially."""

from commons.proposals.actions.answering import answer_proposal
from commons.proposals.actions.writing import edit_proposal, submit_proposal, withdraw_proposal

__all__ = ["answer_proposal", "edit_proposal", "submit_proposal", "withdraw_proposal"]
