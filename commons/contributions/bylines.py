"""Who is named beside what was said: the only place where an author's name becomes public.

Every page, mail, feed and file asks ``byline_of``; none reads ``author.display_name`` (a test
looks for it). Whoever wrote something under their name, as a resident or as an organisation chose
so for that very text, and nothing that is published ties the three together.
"""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from commons.cities.context import current_city
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import AS_RESIDENT, BY_NAME

ORGANISATION, FORMER, OFFICIAL = "organisation", "former resident", "city"
"""Beside ``SHOWN_AS``: how else an author is shown."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a text is by, as everybody may know it."""

    name: str
    """At the beginning of a line: ``A resident of Oliwa``."""
    within: str
    """Within a sentence: ``a resident of Oliwa``."""
    organisation_id: int | None = None
    official: bool = False
    """Said for the city, which is named then."""

    @property
    def badge(self) -> str | None:
        """What stands beside the name, so that nobody takes an office for a person."""
        if self.official:
            return _("City")
        return _("Organisation") if self.organisation_id else None

    @property
    def url(self) -> str | None:
        """The page of the organisation; people have none."""
        if self.organisation_id is None:
            return None
        return url_for("organisation_texts.show", organisation_id=self.organisation_id)


def with_byline(kind: type[Contribution]) -> tuple[ExecutableOption, ...]:
    """For ``options(*...)`` of a query: what ``byline_of`` needs, without a further statement."""
    return (
        joinedload(kind.author),
        joinedload(kind.shown_district),
        joinedload(kind.organisation),
    )


def byline_of(text: Contribution) -> Byline:
    """Who a text, loaded ``with_byline``, is by; in the reader's language."""
    if text.official:
        return Byline(current_city().name, current_city().name, official=True)
    if text.organisation is not None:
        return Byline(text.organisation.name, text.organisation.name, text.organisation.id)
    if text.author is None:
        return Byline(_("A former resident"), _("a former resident"))
    if text.shown_as != AS_RESIDENT:
        return Byline(text.author.display_name, text.author.display_name)
    return Byline(*resident_of(text.shown_district.name if text.shown_district else None))


def by_author_of(comment: Contribution, subject: Contribution) -> bool:
    """Whether a comment may carry the badge of the author of what it is about.

    Only where both name the same person or organisation: a badge must not tie what somebody
    said without their name to what they said with it, nor two unnamed texts to each other.
    """
    if comment.official or subject.official:
        return False
    if comment.organisation_id is not None or subject.organisation_id is not None:
        return comment.organisation_id == subject.organisation_id
    named = comment.shown_as == subject.shown_as == BY_NAME
    return named and comment.author_id is not None and comment.author_id == subject.author_id


def resident_of(district: str | None) -> tuple[str, str]:
    """What stands in place of a name, at the beginning of a line and within a sentence."""
    if district is None:
        return _("A resident"), _("a resident")
    return (
        _("A resident of %(district)s", district=district),
        _("a resident of %(district)s", district=district),
    )


def author_shown_as(text: Contribution) -> str:
    """How a text's author is shown, in one word for files: see the constants of this module."""
    if text.official:
        return OFFICIAL
    if text.organisation_id is not None:
        return ORGANISATION
    return FORMER if text.author_id is None else text.shown_as
