"""What a phase asks of whoever takes part, for the page on which one shows that one lives here."""

from commons.base.errors import NotFound
from commons.consultations import queries
from commons.consultations.activities import activities
from commons.i18n.catalogue import current_language
from commons.people.purposes import Purpose


def purpose_of_phase(phase_id: int) -> Purpose | None:
    """What a phase asks; None where there is no such phase, or none that is published."""
    try:
        consultation = queries.consultation_of_phase(phase_id)
    except NotFound:
        return None
    phase = queries.phase_of(consultation, phase_id)
    if phase.kind not in activities:
        return None
    activity = activities.get(phase.kind)
    text = queries.text_of(consultation, current_language().code)
    return Purpose(activity.electorate(phase), text.title, text.language, activity.back(phase))
