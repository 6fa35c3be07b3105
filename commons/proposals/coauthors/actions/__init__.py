"""What can be done about co-authors. Whoever posted the proposal leads; each row is held first."""

from commons.proposals.coauthors.actions.answering import accept, decline
from commons.proposals.coauthors.actions.inviting import invite_by_link, invite_by_name
from commons.proposals.coauthors.actions.parting import (
    change_shown,
    forget_old,
    leave,
    remove,
    show_everywhere,
)

__all__ = [
    "accept",
    "change_shown",
    "decline",
    "forget_old",
    "invite_by_link",
    "invite_by_name",
    "leave",
    "remove",
    "show_everywhere",
]
