"""Letting organisations speak here: by an administrator, with a reason, until an end."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_line, clean_text
from commons.i18n.catalogue import gettext as _
from commons.i18n.languages import LANGUAGES
from commons.people import naming
from commons.people.confusables import skeleton
from commons.people.models import Person
from commons.people.names import clean_name
from commons.people.organisations.models import KINDS, Organisation, Speaker
from commons.people.organisations.queries import speaking_now
from commons.people.permissions import demand

NAME_LENGTH, ABOUT_LENGTH = 120, 1_000


@dataclass(frozen=True, slots=True)
class Described:
    """An organisation as an administrator describes it."""

    name: str
    kind: str
    about: str
    language: str
    accredited: bool = False
    ends_at: datetime | None = None


@transaction
def make_organisation(administrator: Person, described: Described, *, reason: str) -> Organisation:
    """Let an organisation speak here. A person who bears its name is given another.

    Raises Refused saying what is wrong, ValueError without a reason or for a wrong kind, language
    or end; NotAllowed.
    """
    demand(administrator, "run organisations")
    made = Organisation(reason=_reason(reason), made_by_id=administrator.id, made_at=clock.now())
    _describe(made, described)
    db.session.flush()
    write_audit(
        "make_organisation",
        f"organisation {made.id}",
        actor_id=administrator.id,
        name=made.name,
        accredited=made.accredited,
    )
    return made


@transaction
def change_organisation(
    administrator: Person, organisation_id: int, described: Described, *, reason: str
) -> None:
    """Describe an organisation anew; with an end to come, one that has ended speaks again.

    Raises NotFound, and as ``make_organisation``.
    """
    demand(administrator, "run organisations")
    why = _reason(reason)
    found = _held(organisation_id)
    before = {"name": found.name, "accredited": found.accredited}
    _describe(found, described)
    found.ended_by_id = found.end_reason = None
    write_audit(
        "change_organisation",
        f"organisation {organisation_id}",
        actor_id=administrator.id,
        reason=why,
        before=before,
        after={"name": found.name, "accredited": found.accredited},
    )


@transaction
def end_organisation(administrator: Person, organisation_id: int, *, reason: str) -> None:
    """Let an organisation speak no more. What it said stays. Raises Refused where it has ended.

    Raises NotFound, ValueError without a reason, NotAllowed.
    """
    demand(administrator, "run organisations")
    why = _reason(reason)
    found = _held(organisation_id)
    now = clock.now()
    if found.end_reason is not None or (found.ends_at is not None and found.ends_at <= now):
        raise Refused(_("This organisation speaks here no more already."))
    found.ends_at, found.ended_by_id, found.end_reason = now, administrator.id, why
    write_audit(
        "end_organisation",
        f"organisation {organisation_id}",
        actor_id=administrator.id,
        reason=why,
    )


@transaction
def add_speaker(
    administrator: Person, organisation_id: int, person: Person, *, reason: str
) -> None:
    """Let a person speak as an organisation. Raises Refused where they may, or have left.

    Raises NotFound for an organisation that does not speak here now, ValueError without a reason.
    """
    demand(administrator, "run organisations")
    why = _reason(reason)
    speaking = db.session.scalar(
        sa.select(Organisation.id)
        .where(Organisation.id == organisation_id, speaking_now())
        .with_for_update(read=True)
    )
    if speaking is None:
        raise NotFound(_("This organisation speaks here no more."))
    here = sa.select(Person.id).where(Person.id == person.id, Person.left_at.is_(None))
    if db.session.scalar(here.with_for_update(read=True, key_share=True)) is None:
        raise Refused(_("This person has deleted their account."))
    try:
        with db.session.begin_nested():
            db.session.add(
                Speaker(
                    organisation_id=organisation_id,
                    person_id=person.id,
                    reason=why,
                    added_by_id=administrator.id,
                    added_at=clock.now(),
                )
            )
    except IntegrityError as error:
        raise Refused(_("This person may speak for it already.")) from error
    write_audit(
        "add_speaker",
        f"person {person.id}",
        actor_id=administrator.id,
        organisation=organisation_id,
    )


@transaction
def end_speaker(administrator: Person, organisation_id: int, person_id: int) -> None:
    """Let a person speak as an organisation no more. Raises NotFound where they may not."""
    demand(administrator, "run organisations")
    gone = db.session.scalar(
        sa.delete(Speaker)
        .where(Speaker.organisation_id == organisation_id, Speaker.person_id == person_id)
        .returning(Speaker.person_id)
    )
    if gone is None:
        raise NotFound(_("This person does not speak for it."))
    write_audit(
        "end_speaker",
        f"person {person_id}",
        actor_id=administrator.id,
        organisation=organisation_id,
    )


def _reason(text: str) -> str:
    why = clean_line(text)[:300]
    if not why:
        raise ValueError("this needs a reason")
    return why


def _held(organisation_id: int) -> Organisation:
    found = db.session.scalar(
        sa.select(Organisation)
        .where(Organisation.id == organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(_("There is no such organisation."))
    return found


def _describe(organisation: Organisation, described: Described) -> None:
    """Write the description down, once it is fit to be kept and the name is free."""
    if described.kind not in KINDS or described.language not in LANGUAGES:
        raise ValueError(f"unknown kind or language: {described.kind}, {described.language}")
    if described.ends_at is not None and described.ends_at <= clock.now():
        raise ValueError("an organisation must end after it begins")
    name, about = clean_name(described.name)[:NAME_LENGTH], clean_text(described.about)
    alike = skeleton(name)
    if not alike or not about:
        raise Refused(_("Please write the organisation's name, and what it is."))
    if alike != organisation.name_skeleton:
        _claim(name, alike)
    organisation.name, organisation.name_skeleton = name, alike
    organisation.kind, organisation.about = described.kind, about[:ABOUT_LENGTH]
    organisation.language, organisation.accredited = described.language, described.accredited
    organisation.ends_at = described.ends_at
    db.session.add(organisation)


def _claim(name: str, alike: str) -> None:
    """Make a name the organisation's. Raises Refused where another one has it."""
    renamed = naming.give_way(name)  # from here on nobody else takes a name
    other = sa.select(Organisation.id).where(Organisation.name_skeleton == alike)
    if db.session.scalar(other) is not None:
        raise Refused(
            _(
                "There is an organisation with this name, or one that looks like it, perhaps "
                "among those that have ended. You can change that one."
            )
        )
    if renamed is not None:
        write_audit("rename_person", f"person {renamed}", why="an organisation has this name")
