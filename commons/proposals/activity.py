"""Posting proposals, as something a consultation is made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from commons.base.database import db
from commons.base.web.forms import Form
from commons.consultations.activities import Activity, Result
from commons.consultations.models import Phase
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.people.electorate_form import filled_in, offer
from commons.proposals.drafting.owners import current_owner
from commons.proposals.drafting.queries import own_drafts
from commons.proposals.finding.models import IS_WITHDRAWN
from commons.proposals.forms import PhaseSettingsForm
from commons.proposals.models import Proposal
from commons.proposals.outcome import results_of
from commons.proposals.rules import PROPOSALS, PhaseSettings


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
        # All of them by one narrow index, less the few withdrawn by another: quick in any city.
        listed = Proposal.__table__.c
        some = sa.select(listed.phase_id, sa.func.count()).where(
            listed.phase_id.in_([phase.id for phase in phases])
        )
        withdrawn = sa.select(listed.phase_id, -sa.func.count()).where(
            listed.phase_id.in_([phase.id for phase in phases]), IS_WITHDRAWN
        )
        rows = db.session.execute(
            sa.union_all(some.group_by(listed.phase_id), withdrawn.group_by(listed.phase_id))
        )
        counted: Counter[int] = Counter()
        for phase_id, number in rows:
            counted[phase_id] += number
        return {
            phase.id: ngettext("%(num)s proposal", "%(num)s proposals", counted[phase.id])
            for phase in phases
        }
