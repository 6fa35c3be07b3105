"""Write ``docs/permissions.md``: the table of permissions, as people read it.

``permissions.py`` writes the page; ``permissions.py check`` fails where it is not what the code
says now.
"""

import sys
from pathlib import Path

from commons.people.permissions import (
    ADMINISTRATOR,
    AUDITOR,
    EVERYONE,
    MODERATOR,
    OBSERVER,
    OFFICER,
    PERMISSIONS,
    RESIDENT,
    ROLES,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"

WHO = {
    EVERYONE: "whoever opens the page, without signing in",
    RESIDENT: "whoever is signed in",
    MODERATOR: "decides about reported texts",
    OFFICER: "runs consultations and answers for the city",
    AUDITOR: "reads what was done with power, and changes nothing",
    OBSERVER: "watches votes and signs their results",
    ADMINISTRATOR: "grants and ends roles",
}

TEXT = """# Who may do what

<!-- Made by tools/permissions.py from commons/people/permissions.py; do not edit. -->

Every page and every action asks for one of the words on the left. A test opens every address as
everybody, and holds the answers against this table. Whoever holds a role may also do what every
resident may.

{table}

{who}

An administrator gives a role with a reason, and with a last day where one is wished. Whoever
operates the installation gives the first one: `commons role grant`.
"""


def page() -> str:
    """The page, as it has to be."""
    columns = [role for role in WHO if role == EVERYONE or role in ROLES]
    lines = [["", *columns], ["---", *(":-:" for _column in columns)]]
    for word, allowed in PERMISSIONS.items():
        held = [_may(column, allowed) for column in columns]
        lines.append([word, *("yes" if may else "–" for may in held)])
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    who = "\n".join(f"- **{role}**: {WHO[role]}" for role in columns)
    return TEXT.format(table=table, who=who)


def _may(column: str, allowed: frozenset[str]) -> bool:
    if EVERYONE in allowed:
        return True
    return column in allowed or (column != EVERYONE and RESIDENT in allowed)


def main() -> None:
    if sys.argv[1:] == ["check"]:
        if PAGE.read_text(encoding="utf-8") != page():
            sys.exit("docs/permissions.md is not what the code says: run tools/permissions.py")
        return
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
