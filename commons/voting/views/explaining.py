"""The whole course of a count, to be read, printed and gone through with others."""

from flask import render_template

from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.permissions import requires
from commons.voting import pages, queries
from commons.voting.explaining.course import told
from commons.voting.views.blueprint import Answer, blueprint, setting_of, to_vote


@blueprint.get("/votes/<int:phase_id>/result/course")
@requires("read")
def course(phase_id: int) -> Answer:
    """Every step of the count of a published result."""
    setting = setting_of(phase_id, with_result=True)
    vote = setting.vote
    if vote is None or vote.sealed_at is None or setting.phase.outcome_published_at is None:
        return to_vote(phase_id)
    options = queries.readable_options(phase_id, current_language().code)
    titles = {option.code: option.title or _("Hidden by a moderator") for option in options}
    return render_template(
        "voting/course.html",
        setting=setting,
        steps=told(queries.tally_of(vote).steps, titles, points=pages.in_points(vote)),
    )
