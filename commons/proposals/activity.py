"""Posting proposals, as something a consultation is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from commons.base.database import db
from commons.base.web.forms import Form
from commons.consultations.activities import Activity, Result
from commons.consultations.models import Phase
from commons.contributions.models import WITHDRAWN
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number as in_figures
from commons.people.electorate_form import filled_in, offer
from commons.proposals.drafting.owners import current_owner
from commons.proposals.drafting.queries import own_drafts
from commons.proposals.forms import PhaseSettingsForm
from commons.proposals.models import Proposal
from commons.proposals.outcome import results_of
from commons.proposals.rules import PROPOSALS, PhaseSettings

MOST_TOLD = 10_000
"""More proposals than so many in one call are not counted, only said to be more."""


class ProposalsActivity(Activity):
    """People post proposals; those the city accepts (all, where it answered none) go on."""

    name = PROPOSALS

    def title(self) -> str:
        """What it is called, in the reader's language."""
        return _("Proposals")

    def invitation(self) -> str:
        """What the button into it says."""
        return _("Post a proposal")

    def url(self, phase: Phase) -> str:
        """The list of the phase's proposals, with the way to post one."""
        return url_for("proposals.index", phase=phase.id)

    def settings_form(self, phase: Phase | None) -> Form:
        """The officer's choices: how many each, whether a district is needed, and who may."""
        settings = PhaseSettings.of(phase.settings if phase else {})
        form = PhaseSettingsForm(
            data={
                "most_each": "" if settings.most_each is None else str(settings.most_each),
                "district_needed": settings.district_needed,
                "comments_too": settings.comments_too,
                "admission": settings.admission,
                **filled_in(settings.electorate),
            }
        )
        offer(form)
        return form

    def settings_from(self, form: Form) -> dict[str, Any]:
        """What to store of a valid form."""
        if not isinstance(form, PhaseSettingsForm):
            raise TypeError(form)
        return form.settings().stored()

    def back(self, phase: Phase) -> str:
        """To the proposal that was begun, where there is one."""
        begun = next((one for one in own_drafts(current_owner()) if one.phase_id == phase.id), None)
        return url_for("drafting.look", key=begun.key) if begun else self.url(phase)

    def settle(self, phase: Phase) -> Sequence[Result]:
        """All visible proposals of the phase, most supported first, with which of them go on."""
        return results_of(phase.id)

    def counts(self, phases: Sequence[Phase]) -> Mapping[int, str]:
        """How many proposals each phase has: one statement."""
        # No further than a number that says enough: as quick in any city.
        ids = [phase.id for phase in phases]
        row = db.session.execute(sa.select(*(_up_to_most(phase_id) for phase_id in ids))).one()
        return {phase_id: _how_many(count) for phase_id, count in zip(ids, row, strict=True)}


def _up_to_most(phase_id: int) -> "sa.ScalarSelect[int]":
    table = Proposal.__table__
    mine = (table.c.phase_id == phase_id, table.c.listed_state != WITHDRAWN)
    some = sa.select(sa.literal(1)).select_from(table).where(*mine).limit(MOST_TOLD + 1)
    return sa.select(sa.func.count()).select_from(some.subquery()).scalar_subquery()


def _how_many(count: int) -> str:
    if count > MOST_TOLD:
        return _("More than %(num)s proposals", num=in_figures(MOST_TOLD))
    return ngettext("%(num)s proposal", "%(num)s proposals", count)
