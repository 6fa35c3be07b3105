"""What officers do with a consultation as a whole: write it, publish it, answer it."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import Refused
from commons.base.events import record
from commons.base.jobs import hurry
from commons.base.text import clean_line, clean_text, slug_of
from commons.consultations import rules
from commons.consultations.actions.turning import locked_consultation, turn
from commons.consultations.models import (
    DRAFT,
    PUBLISHED,
    Consultation,
    ConsultationAnswer,
    ConsultationText,
)
from commons.consultations.readiness import missing
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import demand

Texts = Mapping[str, tuple[str, str, str]]
"""Title, summary and body by the code of their language."""

SLUG_TRIES = 50


@transaction
def create_consultation(
    officer: Person, *, slug: str | None = None, primary_language: str, texts: Texts
) -> Consultation:
    """Begin a consultation, as a draft that only officers see.

    ``slug`` is made of the title unless given; where it is taken, a number follows it. Raises
    ValueError when the texts lack the primary language, NotAllowed for who may not.
    """
    demand(officer, "run consultations")
    if primary_language not in texts:
        raise ValueError("a consultation needs its texts in its primary language")
    wish = slug_of(slug or texts[primary_language][0], fallback="consultation")
    consultation = _insert_under_free_slug(wish, primary_language)
    _write_texts(consultation, texts)
    db.session.flush()
    write_audit(
        "create_consultation",
        f"consultation {consultation.id}",
        actor_id=officer.id,
        slug=consultation.slug,
    )
    return consultation


def _insert_under_free_slug(wish: str, primary_language: str) -> Consultation:
    taken = set(
        db.session.scalars(
            sa.select(Consultation.slug).where(
                sa.or_(Consultation.slug == wish, Consultation.slug.startswith(f"{wish}-"))
            )
        )
    )
    for number in range(1, len(taken) + SLUG_TRIES):
        slug = wish if number == 1 else f"{wish}-{number}"
        if slug in taken:
            continue
        consultation = Consultation(
            slug=slug,
            state=DRAFT,
            primary_language=primary_language,
            created_at=clock.now(),
            texts=[],
            phases=[],
            answers=[],
        )
        try:
            with db.session.begin_nested():
                db.session.add(consultation)
        except IntegrityError:  # another officer was quicker with the same title
            continue
        return consultation
    raise Refused(_("There are too many consultations of this name. Please choose another title."))


def _write_texts(consultation: Consultation, texts: Texts) -> None:
    """Make the texts those given: of a language that is left out, none."""
    kept = {text.language: text for text in consultation.texts}
    for language, (title, summary, body) in texts.items():
        text = kept.pop(language, None)
        if text is None:
            text = ConsultationText(language=language)
            consultation.texts.append(text)
        text.title = clean_line(title)[:160]
        text.summary = clean_text(summary)[:400]
        text.body = clean_text(body)
    for text in kept.values():
        consultation.texts.remove(text)


@transaction
def change_texts(
    officer: Person, consultation_id: int, *, primary_language: str, texts: Texts
) -> Consultation:
    """Change what a consultation says. Raises ValueError without the primary language."""
    demand(officer, "run consultations")
    if primary_language not in texts:
        raise ValueError("a consultation needs its texts in its primary language")
    consultation = locked_consultation(consultation_id)
    before = {text.language: [text.title, text.summary, text.body] for text in consultation.texts}
    _write_texts(consultation, texts)
    consultation.primary_language = primary_language
    after = {text.language: [text.title, text.summary, text.body] for text in consultation.texts}
    changed = sorted(code for code in before | after if before.get(code) != after.get(code))
    # What residents have read does not vanish: the log keeps the words that stood there.
    replaced = {code: before[code] for code in changed if code in before}
    write_audit(
        "change_consultation",
        f"consultation {consultation.id}",
        actor_id=officer.id,
        languages=changed,
        **({"replaced": replaced} if consultation.state == PUBLISHED else {}),
    )
    return consultation


@transaction
def publish_consultation(officer: Person, consultation_id: int) -> Consultation:
    """Show a draft to everybody; a phase whose time has come opens with it.

    Raises Refused, saying what is missing, when it is not ready or published already.
    """
    demand(officer, "run consultations")
    consultation = locked_consultation(consultation_id)
    if consultation.state != DRAFT:
        raise Refused(_("This consultation is published already."))
    problems = missing(consultation, clock.now())
    if problems:
        raise Refused(" ".join(problems))
    consultation.state = PUBLISHED
    consultation.published_at = clock.now()
    write_audit(
        "publish_consultation",
        f"consultation {consultation.id}",
        actor_id=officer.id,
        phases=[
            {
                "kind": phase.kind,
                "opens_at": phase.opens_at.isoformat(),
                "closes_at": phase.closes_at.isoformat(),
            }
            for phase in consultation.phases
        ],
    )
    record("consultation.published", actor_id=officer.id, consultation_id=consultation.id)
    hurry("notices.deliver")
    turn(consultation)
    return consultation


@transaction
def answer_consultation(
    officer: Person, consultation_id: int, texts: Mapping[str, str]
) -> Consultation:
    """Write the council's official answer: you said, we decided. By language code.

    An answer may be mended later; the audit log keeps the words it replaces. Raises ValueError
    without the primary language, Refused while a phase is still to close.
    """
    demand(officer, "answer officially")
    consultation = locked_consultation(consultation_id)
    texts = {code: clean_text(text) for code, text in texts.items() if clean_text(text)}
    if consultation.primary_language not in texts:
        raise ValueError("an answer needs the consultation's primary language")
    now = clock.now()
    if rules.consultation_state(consultation, now) not in {"finished", "answered"}:
        raise Refused(_("The official answer can be given once the last phase has closed."))
    replaced = {answer.language: answer.text for answer in consultation.answers}
    _write_answers(consultation, texts)
    consultation.answered_at = consultation.answered_at or now
    write_audit(
        "answer_consultation",
        f"consultation {consultation.id}",
        actor_id=officer.id,
        languages=sorted(texts),
        replaced=replaced,
    )
    record(
        "consultation.answered",
        actor_id=officer.id,
        consultation_id=consultation.id,
        changed=bool(replaced),
    )
    hurry("notices.deliver")
    return consultation


def _write_answers(consultation: Consultation, texts: Mapping[str, str]) -> None:
    """Make the answers those given: of a language that is left out, none."""
    kept = {answer.language: answer for answer in consultation.answers}
    for code, text in texts.items():
        answer = kept.pop(code, None)
        if answer is None:
            consultation.answers.append(
                ConsultationAnswer(language=code, text=text, answered_at=clock.now())
            )
        else:
            answer.text = text
    for answer in kept.values():
        consultation.answers.remove(answer)
