"""What people hear of files on their texts."""

from collections.abc import Callable, Sequence

from commons.base.events import Event
from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.contributions.authors import authors_of
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import day
from commons.notices.kinds import Audience, Letter, NoticeKind, write
from commons.notices.rules import DECISIONS
from commons.notices.subjects import CONTRIBUTION, Things


class FileNotice(NoticeKind):
    """The authors hear that a single file on their text was hidden, or is shown again."""

    NAMES = ("file.hidden", "file.restored")

    def __init__(self, name: str, reason_words: Callable[[str], str]) -> None:
        self.name = name
        self.reason_words = reason_words

    def audience(self, event: Event) -> Sequence[Audience]:
        """All authors of the text."""
        return [Audience(DECISIONS, authors_of(event.contribution_id))]

    def letter(self, event: Event, things: Things) -> Letter | None:
        """Which text, why, and how to ask for another look."""
        found = things.get((CONTRIBUTION, event.contribution_id or 0))
        if found is None:
            return None
        hidden = event.data["act"] == "hide"
        written = day(found.created_at, current_city().time_zone)
        return write(
            self.name.replace(".", "_"),
            _("A file of yours was hidden") if hidden else _("A file of yours is shown again"),
            found.place,
            in_full=True,
            about=_("your text of %(date)s", date=written),
            reason=self.reason_words(event.data["reason"]) if hidden else "",
            statement=event.data["statement"],
            again_url=city_address("moderation.report", contribution_id=event.contribution_id or 0),
        )
