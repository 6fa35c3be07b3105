"""Voting, as a way of taking part in a consultation."""

from typing import Any

import sqlalchemy as sa

from commons.consultations.models import Phase
from commons.i18n.catalogue import gettext as _
from commons.inclusion.taking_part import Way
from commons.voting.models import RollEntry, Vote


class Voted(Way):
    """Whoever is on the roll of one of its votes."""

    name = "voted"

    def title(self) -> str:
        """Voted."""
        return _("Voted")

    def people(self, consultation_id: Any) -> "sa.Select[Any]":
        """Those on the rolls."""
        return (
            sa.select(RollEntry.person_id)
            .join(Phase, Phase.id == RollEntry.vote_id)
            .join(Vote, Vote.phase_id == Phase.id)
            .where(
                Phase.consultation_id == consultation_id,
                # A mere test is no taking part.
                Vote.config["test"].as_boolean().is_not(True),
            )
        )
