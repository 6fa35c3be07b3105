"""What it takes to be chosen, beside votes: how many are, which majority, quorum and turnout."""

from collections.abc import Mapping

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number, percent
from commons.voting.counted import Terms


def conditions(rule: str, options: Mapping[str, str], terms: Terms) -> list[str]:
    """The frozen conditions of a vote, a sentence each."""
    if terms.seats is None:
        return []
    if rule != "majority":
        return [
            ngettext(
                "%(shown)s of these is chosen.",
                "%(shown)s of these are chosen.",
                terms.seats,
                shown=number(terms.seats),
            )
        ]
    said = [majority_words(options.get("majority", "1/2"))]
    for name, sentence in (
        ("turnout", _("At least %(people)s must vote, or it is not accepted.")),
        ("quorum", _("At least %(people)s must say yes, or it is not accepted.")),
    ):
        asked = options.get(name, "0")
        if asked != "0":
            said.append(sentence % {"people": _people(asked, terms.entitled)})
    return said


def majority_words(share: str) -> str:
    """Which part of the yes and no votes must be yes."""
    if share == "1/2":
        return _("It is accepted when more people say yes than no.")
    over, _line, under = share.partition("/")
    return _(
        "It is accepted when at least %(over)s of every %(under)s people who say yes or no say "
        "yes.",
        over=number(int(over)),
        under=number(int(under)),
    )


def _people(asked: str, entitled: int | None) -> str:
    """``500`` or ``20%`` in words."""
    if asked.endswith("%"):
        return _(
            "%(share)s of the %(all)s people who can vote",
            share=percent(int(asked[:-1]) / 100),
            all=number(entitled or 0),
        )
    return ngettext("%(shown)s person", "%(shown)s people", int(asked), shown=number(int(asked)))
