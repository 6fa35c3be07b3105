"""What moderators can do: hide a text, show it again, leave it as it is; one or many at once."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from commons.base import clock, events
from commons.base.audit import write_audit
from commons.base.database import again_after_deadlock, db, transaction
from commons.base.errors import NotAllowed, Refused
from commons.base.jobs import hurry
from commons.base.text import clean_text
from commons.contributions.actions import change_state
from commons.contributions.models import HIDDEN, VISIBLE, Contribution
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.moderation import rules
from commons.moderation.actions.cases import locked, newest_decision, waiting
from commons.moderation.models import (
    ACTS,
    GROUNDS,
    HIDE,
    KEEP,
    RESTORE,
    WITHIN_RULES,
    Appeal,
    Decision,
    Report,
)
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.queries import others_may


class AlreadyDecided(Refused):
    """Somebody else was quicker."""


@again_after_deadlock
@transaction
def hide(moderator: Person, contribution_id: int, *, reason: str, statement: str) -> Decision:
    """Hide a text, settling the reports about it; its author hears why, and may appeal.

    Raises NotFound, NotAllowed, Refused (AlreadyDecided where it is hidden).
    """
    return _decide(moderator, contribution_id, HIDE, reason, statement)


@again_after_deadlock
@transaction
def restore(
    moderator: Person, contribution_id: int, *, statement: str, reason: str = WITHIN_RULES
) -> Decision:
    """Show a hidden text again; an appeal that waits is answered by it. Raises as ``hide``."""
    return _decide(moderator, contribution_id, RESTORE, reason, statement)


@again_after_deadlock
@transaction
def keep(
    moderator: Person, contribution_id: int, *, statement: str, reason: str = WITHIN_RULES
) -> Decision:
    """Leave a text as it is: the reports about it, or the appeal, are settled by it.

    Raises as ``hide``; AlreadyDecided where nothing waits.
    """
    return _decide(moderator, contribution_id, KEEP, reason, statement)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one decision about many texts."""

    decided: list[int]
    refused: dict[int, str]
    """Those that could not be decided so, and why, in the moderator's language."""


@again_after_deadlock
@transaction
def decide(
    moderator: Person,
    seen: Iterable[tuple[int, int]],
    *,
    act: str,
    reason: str,
    statement: str,
) -> Outcome:
    """Decide about one or many texts at once, with one reason and one statement.

    ``seen`` holds each text's id and how many decisions about it the moderator had before their
    eyes: where somebody else decided meanwhile, it stays as they decided. Raises NotAllowed, and
    Refused for a missing statement; what is the matter with a single text is in the outcome.
    """
    demand(moderator, "moderate")
    _check_words(act, reason, statement)
    decided: list[int] = []
    refused: dict[int, str] = {}
    # In one order, so that two moderators with the same ticks wait instead of blocking each other.
    for contribution_id, number in sorted(set(seen)):
        try:
            _decide(moderator, contribution_id, act, reason, statement, seen=number)
        except Refused as refusal:
            refused[contribution_id] = str(refusal)
        else:
            decided.append(contribution_id)
    return Outcome(decided, refused)


def _check_words(act: str, reason: str, statement: str) -> str:
    """The statement, cleaned. Raises Refused where it is too short or too long."""
    if act not in ACTS or reason not in GROUNDS:
        raise ValueError(f"unknown act or reason: {act!r}, {reason!r}")
    statement = clean_text(statement)
    if len(statement) < rules.STATEMENT_LEAST:
        raise Refused(
            _(
                "Please give your reasons in at least %(least)d characters: the author reads them.",
                least=rules.STATEMENT_LEAST,
            )
        )
    if len(statement) > rules.STATEMENT_MOST:
        raise Refused(_("Please shorten it to %(most)d characters.", most=rules.STATEMENT_MOST))
    return statement


