"""The batches of a vote: beginning one, how far it is, counting it."""

from collections.abc import Callable

from flask import render_template, request

from commons.base.errors import Refused
from commons.people.current import signed_in_person
from commons.people.models import Person
from commons.people.permissions import requires
from commons.voting.sheets import actions, queries
from commons.voting.sheets.actions.batches import PERMISSION, has_part_in
from commons.voting.sheets.actions.entering import vault_of
from commons.voting.sheets.forms import AwayForm, BatchForm, PileForm
from commons.voting.sheets.models import COMPARING
from commons.voting.sheets.rules import Difference
from commons.voting.sheets.views.blueprint import ALL, ONE, Answer, blueprint, to, vote_of
from commons.voting.sheets.words import STATE_LOOKS, channel_words, reason_words, state_words
from commons.voting.views.blueprint import setting_of

Act = Callable[[Person], object]


@blueprint.route(ALL, methods=["GET", "POST"])
@requires(PERMISSION)
def index(phase_id: int) -> Answer:
    """The batches of a vote; beginning one."""
    setting = setting_of(phase_id)
    vote_of(setting)
    form = BatchForm().offer()
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            batch = actions.make_batch(
                signed_in_person(),
                phase_id,
                label=form.label.data or "",
                expected=form.sheets(),
                way=form.way.data or "",
            )
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            return to("show", phase_id, batch.id)
    page = render_template(
        "sheets/index.html",
        setting=setting,
        form=form,
        errors=errors,
        batches=queries.batches_of(phase_id),
        state_words=state_words,
        looks=STATE_LOOKS,
        way_words=channel_words,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.get(ONE)
@requires(PERMISSION)
def show(phase_id: int, batch_id: int) -> str:
    """How far a batch is, and what is to be done next."""
    return _batch_page(phase_id, batch_id)


def _batch_page(
    phase_id: int,
    batch_id: int,
    *errors: str,
    pile: PileForm | None = None,
    away: AwayForm | None = None,
) -> str:
    """The page; ``pile`` or ``away`` is what was filled in and is to be mended."""
    person, batch = signed_in_person(), queries.batch_of(phase_id, batch_id)
    part = has_part_in(person, batch)
    differences: list[Difference] = []
    if batch.state == COMPARING and part:
        try:
            vault_of(batch.vote_id)
        except Refused as lost:
            # Nothing can be compared any more; taking the batch away still can be done.
            part, errors = False, tuple(dict.fromkeys([*errors, str(lost)]))
        else:
            differences = queries.differences(batch)
    return render_template(
        "sheets/show.html",
        setting=setting_of(phase_id),
        batch=batch,
        filled=pile or away or {},
        pile=pile or PileForm(formdata=None, expected=str(batch.expected)),
        away=away or AwayForm(formdata=None),
        errors=errors,
        progress=queries.progress_of(batch),
        entry=queries.entry_of(person, batch),
        has_part=part,
        differences=differences,
        state_words=state_words,
        reason_words=reason_words,
        looks=STATE_LOOKS,
        way_words=channel_words,
    )


@blueprint.post(f"{ONE}/expected")
@requires(PERMISSION)
def expected(phase_id: int, batch_id: int) -> Answer:
    """Correct how many sheets the pile has."""
    queries.batch_of(phase_id, batch_id)
    form = PileForm()
    if not form.validate():
        return _batch_page(phase_id, batch_id, pile=form), 422
    return _act(phase_id, batch_id, lambda me: actions.set_expected(me, batch_id, form.sheets()))


@blueprint.post(f"{ONE}/done")
@requires(PERMISSION)
def done(phase_id: int, batch_id: int) -> Answer:
    """Say that all sheets of the batch are entered."""
    queries.batch_of(phase_id, batch_id)
    return _act(phase_id, batch_id, lambda me: actions.finish_entry(me, batch_id))


@blueprint.post(f"{ONE}/count")
@requires(PERMISSION)
def count(phase_id: int, batch_id: int) -> Answer:
    """Put the sheets into the box."""
    queries.batch_of(phase_id, batch_id)
    return _act(phase_id, batch_id, lambda me: actions.count_batch(me, batch_id))


@blueprint.post(f"{ONE}/withdraw")
@requires("run consultations")
def withdraw(phase_id: int, batch_id: int) -> Answer:
    """Take a batch away."""
    queries.batch_of(phase_id, batch_id)
    form = AwayForm()
    if not form.validate():
        return _batch_page(phase_id, batch_id, away=form), 422
    reason = form.reason.data or ""
    return _act(phase_id, batch_id, lambda me: actions.withdraw_batch(me, batch_id, reason))


def _act(phase_id: int, batch_id: int, act: Act) -> Answer:
    """Do it and show the batch, or show it with the reason why not."""
    try:
        act(signed_in_person())
    except Refused as refusal:
        return _batch_page(phase_id, batch_id, str(refusal)), 422
    return to("show", phase_id, batch_id)
