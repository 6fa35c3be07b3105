"""Which options stood equal, and what decided between them."""

from collections.abc import Mapping

from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.i18n.formats import listing
from commons.voting.rules import Tie

_DECIDED: Mapping[str, object] = {
    "lower_cost": _l("%(names)s stood equal. “%(winner)s” went first because it costs less."),
    "more_points": _l("%(names)s stood equal. “%(winner)s” went first because it has more votes."),
    "in_points": _l("%(names)s stood equal. “%(winner)s” went first because it has more points."),
    "more_votes_earlier": _l(
        "%(names)s stood equal. “%(winner)s” went first because it had more votes in an earlier "
        "round."
    ),
    "lot": _l("%(names)s stood equal. The draw let “%(winner)s” go first."),
    "lower_id": _l("%(names)s stood equal. “%(winner)s” went first because its number is lower."),
    "out_fewer_votes_earlier": _l(
        "%(names)s had the fewest. “%(winner)s” dropped out because it had fewer votes in an "
        "earlier round."
    ),
    "out_lot": _l("%(names)s had the fewest. The draw let “%(winner)s” drop out."),
    "out_higher_id": _l(
        "%(names)s had the fewest. “%(winner)s” dropped out because its number is higher."
    ),
}


def tie_sentence(tie: Tie, titles: Mapping[str, str], *, points: bool = False) -> str:
    """Which options stood equal, and what decided. ``titles`` by option code.

    ``points``: voters gave points, not just ticks.
    """
    criterion = "in_points" if points and tie.criterion == "more_points" else tie.criterion
    names = listing([_("“%(title)s”", title=titles[code]) for code in tie.options])
    sentence = str(_DECIDED.get(criterion, _DECIDED["lower_id"]))
    return sentence % {"names": names, "winner": titles[tie.winner]}
