"""The file by which the city's own machine scrambles its list as this installation does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from commons.people.verification import census_rules


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the list is made of."""

    city: str
    salt: str
    """In hexadecimal."""
    fields: Sequence[str]
    ages: Sequence[int]

    def to_json(self) -> str:
        """The file's text."""
        return json.dumps(
            {
                "commons_census": census_rules.VERSION,
                "city": self.city,
                "salt": self.salt,
                "fields": list(self.fields),
                "ages": list(self.ages),
            },
            indent=2,
        )


def read_recipe(text: str) -> Recipe:
    """The recipe in a file. Raises ValueError for what is none."""
    wrong = ValueError("this file is no recipe of a city's list: download it anew from the office")
    try:
        found = json.loads(text)
    except ValueError:
        raise wrong from None
    if not isinstance(found, dict) or found.get("commons_census") != census_rules.VERSION:
        raise wrong
    fields, ages, salt = found.get("fields"), found.get("ages"), found.get("salt")
    if (
        not isinstance(fields, list)
        or not all(isinstance(name, str) for name in fields)
        or not census_rules.enough(fields)
        or not isinstance(ages, list)
        or not all(isinstance(age, int) for age in ages)
        or not isinstance(salt, str)
        or len(bytes.fromhex(salt)) < 16
    ):
        raise wrong
    return Recipe(str(found.get("city", "")), salt, fields, ages)
