"""What can be asked about reports, decisions and appeals."""

from commons.moderation.queries.cases import Case, case_of, queue
from commons.moderation.queries.decisions import (
    AppealStanding,
    PastDecision,
    TraceEntry,
    appeal_standing,
    decision_on,
    decisions_on,
    history_of,
    trace,
)

__all__ = [
    "AppealStanding",
    "Case",
    "PastDecision",
    "TraceEntry",
    "appeal_standing",
    "case_of",
    "decision_on",
    "decisions_on",
    "history_of",
    "queue",
    "trace",
]
