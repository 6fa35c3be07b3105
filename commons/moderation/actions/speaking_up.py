"""What people can do about a text: report it, and appeal when their own was hidden."""

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.text import clean_text
from commons.contributions.models import HIDDEN
from commons.i18n.catalogue import gettext as _
from commons.moderation import rules
from commons.moderation.actions.cases import locked, newest_decision
from commons.moderation.models import HIDE, REASONS, Appeal, Decision, Report
from commons.people.models import Person
from commons.people.permissions import demand


@transaction
def report(person: Person | None, contribution_id: int, *, reason: str, note: str = "") -> bool:
    """Say that a contribution breaks the rules; whoever is not signed in is None.

    Gives False where the same person's report about it waits already: it counts once. Raises
    NotFound, Refused for something that is not shown, ValueError for an unknown reason.
    """
    demand(person, "report")
    if reason not in REASONS:
        raise ValueError(f"unknown reason {reason!r}")
    contribution = locked(contribution_id)
    if contribution.state == HIDDEN:
        raise Refused(_("This is hidden already. Nobody needs to report it any more."))
    if person is not None and _has_reported(contribution_id, person):
        return False
    db.session.add(
        Report(
            contribution_id=contribution_id,
            reporter_id=person.id if person else None,
            reason=reason,
            note=clean_text(note)[: rules.NOTE_MOST],
            reported_at=clock.now(),
        )
    )
    # Who reports stays unknown, in the log too.
    write_audit("report", f"contribution {contribution_id}", reason=reason)
    return True


def _has_reported(contribution_id: int, person: Person) -> bool:
    return bool(
        db.session.scalar(
            sa.select(Report.id).where(
                Report.contribution_id == contribution_id,
                Report.reporter_id == person.id,
                Report.decision_id.is_(None),
            )
        )
    )


@transaction
def appeal(author: Person, decision_id: int, text: str) -> None:
    """Ask for the hiding of one's own text to be looked at again: once for each decision.

    Raises NotFound, NotAllowed for somebody else's text, and Refused where that is over.
    """
    demand(author, "appeal")
    decision = db.session.get(Decision, decision_id)
    if decision is None:
        raise NotFound(_("There is no such decision."))
    contribution = locked(decision.contribution_id)
    if contribution.author_id != author.id:
        raise NotAllowed(_("Only who wrote the text can appeal."))
    text = clean_text(text)
    if len(text) < rules.STATEMENT_LEAST or len(text) > rules.APPEAL_MOST:
        raise Refused(
            _(
                "Please write between %(least)d and %(most)d characters.",
                least=rules.STATEMENT_LEAST,
                most=rules.APPEAL_MOST,
            )
        )
    if db.session.get(Appeal, decision_id) is not None:
        raise Refused(_("You have appealed against this decision already."))
    newest = newest_decision(contribution.id)
    if decision.act != HIDE or newest is None or newest.id != decision.id:
        raise Refused(_("This decision is no longer in force. There is nothing to appeal against."))
    db.session.add(Appeal(decision_id=decision_id, text=text, made_at=clock.now()))
    write_audit("appeal", f"contribution {contribution.id}", decision=decision_id)
