"""Drafts, as far as the files on them go."""

from collections.abc import Collection, Mapping, Sequence

from flask import render_template, url_for

from commons.contributions.files.homes import Drafts
from commons.people.models import Person
from commons.proposals.drafting.actions import own_held
from commons.proposals.drafting.owners import Owner, current_owner
from commons.proposals.drafting.pages import page_of
from commons.proposals.drafting.queries import living, no_such_draft, own_draft


class DraftDesk(Drafts):
    """Files hang on a draft by its key."""

    def demand_own(self, person: Person, key: str) -> None:
        """Refuse whoever does not write it, and once it is posted. Raises NotFound."""
        if own_held(Owner(person), key).proposal_id is not None:
            raise no_such_draft()

    def address(self, key: str) -> str:
        """The page of its pictures."""
        return url_for("drafting.pictures", key=key)

    def onward(self, key: str) -> str:
        """The page on which it is looked over."""
        return url_for("drafting.look", key=key)

    def page(self, key: str, managed: Mapping[str, object], errors: Sequence[str]) -> str:
        """The step of its pictures, with what is wrong."""
        draft = own_draft(current_owner(), key)
        return render_template(
            "drafting/pictures.html",
            page=page_of("pictures", draft),
            draft=draft,
            managed=managed,
            errors=errors,
        )

    def living(self, keys: Collection[str]) -> set[str]:
        """Those that are still there: one statement."""
        return living(keys)
