"""Two or three things on a ballot side by side: cost, place, what speaks for and against."""

from flask import render_template, request

from commons.contributions.files.models import PICTURE
from commons.contributions.files.queries import files_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.permissions import requires
from commons.voting import pages, queries
from commons.voting.arguments import AGAINST, FOR, arguments_on
from commons.voting.views.blueprint import Answer, blueprint, setting_of, to_vote

MOST = 3


@blueprint.get("/votes/<int:phase_id>/compare")
@requires("read")
def compare(phase_id: int) -> Answer:
    """What was asked for side by side; a list to choose from where nothing was."""
    setting, language = setting_of(phase_id), current_language().code
    if setting.vote is None:
        return to_vote(phase_id)
    options = queries.readable_options(phase_id, language)
    wanted = list(dict.fromkeys(request.args.getlist("option")))
    chosen = [option for option in options if option.code in wanted]
    shown = chosen[:MOST]
    ids = [one.contribution_id for one in shown if one.contribution_id and not one.hidden]
    files = files_of(ids)
    return render_template(
        "voting/compare.html",
        setting=setting,
        options=options,
        shown=shown,
        wanted={option.code for option in shown},
        too_many=len(chosen) > MOST,
        most=MOST,
        pictures={
            number: next((file for file in found if file.kind == PICTURE and file.shown), None)
            for number, found in files.items()
        },
        arguments=arguments_on(ids, language),
        sides=((FOR, _("For it")), (AGAINST, _("Against it"))),
        title_of=pages.shown_title,
    )
