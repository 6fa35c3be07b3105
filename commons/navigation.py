"""The menu: which entries there are, who sees them, which page lights which."""

from dataclasses import dataclass

from flask import request, url_for

from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.permissions import may


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu."""

    label: str
    url: str
    current: bool = False


def _entry(label: str, endpoint: str, *lit_by: str) -> Entry:
    """An entry that is lit on its own page, and where an endpoint begins with one of ``lit_by``."""
    here = request.endpoint or ""
    lit = here == endpoint or here.startswith(lit_by)
    return Entry(label, url_for(endpoint), lit)


_PROPOSALS = (
    "proposals.",
    "drafting.",
    "map.",
    "amendments.",
    "coauthors.",
    "merging.",
    "commitments.",
    "contributions.",
    "files.of_draft",
    "files.of_text",
    "life.look_after",
    "life.hand_in",
    "life.translate",
)


def navigation(person: Person | None) -> list[Entry]:
    """The main menu for this person."""
    entries = [
        _entry(_("Consultations"), "consultations.index", "consultations.show", "voting."),
        _entry(_("Proposals"), "proposals.index", *_PROPOSALS),
        _entry(_("Programme"), "programme.show", "programme."),
    ]
    if may(person, "run consultations"):
        entries.append(
            _entry(
                _("Office"), "consultations.office", "consultations.office", "themes.", "life.desk"
            )
        )
    if may(person, "moderate"):
        entries.append(_entry(_("Moderation"), "moderation.queue", "moderation.case"))
    if may(person, "assist"):
        entries.append(_entry(_("Help somebody"), "assistance.desk", "assistance.", "kiosk."))
    if may(person, "hand out cards"):
        entries.append(_entry(_("Access cards"), "card_office.index", "card_office."))
    if may(person, "run verification"):
        entries.append(
            _entry(_("Who lives here"), "verification_office.index", "verification_office.")
        )
    elif may(person, "confirm residence"):
        entries.append(
            _entry(_("Who lives here"), "verification_office.at_desk", "verification_office.")
        )
    if may(person, "see roles"):
        entries.append(_entry(_("Roles"), "roles.index", "roles."))
    return entries


def footer() -> list[Entry]:
    """The links at the bottom of every page."""
    return [
        _entry(_("What was hidden, and why"), "moderation.trace"),
        _entry(_("Organisations"), "organisations.index", "organisation_texts."),
        _entry(_("Open data"), "opendata.index"),
        _entry(_("Follow without an account"), "feeds.follow"),
    ]
