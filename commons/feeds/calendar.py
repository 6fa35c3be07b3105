"""Writing a calendar (iCalendar, RFC 5545). No Flask, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

REFRESH = timedelta(hours=12)
"""How often a calendar program may ask again."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something opens, or closes."""

    uid: str
    """Never changes, so that a moved date moves in the reader's calendar."""
    title: str
    at: datetime
    note: str
    url: str
    written_at: datetime
    """When the city announced it."""
    language: str


def write_calendar(name: str, language: str, zone: str, moments: Sequence[Moment]) -> bytes:
    """A calendar of the moments, on the clocks of a time zone, which it describes too."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Commons//{language}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for moment in moments:
        calendar.add_component(_event(moment, ZoneInfo(zone)))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(moment: Moment, zone: ZoneInfo) -> icalendar.Event:
    event = icalendar.Event()
    spoken = {"language": moment.language}
    event.add("uid", moment.uid)
    event.add("dtstamp", moment.written_at)
    event.add("dtstart", moment.at.astimezone(zone))  # no end: it is a moment
    event.add("summary", moment.title, parameters=spoken)
    event.add("description", f"{moment.note}\n\n{moment.url}", parameters=spoken)
    event.add("url", moment.url)
    event.add("transp", "TRANSPARENT")  # it does not make anybody busy
    return event
