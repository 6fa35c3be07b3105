"""Proposing, commenting and supporting, as ways of taking part in a consultation.

What was hidden or withdrawn since counts too: whoever wrote it took part.
"""

from typing import Any

import sqlalchemy as sa

from commons.consultations.models import Phase
from commons.contributions.models import Comment, Contribution, Support
from commons.i18n.catalogue import gettext as _
from commons.inclusion.taking_part import Way
from commons.proposals.amendments.queries import amended
from commons.proposals.coauthors.models import ACCEPTED, CoAuthor
from commons.proposals.models import Proposal

_PROPOSAL, _COMMENT, _TEXT = Proposal.__table__, Comment.__table__, Contribution.__table__


def _proposals(consultation_id: Any) -> "sa.Select[Any]":
    """Ids of the proposals of a consultation."""
    return (
        sa.select(_PROPOSAL.c.id)
        .join(Phase, Phase.id == _PROPOSAL.c.phase_id)
        .where(Phase.consultation_id == consultation_id)
    )


def _authors(texts: "sa.Select[Any]") -> "sa.Select[Any]":
    """Whoever wrote them and is still here."""
    return sa.select(_TEXT.c.author_id).where(_TEXT.c.id.in_(texts), _TEXT.c.author_id.is_not(None))


class Proposed(Way):
    """Whoever wrote one of its proposals."""

    name = "proposed"

    def title(self) -> str:
        """Proposed."""
        return _("Made a proposal")

    def people(self, consultation_id: Any) -> "sa.Select[Any]":
        """The authors of its proposals, co-authors among them."""
        proposals = _proposals(consultation_id)
        coauthors = sa.select(CoAuthor.person_id).where(
            CoAuthor.proposal_id.in_(proposals), CoAuthor.state == ACCEPTED
        )
        everyone = sa.union(_authors(proposals), coauthors).subquery()
        return sa.select(everyone.c[0])


class Commented(Way):
    """Whoever commented on one of its proposals."""

    name = "commented"

    def title(self) -> str:
        """Commented."""
        return _("Commented")

    def people(self, consultation_id: Any) -> "sa.Select[Any]":
        """The authors of comments on its proposals."""
        about = _COMMENT.c.subject_id.in_(_proposals(consultation_id))
        return _authors(sa.select(_COMMENT.c.id).where(about))


class Amended(Way):
    """Whoever proposed another wording of one of its proposals. They are not shown apart."""

    name = "amended"
    apart = False

    def title(self) -> str:
        """Amended."""
        return _("Proposed another wording")

    def people(self, consultation_id: Any) -> "sa.Select[Any]":
        """The authors of amendments to its proposals."""
        return amended(_proposals(consultation_id))


class Supported(Way):
    """Whoever supports one of its proposals. They are asked too, and not shown apart."""

    name = "supported"
    apart = False

    def title(self) -> str:
        """Supported."""
        return _("Gave support")

    def people(self, consultation_id: Any) -> "sa.Select[Any]":
        """Those who support its proposals."""
        return sa.select(Support.person_id).where(
            Support.contribution_id.in_(_proposals(consultation_id))
        )
