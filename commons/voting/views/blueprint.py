"""What all pages of a vote share."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.errors import NotFound
from commons.consultations import queries as consultations
from commons.consultations.models import Consultation, ConsultationText, Phase
from commons.consultations.rules import PhaseState, phase_state
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.electorate import Electorate
from commons.voting import queries
from commons.voting.counted import Terms, spends
from commons.voting.explaining.conditions import conditions
from commons.voting.explaining.rules import rule_explanation, rule_title
from commons.voting.models import KNAPSACK, Vote
from commons.voting.running.conduct import is_test
from commons.voting.wishes import Wishes, online_until

blueprint = Blueprint("voting", "commons.voting", template_folder="templates")

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every page of a vote shows around it."""

    consultation: Consultation
    text: ConsultationText
    phase: Phase
    state: PhaseState
    vote: Vote | None

    @property
    def is_test(self) -> bool:
        """Whether it only tries things out."""
        return is_test(self.phase.settings) if self.vote is None else bool(self.vote.test)

    @property
    def electorate(self) -> Electorate:
        """Who may vote: as frozen, or as wished until it opens. No statement."""
        if self.vote is not None:
            return queries.electorate_of(self.vote)
        return Wishes.from_settings(self.phase.settings).electorate

    @property
    def rule_title(self) -> str:
        """What its way to count is called."""
        return rule_title(self.vote.rule) if self.vote else ""

    @property
    def rule_explanation(self) -> str:
        """How its way to count works."""
        return rule_explanation(self.vote.rule) if self.vote else ""

    @property
    def online_until(self) -> datetime:
        """Until when ballots are taken online; from then to the close, only on paper."""
        return online_until(self.phase.closes_at, self.phase.settings)

    @property
    def takes_online(self) -> bool:
        """Whether one can vote online now."""
        return self.state == "open" and clock.now() < self.online_until

    @property
    def spends(self) -> bool:
        """Whether voters spend the budget themselves."""
        return self.vote is not None and self.vote.ballot_kind == KNAPSACK

    @property
    def spends_money(self) -> bool:
        """Whether money is shared out, rather than places filled or a question answered."""
        return self.vote is not None and spends(self.vote.rule)

    @property
    def how_to_vote(self) -> str:
        """How one fills in the ballot."""
        if self.vote is None:
            return ""
        return queries.kind_of(self.vote).how(queries.paper_of(self.vote, {}))

    @property
    def conditions(self) -> list[str]:
        """What it takes to be chosen, where money is not all: places, majority, quorum, turnout."""
        if self.vote is None:
            return []
        return conditions(self.vote.rule, self.vote.rule_options, Terms.from_json(self.vote.terms))


def setting_of(phase_id: int, *, with_result: bool = False) -> Setting:
    """The vote of a phase with its surroundings: two statements. Raises NotFound."""
    consultation = consultations.consultation_of_phase(phase_id)
    phase = consultations.phase_of(consultation, phase_id)
    if phase.kind != "vote":
        raise NotFound(_("There is no such vote."))
    return Setting(
        consultation=consultation,
        text=consultations.text_of(consultation, current_language().code),
        phase=phase,
        state=phase_state(phase, clock.now()),
        vote=queries.vote_of(phase_id, with_result=with_result),
    )


def to_vote(phase_id: int) -> Response:
    """Back to the page of the vote, which says what can be done now."""
    return redirect(url_for("voting.show", phase_id=phase_id), code=303)
