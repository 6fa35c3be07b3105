"""The questions a city may ask those who took part: each is declared here, once.

A question is its key, its words, the reason it is asked for, and answers in bands, so that no
exact age or year is ever stored. A question whose bands depend on the city (its districts, its
languages) looks them up. ``docs/extending.md`` shows how one is added.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commons.base.registry import Registry
from commons.cities.context import current_city
from commons.cities.models import District
from commons.cities.queries import districts
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.languages import language

NOT_SAID = "not-said"
"""The answer "I would rather not say". It is never counted, like no answer at all."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Band:
    """One answer: the code it is stored under, and its words."""

    code: str
    label: str


@dataclass(slots=True)
class Question:
    """Something about a person that tells the city who is missing."""

    name: str
    title: str
    """What the results call it: Age."""
    asked: str
    """How the person is asked."""
    reason: str
    answers: Callable[[Sequence[District] | None], Sequence[Band]]
    """The answers in their order, without "I would rather not say". See ``bands``."""

    def bands(self, among: Sequence[District] | None = None) -> Sequence[Band]:
        """The answers. ``among`` are the city's districts, where they are at hand already."""
        return self.answers(among)


questions: Registry[Question] = Registry("question about people")


def _fixed(*bands: tuple[str, str]) -> Callable[[Sequence[District] | None], Sequence[Band]]:
    made = tuple(Band(code, label) for code, label in bands)
    return lambda _among: made


def _districts(among: Sequence[District] | None) -> Sequence[Band]:
    return [Band(one.code, one.name) for one in (districts() if among is None else among)]


def _languages(_among: Sequence[District] | None) -> Sequence[Band]:
    own = [Band(code, language(code).own_name) for code in current_city().languages]
    return [*own, Band(OTHER, _l("Another language"))]


_YES_NO = (("yes", _l("Yes")), ("no", _l("No")))

for _question in (
    Question(
        "age",
        _l("Age"),
        _l("How old are you?"),
        _l("Young and very old people are often missing where a city decides."),
        _fixed(
            ("under-18", _l("Under 18")),
            ("18-29", _l("18 to 29")),
            ("30-44", _l("30 to 44")),
            ("45-59", _l("45 to 59")),
            ("60-74", _l("60 to 74")),
            ("75-up", _l("75 or older")),
        ),
    ),
    Question(
        "gender",
        _l("Gender"),
        _l("What is your gender?"),
        _l("To see whether women, men and others are heard alike."),
        _fixed(("woman", _l("Woman")), ("man", _l("Man")), (OTHER, _l("Another gender"))),
    ),
    Question(
        "district",
        _l("District"),
        _l("In which part of the city do you live?"),
        _l("To see which parts of the city are not heard."),
        _districts,
    ),
    Question(
        "years",
        _l("Years in the city"),
        _l("For how many years have you lived in this city?"),
        _l("To see whether newcomers find their way in."),
        _fixed(
            ("under-1", _l("Less than 1 year")),
            ("1-4", _l("1 to 4 years")),
            ("5-9", _l("5 to 9 years")),
            ("10-19", _l("10 to 19 years")),
            ("20-up", _l("20 years or more")),
        ),
    ),
    Question(
        "language",
        _l("Language at home"),
        _l("Which language do you mostly speak at home?"),
        _l("To see for whom the city must translate and explain better."),
        _languages,
    ),
    Question(
        "born-abroad",
        _l("Born abroad"),
        _l("Were you born in another country?"),
        _l("To see whether people who came from elsewhere take part as others do."),
        _fixed(*_YES_NO),
    ),
    Question(
        "disability",
        _l("Disability"),
        _l("Does a disability or a long illness make your daily life harder?"),
        _l("To see whether anything keeps people with a disability from taking part."),
        _fixed(*_YES_NO),
    ),
):
    questions.register(_question)


def known_answers(asked: Sequence[str]) -> dict[str, set[str]]:
    """The codes that may be stored for each question asked."""
    return {
        name: {NOT_SAID, *(band.code for band in questions.get(name).bands())}
        for name in asked
        if name in questions
    }
