"""What everybody may read of a vote: the question, the result, the sealed box."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, render_template, request

from commons.base.errors import NotFound
from commons.base.web.limits import DOWNLOAD_LIMIT, limiter
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person
from commons.people.permissions import requires
from commons.voting import pages, preflib, queries
from commons.voting.anchors.packaging import preflib_file
from commons.voting.drawing.rules import Draw, settings_with
from commons.voting.explain import votes_text
from commons.voting.explaining.map import result_map
from commons.voting.explaining.shown import money_by_district, spread_shown
from commons.voting.export_pb import export_pb
from commons.voting.interim.queries import turnout_and_interim
from commons.voting.interim.shown import interim_shown
from commons.voting.models import Vote
from commons.voting.observing.queries import said_afterwards
from commons.voting.pabulib import write_pb
from commons.voting.paper import receipt_shown, receipt_typed
from commons.voting.rules.contract import exact_from_json
from commons.voting.running.queries import annulment_of
from commons.voting.sheets.queries import paper_totals
from commons.voting.sitting import open_to
from commons.voting.strata.shown import strata_shown
from commons.voting.views.blueprint import Answer, Setting, blueprint, setting_of, to_vote


@blueprint.get("/votes/<int:phase_id>")
@requires("read")
def show(phase_id: int) -> str:
    """What is voted on, until when, and by which rules."""
    setting = setting_of(phase_id)
    vote = setting.vote
    turnout = interim = None
    options = queries.readable_options(phase_id, current_language().code) if vote else []
    if vote is not None and vote.sealed_at is None:
        turnout, counted = turnout_and_interim(vote, current_person())
        interim = interim_shown(vote, counted, options)
    return render_template(
        "voting/show.html",
        setting=setting,
        turnout=turnout,
        interim=interim,
        annulment=annulment_of(phase_id) if vote and vote.sealed_at else None,
        others=[
            stop
            for stop in open_to(setting.consultation, current_person())
            if stop.phase_id != phase_id
        ]
        if setting.takes_online
        else [],
        kind=queries.kind_of(vote) if vote else None,
        options=options,
        title_of=pages.shown_title,
    )


@blueprint.get("/votes/<int:phase_id>/result")
@requires("read")
def result(phase_id: int) -> Answer:
    """What was chosen and why, once the outcome is published."""
    setting = setting_of(phase_id, with_result=True)
    vote = setting.vote
    if setting.state != "closed" or vote is None:
        return to_vote(phase_id)
    if vote.sealed_at is None or setting.phase.outcome_published_at is None:
        return render_template("voting/counting.html", setting=setting)
    options = queries.readable_options(phase_id, current_language().code)
    page = pages.result_page(vote, options)
    annulment, signatures = said_afterwards(phase_id)
    return render_template(
        "voting/result.html",
        setting=setting,
        vote=vote,
        page=page,
        verdict=pages.verdict_of(vote),
        ways=pages.ways_page(vote, page.lines),
        spread=spread_shown(vote.result),
        map=result_map(options, queries.tally_of(vote).selected),
        by_district=money_by_district(
            [(line.option.district, line.cost) for line in page.chosen], vote.budget
        ),
        strata=strata_shown(vote, {line.option.code: line.title for line in page.lines}),
        annulment=annulment,
        signatures=signatures,
        on_paper=paper_totals(vote),
        listed=queries.may_be_listed(vote),
        in_preflib=preflib.fits(vote.terms),
        recount=" ".join(
            ["commons tally", _file_name(setting), f"--rule {vote.rule}"]
            + [f"--{name} {value}" for name, value in _settings(vote).items()]
        ),
    )


def _settings(vote: Vote) -> dict[str, Any]:
    """How the rule was set when it counted, the lot with it where ties were drawn."""
    made = (vote.result or {}).get("draw")
    return settings_with(vote.rule, vote.rule_options, Draw.from_json(made) if made else None)


def _file_name(setting: Setting, kind: str = "pb") -> str:
    return f"{setting.consultation.slug}-{setting.phase.id}.{kind}"


@blueprint.get("/votes/<int:phase_id>/box")
@requires("read")
def box(phase_id: int) -> Answer:
    """The sealed box: every ballot by its receipt code, and one's own by the code."""
    setting = setting_of(phase_id)
    vote = setting.vote
    if vote is None or vote.sealed_at is None:
        return to_vote(phase_id)
    typed = request.args.get("receipt", "").strip() if vote.gives_receipts else ""
    code = receipt_typed(typed)
    options = queries.readable_options(phase_id, current_language().code)
    return render_template(
        "voting/box.html",
        setting=setting,
        vote=vote,
        typed=typed[:60],
        wrong=_no_code(typed) if "receipt" in request.args and not code else "",
        found=queries.find_receipt(vote, code) if code else None,
        page=queries.box_page(vote, receipt_typed(request.args.get("after", "")))
        if not typed
        else None,
        titles={option.code: pages.shown_title(option) for option in options},
        said=_said_by_marks(vote, {option.code: option.cost for option in options}),
        listed=queries.may_be_listed(vote),
        smallest=queries.smallest_box(vote),
        shown=receipt_shown,
    )


def _no_code(typed: str) -> str:
    """What to say where no receipt code was typed: nothing is amiss with the box then."""
    if not typed:
        return _("Please type the code that is on your receipt.")
    return _("A receipt code has 16 letters and digits. Compare what you typed with your receipt.")


def _said_by_marks(vote: Vote, costs: Mapping[str, int]) -> Callable[[str, int | str], str]:
    """What a mark of a ballot gives its option: points, a place, money; empty for a mere tick."""
    kind, paper = queries.kind_of(vote), queries.paper_of(vote, costs)

    def said(code: str, points: int | str) -> str:
        if vote.source:  # its points are what its file says, whatever places there were
            return "" if points == 1 else votes_text(exact_from_json(points), points=True)
        return kind.said(paper, (code, int(points)))

    return said


@blueprint.get("/votes/<int:phase_id>/ballots.pb")
@requires("download")
@limiter.limit(DOWNLOAD_LIMIT)
def download(phase_id: int) -> Response:
    """Ballots and result as a Pabulib file, for anyone to count again."""
    setting, vote = _published(phase_id)
    text = io.StringIO(newline="")
    write_pb(export_pb(vote, setting.consultation.primary_language), text)
    return _as_file(text.getvalue(), _file_name(setting))


@blueprint.get("/votes/<int:phase_id>/ballots.preflib")
@requires("download")
@limiter.limit(DOWNLOAD_LIMIT)
def download_preflib(phase_id: int) -> Response:
    """The ballots as a PrefLib file, where the vote spends no money."""
    setting, vote = _published(phase_id)
    found = preflib_file(vote)
    if found is None:
        raise NotFound(_("This vote is about money. Its ballots come as a .pb file."))
    name, content = found
    return _as_file(content, _file_name(setting, name.rpartition(".")[2]))


def _published(phase_id: int) -> tuple[Setting, Vote]:
    """A vote whose single ballots are open to all. Raises NotFound."""
    setting = setting_of(phase_id, with_result=True)
    if setting.vote is None or setting.phase.outcome_published_at is None:
        raise NotFound(_("There is no such file yet. It comes with the result."))
    if not queries.may_be_listed(setting.vote):
        raise NotFound(_("So few people voted that the ballots are not shown one by one."))
    return setting, setting.vote


def _as_file(content: str | bytes, name: str) -> Response:
    return Response(
        content,
        mimetype="text/plain",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )
