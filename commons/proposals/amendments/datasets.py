"""What is published of amendments, as open data."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from flask import has_request_context, url_for
from sqlalchemy.orm import aliased, joinedload

from commons.base.database import db
from commons.base.datasets import Column, Kind, Value
from commons.consultations.models import Phase
from commons.contributions.models import VISIBLE, Contribution
from commons.i18n.catalogue import lazy_gettext as _l
from commons.proposals.amendments.models import Amendment
from commons.proposals.datasets import (
    AT_ONCE,
    AUTHOR,
    POSTED,
    STATE,
    OfProposals,
    Pseudonyms,
    city_time,
    shared_columns,
)
from commons.proposals.models import Proposal


class AmendmentsDataset(OfProposals):
    """One row for each amendment to a proposal of the consultation."""

    name = "amendments"
    meaning = _l("Other wordings that people proposed, and what the authors decided.")
    columns = (
        Column("id", _l("Number of the amendment."), Kind.INTEGER),
        Column("proposal_id", _l("Number of the proposal it would change."), Kind.INTEGER),
        Column(
            "base_revision", _l("Number of the wording that it was made of, from 1."), Kind.INTEGER
        ),
        Column("title", _l("Title it proposes; empty unless it and the proposal are visible.")),
        Column("body", _l("Text it proposes; empty unless it and the proposal are visible.")),
        Column("why", _l("Why; empty unless it and the proposal are visible.")),
        *STATE,
        Column("status", _l("open (not decided), accepted or declined by the authors.")),
        Column("reason", _l("Why it was declined; empty unless both are visible.")),
        Column("decided_at", _l("When the authors decided."), Kind.MOMENT),
        Column(
            "made_revision",
            _l("Number of the wording of the proposal that it became; empty for none."),
            Kind.INTEGER,
        ),
        Column("support/total_count", _l("How many people support it."), Kind.INTEGER),
        Column("comments", _l("How many visible comments it has."), Kind.INTEGER),
        *AUTHOR,
        Column("url", _l("Where it can be read.")),
        POSTED,
    )

    def rows(self, consultation_id: int) -> Iterator[Mapping[str, Value]]:
        """One row at a time, by number."""
        names = Pseudonyms()
        proposal, whole = Proposal.metadata.tables["proposal"], Contribution.__table__
        subject, words = aliased(proposal), aliased(whole)
        query = (
            sa.select(Amendment, words.c.state)
            .join(subject, subject.c.id == Amendment.proposal_id)
            .join(words, words.c.id == subject.c.id)
            .join(Phase, Phase.id == subject.c.phase_id)
            .where(Phase.consultation_id == consultation_id)
            .options(joinedload(Amendment.organisation))
            .order_by(Amendment.__table__.c.id)
            .execution_options(yield_per=AT_ONCE)
        )
        keep = {column.name for column in self.columns}
        for amendment, proposal_state in db.session.execute(query):
            shown = amendment.state == proposal_state == VISIBLE
            row = {
                **shared_columns(amendment, names),
                "proposal_id": amendment.proposal_id,
                "base_revision": amendment.base_revision,
                "title": amendment.title if shown else "",
                "body": amendment.body if shown else "",
                "why": amendment.why if shown else "",
                "status": amendment.status,
                "reason": amendment.reason if shown else None,
                "decided_at": city_time(amendment.decided_at),
                "made_revision": amendment.made_revision,
                "support/total_count": amendment.support_count,
                "comments": amendment.comment_count,
                "url": _url(amendment.id),
            }
            yield {name: value for name, value in row.items() if name in keep}


def _url(amendment_id: int) -> str:
    """The address of the page; without its host where the file is not made for a visitor."""
    if has_request_context():
        return url_for("amendments.show", amendment_id=amendment_id, _external=True)
    return f"/amendments/{amendment_id}"
