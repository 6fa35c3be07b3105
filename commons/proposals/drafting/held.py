"""What is held about a person as drafts, and why their proposals are other ones."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.people.held import Fact, Group, Holder, fact
from commons.people.models import Person
from commons.proposals.drafting.models import Difference, Draft

_TEXT = Contribution.__table__
_WORDS = ("title", "body", "cost")


class DraftsHolder(Holder):
    """Unfinished proposals; and the words that tell posted ones from others."""

    name = "drafts"

    def held(self, person: Person) -> Iterator[Group]:
        """Two statements."""
        drafts = db.session.scalars(
            sa.select(Draft)
            .where(Draft.owner_id == person.id, Draft.proposal_id.is_(None))
            .order_by(Draft.id)
        )
        yield Group("drafts", _("Unfinished proposals"), [_facts(draft) for draft in drafts])
        rows = db.session.execute(
            sa.select(Difference.reason, _TEXT.c.language)
            .join(_TEXT, _TEXT.c.id == Difference.proposal_id)
            .where(_TEXT.c.author_id == person.id)
            .order_by(Difference.proposal_id, Difference.other_id)
        )
        yield Group(
            "differences",
            _("Why your proposals are other ones"),
            [[fact(Difference.reason, reason, language=code)] for reason, code in rows],
        )

    def forget(self, person_id: int) -> None:
        """Drafts go; what stands with a posted proposal stays with it."""
        db.session.execute(sa.delete(Draft).where(Draft.owner_id == person_id))


def _facts(draft: Draft) -> list[Fact]:
    said = [str(draft.values[name]) for name in _WORDS if draft.values.get(name)]
    said += draft.values.get("different", {}).values()
    return [
        fact(Draft.owner_id, draft.owner_id),
        fact(Draft.values, "\n\n".join(said), language=draft.values.get("language") or None),
        fact(Draft.updated_at, draft.updated_at),
    ]
