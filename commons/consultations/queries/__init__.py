"""What can be asked about consultations: each function one statement, or as many as it says."""

from commons.consultations.queries.lists import (
    HOME_OPEN,
    TABS,
    Home,
    Tab,
    consultations_page,
    counts,
    home,
    office_page,
)
from commons.consultations.queries.outcomes import (
    OutcomeLine,
    outcome_before,
    outcome_lines,
    outcome_of,
)
from commons.consultations.queries.single import (
    EVERYTHING,
    consultation_by_slug,
    consultation_of_phase,
    due_consultations,
    phase_of,
    phases_due,
    text_of,
)

__all__ = [
    "EVERYTHING",
    "HOME_OPEN",
    "TABS",
    "Home",
    "OutcomeLine",
    "Tab",
    "consultation_by_slug",
    "consultation_of_phase",
    "consultations_page",
    "counts",
    "due_consultations",
    "home",
    "office_page",
    "outcome_before",
    "outcome_lines",
    "outcome_of",
    "phase_of",
    "phases_due",
    "text_of",
]
