"""The vote as an activity of a consultation."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import url_for

from commons.base.database import db
from commons.base.web.forms import Form
from commons.consultations.activities import Activity, Result
from commons.consultations.models import Phase
from commons.contributions.drafts import kept_draft
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.people.electorate import Electorate
from commons.voting import actions, forms, queries
from commons.voting.ballots.wishes import DISTRICTS, MAJORITY
from commons.voting.counted import spends
from commons.voting.running.conduct import is_test
from commons.voting.wishes import Wishes, online_until


class VoteActivity(Activity):
    """People decide by ballot what the budget is spent on."""

    name = "vote"
    several_at_once = True

    def title(self) -> str:
        """What it is called."""
        return _("Vote")

    def invitation(self) -> str:
        """What the button says."""
        return _("Vote now")

    def url(self, phase: Phase) -> str:
        """The vote's page."""
        return url_for("voting.show", phase_id=phase.id)

    def settings_form(self, phase: Phase | None) -> Form:
        """The officer's form."""
        return forms.settings_form(Wishes.from_settings(phase.settings if phase else {}))

    def settings_from(self, form: Form) -> dict[str, Any]:
        """What to store of it."""
        if not isinstance(form, forms.VoteSettingsForm):
            raise TypeError("this form is not a vote's")
        return forms.wishes_from(form).to_settings()

    def check(self, phase: Phase) -> list[str]:
        """What still keeps it from being published."""
        wishes = Wishes.from_settings(phase.settings)
        problems = []
        if wishes.budget <= 0 and spends(wishes.rule):
            problems.append(_("Say how much money there is to decide about."))
        problems += _ballot_problems(wishes)
        if not (wishes.options or wishes.kind.fixed_options or _follows_another(phase)):
            problems.append(
                _("Write at least one option, or put a phase before it that ends with some.")
            )
        if self.online_until(phase) <= phase.opens_at:
            problems.append(
                _("The days for paper ballots leave no time to vote online. Take fewer.")
            )
        return problems

    def online_until(self, phase: Phase) -> datetime:
        """Earlier than its close where the last days are for paper ballots."""
        return online_until(phase.closes_at, phase.settings)

    def electorate(self, phase: Phase) -> Electorate:
        """Who may vote: as frozen, or as wished until it opens."""
        vote = queries.vote_of(phase.id)
        if vote is not None:
            return queries.electorate_of(vote)
        return Wishes.from_settings(phase.settings).electorate

    def back(self, phase: Phase) -> str:
        """To the ballot that was filled in, where there is one."""
        if kept_draft(f"ballot-{phase.id}"):
            return url_for("voting.review", phase_id=phase.id)
        return self.url(phase)

    def open(self, phase: Phase) -> None:
        """Freeze the rules, write the options down, make the key."""
        actions.open_vote(phase)

    def settle(self, phase: Phase) -> Sequence[Result]:
        """Count the ballots and shuffle the box."""
        return actions.seal_vote(phase)

    def counts(self, phases: Sequence[Phase]) -> Mapping[int, str]:
        """How many ballots were cast: more is nobody's to know before the end."""
        cast = queries.ballots_cast([phase.id for phase in phases])
        return {phase.id: _ballots(phase, cast[phase.id]) for phase in phases if phase.id in cast}


def _ballots(phase: Phase, count: int) -> str:
    ballots = ngettext("%(shown)s ballot", "%(shown)s ballots", count, shown=number(count))
    test = _("TEST")
    return f"{test}: {ballots}" if is_test(phase.settings) else ballots


def _ballot_problems(wishes: Wishes) -> list[str]:
    """What about the ballot and its count does not go together."""
    kind, ballot, problems = wishes.kind, wishes.ballot, []
    if len(wishes.options) > kind.most_options:
        problems.append(
            _(
                "On such a ballot there can be up to %(most)s things. Take some out.",
                most=number(kind.most_options),
            )
        )
    if wishes.rule == MAJORITY and ballot.asks_for_a_share and ballot.entitled is None:
        problems.append(_("Say how many people can vote: a condition is a share of them."))
    if ballot.scope == DISTRICTS and not wishes.electorate.district_ids:
        problems.append(_("Say in which districts people vote: only what is there shall be on it."))
    if "step" in kind.asks and 0 < wishes.budget < ballot.step:
        problems.append(_("The steps of money are larger than the budget."))
    return problems


def _follows_another(phase: Phase) -> bool:
    earlier = sa.exists().where(
        Phase.consultation_id == phase.consultation_id, Phase.position < phase.position
    )
    return bool(db.session.scalar(sa.select(earlier)))
