"""What people did for votes beside voting: notes, draws, annulments, signatures."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.voting.drawing.models import PublicDraw
from commons.voting.observing.models import VoteSignature
from commons.voting.running.models import VoteAnnulment, VoteNote


class WatchHolder(Holder):
    """Officers and observers: what they wrote about votes."""

    name = "observing"

    def held(self, person: Person) -> Iterator[Group]:
        """What they noted, entered, annulled and signed: four statements."""
        notes = db.session.scalars(
            sa.select(VoteNote).where(VoteNote.by_id == person.id).order_by(VoteNote.id)
        )
        yield Group(
            "vote_notes",
            _("What you noted in votes"),
            [[fact(VoteNote.by_id, one.by_id, one.text or one.kind)] for one in notes],
        )
        draws = db.session.scalars(
            sa.select(PublicDraw).where(PublicDraw.entered_by_id == person.id)
        )
        yield Group(
            "public_draws",
            _("Numbers of public draws that you entered"),
            [[fact(PublicDraw.entered_by_id, one.entered_by_id, one.value)] for one in draws],
        )
        annulments = db.session.scalars(
            sa.select(VoteAnnulment).where(VoteAnnulment.by_id == person.id)
        )
        yield Group(
            "annulments",
            _("Votes that you annulled"),
            [[fact(VoteAnnulment.by_id, one.by_id, one.reason)] for one in annulments],
        )
        signed = db.session.scalars(
            sa.select(VoteSignature)
            .where(VoteSignature.person_id == person.id)
            .order_by(VoteSignature.id)
        )
        yield Group(
            "signatures",
            _("Results that you signed"),
            [
                [
                    fact(VoteSignature.person_id, one.person_id, one.digest),
                    fact(VoteSignature.name, one.name),
                    fact(VoteSignature.remarks, one.remarks, language=one.language),
                ]
                for one in signed
            ],
        )

    def join(self, kept_id: int, gone_id: int, answers: Mapping[str, str]) -> None:  # noqa: ARG002
        """Where both accounts signed a result, the signature of the one that goes is nobody's.

        The database lets no signature be deleted.
        """
        theirs = sa.orm.aliased(VoteSignature)
        both = sa.exists().where(
            theirs.vote_id == VoteSignature.vote_id, theirs.person_id == kept_id
        )
        _let_go(VoteSignature.person_id == gone_id, both)

    def forget(self, person_id: int) -> None:
        """What they wrote for everybody stays, without them; a signature loses name and remarks."""
        for column in (VoteNote.by_id, PublicDraw.entered_by_id, VoteAnnulment.by_id):
            db.session.execute(
                sa.update(column.class_)
                .where(column == person_id)
                .values({column: None})
                .execution_options(synchronize_session=False)
            )
        _let_go(VoteSignature.person_id == person_id)


def _let_go(*of: sa.ColumnElement[bool]) -> None:
    """Let these signatures be nobody's, without name and remarks."""
    db.session.execute(
        sa.update(VoteSignature)
        .where(*of)
        .values(person_id=None, name="", remarks="")
        .execution_options(synchronize_session=False)
    )