def _decide(
    moderator: Person,
    contribution_id: int,
    act: str,
    reason: str,
    statement: str,
    *,
    seen: int | None = None,
) -> Decision:
    """Decide about one text inside the surrounding transaction."""
    demand(moderator, "moderate")
    statement = _check_words(act, reason, statement)
    contribution = locked(contribution_id)
    newest = newest_decision(contribution_id)
    number = newest.number if newest else 0
    reports, appeal = waiting(contribution_id)
    if (
        (seen is not None and seen != number)
        or not rules.changes(act, contribution.state)
        or (act == KEEP and not reports and appeal is None)
    ):
        raise AlreadyDecided(_("Somebody else has decided about this already."))
    if not rules.fits(act, reason, contribution.state):
        raise Refused(_("To hide a text, please choose the rule that it breaks."))
    _check_standing(moderator, contribution, appeal)
    decision = Decision(
        contribution_id=contribution_id,
        number=number + 1,
        act=act,
        reason=reason,
        statement=statement,
        language=current_language().code,
        state_before=contribution.state,
        moderator_id=moderator.id,
        decided_at=clock.now(),
    )
    _keep_decision(decision)
    _settle(decision, reports, appeal)
    if act == HIDE:
        change_state(contribution_id, HIDDEN)
    elif act == RESTORE:
        change_state(contribution_id, _state_to_restore(contribution_id))
    _tell(decision, contribution, answers_appeal=appeal is not None)
    return decision


def _check_standing(
    moderator: Person, contribution: Contribution, appeal: tuple[Appeal, Decision] | None
) -> None:
    """Refuse a moderator who would judge themselves, where somebody else can."""
    is_author = contribution.author_id == moderator.id
    against_own = appeal is not None and appeal[1].moderator_id == moderator.id
    if not is_author and not against_own:
        return
    standing = rules.Standing(is_author, against_own, others_may("moderate", moderator.id))
    if rules.may_decide(standing):
        return
    if is_author:
        raise NotAllowed(_("You wrote this text yourself. Another moderator has to decide."))
    raise NotAllowed(
        _("The appeal is against your own decision. Another moderator has to answer it.")
    )


def _keep_decision(decision: Decision) -> None:
    """Write the decision down; the database refuses a second one with the same number."""
    try:
        with db.session.begin_nested():
            db.session.add(decision)
    except IntegrityError as error:
        raise AlreadyDecided(_("Somebody else has decided about this already.")) from error


def _settle(
    decision: Decision, reports: list[Report], appeal: tuple[Appeal, Decision] | None
) -> None:
    for report in reports:
        report.decision_id = decision.id
    if appeal is not None:
        appeal[0].answer_id = decision.id


def _state_to_restore(contribution_id: int) -> str:
    """What the text was before it was hidden last: visible, or taken back by its author."""
    before = db.session.scalar(
        sa.select(Decision.state_before)
        .where(Decision.contribution_id == contribution_id, Decision.act == HIDE)
        .order_by(Decision.number.desc())
        .limit(1)
    )
    return before or VISIBLE


def _tell(decision: Decision, contribution: Contribution, *, answers_appeal: bool) -> None:
    """Write the decision into the audit log and the events; the author hears of it soon."""
    write_audit(
        decision.act,
        f"contribution {contribution.id}",
        actor_id=decision.moderator_id,
        decision=decision.id,
        reason=decision.reason,
    )
    kinds = {HIDE: "contribution.hidden", RESTORE: "contribution.restored"}
    if not answers_appeal:
        kinds[KEEP] = "report.kept"
    told = [kinds[decision.act]] if decision.act in kinds else []
    if answers_appeal:
        told.append("appeal.answered")
    for kind in told:
        events.record(
            kind,
            actor_id=decision.moderator_id,
            contribution_id=contribution.id,
            decision_id=decision.id,
            act=decision.act,
            reason=decision.reason,
            statement=decision.statement,
            language=decision.language,
            answers_appeal=answers_appeal,
        )
    hurry("notices.deliver")
