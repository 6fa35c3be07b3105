"""What is published of proposals and of the comments on them, as open data."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import has_request_context, url_for
from sqlalchemy.orm import aliased, joinedload

from commons.base import clock
from commons.base.database import db
from commons.base.datasets import Column, Dataset, Kind, Privacy, Stage, Value
from commons.cities.context import current_city
from commons.cities.models import District
from commons.consultations.models import PUBLISHED, Consultation, Phase
from commons.contributions.bylines import ORGANISATION, author_shown_as
from commons.contributions.models import VISIBLE, Comment, Contribution
from commons.i18n.catalogue import lazy_gettext as _l
from commons.people.models import BY_NAME
from commons.proposals.models import OPEN, OfficialAnswer, Proposal
from commons.proposals.rules import PROPOSALS

AT_ONCE = 500
"""Rows that are held in memory at a time."""


class Pseudonyms:
    """Names for authors, good inside one file: the key is never kept.

    What somebody wrote without their name has no pseudonym: one would tie it to their other texts.
    An organisation has its own, whoever spoke for it.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, text: Contribution) -> str | None:
        """The pseudonym of a text's author; None where there is none to be named."""
        shown = author_shown_as(text)
        if shown not in {BY_NAME, ORGANISATION}:
            return None
        number = text.organisation_id if shown == ORGANISATION else text.author_id
        return hmac.new(self._key, f"{shown} {number}".encode(), hashlib.sha256).hexdigest()[:16]


def city_time(moment: datetime | None) -> datetime | None:
    """A moment with the offset of the city's clocks."""
    return moment.astimezone(ZoneInfo(current_city().time_zone)) if moment else None


def _url(proposal_id: int) -> str:
    """The address of the page; without its host where the file is not made for a visitor."""
    if has_request_context():
        return url_for("proposals.show", proposal_id=proposal_id, _external=True)
    return f"/proposals/{proposal_id}"


def _comment_url(comment_id: int) -> str:
    """The address that leads to a comment, whatever page of the talk it is on."""
    if has_request_context():
        return url_for("contributions.show", contribution_id=comment_id, _external=True)
    return f"/contributions/{comment_id}"


STATE = (
    Column("language", _l("Language it was written in (BCP 47).")),
    Column("state", _l("visible, hidden (by a moderator) or withdrawn (by its author).")),
    Column("state_published_at", _l("Since when it is in that state."), Kind.MOMENT),
)
AUTHOR = (
    Column(
        "author/pseudonym",
        _l(
            "The same for all rows of one author in this file, and in no other file. Empty "
            "where the author is shown without a name, or has left."
        ),
        privacy=Privacy.PSEUDONYM,
    ),
    Column(
        "author/shown_as",
        _l(
            "name, resident (without a name), organisation, city (an officer for the city), or "
            "former resident (who deleted their account)."
        ),
    ),
    Column("author/organisation", _l("The organisation that said it; empty for a person.")),
)
POSTED = Column("created_at", _l("When it was posted."), Kind.MOMENT)
WORDINGS = (
    Column("revisions", _l("How many wordings it has had."), Kind.INTEGER),
    Column("url", _l("Where it can be read.")),
    POSTED,
    Column("updated_at", _l("When its wording last changed."), Kind.MOMENT),
)
"""Columns that every kind of text has."""


class OfProposals(Dataset):
    """What both files share: they exist from the moment the first call for proposals opens."""

    about = PROPOSALS

    def stage(self, consultation_id: int) -> Stage | None:
        """How far the consultation's phases of proposals have come; None before the first opens."""
        phases = db.session.execute(
            sa.select(Phase.opens_at, Phase.closes_at, Phase.outcome_published_at)
            .join(Consultation, Consultation.id == Phase.consultation_id)
            .where(
                Phase.consultation_id == consultation_id,
                Phase.kind == PROPOSALS,
                Consultation.state == PUBLISHED,
            )
        ).all()
        now = clock.now()
        if not any(opens_at <= now for opens_at, _closes_at, _published_at in phases):
            return None
        if all(published_at is not None for _opens_at, _closes_at, published_at in phases):
            return Stage.PUBLISHED
        if all(closes_at <= now for _opens_at, closes_at, _published_at in phases):
            return Stage.CLOSED
        return Stage.RUNNING


