"""What a download says about itself: its dictionary, its name, how far it has come."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from commons.base.datasets import Column, Dataset, Kind, Privacy, Stage, Value
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.voting.channels import CHANNELS

_BY_WAY = _l(
    "How many of the ballots came this way; ways in which fewer than ten came are put together."
)
DICTIONARY_SCHEMA = "commons-dictionary/1"
"""The shape of a dictionary in JSON; another number when a reader would have to change."""

DICTIONARY_COLUMNS = (
    Column("column", _l("The name of a column of the file.")),
    Column("meaning", _l("What its values say.")),
    Column("type", _l("text, integer, number, boolean or datetime (ISO 8601 with its offset).")),
    Column("privacy", _l("public, or pseudonym: tells rows of one person apart in one file only.")),
    Column(
        "earliest_stage",
        _l("running, closed or published: before this stage the column is not in the file."),
    ),
)


def stage_word(stage: Stage) -> str:
    """The stage's stable name in files: ``running``, ``closed``, ``published``."""
    return stage.name.lower()


def stage_sentence(stage: Stage) -> str:
    """Where a dataset stands, for its reader."""
    return {
        Stage.RUNNING: _("Still going on: the file grows."),
        Stage.CLOSED: _("Closed: nothing is added any more."),
        Stage.PUBLISHED: _("Closed, and the result is published."),
    }[stage]


def missing_columns(columns: Sequence[Column], stage: Stage) -> dict[Stage, list[str]]:
    """The names of the columns that may not leave yet, by the stage they wait for."""
    missing: dict[Stage, list[str]] = {}
    for column in sorted(columns, key=lambda column: column.earliest):
        if column.earliest > stage:
            missing.setdefault(column.earliest, []).append(column.name)
    return missing


def dictionary_rows(columns: Sequence[Column]) -> Iterator[Mapping[str, Value]]:
    """One row for each column, those included that only come later."""
    for column in columns:
        yield {
            "column": column.name,
            "meaning": str(column.meaning),
            "type": column.kind.value,
            "privacy": column.privacy.value,
            "earliest_stage": stage_word(column.earliest),
        }


def dictionary_json(dataset: Dataset, language: str) -> dict[str, Any]:
    """The dictionary as one object; meanings are in ``language``, names never change."""
    return {
        "schema": DICTIONARY_SCHEMA,
        "dataset": dataset.name,
        "meaning": str(dataset.meaning),
        "language": language,
        "columns": list(dictionary_rows(dataset.columns)),
    }


def _pb(section: str, name: str, meaning: str, kind: Kind = Kind.TEXT) -> Column:
    privacy = Privacy.PSEUDONYM if name == "voter_id" else Privacy.PUBLIC
    return Column(f"{section}/{name}", meaning, kind, privacy, Stage.PUBLISHED)


PABULIB_COLUMNS = (
    _pb("META", "description", _l("What was voted on.")),
    _pb("META", "country", _l("The country, as ISO 3166 writes it.")),
    _pb("META", "unit", _l("The city.")),
    _pb("META", "subunit", _l("The part of the city that voted.")),
    _pb("META", "district", _l("The district that voted.")),
    _pb("META", "instance", _l("Which vote of the city it was: mostly the year.")),
    _pb("META", "num_projects", _l("How many options there were."), Kind.INTEGER),
    _pb("META", "num_votes", _l("How many ballots the file holds."), Kind.INTEGER),
    *(
        _pb("META", f"num_votes_{'_'.join(ways)}", _BY_WAY, Kind.INTEGER)
        for number in range(1, len(CHANNELS) + 1)
        for ways in combinations(CHANNELS, number)
    ),
    _pb("META", "budget", _l("The money there was to spend, in the currency."), Kind.NUMBER),
    _pb("META", "currency", _l("The currency (ISO 4217).")),
    _pb(
        "META",
        "vote_type",
        _l("The kind of ballot: approval, cumulative, scoring, ordinal, choose-1."),
    ),
    _pb("META", "rule", _l("The way it was counted: greedy or equalshares.")),
    _pb("META", "date_begin", _l("The first day of the vote, as day.month.year.")),
    _pb("META", "date_end", _l("The last day of the vote, as day.month.year.")),
    _pb("META", "min_length", _l("The fewest options on a ballot."), Kind.INTEGER),
    _pb("META", "max_length", _l("The most options on a ballot."), Kind.INTEGER),
    _pb("META", "min_points", _l("The fewest points for one option."), Kind.NUMBER),
    _pb("META", "max_points", _l("The most points for one option."), Kind.NUMBER),
    _pb("META", "min_sum_points", _l("The fewest points on a ballot."), Kind.NUMBER),
    _pb("META", "max_sum_points", _l("The most points on a ballot."), Kind.NUMBER),
    _pb("META", "min_sum_cost", _l("The least that a ballot may spend."), Kind.NUMBER),
    _pb("META", "max_sum_cost", _l("The most that a ballot may spend."), Kind.NUMBER),
    _pb("META", "language", _l("The language of the description (BCP 47).")),
    _pb("PROJECTS", "project_id", _l("The option's code, as on the ballots.")),
    _pb("PROJECTS", "cost", _l("What it costs, in the currency."), Kind.NUMBER),
    _pb("PROJECTS", "votes", _l("How many ballots chose it."), Kind.INTEGER),
    _pb("PROJECTS", "score", _l("The points it got, where people give points."), Kind.NUMBER),
    _pb("PROJECTS", "name", _l("Its title as it stood on the ballot.")),
    _pb("PROJECTS", "selected", _l("1 where it was chosen, else 0."), Kind.INTEGER),
    _pb("PROJECTS", "category", _l("Subjects that the city's own file gave it.")),
    _pb("PROJECTS", "target", _l("Whom it is for, by the city's own file.")),
    _pb("PROJECTS", "latitude", _l("Where it would be: degrees north."), Kind.NUMBER),
    _pb("PROJECTS", "longitude", _l("Where it would be: degrees east."), Kind.NUMBER),
    _pb("VOTES", "voter_id", _l("The ballot's receipt code. Nobody can tell whose it is.")),
    _pb("VOTES", "vote", _l("Codes of the chosen options with commas between them.")),
    _pb("VOTES", "points", _l("The points given, in the same order.")),
)
"""A vote in the form that researchers of participatory budgets share (pabulib.org/format).

Files that were imported may hold further columns of their own under PROJECTS.
"""


class PabulibDictionary(Dataset):
    """The dictionary of the vote files; their rows are written by ``commons.voting``."""

    name = "vote"
    meaning = _l("A whole vote, ready to be counted again: options, ballots and rules (Pabulib).")
    columns = PABULIB_COLUMNS

    def stage(self, consultation_id: int) -> Stage | None:  # noqa: ARG002
        """Never a table of its own."""
        return None

    def rows(self, consultation_id: int) -> Iterator[Mapping[str, Value]]:  # noqa: ARG002
        """No rows."""
        return iter(())


VOTE = PabulibDictionary()


def file_name(city: str, consultation: str, rest: str) -> str:
    """The name a download is kept under: ``gdansk-budget-2026-proposals.csv``. ASCII throughout."""
    return f"{city}-{consultation}-{rest}"
