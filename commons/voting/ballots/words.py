"""Words that several kinds of ballot share."""

from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number


def points_words(points: int) -> str:
    """So many points."""
    return ngettext("%(shown)s point", "%(shown)s points", points, shown=number(points))
