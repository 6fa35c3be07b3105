"""What is done with notices: note events, send mails, follow, choose how to be told, forget."""

from commons.notices.actions.choosing import choose, stop
from commons.notices.actions.following import follow, unfollow
from commons.notices.actions.noting import READER, note_events
from commons.notices.actions.seeing import forget_old, mark_seen
from commons.notices.actions.sending import deliver

__all__ = [
    "READER",
    "choose",
    "deliver",
    "follow",
    "forget_old",
    "mark_seen",
    "note_events",
    "stop",
    "unfollow",
]
