"""A demo city while it is made: its clock, its chance, its people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from commons.base import clock
from commons.base.database import transaction
from commons.cities.queries import districts
from commons.demo.content import DemoCity, Resident
from commons.demo.diary import Diary
from commons.i18n.catalogue import speaking
from commons.people import actions, granting, naming
from commons.people.models import Person
from commons.people.organisations import actions as organisations
from commons.people.permissions import OBSERVER
from commons.proposals.themes.actions import begin_with_usual_themes
from commons.proposals.themes.queries import themes

BEGINNING = -125
"""The day, counted from today, on which the people of the demo came."""
_INITIALS = {"latin": "ABCDEFGHJKLMNPRSTWZ", "cyrillic": "АБВГДКЛМНПРСТШ", "arabic": "احدرسعقکلمنی"}


@dataclass(slots=True)
class Town:
    """What the stories of a city need. The same content and day give the same life."""

    content: DemoCity
    today: date
    chance: Random
    diary: Diary = field(default_factory=Diary)
    people: dict[str, Person] = field(default_factory=dict)
    """Those with a voice of their own, by key."""
    crowd: list[Person] = field(default_factory=list)
    """The others, who support and vote."""
    observers: list[Person] = field(default_factory=list)
    districts: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    """By code."""
    """Ids by name."""

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """A moment by the city's clocks; ``day`` counts from today, 0."""
        zone = ZoneInfo(self.content.time_zone)
        local = datetime.combine(self.today + timedelta(days=day), time(hour, minute), zone)
        return local.astimezone(UTC)

    def between(self, start: datetime, end: datetime) -> datetime:
        """Some moment between two."""
        return start + (end - start) * self.chance.uniform(0.02, 0.98)

    def soon_after(self, start: datetime, end: datetime) -> datetime:
        """Some moment in the first fifth between two."""
        return self.between(start, start + (end - start) / 5)


def new_town(content: DemoCity, now: datetime) -> Town:
    """A town on the day that it is ``now`` there."""
    today = now.astimezone(ZoneInfo(content.time_zone)).date()
    return Town(content, today, Random(content.slug))  # noqa: S311  (an invented life, no secret)


@transaction
def settle_people(town: Town) -> None:
    """Let everybody move in, by the real way: a sign-in link, a name, a language, a district."""
    content = town.content
    town.districts = {district.name: district.id for district in districts()}
    minutes = count()
    start = town.at(BEGINNING, 9)

    def move_in(address: str, resident: Resident) -> Person:
        with clock.at(start + timedelta(minutes=next(minutes))), speaking(resident.language):
            _code, link = actions.issue_code(address)
            person = actions.check_link(link)
            # First the role: only who has one may say so in their name.
            if resident.role is not None:
                granting.grant_role(person, resident.role, reason="a role of the demo")
                person.roles = frozenset({resident.role})
            actions.change_account(
                person,
                display_name=naming.free_name(resident.name),
                language=resident.language,
                district_id=town.districts[resident.district],
            )
        return person

    for resident in content.people:
        town.people[resident.key] = move_in(f"{resident.key}@example.org", resident)
    with clock.at(start + timedelta(minutes=next(minutes))):
        _let_organisations_speak(town)
    begin_with_usual_themes(town.people["officer"])
    town.themes = {theme.code: theme.id for theme in themes()}
    others = max(content.voters, content.early_voters) - len(content.people)
    for number, resident in zip(range(others), _crowd(town), strict=False):
        town.crowd.append(move_in(f"neighbour-{number + 1}@example.org", resident))
    for one in content.observers:
        resident = Resident(one.key, one.name, one.language, one.district, OBSERVER)
        town.observers.append(move_in(f"{one.key}@example.org", resident))


def _let_organisations_speak(town: Town) -> None:
    administrator = town.people["admin"]
    for one in town.content.organisations:
        described = organisations.Described(
            one.name, one.kind, one.about, one.language, accredited=one.accredited
        )
        made = organisations.make_organisation(administrator, described, reason=one.reason)
        speaker = town.people[one.speaker]
        organisations.add_speaker(administrator, made.id, speaker, reason=one.reason)


def _crowd(town: Town) -> Iterator[Resident]:
    """Residents without end: a first name, an initial, a district."""
    for number in count():
        first = town.content.crowd[number % len(town.content.crowd)]
        script = _script_of(first)
        initial = town.chance.choice(_INITIALS[script])
        language = {"cyrillic": "uk", "latin": "en"}.get(script, "ar")
        if (
            script == "latin"
            or language not in town.content.languages
            or (town.content.languages[0] == "ps")
        ):
            language = town.content.languages[0]
        district = town.chance.choice(town.content.districts)
        yield Resident(f"neighbour-{number}", f"{first} {initial}.", language, district)


def _script_of(name: str) -> str:
    if name[0] < "\u0370":
        return "latin"
    return "cyrillic" if name[0] < "\u0590" else "arabic"
