"""What is published about who took part: groups of ten and more, the others marked as withheld."""

from collections.abc import Iterable, Mapping

from commons.base.datasets import Column, Dataset, Kind, Stage, Value
from commons.i18n.catalogue import lazy_gettext as _l
from commons.inclusion import queries
from commons.inclusion.queries import Part
from commons.inclusion.rules import EVERYBODY


class WhoTookPart(Dataset):
    """Groups among those who took part, beside the same groups in the city."""

    name = "who-took-part"
    meaning = _l(
        "Who took part, as far as people chose to say: groups of ten people and more, rounded "
        "down to tens; smaller ones are withheld."
    )
    columns = (
        Column("question", _l("What was asked, as a stable code.")),
        Column("group", _l("The answer, as a stable code.")),
        Column(
            "way",
            _l("Only those who took part in this way, as a stable code; empty for all."),
        ),
        Column("withheld", _l("Whether the group is too small to be shown."), Kind.TRUTH),
        Column(
            "people_at_least",
            _l("People in the group, rounded down to tens; empty where it is withheld."),
            Kind.INTEGER,
        ),
        Column(
            "people_in_city",
            _l("People of the group who live in the city; empty where that is not known."),
            Kind.INTEGER,
        ),
        Column("source", _l("Where the figures of the city are from.")),
    )

    def stage(self, consultation_id: int) -> Stage | None:
        """Closed once the figures are fixed; None where nothing was counted yet."""
        survey = queries.survey_of(consultation_id)
        if survey is None or survey.counted_on is None:
            return None
        return Stage.CLOSED if survey.ended else Stage.RUNNING

    def rows(self, consultation_id: int) -> Iterable[Mapping[str, Value]]:
        """Each answer to each question: of everybody, then by way of taking part."""
        profile = queries.profile_of(consultation_id)
        known = queries.references()
        for part in profile.parts if profile else ():
            reference = known.get(part.question.name)
            yield from _rows(part, reference.people if reference else {})


def _rows(part: Part, in_city: Mapping[str, int]) -> Iterable[Mapping[str, Value]]:
    for group in part.groups:
        figures = {EVERYBODY: group.compared.people, **group.by_way}
        for way, people in figures.items():
            yield {
                "question": part.question.name,
                "group": group.band.code,
                "way": way,
                "withheld": people is None,
                "people_at_least": people,
                "people_in_city": in_city.get(group.band.code) if way == EVERYBODY else None,
                "source": part.source if way == EVERYBODY else None,
            }
