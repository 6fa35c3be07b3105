"""The paper ballot of a vote that has not opened yet: printed beforehand, for voting early.

Options are frozen when the vote opens. A sheet carries the fingerprint of what stands on it, in
every language the same, and the page on which sheets are entered shows the one of the open vote:
so a sheet from before a change is known.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import Refused
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.contributions.models import Contribution
from commons.i18n.catalogue import gettext as _
from commons.voting.actions.opening import coming_options
from commons.voting.counted import spends
from commons.voting.models import KNAPSACK, BallotOption
from commons.voting.paper import Paper
from commons.voting.queries import ReadableOption, made_readable
from commons.voting.wishes import Wishes


def make_sure_options_are_final(consultation: Consultation, phase: Phase) -> None:
    """Refuse while something is still to come onto the ballot. No statement. Raises Refused."""
    if consultation.state != PUBLISHED:
        raise Refused(_("Publish the consultation first. Then its ballots can be printed."))
    if Wishes.from_settings(phase.settings).kind.fixed_options:
        return
    before = [one for one in consultation.phases if one.position < phase.position]
    if any(one.settled_at is None and one.closes_at <= phase.opens_at for one in before):
        raise Refused(
            _(
                "What comes onto the ballot is not known yet: a phase before this vote has not "
                "ended. Print the ballots when it has."
            )
        )


def coming_ballots(
    phase: Phase, languages: Sequence[str]
) -> list[tuple[list[ReadableOption], Paper]]:
    """Options and paper in each language, as they would be if the vote opened now.

    Four statements at most, and one for each language.
    """
    options = coming_options(phase)
    ids = [one.contribution_id for one in options if one.contribution_id is not None]
    written: dict[int | None, Contribution] = {}
    if ids:
        found = db.session.scalars(sa.select(Contribution).where(Contribution.id.in_(ids)))
        written = {one.id: one for one in found}
    rows = [(one, None, written.get(one.contribution_id)) for one in options]
    paper = _paper(Wishes.from_settings(phase.settings), options)
    return [(made_readable(rows, code), paper) for code in languages]


def _paper(wishes: Wishes, options: Iterable[BallotOption]) -> Paper:
    kind, budget = wishes.kind, wishes.budget if spends(wishes.rule) else 0
    terms = wishes.ballot.terms(kind, wishes.rule, budget)
    return Paper(
        costs={option.code: option.cost for option in options},
        limit=budget if kind.stored == KNAPSACK else None,
        max_choices=wishes.max_choices if "max_choices" in kind.asks else None,
        kind=kind.name,
        most_each=terms.most_each,
        points=terms.points,
        step=terms.step,
    )


def fingerprint(options: Iterable[ReadableOption], paper: Paper) -> str:
    """Eight digits that are others when an option, its number or a limit is another one."""
    said = [
        [option.code, option.original, option.cost, option.contribution_id] for option in options
    ]
    limits = [
        paper.kind,
        paper.limit,
        paper.min_choices,
        paper.max_choices,
        paper.most_each,
        paper.points,
        paper.step,
    ]
    digest = hashlib.sha256(json.dumps([limits, said]).encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"
