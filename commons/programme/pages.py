"""The programme in words, for its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commons.cities.models import City
from commons.consultations import words
from commons.consultations.activities import activities
from commons.consultations.models import (
    Consultation,
    ConsultationText,
    Phase,
)
from commons.consultations.queries import OutcomeLine, text_of
from commons.consultations.rules import consultation_state
from commons.contributions.places import place_of
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import ngettext
from commons.i18n.formats import number
from commons.i18n.languages import LANGUAGES
from commons.inclusion.words import missing
from commons.programme.queries import Answer, Figures, Programme, real_phases
from commons.proposals.rules import STATUS_LOOKS, status_label


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something that was chosen, with its numbers and the city's answer."""

    line: OutcomeLine
    url: str | None
    facts: Sequence[str]
    answer: Answer | None
    decision: str
    look: str


@dataclass(frozen=True, slots=True)
class Part:
    """A phase on the programme's page."""

    title: str
    when: str
    figures: Sequence[str]
    out: bool
    chosen: Sequence[Chosen]
    others: int


@dataclass(frozen=True, slots=True)
class Section:
    """A consultation on the programme's page."""

    slug: str
    text: ConsultationText
    state: str
    look: str
    parts: Sequence[Part]
    answer: Answer | None
    counted: bool
    """Whether figures about who took part are shown."""
    missing: Sequence[str]
    """The groups that take part far less than they live here."""


def in_own_words(texts: Sequence[Answer], language: str, primary: str) -> Answer | None:
    """The text in the reader's language; else in the primary one, else any there is."""
    by_language = {text.language: text for text in texts}
    return (
        by_language.get(language)
        or by_language.get(primary)
        or next(iter(by_language.values()), None)
    )


def figures_in_words(figures: Figures) -> list[str]:
    """What was done, leaving out what was not."""
    lines = (
        (
            figures.proposals,
            ngettext(
                "%(n)s proposal", "%(n)s proposals", figures.proposals, n=number(figures.proposals)
            ),
        ),
        (figures.supports, _("Support given: %(n)s", n=number(figures.supports))),
        (
            figures.comments,
            ngettext(
                "%(n)s comment", "%(n)s comments", figures.comments, n=number(figures.comments)
            ),
        ),
        (
            figures.ballots or 0,
            ngettext(
                "%(n)s ballot",
                "%(n)s ballots",
                figures.ballots or 0,
                n=number(figures.ballots or 0),
            ),
        ),
    )
    return [words_ for count, words_ in lines if count]


def sections(content: Programme, city: City, language: str, now: datetime) -> list[Section]:
    """Every consultation as the page shows it. No statement."""
    return [_section(each, content, city, language, now) for each in content.consultations]


def _section(
    each: Consultation, content: Programme, city: City, language: str, now: datetime
) -> Section:
    state, look = words.state_words(consultation_state(each, now))
    answer = in_own_words(content.councils.get(each.id, ()), language, each.primary_language)
    profile = content.profiles.get(each.id)
    return Section(
        slug=each.slug,
        text=text_of(each, language),
        state=state,
        look=look,
        parts=[_part(phase, content, city, language, now) for phase in real_phases(each)],
        answer=answer,
        counted=profile is not None and profile.counted_on is not None,
        missing=missing(profile) if profile is not None else [],
    )


def _part(phase: Phase, content: Programme, city: City, language: str, now: datetime) -> Part:
    lines = content.outcomes.get(phase.id, ())
    chosen = [line for line in lines if line.chosen]
    return Part(
        title=activities.get(phase.kind).title(),
        when=words.when(phase, now, city.time_zone),
        figures=figures_in_words(content.figures[phase.id]),
        out=phase.outcome_published_at is not None,
        chosen=[_chosen(line, content, city, language) for line in chosen],
        others=len(lines) - len(chosen),
    )


def _chosen(line: OutcomeLine, content: Programme, city: City, language: str) -> Chosen:
    found = in_own_words(
        content.answers.get(line.contribution_id or 0, ()), language, city.languages[0]
    )
    answer = found if not line.hidden else None
    has_page = line.contribution_id is not None and line.contribution_kind not in {None, "comment"}
    return Chosen(
        line=line,
        url=place_of(line.contribution_id or 0, line.contribution_kind or "").url
        if has_page
        else None,
        facts=words.facts_in_words(line.facts, city.currency),
        answer=answer,
        decision=status_label(answer.decision) if answer else "",
        look=STATUS_LOOKS[answer.decision] if answer else "neutral",
    )


def language_rows(groups: Mapping[str, int]) -> list[dict[str, object]]:
    """How many people wrote in each language, as ``ui.bar_chart`` takes it."""
    return [
        {
            "label": LANGUAGES[code].own_name if code in LANGUAGES else code,
            "value": people,
            "text": number(people),
        }
        for code, people in groups.items()
    ]
