"""HTTP of the moderation package."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.errors import NotAllowed, Refused
from commons.base.web.limits import REPORT_LIMIT, WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.contributions.gates import demand_readable
from commons.contributions.models import HIDDEN
from commons.contributions.places import place_of
from commons.contributions.queries import contribution_of, readable
from commons.i18n.catalogue import current_language, ngettext
from commons.i18n.catalogue import gettext as _
from commons.moderation import actions, queries, rules
from commons.moderation.forms import AppealForm, DecisionForm, ReportForm
from commons.moderation.models import HIDE, KEEP, RESTORE
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("moderation", __name__, template_folder="templates")

MOST_AT_ONCE = 100
REPORTS_REMEMBERED = 50
"""Of somebody who is not signed in: their own browser remembers what it reported."""


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """What templates need to put decisions into words."""
    return {"moderation_words": rules}


@blueprint.route("/contributions/<int:contribution_id>/report", methods=["GET", "POST"])
@requires("report")
@limiter.limit(REPORT_LIMIT, methods=["POST"])
def report(contribution_id: int) -> str | Response | tuple[str, int]:
    """Say that a text breaks the rules. Nobody need be signed in."""
    contribution = contribution_of(contribution_id)
    demand_readable(contribution)
    back = place_of(contribution.id, contribution.kind).url
    form = ReportForm().offer()
    if request.method == "POST" and form.validate():
        _report(contribution_id, form)
        return redirect(back, code=303)
    page = render_template(
        "moderation/report.html",
        form=form,
        contribution=contribution,
        text=readable([contribution], current_language().code)[contribution.id],
        hidden=contribution.state == HIDDEN,
        back=back,
    )
    return (page, 422) if form.errors else page


def _report(contribution_id: int, form: ReportForm) -> None:
    person = current_person()
    known: list[int] = session.get("reported", [])
    told = person is None and contribution_id in known
    try:
        new = not told and actions.report(
            person, contribution_id, reason=form.reason.data, note=form.note.data or ""
        )
    except Refused as refusal:
        flash(str(refusal), "info")
        return
    if not new:
        flash(
            _(
                "You told us about this already. Your report counts, and a moderator "
                "will look at it."
            ),
            "info",
        )
        return
    if person is None:
        session["reported"] = [*known, contribution_id][-REPORTS_REMEMBERED:]
    flash(
        _(
            "Thank you. A moderator will look at this text and decide. If it is hidden, "
            "you will see the reasons in its place. Nobody is told who reported it."
        ),
        "success",
    )


@blueprint.route("/moderation/", methods=["GET", "POST"])
@requires("moderate")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def queue() -> str | Response | tuple[str, int]:
    """What waits for a moderator; a decision about one or many of them."""
    form = DecisionForm().offer()
    items = _ticked()
    errors: list[str] = []
    if request.method == "POST" and not _asked_for_words(form):
        if not items:
            errors.append(_("Please tick at least one text, then decide."))
        if form.validate() and not errors:
            _decide(form, items)
            return redirect(url_for("moderation.queue"), code=303)
    page = queries.queue(rules.spot_from(request.args.get("after")))
    rendered = render_template(
        "moderation/queue.html",
        form=form,
        page=page,
        ticked={contribution_id for contribution_id, _seen in items},
        errors=errors,
        now=clock.now(),
    )
    return (rendered, 422) if errors or form.errors else rendered


@blueprint.route("/moderation/<int:contribution_id>", methods=["GET", "POST"])
@requires("moderate")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def case(contribution_id: int) -> str | Response | tuple[str, int]:
    """One text with all that was decided about it, and a decision about it alone."""
    found = queries.case_of(contribution_id)
    form = DecisionForm().offer(_acts_for(found))
    if request.method == "POST" and not _asked_for_words(form) and form.validate():
        seen = [(number, count) for number, count in _ticked() if number == contribution_id]
        _decide(form, seen or [(contribution_id, found.seen)])
        return redirect(url_for("moderation.case", contribution_id=contribution_id), code=303)
    rendered = render_template(
        "moderation/case.html",
        form=form,
        case=found,
        history=queries.history_of(contribution_id),
        now=clock.now(),
    )
    return (rendered, 422) if form.errors else rendered


def _acts_for(found: queries.Case) -> tuple[str, ...]:
    """What can be decided about a text as it stands."""
    keep = (KEEP,) if found.since is not None else ()
    return (RESTORE, *keep) if found.contribution.state == HIDDEN else (HIDE, *keep)


def _asked_for_words(form: DecisionForm) -> bool:
    """Whether the button was pressed that puts the usual words into the form."""
    if "suggest" not in request.form:
        return False
    form.suggest()
    return True


def _ticked() -> list[tuple[int, int]]:
    """The texts that were ticked, each with the number of decisions the moderator knew of."""
    items = []
    for value in request.form.getlist("item")[:MOST_AT_ONCE]:
        number, _sign, seen = value.partition(":")
        contribution_id, count = number_after(number), number_after(seen)
        if contribution_id is not None and count is not None:
            items.append((contribution_id, count))
    return items


def _decide(form: DecisionForm, items: Sequence[tuple[int, int]]) -> None:
    try:
        outcome = actions.decide(
            signed_in_person(),
            items,
            act=form.act.data,
            reason=form.reason.data,
            statement=form.statement.data or "",
        )
    except Refused as refusal:
        flash(str(refusal), "error")
        return
    if outcome.decided:
        flash(
            ngettext(
                "Decided about %(num)s text. Its author is told, with your reasons.",
                "Decided about %(num)s texts. Their authors are told, with your reasons.",
                len(outcome.decided),
            )
            if form.act.data != KEEP
            else ngettext(
                "Decided about %(num)s text. It stays as it is.",
                "Decided about %(num)s texts. They stay as they are.",
                len(outcome.decided),
            ),
            "success",
        )
    for reason in dict.fromkeys(outcome.refused.values()):
        count = sum(given == reason for given in outcome.refused.values())
        flash(
            ngettext(
                "%(num)s text was not changed: %(reason)s",
                "%(num)s texts were not changed: %(reason)s",
                count,
                reason=reason,
            ),
            "warning",
        )


@blueprint.route("/appeals/<int:decision_id>", methods=["GET", "POST"])
@requires("appeal")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def appeal(decision_id: int) -> str | Response | tuple[str, int]:
    """The decision about one's own text, and the way to appeal against it."""
    standing = queries.appeal_standing(decision_id)
    person = signed_in_person()
    if standing.contribution.author_id != person.id:
        raise NotAllowed(_("Only who wrote the text can see this page."))
    form = AppealForm()
    if request.method == "POST" and form.validate():
        actions.appeal(person, decision_id, form.text.data or "")
        flash(
            _("We have your appeal. A moderator will look at it again and write to you."), "success"
        )
        return redirect(url_for("moderation.appeal", decision_id=decision_id), code=303)
    contribution = standing.contribution
    rendered = render_template(
        "moderation/appeal.html",
        form=form,
        standing=standing,
        place=place_of(contribution.id, contribution.kind),
        can_appeal=standing.decision.act == HIDE and standing.newest and standing.appeal is None,
    )
    return (rendered, 422) if form.errors else rendered


@blueprint.get("/hidden/")
@requires("read")
def trace() -> str:
    """What was hidden and why: the public trace."""
    page = queries.trace(number_after(request.args.get("before")))
    return render_template("moderation/trace.html", page=page)
