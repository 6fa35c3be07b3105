"""What is held about a person as a co-author, or as somebody who was asked to be one."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.models import District
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import BY_NAME, Person
from commons.proposals.coauthors.models import (
    ACCEPTED,
    DECLINED,
    INVITED,
    LEFT,
    REMOVED,
    CoAuthor,
)
from commons.proposals.models import Proposal

_TEXT, _PROPOSAL = Contribution.__table__, Proposal.metadata.tables["proposal"]


def state_words(state: str) -> str:
    """What became of an invitation, in the reader's language."""
    return {
        INVITED: _("invited"),
        ACCEPTED: _("co-author"),
        DECLINED: _("declined"),
        LEFT: _("left"),
        REMOVED: _("removed"),
    }[state]


class CoAuthorsHolder(Holder):
    """Of which proposals somebody is a co-author, or was asked to be."""

    name = "co-authors"

    def held(self, person: Person) -> Iterator[Group]:
        """One statement."""
        rows = db.session.execute(
            sa.select(CoAuthor, _TEXT.c.title, _TEXT.c.language, _TEXT.c.state, District.name)
            .join(_TEXT, _TEXT.c.id == CoAuthor.proposal_id)
            .outerjoin(District, District.id == CoAuthor.shown_district_id)
            .where(CoAuthor.person_id == person.id)
            .order_by(CoAuthor.id)
        )
        records = [
            [
                fact(
                    CoAuthor.person_id,
                    row.proposal_id,
                    title if state == "visible" else _("A text that is no longer shown"),
                    language=language,
                ),
                fact(CoAuthor.state, row.state, state_words(row.state)),
                fact(
                    CoAuthor.shown_as,
                    row.shown_as,
                    _("with your name") if row.shown_as == BY_NAME else _("without your name"),
                ),
                *(
                    [fact(CoAuthor.shown_district_id, row.shown_district_id, district)]
                    if district
                    else []
                ),
                fact(CoAuthor.changed_at, row.changed_at),
            ]
            for row, title, language, state, district in rows
        ]
        yield Group("coauthor", _("Proposals you write with others"), records)

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """One human is one author: no co-author of what they posted themselves, and once of others.

        Of two rows for one proposal the one that is a co-author's stays.
        """
        both = [kept_id, gone_id]
        posted = sa.select(_TEXT.c.id).where(_TEXT.c.author_id.in_(both))
        other = CoAuthor.__table__.alias()
        elsewhere = sa.exists().where(
            other.c.proposal_id == CoAuthor.proposal_id,
            other.c.person_id.in_(both),
            other.c.person_id != CoAuthor.person_id,
            other.c.state == ACCEPTED,
        )
        own = CoAuthor.proposal_id.in_(posted)
        lesser = sa.and_(CoAuthor.state != ACCEPTED, elsewhere)
        twice = sa.and_(CoAuthor.person_id == gone_id, CoAuthor.state == ACCEPTED, elsewhere)
        _remove(sa.and_(CoAuthor.person_id.in_(both), sa.or_(own, lesser, twice)))

    def forget(self, person_id: int) -> None:
        """They are a co-author of nothing any more; what they invited others to is taken back."""
        posted = sa.select(_TEXT.c.id).where(_TEXT.c.author_id == person_id)
        _remove(
            sa.or_(
                CoAuthor.person_id == person_id,
                sa.and_(CoAuthor.state == INVITED, CoAuthor.proposal_id.in_(posted)),
            )
        )


def _remove(which: "sa.ColumnElement[bool]") -> None:
    """Delete such rows, and count the co-authors of their proposals anew."""
    proposals = set(db.session.scalars(sa.select(CoAuthor.proposal_id).where(which)))
    if not proposals:
        return
    # The lock that every step of co-authors takes first: two that meet wait for each other.
    db.session.execute(
        sa.select(_TEXT.c.id)
        .where(_TEXT.c.id.in_(proposals))
        .order_by(_TEXT.c.id)
        .with_for_update()
    )
    db.session.execute(
        sa.delete(CoAuthor).where(which).execution_options(synchronize_session=False)
    )
    count = (
        sa.select(sa.func.count())
        .select_from(CoAuthor)
        .where(CoAuthor.proposal_id == _PROPOSAL.c.id, CoAuthor.state == ACCEPTED)
        .correlate(_PROPOSAL)
        .scalar_subquery()
    )
    db.session.execute(
        sa.update(_PROPOSAL).where(_PROPOSAL.c.id.in_(proposals)).values(joint_writers=count)
    )
