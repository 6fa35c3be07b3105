"""Figures about groups in words."""

from collections.abc import Mapping
from fractions import Fraction

from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import number
from commons.inclusion.queries import Group, Part, Profile
from commons.inclusion.questions import NOT_SAID, questions
from commons.inclusion.rules import SMALLEST_GROUP


def answers_in_words(answers: Mapping[str, str]) -> list[str]:
    """What a person said, a line for each question."""
    lines = []
    for name, code in answers.items():
        if name not in questions:
            continue
        question = questions.get(name)
        labels = {band.code: str(band.label) for band in question.bands()}
        labels[NOT_SAID] = _("I would rather not say")
        lines.append(
            _("%(question)s: %(answer)s", question=question.title, answer=labels.get(code, code))
        )
    return lines


def of_a_hundred(share: Fraction | None) -> str:
    """A share as people of a hundred."""
    if share is None:
        return _("withheld")
    shown = round(share * 100)
    return _("less than 1") if share and not shown else number(shown)


def people(rounded: int | None) -> str:
    """A group's size."""
    if rounded is None:
        return _("fewer than %(least)s", least=number(SMALLEST_GROUP))
    return _("at least %(people)s", people=number(rounded))


def missing_sentence(part: Part, group: Group) -> str:
    """That a group is missing, with both shares."""
    compared = group.compared
    if compared.people is None:
        return _(
            "%(question)s, %(group)s: %(city)s of 100 people in the city, but fewer than "
            "%(least)s people here.",
            question=part.question.title,
            group=group.band.label,
            city=of_a_hundred(compared.city),
            least=number(SMALLEST_GROUP),
        )
    return _(
        "%(question)s, %(group)s: %(city)s of 100 people in the city, but only about %(here)s "
        "of 100 who took part.",
        question=part.question.title,
        group=group.band.label,
        city=of_a_hundred(compared.city),
        here=of_a_hundred(compared.here),
    )


def missing(profile: Profile) -> list[str]:
    """A sentence for each group that is missing."""
    return [missing_sentence(part, group) for part in profile.parts for group in part.missing]
