"""What waits for a moderator."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from commons.base.database import db
from commons.base.errors import NotFound
from commons.base.web.paging import Page
from commons.contributions.bylines import with_byline
from commons.contributions.files.models import Attachment
from commons.contributions.files.queries import files_of
from commons.contributions.models import Contribution, Translation
from commons.contributions.places import Place, places_of
from commons.contributions.queries import ReadableText, as_written, direction_of
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.moderation.models import Appeal, Decision, Report
from commons.moderation.rules import Spot

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Case:
    """A text about which something waits for a moderator."""

    contribution: Contribution
    text: ReadableText
    place: Place
    since: datetime | None
    """When the oldest report, or the appeal, came in; None where nothing waits."""
    seen: int
    """How many decisions about it there are."""
    reports: Sequence[Report] = ()
    appeal: Appeal | None = None
    appealed: Decision | None = None
    """The decision that the appeal is against."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """How often each reason was given, the most frequent first."""
    files: Sequence[Attachment] = ()
    """Pictures and papers on it, hidden ones too."""


def _waiting() -> sa.Subquery:
    """Since when something waits about a text: reports and appeals together."""
    reports = sa.select(
        Report.contribution_id.label("contribution_id"), Report.reported_at.label("since")
    ).where(Report.decision_id.is_(None))
    appeals = (
        sa.select(Decision.contribution_id, Appeal.made_at)
        .join(Decision, Decision.id == Appeal.decision_id)
        .where(Appeal.answer_id.is_(None))
    )
    both = sa.union_all(reports, appeals).subquery()
    return (
        sa.select(both.c.contribution_id, sa.func.min(both.c.since).label("since"))
        .group_by(both.c.contribution_id)
        .subquery()
    )


_SEEN: sa.ColumnElement[int] = (
    sa.select(sa.func.coalesce(sa.func.max(Decision.number), 0))
    .where(Decision.contribution_id == Contribution.id)
    .correlate(Contribution)
    .scalar_subquery()
)


def queue(after: Spot | None = None, *, size: int = PAGE_SIZE) -> Page[Case]:
    """The texts about which something waits, the longest wait first: at most six statements."""
    waiting = _waiting()
    query = (
        sa.select(Contribution, waiting.c.since, _SEEN)
        .join(waiting, waiting.c.contribution_id == Contribution.id)
        .options(*with_byline(Contribution))
        .order_by(waiting.c.since, Contribution.id)
        .limit(size + 1)
    )
    if after is not None:
        query = query.where(
            sa.or_(
                waiting.c.since > after.since,
                sa.and_(waiting.c.since == after.since, Contribution.id > after.contribution_id),
            )
        )
    rows = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    cases = _cases(rows[:size])
    following = None
    if len(rows) > size:
        last, since, _seen = rows[size - 1]
        following = str(Spot(since, last.id))
    return Page(cases, following)


def case_of(contribution_id: int) -> Case:
    """All that waits about one text, waiting or not. Raises NotFound."""
    waiting = _waiting()
    row = db.session.execute(
        sa.select(Contribution, waiting.c.since, _SEEN)
        .outerjoin(waiting, waiting.c.contribution_id == Contribution.id)
        .where(Contribution.id == contribution_id)
        .options(*with_byline(Contribution))
    ).first()
    if row is None:
        raise NotFound(_("There is no such text."))
    return _cases([(row[0], row[1], row[2])])[0]


def _cases(rows: Sequence[tuple[Contribution, datetime | None, int]]) -> list[Case]:
    contributions = [contribution for contribution, _since, _seen in rows]
    ids = [contribution.id for contribution in contributions]
    if not ids:
        return []
    texts = _texts(contributions)
    places = places_of((c.id, c.kind) for c in contributions)
    reports = _reports(ids)
    # An appeal is only about a text that was decided about: mostly there is nothing to ask for.
    appeals = _appeals([c.id for c, _since, seen in rows if seen])
    files = files_of([c.id for c in contributions if c.file_count])
    cases = []
    for contribution, since, seen in rows:
        number = contribution.id
        appeal, appealed = appeals.get(number, (None, None))
        own = reports.get(number, [])
        cases.append(
            Case(
                contribution,
                texts[number],
                places[number],
                since,
                seen,
                own,
                appeal,
                appealed,
                _counted(own),
                files.get(number, []),
            )
        )
    return cases


def _texts(contributions: Sequence[Contribution]) -> dict[int, ReadableText]:
    """Texts for a moderator, who reads hidden ones too: in their language where translated."""
    language = current_language().code
    texts = {c.id: as_written(c) for c in contributions}
    foreign = {c.id: c for c in contributions if c.language != language}
    if not foreign:
        return texts
    for translation in db.session.scalars(
        sa.select(Translation).where(
            Translation.contribution_id.in_(foreign), Translation.language == language
        )
    ):
        original = foreign[translation.contribution_id]
        texts[original.id] = ReadableText(
            title=translation.title or original.title,
            body=translation.body,
            language=translation.language,
            direction=direction_of(translation.language),
            translator=translation.translator,
            outdated=translation.revision < original.revision,
            original_title=original.title,
            original_body=original.body,
            original_language=original.language,
            original_direction=direction_of(original.language),
        )
    return texts


def _reports(contribution_ids: Collection[int]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = {}
    for report in db.session.scalars(
        sa.select(Report)
        .where(Report.contribution_id.in_(contribution_ids), Report.decision_id.is_(None))
        .order_by(Report.id)
    ):
        found.setdefault(report.contribution_id, []).append(report)
    return found


def _counted(reports: Sequence[Report]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in reports:
        counts[report.reason] = counts.get(report.reason, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _appeals(contribution_ids: Collection[int]) -> dict[int, tuple[Appeal, Decision]]:
    if not contribution_ids:
        return {}
    rows = db.session.execute(
        sa.select(Appeal, Decision)
        .join(Decision, Decision.id == Appeal.decision_id)
        .where(Decision.contribution_id.in_(contribution_ids), Appeal.answer_id.is_(None))
    )
    return {decision.contribution_id: (appeal, decision) for appeal, decision in rows}
