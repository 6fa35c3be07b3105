"""Write ``docs/privacy/``: what the columns say about themselves, as the law asks to have it.

``privacy.py`` writes the register of processing (GDPR, article 30) and the template of the
data-protection impact assessment (article 35); ``privacy.py check`` fails where they are not what
the code says now.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import commons.app  # noqa: F401  (every package's tables)
from commons.base.privacy import said_of, silences, tables

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "privacy"
MADE = "<!-- Made by tools/privacy.py from the annotations in the models; do not edit. -->"

REGISTER = """# Register of processing

{made}

What Commons keeps about people, why, and for how long (GDPR, article 30). Each line is what the
column says of itself in the code; a column that says nothing fails the tests. The city adds who is
responsible, the data-protection officer's address and its legal basis (as a rule article 6 (1) e).

Nobody is profiled, nothing is sold or shown to advertisers, and nothing leaves the installation but
mails, through the mail server that the operator names.

## What is about people

{personal}

## What is about nobody

| table | columns | why it is about nobody |
|---|---|---|
{impersonal}
"""

DPIA = """# Data-protection impact assessment: a template

{made}

The city fills in what stands in *[brackets]*; the rest are facts of the program (GDPR, article 35).

## 1. What is planned

*[City, responsible office, data-protection officer, date.]* The city runs Commons so that people
can propose, discuss and vote. Taking part is a choice. Legal name, document and date of birth are
never asked. Opinions on what the city should do can show political views (article 9), so the
strictest care is taken: *[legal basis]*.

## 2. What is kept, and for how long

{columns} columns in {tables} tables are about people; [the register](register.md) lists each.
For these purposes:

{purposes}

For these periods:

{periods}

## 3. Is it necessary, is it proportionate?

- An account is a name of one's choice and an address to send a code to. There is no password.
- The roll says who voted and on which day; the box holds ballots without names. The key that joins
  them while a vote is open lies outside the database and is destroyed when the vote is counted.
- *[Does the city ask for more than a declaration of residence? Why is less not enough?]*

## 4. What people can do

- See everything held about them, why and how long, and take it with them: `/account/data`.
- Delete their account: `/account/delete`. What they wrote stays as that of "a former resident".
  While a vote they took part in is open, a number, the day they left and a keyed hash of their
  address stay, so that nobody votes twice; all of it goes when the vote is counted.
- *[Whom they can write to, and the supervisory authority.]*

## 5. Risks and what is done about them

| risk | what is done | what is left |
|---|---|---|
| Somebody learns how a person voted | roll and box share no key; no times; boxes under ten \
ballots are not listed; the key of a vote is destroyed | *[who has the key folder]* |
| The database is stolen | codes and devices are kept as keyed hashes; addresses stand apart \
in one table | *[encryption of disk and backups]* |
| A person is found by what they write | names are chosen freely; deletion removes the link | \
*[moderators' training]* |
| Data is kept too long | periods run by themselves, every minute, by the worker | *[backups: \
how long]* |
| Power is misused | the audit log cannot be changed, not even in the database | *[who reads \
it, how often]* |

## 6. Outcome

*[Opinion of the data-protection officer; decision; date of the next review.]*
"""


def register() -> str:
    """The register of processing."""
    sections, about_nobody = [], []
    for table, impersonal in tables():
        rows = [
            f"| `{column.name}` | {said.what} | {said.purpose} | {said.kept} |"
            for column in table.columns
            if (said := said_of(column)) is not None
        ]
        if rows:
            head = "| column | what it is | why | how long |\n|---|---|---|---|\n"
            sections.append(f"### `{table.name}`\n\n{head}" + "\n".join(rows))
        if impersonal.columns:
            names = ", ".join(
                f"`{column.name}`" for column in table.columns if column.name in impersonal.columns
            )
            about_nobody.append(f"| `{table.name}` | {names} | {impersonal.why} |")
    return REGISTER.format(
        made=MADE, personal="\n\n".join(sections), impersonal="\n".join(about_nobody)
    )


def dpia() -> str:
    """The template of the assessment, with what the code knows filled in."""
    said = [
        (table.name, found)
        for table, _impersonal in tables()
        for column in table.columns
        if (found := said_of(column)) is not None
    ]
    return DPIA.format(
        made=MADE,
        columns=len(said),
        tables=len({name for name, _found in said}),
        purposes=_once(str(found.purpose) for _name, found in said),
        periods=_once(str(found.kept) for _name, found in said),
    )


def _once(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in dict.fromkeys(lines))


def files() -> dict[Path, str]:
    """What each file should hold."""
    return {FOLDER / "register.md": register(), FOLDER / "dpia.md": dpia()}


def main() -> int:
    """Write the files, or check them."""
    wrong = silences()
    for path, text in files().items():
        if sys.argv[1:] == ["check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                wrong.append(f"{path.name} is not up to date: run tools/privacy.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    print("\n".join(wrong) or "every column says what it is")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
