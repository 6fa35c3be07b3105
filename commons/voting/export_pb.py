"""A sealed vote as a Pabulib file, for anyone to count again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.context import current_city
from commons.consultations.models import Phase
from commons.consultations.rules import local_time
from commons.i18n.catalogue import gettext as _
from commons.voting import pabulib, queries
from commons.voting.channels import told_of
from commons.voting.checking.copies import VOTE_COLUMNS, points_written
from commons.voting.counted import spends
from commons.voting.models import TICKS, BoxEntry, Vote
from commons.voting.pabulib import PabulibFile
from commons.voting.paper import receipt_shown
from commons.voting.wishes import EQUAL_SHARES


def export_pb(vote: Vote, language: str) -> PabulibFile:
    """A sealed vote as a Pabulib file, for anyone to count again.

    ``language`` is what it says its titles are written in.
    Raises ValueError while the box may not be listed.
    """
    if not queries.may_be_listed(vote):
        raise ValueError("this box is not listed")
    phase = db.session.get_one(Phase, vote.phase_id)
    options = queries.bare_options(vote.phase_id)
    tally = queries.tally_of(vote)
    standings = {standing.option: standing for standing in tally.standings}
    extra_columns = tuple(
        dict.fromkeys(name for option in options for name in option.extras if name != "selected")
    )
    ticks = vote.ballot_kind in TICKS
    columns = (
        "project_id",
        "cost",
        "votes",
        *(() if ticks else ("score",)),
        "name",
        "selected",
        *extra_columns,
    )
    projects = tuple(
        pabulib.Project(
            option.code,
            option.cost if spends(vote.rule) else 0,
            {
                "votes": str(standings[option.code].supporters),
                "score": points_written(standings[option.code].points),
                "name": option.title,
                "selected": str(int(standings[option.code].selected)),
                **{name: str(option.extras.get(name, "")) for name in extra_columns},
            },
        )
        for option in options
    )
    return PabulibFile(
        meta=_meta(vote, phase, len(options), language),
        projects=projects,
        votes=tuple(_votes(vote)),
        project_columns=columns,
        vote_columns=VOTE_COLUMNS,
    )


def _votes(vote: Vote) -> Iterator[pabulib.Vote]:
    rows = db.session.execute(
        sa.select(BoxEntry.receipt, BoxEntry.choices)
        .where(BoxEntry.vote_id == vote.phase_id)
        .order_by(BoxEntry.receipt)
    )
    for place, (receipt, choices) in enumerate(rows, start=1):
        voter = receipt_shown(receipt) if vote.gives_receipts else str(place)
        yield pabulib.Vote(voter, queries.ballot_of(choices), {})


def _meta(vote: Vote, phase: Phase, options: int, language: str) -> dict[str, str]:
    city = current_city()
    said, kind = vote.source, queries.kind_of(vote)
    own_limits = kind.limits(queries.paper_of(vote, {}))
    description = _("Vote of %(city)s on its budget", city=city.name)
    if vote.test:
        test = _("TEST")
        description = f"{test}: {description}"
    return {
        "description": said.get("description") or description,
        "country": said.get("country") or city.country,
        "unit": said.get("unit") or city.name,
        "instance": said.get("instance") or str(phase.closes_at.year),
        **{key: said[key] for key in ("subunit", "district") if key in said},
        "num_projects": str(options),
        "num_votes": str(vote.ballots),
        # As far as they may be told apart: see ``channels``.
        **{
            f"num_votes_{'_'.join(group.names)}": str(group.ballots)
            for group in told_of(vote.result)
        },
        "budget": str(vote.budget),
        "currency": city.currency,
        "vote_type": kind.vote_type,
        "rule": _RULES.get(vote.rule, vote.rule),
        "date_begin": _written(phase.opens_at),
        "date_end": _written(phase.closes_at - timedelta(seconds=1)),
        # Blank ballots are allowed here, so a file of our own sets no lower limits.
        **({key: said[key] for key in _LIMITS if key in said} if said else own_limits),
        "language": said.get("language") or language,
    }


_RULES = {EQUAL_SHARES: "equalshares"}
_LIMITS = (
    "min_length",
    "max_length",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "min_sum_cost",
    "max_sum_cost",
)


def _written(moment: datetime) -> str:
    return local_time(moment, current_city().time_zone).strftime("%d.%m.%Y")
