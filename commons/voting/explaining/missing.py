"""What an option lacked to be chosen."""

from collections.abc import Mapping

from commons.i18n.catalogue import gettext as _
from commons.voting.explain import votes_text
from commons.voting.explaining.money import amount
from commons.voting.rules.election import Exact


def missing_sentence(code: str, numbers: Mapping[str, Exact], *, points: bool = False) -> str:
    """What an option lacked to be chosen; empty where nothing can be said.

    ``points``: what options got are points, not votes.
    """
    if code == "over_remaining_budget":
        return _("It lacked %(money)s.", money=amount(numbers["needed"] - numbers["left"]))
    if code == "over_whole_budget":
        return _("It lacked %(money)s.", money=amount(numbers["needed"] - numbers["budget"]))
    if code == "supporters_could_not_pay":
        return _("It lacked %(money)s.", money=amount(numbers["needed"] - numbers["together"]))
    if code == "not_elected" and numbers["needed"] > numbers["votes"]:
        lacked = votes_text(numbers["needed"] - numbers["votes"], points=points)
        return _("It lacked %(votes)s.", votes=lacked)
    return ""
