"""Entering a batch, ten sheets at a time, and settling what two people read differently."""

from collections.abc import Mapping

from flask import flash, render_template, request

from commons.base.errors import NotFound, Refused
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.voting import pages
from commons.voting.sheets import actions, queries
from commons.voting.sheets.actions.batches import PERMISSION, has_part_in
from commons.voting.sheets.actions.entering import vault_of
from commons.voting.sheets.forms import read_rows
from commons.voting.sheets.models import COMPARING, ENTERING, SheetBatch
from commons.voting.sheets.reading import how_to_type
from commons.voting.sheets.rules import MOST_SHEETS, ROWS, Row, Typed
from commons.voting.sheets.views.blueprint import ONE, Answer, Ballot, ballot_of, blueprint, to
from commons.voting.views.blueprint import Setting, setting_of


@blueprint.get(f"{ONE}/enter")
@requires(PERMISSION)
def enter(phase_id: int, batch_id: int) -> Answer:
    """Ten sheets to be typed in: from ``from`` on, or from the first that is missing."""
    setting, batch = setting_of(phase_id), queries.batch_of(phase_id, batch_id)
    kept = _own_rows(batch)
    asked = request.args.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 6 else _next(batch, kept)
    start = max(1, min(start, _last(batch, kept)))
    ballot = ballot_of(setting)
    typed = {at: ballot.typed(kept.get(at)) for at in _places(batch, kept, start)}
    return _entry_page(setting, batch, ballot, kept, typed, {})


def _own_rows(batch: SheetBatch) -> dict[int, Row]:
    """What the person here entered themselves. Nobody else's is ever shown while it is entered."""
    person = signed_in_person()
    entry = queries.entry_of(person, batch)
    if batch.state != ENTERING or entry is None:
        raise Refused(_("This batch is not yours to enter. Two people have begun it already."))
    own = person.id in {batch.first_by_id, batch.second_by_id}
    vault_of(batch.vote_id)  # says so where the key is lost
    return queries.rows_of(batch, entry) if own else {}


def _next(batch: SheetBatch, kept: Mapping[int, Row]) -> int:
    return next((at for at in range(1, batch.expected + 1) if at not in kept), _last(batch, kept))


def _last(batch: SheetBatch, kept: Mapping[int, Row]) -> int:
    """The last place in the pile: beyond their number where more was entered before that was
    corrected, so that it can be taken out.
    """
    return max(batch.expected, *kept, 1)


def _places(batch: SheetBatch, kept: Mapping[int, Row], start: int) -> range:
    return range(start, min(start + ROWS, _last(batch, kept) + 1))


@blueprint.post(f"{ONE}/enter")
@requires(PERMISSION)
def save(phase_id: int, batch_id: int) -> Answer:
    """Keep the sheets that are right; show the others again with what is wrong."""
    setting, batch = setting_of(phase_id), queries.batch_of(phase_id, batch_id)
    ballot = ballot_of(setting)
    typed = {
        at: Typed(request.form.get(f"card-{at}", ""), request.form.get(f"options-{at}", ""))
        for at in range(1, MOST_SHEETS + 1)
        if f"card-{at}" in request.form
    }
    rows, wrong = read_rows(typed, ballot.codes, ballot.paper)
    try:
        actions.save_rows(signed_in_person(), batch_id, rows)
    except Refused as refusal:
        return _entry_page(setting, batch, ballot, {}, typed, wrong, str(refusal)), 422
    if wrong:
        kept = _own_rows(queries.batch_of(phase_id, batch_id))
        return _entry_page(setting, batch, ballot, kept, typed, wrong), 422
    saved = sum(row is not None for row in rows.values())
    flash(ngettext("%(num)s sheet is saved.", "%(num)s sheets are saved.", saved), "success")
    last = max(typed, default=0)
    if last >= batch.expected:
        return to("show", phase_id, batch_id)
    return to("enter", phase_id, batch_id, **{"from": last + 1})


def _entry_page(
    setting: Setting,
    batch: SheetBatch,
    ballot: Ballot,
    kept: Mapping[int, Row],
    typed: Mapping[int, Typed],
    wrong: Mapping[int, str],
    *errors: str,
) -> str:
    return render_template(
        "sheets/enter.html",
        setting=setting,
        batch=batch,
        ballot=ballot,
        kept=kept,
        how=how_to_type(ballot.paper),
        typed=typed,
        wrong=wrong,
        errors=errors,
        starts=range(1, _last(batch, kept) + 1, ROWS),
        title_of=pages.shown_title,
    )


@blueprint.get(f"{ONE}/compare")
@requires(PERMISSION)
def compare(phase_id: int, batch_id: int) -> Answer:
    """What the two read differently, side by side."""
    return _compare_page(phase_id, batch_id, {}, {})


@blueprint.post(f"{ONE}/compare")
@requires(PERMISSION)
def settle(phase_id: int, batch_id: int) -> Answer:
    """Settle one difference: as the first read it, as the second did, anew, or as no sheet."""
    setting, batch = setting_of(phase_id), queries.batch_of(phase_id, batch_id)
    key = request.form.get("difference", "")
    typed = Typed(request.form.get("card", ""), request.form.get("options", ""))
    if request.form.get("sheet") == "none":
        row: Row | None = None
    else:
        ballot = ballot_of(setting)
        rows, wrong = read_rows({1: typed}, ballot.codes, ballot.paper)
        row = rows.get(1)
        if row is None:
            message = wrong.get(1) or _("Type what the sheet says.")
            return _compare_page(phase_id, batch_id, {key: typed}, {key: message})
    try:
        actions.resolve(signed_in_person(), batch.id, key, row)
    except NotFound as gone:
        flash(str(gone), "info")
    return to("compare", phase_id, batch_id)


def _compare_page(
    phase_id: int, batch_id: int, typed: Mapping[str, Typed], wrong: Mapping[str, str]
) -> Answer:
    setting, batch = setting_of(phase_id), queries.batch_of(phase_id, batch_id)
    if batch.state != COMPARING:
        return to("show", phase_id, batch_id)
    if not has_part_in(signed_in_person(), batch):
        raise Refused(_("Only those who entered this batch, and officers, can do this."))
    vault_of(batch.vote_id)  # says so where the key is lost
    found = queries.differences(batch)
    if not found:
        return to("show", phase_id, batch_id)
    ballot = ballot_of(setting)
    page = render_template(
        "sheets/compare.html",
        setting=setting,
        batch=batch,
        differences=found,
        ballot=ballot,
        typed_of=ballot.typed,
        typed=typed,
        wrong=wrong,
        title_of=pages.shown_title,
    )
    return (page, 422) if wrong else page
