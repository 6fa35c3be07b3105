"""The programme as a document for other programs: ``/programme.json``.

Its shape is stable. ``schema`` is ``commons-programme/1``; members may be added under it, and the
number changes when one is removed or means something else. All moments are ISO 8601 with their
offset, all texts stand with their language (BCP 47), all money is in ``city.currency``:

- ``generated_at``
- ``city``: ``slug``, ``name``, ``country`` (ISO 3166 or empty), ``languages`` (main one first),
  ``currency`` (ISO 4217), ``url``
- ``principles``: what the Global Parliament of Mayors agreed on: ``code``, ``titles`` and
  ``gives`` by language
- ``participation``: ``proposals``, ``supports``, ``comments``, ``ballots`` (null before the first
  count), ``people_by_language`` (groups of ten and more), ``small_groups_left_out``
- ``consultations``, newest first: ``slug``, ``url``, ``published_at``, ``answered_at``,
  ``primary_language``, ``texts`` (``language``, ``title``, ``summary``), ``phases``, ``answers``
  of the council (``language``, ``text``), ``who_took_part`` (null where nothing is shown):
  ``counted_on``, ``final``, ``groups`` (``question``, ``group``, ``people_at_least`` in tens,
  null where fewer than ten; ``share_in_city``, null where not known; ``missing``)
- a phase: ``id``, ``kind``, ``state`` (upcoming, open, closed), ``opens_at``, ``closes_at``,
  ``participation`` (as above, without people), ``outcome_published_at``, and ``outcome`` (null
  before it is published): ``title`` (empty where a moderator has hidden it), ``language``,
  ``chosen``, ``facts``, ``url``, ``answers`` of the city (``language``, ``decision``, ``text``,
  ``answered_at``), ``commitments`` of the city (``state``: planned, under way, done, dropped;
  ``due`` as a date or null, ``changed_at``, ``texts``: ``language``, ``text``)

It does not depend on who reads it: texts are as they were written, in every language they have.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from commons.base.web.links import city_address
from commons.cities.models import City
from commons.consultations.models import Consultation, Phase
from commons.consultations.queries import OutcomeLine
from commons.consultations.rules import phase_state
from commons.contributions.places import place_of
from commons.i18n.catalogue import speaking
from commons.inclusion.queries import Profile
from commons.programme.queries import Programme, real_phases
from commons.programme.rules import PRINCIPLES

SCHEMA = "commons-programme/1"

Json = dict[str, Any]


def document(content: Programme, city: City, slug: str, now: datetime) -> Json:
    """The whole document, ready for JSON. ``content`` must hold outcomes as they were written."""
    return {
        "schema": SCHEMA,
        "generated_at": now.isoformat(timespec="seconds"),
        "city": {
            "slug": slug,
            "name": city.name,
            "country": city.country,
            "languages": city.languages,
            "currency": city.currency,
            "url": city_address("consultations.home"),
        },
        "principles": _principles(city.languages),
        "participation": {
            **asdict(content.total),
            "people_by_language": dict(content.languages.groups),
            "small_groups_left_out": content.languages.some_left_out,
        },
        "consultations": [_consultation(each, content, now) for each in content.consultations],
    }


def _principles(languages: Sequence[str]) -> list[Json]:
    rows: list[Json] = [{"code": each.code, "titles": {}, "gives": {}} for each in PRINCIPLES]
    for code in dict.fromkeys(["en", *languages]):
        with speaking(code):
            for row, principle in zip(rows, PRINCIPLES, strict=True):
                row["titles"][code] = str(principle.title)
                row["gives"][code] = str(principle.gives)
    return rows


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _consultation(each: Consultation, content: Programme, now: datetime) -> Json:
    return {
        "slug": each.slug,
        "url": city_address("consultations.show", slug=each.slug),
        "published_at": _moment(each.published_at),
        "answered_at": _moment(each.answered_at),
        "primary_language": each.primary_language,
        "texts": [
            {"language": text.language, "title": text.title, "summary": text.summary}
            for text in sorted(each.texts, key=lambda text: text.language)
        ],
        "phases": [_phase(phase, content, now) for phase in real_phases(each)],
        "answers": [
            {"language": answer.language, "text": answer.text}
            for answer in content.councils.get(each.id, ())
        ],
        "who_took_part": _who_took_part(content.profiles.get(each.id)),
    }


def _who_took_part(profile: Profile | None) -> Json | None:
    if profile is None or profile.counted_on is None:
        return None
    return {
        "counted_on": profile.counted_on.isoformat(),
        "final": profile.ended,
        "groups": [
            {
                "question": part.question.name,
                "group": group.band.code,
                "people_at_least": group.compared.people,
                "share_in_city": None
                if group.compared.city is None
                else round(float(group.compared.city), 4),
                "missing": group.compared.missing,
            }
            for part in profile.parts
            for group in part.groups
        ],
    }


def _phase(phase: Phase, content: Programme, now: datetime) -> Json:
    out = phase.outcome_published_at is not None
    return {
        "id": phase.id,
        "kind": phase.kind,
        "state": phase_state(phase, now),
        "opens_at": _moment(phase.opens_at),
        "closes_at": _moment(phase.closes_at),
        "participation": asdict(content.figures[phase.id]),
        "outcome_published_at": _moment(phase.outcome_published_at),
        "outcome": [_outcome(line, content) for line in content.outcomes[phase.id]]
        if out
        else None,
    }


def _page(line: OutcomeLine) -> str | None:
    """Where an outcome is read; None where it has no page of its own."""
    if line.contribution_id is None or line.contribution_kind in {None, "comment"}:
        return None
    return place_of(line.contribution_id, str(line.contribution_kind)).whole_address


def _outcome(line: OutcomeLine, content: Programme) -> Json:
    return {
        "title": line.title,
        "language": line.language,
        "chosen": line.chosen,
        "facts": line.facts,
        "url": _page(line),
        "answers": [
            {
                "language": answer.language,
                "decision": answer.decision,
                "text": answer.text,
                "answered_at": _moment(answer.answered_at),
            }
            for answer in content.answers.get(line.contribution_id or 0, ())
        ],
        "commitments": [
            {
                "state": each.state,
                "due": each.due.isoformat() if each.due else None,
                "changed_at": _moment(each.changed_at),
                "texts": [{"language": code, "text": text} for code, text in each.texts.items()],
            }
            for each in content.promises.get(line.contribution_id or 0, ())
        ],
    }
