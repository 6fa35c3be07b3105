"""Who may take part: where they live, how old they are, and how strongly that must be shown.

An officer sets it for a phase; a vote freezes it when it opens. The sentence is what a resident
reads before starting, and each lack is a true reason with the next way in.

Ages: up to level 2 a person's own word is enough that they have reached an age, since neither a
letter nor a neighbour can tell; from level 3 on it is confirmed like all else. Districts: what was
confirmed counts; on level 1 also the district that the person named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from commons.base.database import db
from commons.cities.context import current_city
from commons.cities.queries import district_names
from commons.i18n.catalogue import gettext as _
from commons.i18n.formats import listing, number
from commons.people.models import Person, Verification
from commons.people.verification.contract import (
    CONFIRMED,
    LEVELS,
    NOT_ASKED,
    OWN_WORD,
    SHOWN,
)

YOUNGEST, OLDEST = 10, 99
"""Between these an officer may choose the lowest age."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person, as far as it matters for taking part."""

    level: int = 0
    named_district: int | None = None
    """Their own word."""
    shown_districts: Mapping[int, int] = field(default_factory=dict)
    """Districts that were shown, each with the strongest level at which it was."""
    ages: Mapping[int, int] = field(default_factory=dict)
    """Ages they have reached, each with the strongest level at which that was shown."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why somebody may not take part yet, in the reader's language, with the next way in."""

    kind: str
    """``level``, ``district`` or ``age``: what it is about."""
    reason: str
    by_own_word: bool = False
    """Whether the person can mend it here and now by their own word."""
    in_account: bool = False
    """Whether they can mend it in their account."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may take part."""

    level: int = OWN_WORD
    district_ids: tuple[int, ...] = ()
    """Empty: the whole city."""
    min_age: int | None = None

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], *, level: int = NOT_ASKED) -> "Electorate":
        """What a phase's settings say; ``level`` where they say nothing. Odd values are dropped."""
        chosen = settings.get("level", level)
        age = settings.get("min_age")
        return cls(
            level=chosen if chosen in LEVELS else level,
            district_ids=tuple(sorted(int(one) for one in settings.get("districts") or ())),
            min_age=int(age) if age and YOUNGEST <= int(age) <= OLDEST else None,
        )

    def to_settings(self) -> dict[str, Any]:
        """What to store in a phase's settings, and in a vote's frozen rules."""
        return {
            "level": self.level,
            "districts": list(self.district_ids),
            "min_age": self.min_age,
        }

    @property
    def asks_nothing(self) -> bool:
        """Whether everybody who signs in may take part."""
        return self.level == NOT_ASKED and not self.district_ids and self.min_age is None

    @property
    def word_level(self) -> int:
        """The level at which a district and an age are shown: someone's word, or more."""
        return max(self.level, OWN_WORD)

    def sentence(self, names: Mapping[int, str] | None = None) -> str:
        """Who may take part, and how one shows it, as a resident reads it before starting.

        ``names`` are those of the districts; asked for where they are needed and not given.
        """
        return f"{self.who(names)} {self.how()}"

    def who(self, names: Mapping[int, str] | None = None) -> str:
        """The first half: who they are."""
        if not self.district_ids:
            if self.min_age is None:
                if self.level == NOT_ASKED:
                    return _("Everybody who signs in can take part.")
                return _("Everybody who lives in %(city)s can take part.", city=current_city().name)
            return _(
                "Everybody who lives in %(city)s and is at least %(age)s years old can take part.",
                city=current_city().name,
                age=number(self.min_age),
            )
        where = self.where(names)
        if self.min_age is None:
            return _("People who live in these districts can take part: %(where)s.", where=where)
        return _(
            "People who live in these districts and are at least %(age)s years old can take part: "
            "%(where)s.",
            where=where,
            age=number(self.min_age),
        )

    def where(self, names: Mapping[int, str] | None = None) -> str:
        """The districts, listed. At most one statement."""
        if names is None:
            names = district_names()
        return listing([names[one] for one in self.district_ids if one in names])

    def how(self) -> str:
        """The second half: how one shows it."""
        if self.asks_nothing:
            return _("You need not show anything.")
        if self.level <= OWN_WORD:
            return _("Your word is enough. You need no document.")
        if self.level == SHOWN:
            shown = _(
                "You show that you live there with a letter to your home, an access card, two "
                "neighbours who know you, or at a desk. You need no document of any one country."
            )
            age = _("For your age your word is enough.")
            return f"{shown} {age}" if self.min_age else shown
        return _(
            "You show it once at a desk of the city, by the city's list, or by signing in with "
            "the city's own account. Nothing of your papers is kept."
        )

    def lacks(self, facts: Facts, names: Mapping[int, str] | None = None) -> list[Lack]:
        """What is missing, each with its true reason; nothing for whoever may take part."""
        found = [self._level_lack(facts), self._district_lack(facts, names), self._age_lack(facts)]
        return [lack for lack in found if lack is not None]

    def _level_lack(self, facts: Facts) -> Lack | None:
        if facts.level >= self.level:
            return None
        if self.level == OWN_WORD:
            reason = _("Please tick the box that says you live here. Then send it again.")
            return Lack("level", reason, by_own_word=True)
        if self.level == SHOWN:
            reason = (
                _("You gave your own word that you live here. Here something must show it too.")
                if facts.level
                else _("You have not shown yet that you live here.")
            )
            how = _("A letter, a card or two neighbours do.")
            return Lack("level", f"{reason} {how}")
        reason = (
            _("What you showed so far is not enough here.")
            if facts.level
            else _("You have not shown yet that you live here.")
        )
        how = _("It must be confirmed in person, or by the city’s register.")
        return Lack("level", f"{reason} {how}")

    def _district_lack(self, facts: Facts, names: Mapping[int, str] | None) -> Lack | None:
        if not self.district_ids:
            return None
        here = set(self.district_ids)
        shown = {one for one, level in facts.shown_districts.items() if level >= self.word_level}
        named = facts.named_district if self.level <= OWN_WORD and not shown else None
        if here & (shown | {named}):
            return None
        where = self.where(names)
        if shown:
            reason = _(
                "You showed that you live in another district. Only people of these can take part: "
                "%(where)s. If you have moved, show your new home.",
                where=where,
            )
        elif self.level > OWN_WORD:
            reason = _(
                "It is not shown yet in which district you live. Only people of these can take "
                "part: %(where)s. A letter to your home shows it, and so does a desk of the city.",
                where=where,
            )
        elif named is None:
            reason = _("Please say in which district you live: %(where)s.", where=where)
            return Lack("district", reason, by_own_word=True)
        else:
            reason = _(
                "You said that you live in another district. Only people of these can take part: "
                "%(where)s. If you have moved, change the district in your account.",
                where=where,
            )
        return Lack("district", reason, in_account=not shown and self.level <= OWN_WORD)

    def _age_lack(self, facts: Facts) -> Lack | None:
        if self.min_age is None:
            return None
        needed = CONFIRMED if self.level >= CONFIRMED else OWN_WORD
        reached = [age for age, level in facts.ages.items() if level >= needed]
        if any(age >= self.min_age for age in reached):
            return None
        age = number(self.min_age)
        if needed == OWN_WORD:
            reason = _("Please say that you are at least %(age)s years old.", age=age)
            return Lack("age", reason, by_own_word=True)
        reason = _(
            "It is not confirmed yet that you are at least %(age)s years old. A desk of the city "
            "can confirm it, and keeps no birth date.",
            age=age,
        )
        return Lack("age", reason)


