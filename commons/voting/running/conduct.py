"""How a vote is run, as an officer sets it: receipts, a mere test, ties drawn by lot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from wtforms import BooleanField, Field

from commons.base.text import clean_line
from commons.base.web.forms import LineField, at_most
from commons.i18n.catalogue import lazy_gettext as _l
from commons.voting.strata.rules import STRATA

SOURCE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a vote shall be run; frozen with its rules at opening."""

    receipts: bool = True
    """Whether voters get a receipt code, by which they find their ballot in the open box."""
    test: bool = False
    """Only to try things out: every page says so, and nothing comes of it."""
    interim: bool = False
    """Whether everybody may see how it stands while people vote."""
    draw_source: str = ""
    """What public numbers ties are drawn with; empty: nothing is drawn."""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Conduct":
        """What is in a phase's settings; what is missing there is as by default."""
        return cls(
            receipts=settings.get("receipts") is not False,
            test=is_test(settings),
            interim=settings.get("interim") is True,
            draw_source=str(settings.get("draw_source") or ""),
        )

    def to_settings(self) -> dict[str, Any]:
        """What to store in a phase's settings."""
        return {
            "receipts": self.receipts,
            "test": self.test,
            "interim": self.interim,
            "draw_source": self.draw_source,
        }

    def to_config(self, commitment: str) -> dict[str, Any]:
        """What is frozen of it. ``commitment`` is that of the draw's seed."""
        draw = {"source": self.draw_source, "commitment": commitment} if self.draw_source else None
        return {
            "receipts": self.receipts,
            "test": self.test,
            "interim": self.interim,
            "draw": draw,
            "strata": list(STRATA),
        }


def is_test(settings: Mapping[str, Any]) -> bool:
    """Whether a phase's settings say that it is only a test."""
    return settings.get("test") is True


def receipts_field() -> BooleanField:
    """The officer's field about receipt codes."""
    return BooleanField(
        _l("Give no receipt codes"),
        description=_l(
            "Choose this where people may be paid or pressed to show how they voted. Then nobody "
            "can show it, and nobody can look up their own ballot afterwards."
        ),
    )


def draw_field() -> LineField:
    """The officer's field about drawing lots."""
    return LineField(
        _l("Numbers for drawing lots"),
        [at_most(SOURCE_LENGTH)],
        description=_l(
            "If options stand equal, lots are drawn with public numbers. Say which, so that nobody "
            "can choose them: “the six numbers of the lottery of 6 June, lowest first”. They must "
            "be drawn before the vote closes. Leave it empty to let the lower number on the ballot "
            "go first."
        ),
    )


def test_field() -> BooleanField:
    """The officer's field that makes a vote a mere test."""
    return BooleanField(
        _l("This is only a test"),
        description=_l(
            "Every page says so. Nothing comes of it: it is in no statistics and no programme."
        ),
    )


def interim_field() -> BooleanField:
    """The officer's field that shows how a vote stands."""
    return BooleanField(
        _l("Show how it stands while people vote"),
        description=_l(
            "Everybody sees the totals, from a hundred ballots on, and new ones with each further "
            "fifty. People may then follow the crowd, or stay at home. Leave it empty for every "
            "decision that counts."
        ),
    )


class ConductForm(Protocol):
    """A form with these fields."""

    no_receipts: Field
    draw_source: Field
    only_test: Field
    show_interim: Field


def filled_in(conduct: Conduct) -> dict[str, Any]:
    """The form's fields, as they were wished so far."""
    return {
        "no_receipts": not conduct.receipts,
        "only_test": conduct.test,
        "show_interim": conduct.interim,
        "draw_source": conduct.draw_source,
    }


def conduct_from(form: ConductForm) -> Conduct:
    """What a valid form wishes."""
    return Conduct(
        receipts=not form.no_receipts.data,
        test=bool(form.only_test.data),
        interim=bool(form.show_interim.data),
        draw_source=clean_line(form.draw_source.data or "")[:SOURCE_LENGTH],
    )
