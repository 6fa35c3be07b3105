"""As whom somebody says something: under their name, as a resident, for others.

A voice is a word, as forms send it: ``name``, ``resident``, ``organisation:3`` or ``city``.
"""

from collections.abc import Callable
from typing import TypedDict

from commons.base.errors import Refused
from commons.i18n.catalogue import gettext as _
from commons.people.models import AS_RESIDENT, BY_NAME, SHOWN_AS, Person
from commons.people.organisations.queries import speaks_for
from commons.people.permissions import may

_ORGANISATION = "organisation:"
CITY = "city"
"""An officer speaks for the city."""


class Spoken(TypedDict):
    """The columns of a contribution that say as whom it was said."""

    shown_as: str
    shown_district_id: int | None
    organisation_id: int | None
    official: bool


Shown = Callable[[Person, Spoken], int]
_also_shown: list[Shown] = []


def also_show(change: Shown) -> None:
    """Say where else a person is shown with or without their name. It gives how many changed."""
    if change not in _also_shown:
        _also_shown.append(change)


def show_elsewhere(person: Person, said: Spoken) -> int:
    """Show somebody so wherever they are shown beside what they posted themselves."""
    return sum(change(person, said) for change in _also_shown)


def own_voices(person: Person | None) -> list[tuple[str, str]]:
    """A person's own voices with their labels: with their name, and without. No statement."""
    named = _("With your name here")
    if person is not None:
        named = _("With your name: %(name)s", name=person.display_name)
    unnamed = _("Without your name, as “a resident”")
    if person is not None and person.district_id is not None:
        unnamed = _("Without your name, as “a resident of” your district")
    return [(BY_NAME, named), (AS_RESIDENT, unnamed)]


def voices(person: Person | None) -> list[tuple[str, str]]:
    """All that a form offers. A statement only for somebody who speaks for an organisation."""
    speaks = speaks_for(person) if person is not None and person.speaks else []
    found = own_voices(person) + [
        (f"{_ORGANISATION}{one.id}", _("As the organisation: %(name)s", name=one.name))
        for one in speaks
    ]
    if may(person, "answer officially"):
        found.append((CITY, _("For the city")))
    return found


def spoken(person: Person, voice: str | None) -> Spoken:
    """What a text keeps of the voice; None is the person's usual one.

    Raises Refused for one that is not, or no longer, the person's.
    """
    voice = voice or person.shown_as or BY_NAME
    if voice in SHOWN_AS:
        district = person.district_id if voice == AS_RESIDENT else None
        return Spoken(
            shown_as=voice, shown_district_id=district, organisation_id=None, official=False
        )
    said = Spoken(shown_as=BY_NAME, shown_district_id=None, organisation_id=None, official=False)
    if voice == CITY and may(person, "answer officially"):
        said["official"] = True
        return said
    number = voice.removeprefix(_ORGANISATION)
    if any(voice.startswith(_ORGANISATION) and number == str(o.id) for o in speaks_for(person)):
        said["organisation_id"] = int(number)
        return said
    raise Refused(_("You cannot speak for this organisation now. Please choose another way."))
