"""Proposals, the city's answers to them, and the comments on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from commons.api.authors import Author, author_of
from commons.api.fields import Field, Resource, like
from commons.base.datasets import Kind
from commons.base.web.links import city_address
from commons.contributions.bylines import FORMER, OFFICIAL, ORGANISATION, byline_of_person
from commons.contributions.models import ALIGNMENTS, STATES, VISIBLE, Comment, Contribution
from commons.contributions.queries import ReadableText
from commons.people.models import SHOWN_AS
from commons.proposals.datasets import CommentsDataset, ProposalsDataset
from commons.proposals.models import DECISIONS, STATUSES
from commons.proposals.queries import Answer

_P, _C = ProposalsDataset.columns, CommentsDataset.columns
C = TypeVar("C", bound=Contribution)


@dataclass(frozen=True, slots=True)
class Shown(Generic[C]):
    """A text with its words as its reader gets them."""

    it: C
    words: ReadableText
    answers: Sequence[Answer] = field(default=())

    @property
    def author(self) -> Author:
        """Who it is by."""
        return author_of(self.it)


_WORDS = (
    Field(
        "body",
        "Text in the language of the answer where it is translated, else as it was written; may "
        "hold a little Markdown. Empty unless the state is visible.",
        lambda s: s.words.body,
        example="It gets too hot in summer.",
    ),
    Field(
        "language",
        "Language of title and body as they stand here (BCP 47).",
        lambda s: s.words.language,
        example="en",
    ),
    Field(
        "translation/by",
        "Who or what translated it; null for an original.",
        lambda s: s.words.translator,
        nullable=True,
        example="Danuta",
    ),
    Field(
        "translation/outdated",
        "Whether the wording was changed after it was translated.",
        lambda s: s.words.outdated,
        Kind.TRUTH,
        example=False,
    ),
    Field(
        "original/body",
        "Text as its author wrote it; empty unless the state is visible.",
        lambda s: s.words.original_body,
        example="Latem jest za gorąco.",
    ),
    Field(
        "original/language",
        "Language it was written in (BCP 47).",
        lambda s: s.words.original_language,
        example="pl",
    ),
)

_TITLES = (
    Field(
        "title",
        "Title in the language of the answer where it is translated, else as it was written; "
        "empty unless the state is visible.",
        lambda s: s.words.title,
        example="Trees for Pomorska Street",
    ),
    Field(
        "original/title",
        "Title as its author wrote it; empty unless the state is visible.",
        lambda s: s.words.original_title,
        example="Drzewa dla ulicy Pomorskiej",
    ),
)

AUTHOR = (
    Field(
        "author/name",
        "Who it is by, as the pages say it: a name, an organisation's, or such as “A resident of "
        "Oliwa”. Null unless the state is visible; so are the other fields of the author.",
        lambda s: s.author.name,
        nullable=True,
        example="Ola",
    ),
    like(
        _P,
        "author/shown_as",
        lambda s: s.author.shown_as,
        nullable=True,
        choices=(*SHOWN_AS, ORGANISATION, FORMER, OFFICIAL),
        example=SHOWN_AS[0],
    ),
    like(_P, "author/organisation", lambda s: s.author.organisation, nullable=True),
    Field(
        "author/pseudonym",
        "The same for all texts of one named author in this city on one day (UTC). Null where the "
        "author is shown without a name, is an organisation, or has left.",
        lambda s: s.author.pseudonym,
        nullable=True,
        example="6f1a40c29d3be785",
    ),
)

_STANDING = (
    like(_P, "state", lambda s: s.it.state, choices=STATES, example=VISIBLE),
    like(_P, "state_published_at", lambda s: s.it.state_changed_at or s.it.created_at),
    like(_P, "support/total_count", lambda s: s.it.support_count, example=34),
    like(_P, "revisions", lambda s: s.it.revision, example=1),
    like(_P, "created_at", lambda s: s.it.created_at),
    like(_P, "updated_at", lambda s: s.it.updated_at),
)

_OF_PROPOSAL = (
    like(_P, "id", lambda s: s.it.id, example=12),
    *_TITLES,
    *_WORDS,
    *AUTHOR,
    *_STANDING,
    like(
        _P,
        "district/code",
        lambda s: s.it.district.code if s.it.district else None,
        nullable=True,
        example="oliwa",
    ),
    like(
        _P,
        "district/name",
        lambda s: s.it.district.name if s.it.district else None,
        nullable=True,
        example="Oliwa",
    ),
    like(
        _P,
        "latitude",
        lambda s: s.it.latitude if s.it.state == VISIBLE else None,
        nullable=True,
        example=54.3521,
    ),
    like(
        _P,
        "longitude",
        lambda s: s.it.longitude if s.it.state == VISIBLE else None,
        nullable=True,
        example=18.6466,
    ),
    like(_P, "attachments", lambda s: s.it.file_count, example=1),
    like(
        _P,
        "cost",
        lambda s: s.it.cost if s.it.state == VISIBLE else None,
        nullable=True,
        example=12_000,
    ),
    like(_P, "comments", lambda s: s.it.comment_count, example=5),
    like(_P, "author/coauthors", lambda s: s.it.joint_writers, example=2),
    like(_P, "amendments", lambda s: s.it.amendment_count, example=1),
    like(_P, "status", lambda s: s.it.status, choices=STATUSES, example=STATUSES[0]),
    like(_P, "admission", lambda s: s.it.admission, nullable=True, example="admitted"),
    like(_P, "merged_into", lambda s: s.it.merged_into_id, nullable=True, example=7),
    like(_P, "split_from", lambda s: s.it.split_from_id, nullable=True, example=4),
    like(_P, "answered_at", lambda s: s.it.answered_at, nullable=True),
    Field(
        "phase",
        "Number of the phase of a consultation in which it was posted; null outside of one.",
        lambda s: s.it.phase_id,
        Kind.INTEGER,
        nullable=True,
        example=3,
    ),
    like(_P, "url", lambda s: city_address("proposals.show", proposal_id=s.it.id)),
)

ANSWER = Resource(
    "OfficialAnswer",
    "What the city decided about a proposal, and why. A later answer leaves the earlier ones.",
    (
        Field("number", "Which answer it is; the highest holds.", lambda a: a.number, Kind.INTEGER),
        Field(
            "decision",
            "accepted, partly or rejected.",
            lambda a: a.text.decision,
            choices=DECISIONS,
        ),
        Field("text", "The reasons.", lambda a: a.text.text),
        Field("language", "Language of the reasons (BCP 47).", lambda a: a.text.language),
        Field(
            "other_languages",
            "The other languages this answer exists in.",
            lambda a: [other.language for other in a.others],
            many=True,
        ),
        Field("answered_at", "When it was published.", lambda a: a.text.answered_at, Kind.MOMENT),
    ),
)

PROPOSAL = Resource(
    "Proposal",
    "What somebody wants the city to do. Of hidden and withdrawn ones only that they were there.",
    _OF_PROPOSAL,
)

PROPOSAL_IN_FULL = Resource(
    "ProposalInFull",
    "A proposal with the city's answers to it.",
    (
        *_OF_PROPOSAL,
        Field(
            "coauthors",
            "Who wrote it together with its author, as the pages say it; none unless the state is "
            "visible.",
            lambda s: [
                byline_of_person(c.author, c.shown_as, c.shown_district).name
                for c in s.it.coauthors
                if s.it.state == VISIBLE
            ],
            many=True,
            example=["Jan"],
        ),
        Field(
            "consultation",
            "The slug of the consultation it belongs to; null outside of one.",
            lambda s: s.it.phase.consultation.slug if s.it.phase else None,
            nullable=True,
            example="a-greener-oliwa",
        ),
        Field(
            "answers",
            "The official answers, the newest first; none unless the state is visible.",
            lambda s: s.answers,
            ANSWER,
            many=True,
        ),
    ),
)


def comment_address(comment: Comment) -> str:
    """Where a comment can be read."""
    return city_address(
        "proposals.show", anchor=f"comment-{comment.id}", proposal_id=comment.subject_id
    )


COMMENT = Resource(
    "Comment",
    "What somebody says about a proposal.",
    (
        like(_C, "id", lambda s: s.it.id, example=40),
        like(_C, "commentable_id", lambda s: s.it.subject_id, example=12),
        Field(
            "alignment",
            "for, against, question or idea; null unless the state is visible.",
            lambda s: s.it.alignment if s.it.state == VISIBLE else None,
            nullable=True,
            choices=ALIGNMENTS,
            example="for",
        ),
        like(_C, "answers/by_the_city", lambda s: s.it.city_answers, example=1),
        *_WORDS,
        *AUTHOR,
        *_STANDING,
        like(_C, "url", lambda s: comment_address(s.it)),
    ),
)
