"""Who is named beside what was said: the only place where an author's name becomes public.

Every page, mail, feed and file asks ``byline_of``; none reads ``author.display_name`` (a test
looks for it). Whoever wrote something under their name, as a resident or as an organisation chose
so for that very text, and nothing that is published ties the three together.
"""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from commons.cities.context import current_city
from commons.cities.models import District
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.models import AS_RESIDENT, BY_NAME, Person

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
    return byline_of_person(text.author, text.shown_as, text.shown_district)


def byline_of_person(
    author: Person | None, shown_as: str, shown_district: District | None
) -> Byline:
    """How one person is shown who wrote something, or had a part in it."""
    if author is None:
        return Byline(_("A former resident"), _("a former resident"))
    if shown_as != AS_RESIDENT:
        return Byline(author.display_name, author.display_name)
    return Byline(*resident_of(shown_district.name if shown_district else None))


def by_author_of(
    comment: Contribution, subject: Contribution, named_coauthors: Collection[int | None] = ()
) -> bool:
    """Whether a comment may carry the badge of the author of what it is about.

    Only where both name the same person or organisation: a badge must not tie what somebody
    said without their name to what they said with it, nor two unnamed texts to each other.
    ``named_coauthors`` are the ids of those who are shown as its co-authors under their name.
    """
    if comment.official or subject.official:
        return False
    if comment.organisation_id is not None or subject.organisation_id is not None:
        return comment.organisation_id == subject.organisation_id
    if comment.shown_as != BY_NAME or comment.author_id is None:
        return False
    first = subject.shown_as == BY_NAME and comment.author_id == subject.author_id
    return first or comment.author_id in named_coauthors


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