def facts_of(person: Person) -> Facts:
    """What is known of a person: one statement."""
    return facts_by_id(person.id)


def facts_by_id(person_id: int) -> Facts:
    """What is known of the person with this number: one statement."""
    return facts_from(
        db.session.execute(
            sa.select(*FACTS)
            .outerjoin(Verification, Verification.person_id == Person.id)
            .where(Person.id == person_id)
        ).all()
    )


FACTS = (
    Person.district_id.label("named"),
    Verification.level.label("level_shown"),
    Verification.district_id.label("shown"),
    Verification.at_least_age,
)
"""What ``facts_from`` reads, for statements that ask something else besides."""


def facts_from(rows: Sequence[Any]) -> Facts:
    """What is known of a person of whom there is a row for each verification. No statement."""
    return Facts(
        level=max((row.level_shown or 0 for row in rows), default=0),
        named_district=rows[0].named if rows else None,
        shown_districts=_strongest((row.shown, row.level_shown) for row in rows),
        ages=_strongest((row.at_least_age, row.level_shown) for row in rows),
    )


def district_of(facts: Facts, level: int) -> int | None:
    """The district somebody lives in, as far as it was shown; None where it is not known.

    What they only named counts where what is asked of them is their own word (``level``).
    """
    if facts.shown_districts:
        # Of two shown equally strongly, always the same one.
        return max(facts.shown_districts.items(), key=lambda one: (one[1], -one[0]))[0]
    return facts.named_district if level <= OWN_WORD else None


def _strongest(pairs: "Sequence[tuple[int | None, int]] | Any") -> dict[int, int]:
    found: dict[int, int] = {}
    for value, level in pairs:
        if value is not None:
            found[value] = max(found.get(value, 0), level)
    return found
