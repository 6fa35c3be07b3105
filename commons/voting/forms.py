"""What an officer fills in about a vote."""

from wtforms import Field, RadioField, ValidationError
from wtforms.form import BaseForm

from commons.base.web.forms import (
    ExplainedRadioField,
    Form,
    LineField,
    TextField,
    one_of_the_choices,
)
from commons.cities.context import current_city
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.formats import number
from commons.people.electorate_form import (
    age_field,
    districts_field,
    electorate_from,
    filled_in,
    level_field,
    offer,
)
from commons.voting.ballots import form_fields
from commons.voting.ballots.form_fields import fits
from commons.voting.counted import AVERAGE, spends
from commons.voting.running import conduct
from commons.voting.whole_numbers import whole_number
from commons.voting.wishes import (
    MOST_MONEY,
    MOST_OPTIONS,
    MOST_PAPER_DAYS,
    OFFERED_RULES,
    HandOption,
    OptionLineError,
    Wishes,
    options_as_typed,
    options_typed,
)


def _a_budget(form: BaseForm, field: Field) -> None:
    if not spends(form["rule"].data or ""):
        return
    amount = whole_number(field.data or "")
    if amount is None or not 0 < amount <= MOST_MONEY:
        raise ValidationError(_("Write the budget as a whole number, such as 250000."))


def _a_count(_form: BaseForm, field: Field) -> None:
    count = whole_number(field.data) if field.data else 1
    if count is None or not 1 <= count <= MOST_OPTIONS:
        raise ValidationError(_("Write a whole number from 1 on, or leave this empty."))


def _days(_form: BaseForm, field: Field) -> None:
    days = whole_number(field.data) if field.data else 0
    if days is None or not 0 <= days <= MOST_PAPER_DAYS:
        raise ValidationError(
            _("Write a whole number of days up to %(most)s.", most=number(MOST_PAPER_DAYS))
        )


def _options(form: BaseForm) -> tuple[HandOption, ...]:
    """What was typed; where no fixed costs are spent, a title alone is enough."""
    rule = form["rule"].data or ""
    costs = spends(rule) and rule != AVERAGE
    return options_typed(form["vote_options"].data or "", current_city().languages, costs=costs)


def _readable_options(form: BaseForm, _field: Field) -> None:
    try:
        options = _options(form)
    except OptionLineError as error:
        raise ValidationError(
            _(
                "Line %(line)d cannot be read. Write a title, a semicolon and the cost as a whole "
                "number: New benches ; 25000",
                line=error.line,
            )
        ) from None
    if len(options) > MOST_OPTIONS:
        raise ValidationError(_("These are more than %(most)s lines.", most=number(MOST_OPTIONS)))
    if any(option.cost > MOST_MONEY for option in options):
        raise ValidationError(_("One of the costs is too large."))


class VoteSettingsForm(Form):
    """How a vote shall be. All of it is frozen when the vote opens."""

    vote_budget = LineField(
        _l("Budget"),
        [_a_budget],
        description=_l(
            "How much money there is, in whole units of the city's currency. Leave it empty where "
            "no money is spent."
        ),
    )
    ballot_kind = RadioField(
        _l("What people do on the ballot"), [one_of_the_choices], validate_choice=False
    )
    max_choices = LineField(
        _l("How many one may tick or give places to"),
        [_a_count],
        description=_l(
            "Leave it empty to set no limit. It does not count where people spend the "
            "budget themselves."
        ),
    )
    rule = ExplainedRadioField(
        _l("How it is counted"), [one_of_the_choices, fits], validate_choice=False
    )
    most_each = form_fields.score_field()
    points = form_fields.points_field()
    step = form_fields.step_field()
    seats = form_fields.seats_field()
    majority = form_fields.majority_field()
    turnout = form_fields.turnout_field()
    quorum = form_fields.quorum_field()
    entitled = form_fields.entitled_field()
    scope = form_fields.scope_field()
    level = level_field(_l("What voters must show"))
    districts = districts_field()
    min_age = age_field()
    paper_days = LineField(
        _l("Days for paper ballots"),
        [_days],
        description=_l(
            "At the end of the vote, so many days are kept for entering paper ballots. In these "
            "days nobody can vote online. Leave it empty where nobody votes on paper."
        ),
    )
    vote_options = TextField(
        _l("Further options"),
        [_readable_options],
        description=_l(
            "What the phase before chose is on the ballot by itself. Here you can add more, one "
            "in a line: title ; cost. Where nothing has a price, the title alone. A line below it "
            "such as “uk: Нові лавки” gives its title in another language."
        ),
    )
    no_receipts = conduct.receipts_field()
    show_interim = conduct.interim_field()
    draw_source = conduct.draw_field()
    only_test = conduct.test_field()


def settings_form(wishes: Wishes) -> VoteSettingsForm:
    """The form, filled in from what was wished so far."""
    form = VoteSettingsForm(
        data={
            "vote_budget": str(wishes.budget or ""),
            "ballot_kind": wishes.ballot_kind,
            "max_choices": str(wishes.max_choices or ""),
            "rule": wishes.rule,
            **filled_in(wishes.electorate),
            **form_fields.filled_in(wishes.ballot),
            **conduct.filled_in(wishes.conduct),
            "paper_days": str(wishes.paper_days or ""),
            "vote_options": options_as_typed(wishes.options),
        }
    )
    form_fields.offer(form)
    form_fields.offer_rules(form.rule, OFFERED_RULES)
    offer(form)
    return form


def wishes_from(form: VoteSettingsForm) -> Wishes:
    """What a valid form wishes."""
    return Wishes(
        ballot_kind=form.ballot_kind.data,
        rule=form.rule.data,
        ballot=form_fields.ballot_from(form),
        budget=whole_number(form.vote_budget.data or "") or 0,
        max_choices=whole_number(form.max_choices.data or ""),
        electorate=electorate_from(form),
        options=_options(form),
        paper_days=whole_number(form.paper_days.data or "") or 0,
        conduct=conduct.conduct_from(form),
    )
