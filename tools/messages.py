"""The texts to translate: ``make messages`` gathers them, ``make messages-check`` judges them.

The check fails when a text of the code is missing in a catalogue, is untranslated or fuzzy, has
lost or invented a placeholder, or lacks one of its language's plural forms; and when a text stands
inside an f-string, where older Pythons gather none.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "commons"
CATALOGUES = PACKAGE / "i18n" / "catalogues"
LANGUAGES = ("pl", "uk", "ar", "ps")
COUNTS = {"num", "n", "count", "more", "shown"}
"""What placeholders are called that a plural is about."""
METHODS = [
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("**.py", "python"),
]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# Babel numbers the last two Arabic forms the other way round than CLDR and gettext do: with them,
# many (11 to 99) comes before other (100 to 102).
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
}
IN_F_STRING = re.compile(r"""\{_l?\(['"]|\{\w*gettext\(""")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

Key = tuple[str | None, str]


def gather() -> dict[Key, tuple[str | None, list[str]]]:
    """Every text of code and templates: its plural, where there is one, and where it stands."""
    found: dict[Key, tuple[str | None, list[str]]] = {}
    options = {
        "**/templates/**.html": {"trimmed": "true", "silent": "false"},
        "**/templates/**.txt": {"trimmed": "true", "silent": "false"},
    }
    for name, _line, message, _comments, context in extract_from_dir(
        PACKAGE, METHODS, options, keywords=KEYWORDS
    ):
        singular, plural = message if isinstance(message, tuple) else (message, None)
        if not singular:
            continue
        entry = found.setdefault((context, singular), (plural, []))
        if plural and not entry[0]:
            found[context, singular] = (plural, entry[1])
        if name not in entry[1]:
            entry[1].append(name)
    return found


def read(code: str) -> polib.POFile:
    """A language's catalogue, or an empty one."""
    path = CATALOGUES / f"{code}.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": "Commons",
        "PO-Revision-Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000"),
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(code, get_plural(code).plural_forms),
    }
    return catalogue


def update() -> None:
    """Bring every catalogue to what the code says; what is no longer said goes."""
    texts = gather()
    for code in LANGUAGES:
        old = {(entry.msgctxt, entry.msgid): entry for entry in read(code)}
        fresh = read(code)
        fresh.clear()
        forms = get_plural(code).num_plurals
        for (context, singular), (plural, places) in sorted(
            texts.items(), key=lambda item: (item[1][1][0], item[0][1])
        ):
            kept = old.get((context, singular))
            entry = polib.POEntry(
                msgctxt=context, msgid=singular, occurrences=[(p, "") for p in places]
            )
            if plural:
                entry.msgid_plural = plural
                entry.msgstr_plural = {
                    n: (kept.msgstr_plural.get(n, "") if kept else "") for n in range(forms)
                }
            elif kept:
                entry.msgstr = kept.msgstr
            fresh.append(entry)
        fresh.save(str(CATALOGUES / f"{code}.po"))
        missing = len(fresh.untranslated_entries())
        print(f"{code}: {len(fresh)} texts, {missing} to translate")


def problems(code: str, texts: dict[Key, tuple[str | None, list[str]]]) -> list[str]:
    """What is wrong with a language's catalogue."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in read(code)}
    forms = get_plural(code).num_plurals
    wrong = [f"{code}: no longer used: {key[1]!r}" for key in entries.keys() - texts.keys()]
    for key, (plural, places) in texts.items():
        entry = entries.get(key)
        if entry is None or entry.fuzzy:
            wrong.append(f"{code}: missing ({places[0]}): {key[1]!r}")
            continue
        translated = (
            [entry.msgstr_plural.get(n, "") for n in range(forms)] if plural else [entry.msgstr]
        )
        wanted = set(PLACEHOLDER.findall(key[1])) | set(PLACEHOLDER.findall(plural or ""))
        for text in translated:
            used = set(PLACEHOLDER.findall(text))
            if not text.strip():
                wrong.append(f"{code}: untranslated ({places[0]}): {key[1]!r}")
            # A plural form may leave the number out where the language says "one" in words.
            elif used != wanted and not (plural and used < wanted and wanted - used <= COUNTS):
                wrong.append(f"{code}: placeholders differ ({places[0]}): {key[1]!r} → {text!r}")
    return wrong


def in_f_strings() -> list[str]:
    """Where a text stands inside an f-string."""
    return [
        f"{path.relative_to(ROOT)}:{number}: take the text out of the f-string"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if IN_F_STRING.search(line)
    ]


def main() -> int:
    if sys.argv[1:] == ["update"]:
        update()
        return 0
    texts = gather()
    wrong = [problem for code in LANGUAGES for problem in problems(code, texts)] + in_f_strings()
    print("\n".join(wrong) or f"{len(texts)} texts, complete in {', '.join(LANGUAGES)} and en")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
