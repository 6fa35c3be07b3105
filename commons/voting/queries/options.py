"""What is on the ballot, in the reader's language. Each says how many statements it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.models import District
from commons.contributions import queries as contributions
from commons.contributions.models import HIDDEN, Contribution, Translation
from commons.contributions.places import place_of
from commons.i18n.languages import LANGUAGES
from commons.voting.models import BallotOption


def bare_options(vote_id: int) -> list[BallotOption]:
    """The options in their order, as they stand in the table."""
    return list(
        db.session.scalars(
            sa.select(BallotOption)
            .where(BallotOption.vote_id == vote_id)
            .order_by(BallotOption.position)
        )
    )


def costs(vote_id: int) -> dict[str, int]:
    """What each option costs, by its code."""
    rows = db.session.execute(
        sa.select(BallotOption.code, BallotOption.cost).where(BallotOption.vote_id == vote_id)
    )
    return {code: cost for code, cost in rows}  # noqa: C416  (rows are no plain tuples)


@dataclass(frozen=True, slots=True)
class ReadableOption:
    """An option as a reader sees it: in their language where it was translated."""

    code: str
    title: str
    language: str
    direction: str
    cost: int
    body: str = ""
    district: str | None = None
    contribution_id: int | None = None
    hidden: bool = False
    translator: str | None = None
    extras: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    """What its contribution is, where it comes from one."""
    original: str = ""
    """The title as it was frozen, in whatever language."""

    @property
    def url(self) -> str | None:
        """Where the contribution it comes from is read; None for one that a moderator hid."""
        if self.contribution_id is None or self.hidden or not self.kind:
            return None
        return place_of(self.contribution_id, self.kind).url


def readable_options(vote_id: int, language: str) -> list[ReadableOption]:
    """The options in their order, in the reader's language: one statement."""
    translated = sa.and_(
        Translation.contribution_id == BallotOption.contribution_id,
        Translation.language == language,
    )
    rows = db.session.execute(
        _with_what_belongs_to_them(vote_id)
        .add_columns(Translation)
        .outerjoin(Translation, translated)
    )
    return [
        _readable(
            option,
            district,
            contribution,
            contributions.readable_one(contribution, translation) if contribution else None,
            language,
        )
        for option, district, contribution, translation in rows
    ]


OptionRow = tuple[BallotOption, str | None, Contribution | None]
"""An option, the name of its district, and its contribution."""


def option_rows(vote_id: int) -> list[OptionRow]:
    """The options in their order with what belongs to them, for ``made_readable``."""
    rows = db.session.execute(_with_what_belongs_to_them(vote_id))
    return [(row[0], row[1], row[2]) for row in rows]


def _with_what_belongs_to_them(vote_id: int) -> "sa.Select[BallotOption, str, Contribution]":
    return (
        sa.select(BallotOption, District.name, Contribution)
        .outerjoin(District, District.id == BallotOption.district_id)
        .outerjoin(Contribution, Contribution.id == BallotOption.contribution_id)
        .where(BallotOption.vote_id == vote_id)
        .order_by(BallotOption.position)
    )


def made_readable(rows: Sequence[OptionRow], language: str) -> list[ReadableOption]:
    """Options, each with the name of its district and its contribution, in one language: one
    statement.
    """
    written = [contribution for _option, _district, contribution in rows if contribution]
    texts = contributions.readable(written, language)
    return [
        _readable(option, district, written, texts.get(written.id) if written else None, language)
        for option, district, written in rows
    ]


def _readable(
    option: BallotOption,
    district: str | None,
    contribution: Contribution | None,
    text: contributions.ReadableText | None,
    language: str,
) -> ReadableOption:
    title, shown, body, translator = option.title, option.language, option.description, None
    hidden = contribution is not None and contribution.state == HIDDEN
    if hidden:
        title, body = "", ""
    elif text is not None and contribution and contribution.revision == option.revision:
        # Of another revision the vote shows its own, the one that was on the ballot.
        if text.translator is not None and not text.outdated:
            title, shown, body = text.title, text.language, text.body
            translator = text.translator
    elif option.titles.get(language):
        title, shown = option.titles[language], language
    known = LANGUAGES.get(shown)
    return ReadableOption(
        code=option.code,
        title=title,
        language=shown,
        direction=known.direction if known else "auto",
        cost=option.cost,
        body=body,
        district=district,
        contribution_id=option.contribution_id,
        hidden=hidden,
        translator=translator,
        extras=option.extras,
        kind=contribution.kind if contribution is not None else "",
        original=option.title,
    )
