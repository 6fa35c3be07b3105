"""What can be done about amendments: propose one, take it back, accept or decline it."""

from commons.proposals.amendments.actions.deciding import accept, decline
from commons.proposals.amendments.actions.proposing import propose_amendment, withdraw_amendment

__all__ = ["accept", "decline", "propose_amendment", "withdraw_amendment"]
