"""The paper ballot, to be printed."""

from collections.abc import Sequence

from flask import render_template, request
from markupsafe import Markup

from commons.base.errors import NotFound
from commons.cities.context import current_city
from commons.consultations.queries import text_of
from commons.i18n.catalogue import current_language, speaking
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import language
from commons.people.current import current_person
from commons.people.permissions import may, requires
from commons.voting import pages
from commons.voting.ballots import kinds
from commons.voting.sheets.coming import coming_ballots, make_sure_options_are_final
from commons.voting.sheets.views.blueprint import Ballot, ballots_of, blueprint
from commons.voting.views.blueprint import Setting, setting_of


@blueprint.get("/votes/<int:phase_id>/paper")
@requires("read")
def printable(phase_id: int) -> str:
    """The paper ballot, to be printed: options with their numbers, in one language or in all.

    Before the vote opens it is there for officers alone, once its options are known.
    """
    setting, every = setting_of(phase_id), request.args.get("languages") == "all"
    if setting.vote is None:
        if not may(current_person(), "run consultations"):
            raise NotFound(_("The vote has not opened yet."))
        make_sure_options_are_final(setting.consultation, setting.phase)
    codes = current_city().languages if every else [current_language().code]
    ballots = _ballots(setting, codes)
    return render_template(
        "sheets/printable.html",
        setting=setting,
        all_languages=every,
        sheets=[_printed(setting, *one) for one in zip(ballots, codes, strict=True)],
    )


def _ballots(setting: Setting, codes: Sequence[str]) -> list[Ballot]:
    if setting.vote is None:
        return [Ballot(*one) for one in coming_ballots(setting.phase, codes)]
    return ballots_of(setting, codes)


def _printed(setting: Setting, ballot: Ballot, code: str) -> Markup:
    with speaking(code):
        return Markup(  # noqa: S704  (a rendered template)
            render_template(
                "sheets/_ballot.html",
                spoken=language(code),
                setting=setting,
                text=text_of(setting.consultation, code),
                ballot=ballot,
                kind=kinds.get(ballot.paper.kind),
                until=setting.online_until,
                title_of=pages.shown_title,
            )
        )
