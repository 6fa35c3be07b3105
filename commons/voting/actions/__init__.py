"""What can be done with votes: open, cast a ballot, seal."""

from commons.voting.actions.casting import cast_ballot
from commons.voting.actions.opening import open_vote
from commons.voting.actions.sealing import finish_sealing, seal_vote

__all__ = ["cast_ballot", "finish_sealing", "open_vote", "seal_vote"]
