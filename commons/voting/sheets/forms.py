"""What is typed about a batch, and the rows of its entry."""

from collections.abc import Mapping, Sequence

from wtforms import Field, RadioField, ValidationError

from commons.base.errors import Refused
from commons.base.web.forms import Form, LineField, at_most, needed, one_of_the_choices
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.voting.channels import EARLY, PAPER, POSTAL
from commons.voting.paper import Mark, Paper
from commons.voting.sheets import queries
from commons.voting.sheets.reading import RowError
from commons.voting.sheets.rules import (
    MOST_SHEETS,
    REASON_LENGTH,
    Row,
    Typed,
    read_card,
    read_choices,
)
from commons.voting.whole_numbers import whole_number


class PileForm(Form):
    """How many sheets a pile has."""

    expected = LineField(_l("Number of sheets"), [needed()])

    def validate_expected(self, field: Field) -> None:
        """A number a batch can have."""
        if field.data and not 1 <= self.sheets() <= MOST_SHEETS:
            raise ValidationError(_("A batch has from 1 to %(most)s sheets.", most=MOST_SHEETS))

    def sheets(self) -> int:
        """The number of sheets; 0 for what is no number."""
        return whole_number(self.expected.data or "") or 0


class AwayForm(Form):
    """Why a batch is taken away."""

    reason = LineField(
        _l("Reason"),
        [needed(lambda: _("Please write why the batch is taken away.")), at_most(REASON_LENGTH)],
    )


class BatchForm(PileForm):
    """A new batch."""

    label = LineField(
        _l("Where the batch is from"),
        [needed(), at_most(100)],
        description=_l("So that it can be found again: Oliwa library, box 2."),
    )
    way = RadioField(
        _l("How the sheets came"),
        [one_of_the_choices],
        default=PAPER,
        validate_choice=False,
        description=_l(
            "Put sheets that came in different ways into different batches. The result says how "
            "many came each way, in groups of ten and more."
        ),
    )
    expected = LineField(
        _l("Number of sheets"),
        [needed()],
        description=_l("Count the sheets by hand first."),
    )

    def offer(self) -> "BatchForm":
        """With the ways sheets can come, in the reader's language."""
        self.way.choices = [
            (PAPER, _("At a polling place, while the vote is open")),
            (POSTAL, _("By post")),
            (EARLY, _("Early: at an office, before the vote opened")),
        ]
        return self


def read_rows(
    typed: Mapping[int, Typed], codes: Sequence[str], paper: Paper
) -> tuple[dict[int, Row | None], dict[int, str]]:
    """Rows of the page by position, and what is wrong with the others: one statement at most.

    An empty row is None. Each row is read on its own, so that a mistake in one loses no other.
    """
    rows: dict[int, Row | None] = {}
    wrong: dict[int, str] = {}
    cards: dict[int, str] = {}
    choices: dict[int, tuple[Mark, ...]] = {}
    for position, one in typed.items():
        try:
            if one.empty:
                rows[position] = None
                continue
            chosen = read_choices(one.choices, codes, paper)
            card = read_card(one.card) if chosen is not None or one.card.strip() else ""
        except (RowError, Refused) as mistake:
            wrong[position] = str(mistake)
            continue
        if chosen is None:
            # Of a code only the number may be kept, and here none is needed.
            rows[position] = Row("", (), spoiled=True)
        else:
            cards[position], choices[position] = card, chosen
    numbers = queries.known_cards(cards.values())
    for position, card in cards.items():
        if card in numbers:
            rows[position] = Row(numbers[card], choices[position])
        else:
            wrong[position] = _(
                "There is no such card here. Compare it with the sheet. If the sheet says so, "
                "write x instead of the options."
            )
    return rows, dict(sorted(wrong.items()))
