"""What all pages about paper ballots share."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from commons.base.errors import NotFound
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.voting import queries as votes
from commons.voting.models import Vote
from commons.voting.paper import Paper
from commons.voting.sheets.coming import fingerprint
from commons.voting.sheets.reading import typed_marks
from commons.voting.sheets.rules import Row, Typed
from commons.voting.views.blueprint import Setting

blueprint = Blueprint("sheets", "commons.voting.sheets", template_folder="templates")
ALL = "/votes/<int:phase_id>/sheets"
ONE = f"{ALL}/<int:batch_id>"
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The paper ballot of a vote: which number is which option."""

    options: list[votes.ReadableOption]
    paper: Paper

    @property
    def codes(self) -> list[str]:
        """The options' codes in the order of their numbers."""
        return [option.code for option in self.options]

    @property
    def fingerprint(self) -> str:
        """What stands on each sheet: another one is of other options."""
        return fingerprint(self.options, self.paper)

    def typed(self, row: Row | None) -> Typed:
        """How a row is typed."""
        if row is None:
            return Typed("", "")
        marks = typed_marks(row.choices, self.codes, self.paper)
        return Typed(row.card, "x" if row.spoiled else marks)


def vote_of(setting: Setting) -> Vote:
    """The vote. Raises NotFound before it has opened."""
    if setting.vote is None:
        raise NotFound(_("The vote has not opened yet."))
    return setting.vote


def ballot_of(setting: Setting) -> Ballot:
    """Its paper ballot, in the reader's language: two statements."""
    return ballots_of(setting, [current_language().code])[0]


def ballots_of(setting: Setting, languages: Sequence[str]) -> list[Ballot]:
    """Its paper ballot in each language: one statement, and one each where proposals are on it."""
    vote = vote_of(setting)
    rows = votes.option_rows(vote.phase_id)
    paper = votes.paper_of(vote, {option.code: option.cost for option, *_more in rows})
    return [Ballot(votes.made_readable(rows, code), paper) for code in languages]


def to(endpoint: str, phase_id: int, batch_id: int, **more: object) -> Response:
    """To a page of a batch."""
    address = url_for(f"sheets.{endpoint}", phase_id=phase_id, batch_id=batch_id, **more)  # type: ignore[arg-type]
    return redirect(address, code=303)
