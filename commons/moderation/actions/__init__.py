"""What can be done about what people write: report it, decide about it, appeal, answer."""

from commons.moderation.actions.deciding import (
    AlreadyDecided,
    Outcome,
    decide,
    hide,
    keep,
    restore,
)
from commons.moderation.actions.speaking_up import appeal, report

__all__ = ["AlreadyDecided", "Outcome", "appeal", "decide", "hide", "keep", "report", "restore"]
