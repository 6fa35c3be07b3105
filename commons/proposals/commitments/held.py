"""Commitments, as held about the officers who entered and updated them."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.proposals.commitments.models import Commitment, CommitmentUpdate


class CommitmentsHolder(Holder):
    """Who entered or updated which commitment."""

    name = "commitments"

    def held(self, person: Person) -> Iterator[Group]:
        """One statement."""
        rows = db.session.execute(
            sa.select(CommitmentUpdate.officer_id, Commitment.proposal_id, Commitment.number)
            .join(Commitment, Commitment.id == CommitmentUpdate.commitment_id)
            .where(CommitmentUpdate.officer_id == person.id)
            .order_by(CommitmentUpdate.commitment_id, CommitmentUpdate.number)
        )
        records = [
            [
                fact(
                    CommitmentUpdate.officer_id,
                    row.officer_id,
                    _(
                        "Commitment %(number)d on proposal %(proposal)d",
                        number=row.number,
                        proposal=row.proposal_id,
                    ),
                )
            ]
            for row in rows
        ]
        yield Group("commitment_updates", _("Commitments you entered"), records)

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """They are one officer."""
        self._give(gone_id, kept_id)

    def forget(self, person_id: int) -> None:
        """Commitments are the city's, and stay."""
        self._give(person_id, None)

    def _give(self, person_id: int, other_id: int | None) -> None:
        db.session.execute(
            sa.update(CommitmentUpdate)
            .where(CommitmentUpdate.officer_id == person_id)
            .values(officer_id=other_id)
            .execution_options(synchronize_session=False)
        )
