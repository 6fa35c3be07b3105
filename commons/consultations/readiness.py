"""What still keeps a draft from being published, in plain words."""

from datetime import datetime

from commons.consultations.activities import activities, together
from commons.consultations.models import Consultation, Phase
from commons.consultations.rules import in_order, phase_state
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import language


def missing(consultation: Consultation, now: datetime) -> list[str]:
    """What must be mended before publishing, in the reader's language; empty when it is ready."""
    return [*_missing_texts(consultation), *_missing_phases(consultation, now)]


def untranslated(consultation: Consultation, offered: list[str]) -> list[str]:
    """The city's languages, by their own names, that the texts do not exist in yet."""
    there = {text.language for text in consultation.texts}
    return [language(code).own_name for code in offered if code not in there]


def _missing_texts(consultation: Consultation) -> list[str]:
    main = language(consultation.primary_language).own_name
    for text in consultation.texts:
        if text.language == consultation.primary_language:
            if not text.title or not text.summary:
                return [_("Write the title and the summary (%(language)s).", language=main)]
            if not text.body:
                return [
                    _("Explain in the main text what it is about (%(language)s).", language=main)
                ]
            return []
    return [_("Write the texts in the main language (%(language)s).", language=main)]


def _missing_phases(consultation: Consultation, now: datetime) -> list[str]:
    if not consultation.phases:
        return [_("Add at least one phase, so that people can take part.")]
    problems = []
    if not in_order(consultation.phases, together):
        problems.append(
            _("Put the phases in order: each may open only when the one before it has closed.")
        )
    for number, phase in enumerate(consultation.phases, start=1):
        problems += _missing_in_phase(number, phase, now)
    return problems


def _missing_in_phase(number: int, phase: Phase, now: datetime) -> list[str]:
    activity = activities.get(phase.kind)
    problems = activity.check(phase)
    if phase_state(phase, now) == "closed":
        problems = [_("It would close before it is published. Choose a later date."), *problems]
    return [
        _(
            "Phase %(number)d, %(title)s: %(problem)s",
            number=number,
            title=activity.title(),
            problem=problem,
        )
        for problem in problems
    ]
