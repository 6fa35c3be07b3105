"""The paper ballot, to be printed."""

from flask import render_template, request
from markupsafe import Markup

from commons.cities.context import current_city
from commons.consultations.queries import text_of
from commons.i18n.catalogue import current_language, speaking
from commons.i18n.languages import language
from commons.people.permissions import requires
from commons.voting import pages
from commons.voting import queries as votes
from commons.voting.models import Vote
from commons.voting.sheets.views.blueprint import blueprint, vote_of
from commons.voting.views.blueprint import Setting, setting_of


@blueprint.get("/votes/<int:phase_id>/paper")
@requires("read")
def printable(phase_id: int) -> str:
    """The paper ballot, to be printed: options with their numbers, in one language or in all."""
    setting = setting_of(phase_id)
    vote, every = vote_of(setting), request.args.get("languages") == "all"
    codes = current_city().languages if every else [current_language().code]
    return render_template(
        "sheets/printable.html",
        setting=setting,
        all_languages=every,
        sheets=[_printed(setting, vote, code) for code in codes],
    )


def _printed(setting: Setting, vote: Vote, code: str) -> Markup:
    options = votes.readable_options(vote.phase_id, code)
    with speaking(code):
        return Markup(  # noqa: S704  (a rendered template)
            render_template(
                "sheets/_ballot.html",
                spoken=language(code),
                setting=setting,
                text=text_of(setting.consultation, code),
                options=options,
                kind=votes.kind_of(vote),
                paper=votes.paper_of(vote, {option.code: option.cost for option in options}),
                until=setting.online_until,
                title_of=pages.shown_title,
            )
        )
