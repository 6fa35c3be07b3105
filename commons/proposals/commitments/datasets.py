"""What is published of commitments, as open data."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from commons.base.database import db
from commons.base.datasets import Column, Kind, Value
from commons.cities.context import current_city
from commons.consultations.models import Phase
from commons.contributions.models import VISIBLE
from commons.i18n.catalogue import lazy_gettext as _l
from commons.proposals.commitments.models import Commitment
from commons.proposals.datasets import AT_ONCE, OfProposals, city_time
from commons.proposals.models import Proposal


class CommitmentsDataset(OfProposals):
    """One row for each commitment on a visible proposal of the consultation."""

    name = "commitments"
    meaning = _l(
        "What the city promised to carry out proposals of a consultation, and how it goes."
    )
    columns = (
        Column("id", _l("Number of the commitment."), Kind.INTEGER),
        Column("proposal_id", _l("Number of the proposal it carries out."), Kind.INTEGER),
        Column("number", _l("Which one on that proposal, from 1."), Kind.INTEGER),
        Column("text", _l("What the city promised, in its main language.")),
        Column("languages", _l("Languages it exists in (BCP 47), with blanks.")),
        Column("state", _l("planned, under way, done or dropped.")),
        Column("due", _l("By when (ISO 8601 date); empty where no day was named.")),
        Column("note", _l("Newest note on it; of a dropped one, why.")),
        Column("updates", _l("How many updates it has had since it was entered."), Kind.INTEGER),
        Column("entered_at", _l("When it was published."), Kind.MOMENT),
        Column("changed_at", _l("When it was last updated."), Kind.MOMENT),
    )

    def rows(self, consultation_id: int) -> Iterator[Mapping[str, Value]]:
        """One row at a time, by number."""
        main = current_city().languages[0]
        query = (
            sa.select(Commitment)
            .join(Proposal, Proposal.__table__.c.id == Commitment.proposal_id)
            .join(Phase, Phase.id == Proposal.phase_id)
            .where(Phase.consultation_id == consultation_id, Proposal.state == VISIBLE)
            .options(selectinload(Commitment.texts), selectinload(Commitment.updates))
            .order_by(Commitment.id)
            .execution_options(yield_per=AT_ONCE)
        )
        for commitment in db.session.scalars(query):
            texts = {text.language: text.text for text in commitment.texts}
            notes = [update.note for update in commitment.updates if update.note]
            yield {
                "id": commitment.id,
                "proposal_id": commitment.proposal_id,
                "number": commitment.number,
                "text": texts.get(main, ""),
                "languages": " ".join(sorted(texts)),
                "state": commitment.state,
                "due": commitment.due.isoformat() if commitment.due else None,
                "note": notes[-1] if notes else None,
                "updates": len(commitment.updates) - 1,
                "entered_at": city_time(commitment.entered_at),
                "changed_at": city_time(commitment.changed_at),
            }
