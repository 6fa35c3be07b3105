"""Elections held elsewhere: a Pabulib file becomes a finished consultation.

Ballots come in at random order with fresh receipt codes; what the file tells about its voters
(age, sex, their number) stays outside.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.text import clean_line, clean_text, slug_of
from commons.cities.actions import add_district
from commons.cities.context import current_city
from commons.cities.models import District
from commons.consultations.actions import set_outcome
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText, Phase
from commons.consultations.rules import moment_of
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import speaking
from commons.i18n.languages import LANGUAGES
from commons.voting import pabulib
from commons.voting.actions.opening import freeze
from commons.voting.actions.sealing import CHUNK, count, fill_box, results
from commons.voting.export_pb import export_pb
from commons.voting.models import BallotOption, Vote
from commons.voting.pabulib import PabulibError, PabulibFile
from commons.voting.paper import new_receipt
from commons.voting.rules.election import Exact
from commons.voting.wishes import EQUAL_SHARES, GREEDY, RULE_OPTIONS

Progress = Callable[[int], object]
"""Is told how many more ballots are in the box."""

_LANGUAGES = {
    "polish": "pl",
    "english": "en",
    "ukrainian": "uk",
    "arabic": "ar",
    "pashto": "ps",
    "french": "fr",
    "german": "de",
    "spanish": "es",
}
_DATES = ("%d.%m.%Y", "%Y-%m-%d")
_TITLE, _SUMMARY = 160, 400
_CODE = 60
"""The longest code that an option can have here."""


class NotImportable(ValueError):
    """A sound file that Commons cannot take; the message says why."""


def import_pabulib(source: Path | str | BinaryIO, *, progress: Progress | None = None) -> Vote:
    """Bring a finished election into this city, all of it or nothing.

    It becomes a published consultation with one closed vote. Raises PabulibError or NotImportable
    for what cannot be taken, OSError where the file cannot be opened.
    """
    return import_file(pabulib.read_pb(source), progress=progress)


@transaction
def import_file(file: PabulibFile, *, progress: Progress | None = None) -> Vote:
    """Bring in a file that was read already; see ``import_pabulib``."""
    meta = file.meta
    language = _language(meta)
    opens_at, closes_at = _dates(meta)
    consultation = _consultation(meta, language, opens_at)
    phase = Phase(
        consultation_id=consultation.id,
        position=1,
        kind="vote",
        opens_at=opens_at,
        closes_at=closes_at,
        opened_at=opens_at,
        settled_at=closes_at,
        settings={},
    )
    db.session.add(phase)
    db.session.flush()
    vote = _vote(file, phase.id)
    options = _options(file, language, _district(meta))
    freeze(vote, options)
    ballots = [entry.ballot for entry in file.votes]
    secrets.SystemRandom().shuffle(ballots)
    for start in range(0, len(ballots), CHUNK):
        part = ballots[start : start + CHUNK]
        fill_box(phase.id, [(new_receipt(), ballot) for ballot in part])
        if progress is not None:
            progress(len(part))
    count(vote, options, Counter(ballots))
    vote.swept_at = vote.sealed_at  # there was never a key, nor anybody's pseudonym
    set_outcome(phase, results(vote, options))
    phase.outcome_published_at = closes_at
    write_audit(
        "import_pabulib",
        f"vote {phase.id}",
        ballots=vote.ballots,
        instance=meta.get("instance", ""),
        unit=meta.get("unit", ""),
    )
    return vote


def _language(meta: Mapping[str, str]) -> str:
    written = meta.get("language", "").lower()
    code = _LANGUAGES.get(written, written)
    return code if code in LANGUAGES else current_city().languages[0]


def _dates(meta: Mapping[str, str]) -> tuple[datetime, datetime]:
    """From the first day's first minute to the last day's last one, on the city's clocks.

    A file without dates is taken as its year's; one without a year as having ended just now.
    """
    first, last = _day(meta.get("date_begin", "")), _day(meta.get("date_end", ""))
    year = next(
        (
            int(part)
            for part in (meta.get("instance", ""), meta.get("date_end", ""))
            if part.isascii() and part.isdigit() and len(part) == 4
        ),
        None,
    )
    if last is None:
        last = date(year, 12, 31) if year else clock.now().date() - timedelta(days=1)
    first = first or min(date(year, 1, 1) if year else last, last)
    if first > last:
        raise NotImportable(_("In this file the vote ends before it begins."))
    zone = current_city().time_zone
    opens_at = moment_of(datetime(first.year, first.month, first.day), zone)  # noqa: DTZ001
    closes_at = moment_of(datetime(last.year, last.month, last.day, 23, 59), zone)  # noqa: DTZ001
    if closes_at > clock.now():
        raise NotImportable(_("In this file the vote has not ended yet."))
    return opens_at, closes_at


def _day(text: str) -> date | None:
    for pattern in _DATES:
        try:
            day = datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if not 1900 < day.year < 2200:
            raise NotImportable(_("This is no date of a vote: %(date)s", date=text))
        return day
    return None


def _consultation(meta: Mapping[str, str], language: str, opens_at: datetime) -> Consultation:
    languages = dict.fromkeys([language, *current_city().languages])
    texts = {code: _text(meta, code) for code in languages}
    wish = slug_of(texts[language].title, fallback="vote")
    consultation = Consultation(
        slug=_free_slug(wish),
        state=PUBLISHED,
        primary_language=language,
        created_at=clock.now(),
        published_at=opens_at,
        answered_at=None,
        texts=list(texts.values()),
    )
    db.session.add(consultation)
    db.session.flush()
    return consultation


def _text(meta: Mapping[str, str], code: str) -> ConsultationText:
    """What the consultation is called in a language; the description stays as the file has it."""
    unit = clean_line(meta.get("unit", "")) or current_city().name
    place = clean_line(meta.get("subunit", "") or meta.get("district", ""))
    instance = clean_line(meta.get("instance", ""))
    known = code if code in LANGUAGES and LANGUAGES[code].shipped else "en"
    with speaking(known):
        title = _(
            "Participatory budget %(place)s %(year)s",
            place=f"{unit}, {_as_name(place)}" if place else unit,
            year=instance,
        )
        body = _(
            "This vote was held outside this platform. Its ballots were read from a public file "
            "of Pabulib, the library of participatory budgets, and counted again here."
        )
    return ConsultationText(
        language=code,
        title=clean_line(title)[:_TITLE],
        summary=clean_text(meta.get("description", "") or title)[:_SUMMARY],
        body="\n\n".join(part for part in (body, clean_text(meta.get("comment", ""))) if part),
    )


def _free_slug(wish: str) -> str:
    taken = set(
        db.session.scalars(
            sa.select(Consultation.slug).where(Consultation.slug.startswith(wish, autoescape=True))
        )
    )
    number, slug = 1, wish
    while slug in taken:
        number += 1
        slug = f"{wish}-{number}"
    return slug


def _as_name(place: str) -> str:
    """NOWY PORT is how a table writes it; Nowy Port is how its people do."""
    return place.title() if place.isupper() else place


def _district(meta: Mapping[str, str]) -> int | None:
    """The district the whole file is of; made where the city does not know it yet."""
    name = clean_line(meta.get("district", "") or meta.get("subunit", ""))[:120]
    if not name:
        return None
    code = slug_of(name, fallback="district")
    found = db.session.scalar(sa.select(District.id).where(District.code == code))
    if found is None:
        found = add_district(code, _as_name(name)).id
    return found


def _vote(file: PabulibFile, phase_id: int) -> Vote:
    meta = file.meta
    rule = EQUAL_SHARES if meta.get("rule", "").lower().startswith("equalshares") else GREEDY
    return Vote(
        phase_id=phase_id,
        ballot_kind=meta["vote_type"],
        rule=rule,
        rule_options=dict(RULE_OPTIONS.get(rule, {})),
        budget=_whole(file.budget, _("the budget")),
        min_choices=max(_small(meta.get("min_length")) or 1, 1),
        max_choices=_small(meta.get("max_length")),
        level=0,
        source=dict(meta),
    )


def _small(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None


def _whole(amount: Exact, what: str) -> int:
    if int(amount) != amount:
        raise NotImportable(
            _(
                "Only whole amounts of money can be taken, but %(what)s is %(amount)s.",
                what=what,
                amount=float(amount),
            )
        )
    if amount >= 2**63:
        raise NotImportable(_("Such an amount of money is too large: %(what)s.", what=what))
    return int(amount)


def _options(file: PabulibFile, language: str, district_id: int | None) -> list[BallotOption]:
    for project in file.projects:
        if len(project.id) > _CODE:
            raise PabulibError(
                f"The id {project.id[:40]!r}… has more than {_CODE} letters.", field="project_id"
            )
    return [
        BallotOption(
            code=project.id,
            title=clean_line(project.extra.get("name", ""))[:400] or project.id,
            language=language,
            cost=_whole(project.cost, project.id),
            district_id=district_id,
            titles={},
            extras={
                name: cell
                for name, cell in project.extra.items()
                if cell and name not in {"name", "votes", "score"}
            },
        )
        for project in file.projects
    ]


__all__ = ["NotImportable", "PabulibError", "export_pb", "import_file", "import_pabulib"]
