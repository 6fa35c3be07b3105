"""Who a text is by, as the pages say it, and whether two texts have the same author.

A pseudonym is good for one day and in one city, and for named texts alone: what somebody wrote
without their name has none, so that nothing ties it to their other texts. Nothing is kept for it.
"""

import hashlib
import hmac
from dataclasses import dataclass

from flask import current_app

from commons.base import clock
from commons.base.database import current_database
from commons.base.settings import Settings
from commons.contributions.bylines import author_shown_as, byline_of
from commons.contributions.models import VISIBLE, Contribution
from commons.people.models import BY_NAME


@dataclass(frozen=True, slots=True)
class Author:
    """Who a text is by, as far as everybody may know; nothing at all unless it is visible."""

    name: str | None = None
    shown_as: str | None = None
    organisation: str | None = None
    pseudonym: str | None = None


def author_of(text: Contribution) -> Author:
    """The author of a text that was loaded ``with_byline``. No statement."""
    if text.state != VISIBLE:
        return Author()
    shown_as = author_shown_as(text)
    return Author(
        name=byline_of(text).name,
        shown_as=shown_as,
        organisation=text.organisation.name if text.organisation else None,
        pseudonym=_pseudonym(text.author_id) if shown_as == BY_NAME else None,
    )


def _pseudonym(person_id: int | None) -> str:
    settings: Settings = current_app.extensions["commons.settings"]
    day = clock.now().date().isoformat()
    said = f"commons api author/{current_database()}/{day}/{person_id}"
    return hmac.new(settings.secret_key.encode(), said.encode(), hashlib.sha256).hexdigest()[:16]