class ProposalsDataset(OfProposals):
    """One row for each proposal; of hidden and withdrawn ones, that they were there."""

    name = "proposals"
    meaning = _l("Proposals of a consultation with their support and the city's official answers.")
    columns = (
        Column("id", _l("Number of the proposal."), Kind.INTEGER),
        Column("title", _l("Title as its author wrote it; empty unless the state is visible.")),
        Column("body", _l("Text as its author wrote it; empty unless the state is visible.")),
        *STATE,
        Column("district/code", _l("Code of the district it is about; empty for the whole city.")),
        Column("district/name", _l("Name of that district.")),
        Column(
            "latitude",
            _l("Of the point it is about (WGS 84); empty without one, or unless it is visible."),
            Kind.NUMBER,
        ),
        Column("longitude", _l("Of the same point."), Kind.NUMBER),
        Column("attachments", _l("How many pictures and PDFs it has."), Kind.INTEGER),
        Column(
            "cost",
            _l(
                "Cost as its author sees it, in whole units of the currency; empty unless it is "
                "visible."
            ),
            Kind.INTEGER,
        ),
        Column(
            "support/total_count",
            _l(
                "How many people support it. Those of a merged proposal are counted again at the "
                "one that stays."
            ),
            Kind.INTEGER,
        ),
        Column("comments", _l("How many visible comments it has."), Kind.INTEGER),
        Column("status", _l("open (not answered), accepted, partly or rejected.")),
        Column("admission", _l("waiting, returned or admitted; empty where none is asked for.")),
        Column("merged_into", _l("Number of the proposal it was merged into."), Kind.INTEGER),
        Column("split_from", _l("Number of the proposal it was split off."), Kind.INTEGER),
        Column("answer", _l("The official answer in the city's main language.")),
        Column("answered_at", _l("When the answer in force was published."), Kind.MOMENT),
        *AUTHOR,
        Column("author/coauthors", _l("How many wrote it together with its author."), Kind.INTEGER),
        Column("amendments", _l("How many amendments were proposed to it."), Kind.INTEGER),
        *WORDINGS,
    )

    def rows(self, consultation_id: int) -> Iterator[Mapping[str, Value]]:
        """One row at a time, by number."""
        names = Pseudonyms()
        query = (
            sa.select(Proposal, District.code, District.name, OfficialAnswer.text)
            .join(Phase, Phase.id == Proposal.phase_id)
            .outerjoin(District, District.id == Proposal.district_id)
            .outerjoin(
                OfficialAnswer,
                sa.and_(
                    OfficialAnswer.proposal_id == Proposal.id,
                    OfficialAnswer.number == Proposal.answer_number,
                    OfficialAnswer.language == current_city().languages[0],
                ),
            )
            .where(Phase.consultation_id == consultation_id)
            .options(joinedload(Proposal.organisation))
            .order_by(Proposal.id)
            .execution_options(yield_per=AT_ONCE)
        )
        for proposal, code, district, answer in db.session.execute(query):
            yield {
                **shared_columns(proposal, names),
                "title": proposal.title if proposal.state == VISIBLE else "",
                "district/code": code,
                "district/name": district,
                "latitude": proposal.latitude if proposal.state == VISIBLE else None,
                "longitude": proposal.longitude if proposal.state == VISIBLE else None,
                "attachments": proposal.file_count,
                "cost": proposal.cost if proposal.state == VISIBLE else None,
                "support/total_count": proposal.support_count,
                "comments": proposal.comment_count,
                "author/coauthors": proposal.joint_writers,
                "amendments": proposal.amendment_count,
                "status": proposal.status,
                "admission": proposal.admission,
                "merged_into": proposal.merged_into_id,
                "split_from": proposal.split_from_id,
                "answer": answer if proposal.status != OPEN else None,
                "answered_at": city_time(proposal.answered_at),
                "url": _url(proposal.id),
            }


def shared_columns(text: Contribution, names: Pseudonyms) -> dict[str, Value]:
    """The columns that every kind of text has; without its words where it is not shown."""
    return {
        "id": text.id,
        "body": text.body if text.state == VISIBLE else "",
        "language": text.language,
        "state": text.state,
        "state_published_at": city_time(text.state_changed_at or text.created_at),
        "author/pseudonym": names.of(text),
        "author/shown_as": author_shown_as(text),
        "author/organisation": text.organisation.name if text.organisation else None,
        "revisions": text.revision,
        "created_at": city_time(text.created_at),
        "updated_at": city_time(text.updated_at),
    }


class CommentsDataset(OfProposals):
    """One row for each comment on a proposal of the consultation."""

    name = "comments"
    meaning = _l("Comments on the proposals of a consultation.")
    columns = (
        Column("id", _l("Number of the comment."), Kind.INTEGER),
        Column("commentable_id", _l("Number of the proposal it is about."), Kind.INTEGER),
        Column(
            "thread_id",
            _l("Number of the comment in whose thread it answers; empty for none."),
            Kind.INTEGER,
        ),
        Column(
            "helpful/supporters",
            _l("How many find it helpful and support the proposal."),
            Kind.INTEGER,
        ),
        Column(
            "helpful/others",
            _l("How many find it helpful and do not support the proposal."),
            Kind.INTEGER,
        ),
        Column(
            "alignment", _l("for, against, question or idea; empty unless the state is visible.")
        ),
        Column(
            "answers/by_the_city",
            _l("How many visible answers in its thread were said for the city."),
            Kind.INTEGER,
        ),
        Column("body", _l("Text as its author wrote it; empty unless the state is visible.")),
        *STATE,
        *AUTHOR,
        *WORDINGS,
    )

    def rows(self, consultation_id: int) -> Iterator[Mapping[str, Value]]:
        """One row at a time, by number."""
        names = Pseudonyms()
        subject = aliased(Proposal.__table__)
        query = (
            sa.select(Comment)
            .join(subject, subject.c.id == Comment.subject_id)
            .join(Phase, Phase.id == subject.c.phase_id)
            .where(Phase.consultation_id == consultation_id)
            .options(joinedload(Comment.organisation))
            .order_by(Comment.__table__.c.id)
            .execution_options(yield_per=AT_ONCE)
        )
        for comment in db.session.scalars(query):
            yield {
                **shared_columns(comment, names),
                "commentable_id": comment.subject_id,
                "thread_id": comment.thread_id,
                "helpful/supporters": comment.helpful_for,
                "helpful/others": comment.helpful_other,
                "alignment": comment.alignment if comment.state == VISIBLE else "",
                "answers/by_the_city": comment.city_answers,
                "url": _comment_url(comment.id),
            }
