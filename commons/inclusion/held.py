"""What a person said about themselves: shown to them and forgotten while it can be found."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from commons.base.database import db
from commons.consultations.models import Consultation
from commons.consultations.queries import text_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import listing
from commons.inclusion import actions
from commons.inclusion.models import InclusionAnswer, InclusionSurvey
from commons.inclusion.pseudonyms import KeyLost, pseudonym
from commons.inclusion.words import answers_in_words
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person


class InclusionHolder(Holder):
    """Answers about oneself, in consultations that have not ended."""

    name = "inclusion"

    def held(self, person: Person) -> Iterator[Group]:
        """The answers: two statements, a third for districts."""
        names = {}
        for consultation_id in db.session.scalars(
            sa.select(InclusionSurvey.consultation_id).where(InclusionSurvey.ended.is_(False))
        ):
            try:
                names[consultation_id] = pseudonym(consultation_id, person.id)
            except KeyLost:
                continue
        yield Group(
            "about_you", _("What you said about yourself, without your name"), _records(names)
        )

    def forget(self, person_id: int) -> None:
        """Delete the answers."""
        actions.forget(person_id)


def _records(names: dict[int, str]) -> list[list[Fact]]:
    if not names:
        return []
    rows = db.session.execute(
        sa.select(InclusionAnswer, Consultation)
        .join(Consultation, Consultation.id == InclusionAnswer.consultation_id)
        .where(InclusionAnswer.pseudonym.in_(names.values()))
        .order_by(Consultation.id)
        .options(selectinload(Consultation.texts))
    )
    language = current_language().code
    records: list[list[Fact]] = []
    for row, consultation in rows:
        said = [text_of(consultation, language).title, *answers_in_words(row.answers)]
        records.append(
            [
                fact(InclusionAnswer.pseudonym, row.pseudonym),
                fact(InclusionAnswer.answers, str(row.answers), listing(said)),
                fact(InclusionAnswer.skipped, row.skipped, _("yes") if row.skipped else _("no")),
            ]
        )
    return records
