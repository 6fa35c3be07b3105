"""What is told of a proposal, a comment, an answer, a consultation: in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from commons.base.database import current_database
from commons.base.text import shorten
from commons.base.web.links import city_address
from commons.cities.context import current_city
from commons.consultations.activities import activities
from commons.consultations.models import Consultation, ConsultationText, Phase
from commons.consultations.queries import text_of
from commons.contributions.bylines import byline_of
from commons.contributions.models import Comment, Contribution
from commons.contributions.queries import ReadableText
from commons.feeds.atom import Entry
from commons.feeds.calendar import Moment
from commons.feeds.queries import NEWEST, Answered, answer_in
from commons.i18n.catalogue import gettext as _
from commons.proposals.models import Proposal
from commons.proposals.rules import status_label

Texts = Mapping[int, ReadableText]
SUMMARY = 500
"""Characters of a text that a feed tells; the page has all of it."""


def name_of(*parts: object) -> str:
    """A name that stays the same for ever, wherever the city's pages move: a URN (RFC 9562)."""
    founded = current_city().created_at.isoformat()
    said = "/".join(["commons", current_database(), founded, *map(str, parts)])
    return uuid5(NAMESPACE_OID, said).urn


def newest(*kinds: Iterable[Entry]) -> list[Entry]:
    """News of several kinds, newest first."""
    entries = [entry for kind in kinds for entry in kind]
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)[:NEWEST]


def of_proposals(proposals: Sequence[Proposal], texts: Texts, language: str) -> list[Entry]:
    """Proposals, with what ``readable`` gave for them. No statement."""
    return [
        Entry(
            id=name_of("proposal", proposal.id, language),
            title=texts[proposal.id].title,
            url=city_address("proposals.show", proposal_id=proposal.id),
            updated=_changed(proposal),
            summary=shorten(texts[proposal.id].body, SUMMARY),
            language=texts[proposal.id].language,
            author=byline_of(proposal).name,
        )
        for proposal in proposals
    ]


def of_comments(comments: Sequence[Comment], texts: Texts, language: str) -> list[Entry]:
    """Comments on a proposal, with what ``readable`` gave for them. No statement."""
    return [
        Entry(
            id=name_of("comment", comment.id, language),
            title=_("%(name)s comments", name=byline_of(comment).name),
            url=city_address("contributions.show", contribution_id=comment.id),
            updated=_changed(comment),
            summary=shorten(texts[comment.id].body, SUMMARY),
            language=texts[comment.id].language,
            author=byline_of(comment).name,
        )
        for comment in comments
    ]


def _changed(contribution: Contribution) -> datetime:
    """When a text was last reworded, or shown again."""
    return max(contribution.updated_at, contribution.state_changed_at or contribution.updated_at)


def of_answers(answered: Sequence[Answered], texts: Texts, language: str) -> list[Entry]:
    """Official answers, with what ``readable`` gave for the proposals. No statement."""
    return [
        Entry(
            id=name_of("answer", each.proposal.id, each.answer.number, language),
            title=_(
                "%(decision)s: %(title)s",
                decision=status_label(each.answer.decision),
                title=texts[each.proposal.id].title,
            ),
            url=city_address("proposals.show", proposal_id=each.proposal.id),
            updated=each.answer.answered_at,
            summary=shorten(each.answer.text, SUMMARY),
            language=each.answer.language,
        )
        for each in answered
    ]


def of_consultations(consultations: Sequence[Consultation], language: str) -> list[Entry]:
    """That consultations were published. No statement; texts must be loaded."""
    entries = []
    for consultation in consultations:
        text = text_of(consultation, language)
        entries.append(
            Entry(
                id=name_of("consultation", consultation.id, language),
                title=text.title,
                url=address_of(consultation),
                updated=consultation.published_at or consultation.created_at,
                summary=text.summary,
                language=text.language,
            )
        )
    return entries


def of_council_answers(consultations: Sequence[Consultation], language: str) -> list[Entry]:
    """What the council answered to consultations. No statement; texts and answers are loaded."""
    entries = []
    for consultation in consultations:
        text, answer = text_of(consultation, language), answer_in(consultation, language)
        if answer is None:
            continue
        entries.append(
            Entry(
                id=name_of("council answer", consultation.id, language),
                title=_("You said, we decided: %(title)s", title=text.title),
                url=address_of(consultation),
                updated=answer.answered_at,
                summary=shorten(answer.text, SUMMARY),
                language=answer.language,
            )
        )
    return entries


def of_phases(consultation: Consultation, now: datetime, language: str) -> list[Entry]:
    """Which phases opened, and whose outcomes were published. No statement."""
    text, entries = text_of(consultation, language), []
    for phase in consultation.phases:
        happened = [("opened", phase.opens_at if phase.opens_at <= now else None)]
        happened.append(("outcome", phase.outcome_published_at))
        for what, at in happened:
            if at is not None:
                entries.append(
                    Entry(
                        id=name_of("phase", phase.id, what, language),
                        title=_happened(what, phase),
                        url=address_of(consultation),
                        updated=at,
                        summary=text.title,
                        language=text.language,
                    )
                )
    return entries


def _happened(what: str, phase: Phase) -> str:
    activity = activities.get(phase.kind).title()
    if what == "opened":
        return _("Open now: %(activity)s", activity=activity)
    return _("The outcome is there: %(activity)s", activity=activity)


def address_of(consultation: Consultation) -> str:
    """The whole address of a consultation's page."""
    return city_address("consultations.show", slug=consultation.slug)


def moments_of(phases: Sequence[Phase], language: str) -> list[Moment]:
    """When phases open and close. No statement; consultations and their texts are loaded."""
    return [
        moment
        for phase in phases
        for moment in _moments(phase, text_of(phase.consultation, language))
    ]


def _moments(phase: Phase, text: ConsultationText) -> list[Moment]:
    consultation = phase.consultation
    activity = activities.get(phase.kind)
    words = {"activity": activity.title(), "title": text.title}
    online_until = activity.online_until(phase)
    moments = [
        ("opens", phase.opens_at, _("Opens: %(activity)s. %(title)s", **words)),
        ("closes", phase.closes_at, _("Closes: %(activity)s. %(title)s", **words)),
    ]
    if online_until < phase.closes_at:
        closes = _("Closes online, open on paper: %(activity)s. %(title)s", **words)
        moments.insert(1, ("closes online", online_until, closes))
    return [
        Moment(
            uid=name_of("phase", phase.id, what).removeprefix("urn:uuid:"),
            title=title,
            at=at,
            note=" ".join(filter(None, [text.summary, phase.dates_note])),
            url=address_of(consultation),
            written_at=consultation.published_at or consultation.created_at,
            language=text.language,
        )
        for what, at, title in moments
    ]
