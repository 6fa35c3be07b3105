"""What a person or an organisation may be called. Nothing here touches a database.

A name is a choice: whoever takes part picks one, and is never asked for their legal name. What it
may not do is pretend. Invisible and direction-turning characters are taken out, letters of two
alphabets do not stand in one word, and nothing reads like the city or its offices.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from commons.base.text import clean_line
from commons.i18n.catalogue import gettext as _
from commons.people.confusables import skeleton
from commons.people.official_words import BESIDE_THE_CITY, OFFICIAL

SHORTEST, LONGEST = 2, 60
MARKS_IN_A_ROW = 3
"""Accents on one letter; Arabic takes three. More of them climb over the lines above and below."""
CONTAINED_FROM = 8
"""So long must an official word be to be refused within others as well (``xModeratorx``)."""

# The scripts in daily use (Unicode Standard Annex 31, table 5), by the first word that Unicode
# names their letters with.
_IN_USE = (
    "LATIN CYRILLIC GREEK ARABIC ARMENIAN BENGALI BOPOMOFO CJK DEVANAGARI ETHIOPIC GEORGIAN "
    "GUJARATI GURMUKHI HANGUL HEBREW HIRAGANA KANNADA KATAKANA KATAKANA-HIRAGANA KHMER LAO "
    "MALAYALAM MYANMAR ORIYA SINHALA TAMIL TELUGU THAANA THAI TIBETAN"
)
_SCRIPTS = frozenset(_IN_USE.split())
# Of Latin and Cyrillic, what alphabets of living languages are written with: the others are for
# phonetics and old texts, and look like letters they are not.
_LETTERS = {
    "LATIN": re.compile("[A-Za-zªº\u00c0-\u024fɓɔɖɗəɛɣɨɩɲʃʊʋʒ\u1e00-\u1eff]"),
    "CYRILLIC": re.compile("[\u0400-\u052f]"),
}
_TOGETHER = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"CJK", "BOPOMOFO"}),
    frozenset({"CJK", "HANGUL"}),
)
"""Scripts that one word may mix ("highly restrictive", Unicode Technical Standard 39, 5.2)."""
_APOSTROPHES = "'’ʼʻ‘`´׳ʹ"
_HYPHENS = "-‐‑–־"
_SIGNS = frozenset(f" {_APOSTROPHES}{_HYPHENS}.·,،״・")
_JOINERS = "\u200c\u200d"
_WORDS = re.compile(r"[^\W_]+")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their kind, of which nothing can be seen."""


def clean_name(text: str) -> str:
    """A name as it is kept: one line, in Unicode's compatible composed form, nothing invisible.

    The joiners stay where Pashto, Persian and Indian scripts are written with them: between two of
    their letters. The length may have changed.
    """
    line = unicodedata.normalize("NFKC", clean_line(text))
    kept = [
        ch
        for place, ch in enumerate(line)
        if (ch not in _FILLERS and unicodedata.category(ch) not in {"Cf", "Cn", "Cc", "Zl", "Zp"})
        or (ch in _JOINERS and _joins(line, place))
    ]
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _joins(line: str, place: int) -> bool:
    """Whether a joiner stands where a script needs one (RFC 5892, appendix A.1 and A.2)."""
    if not 0 < place < len(line) - 1:
        return False
    before, after = line[place - 1], line[place + 1]
    if unicodedata.combining(before) == 9:  # a virama
        return True
    return script_of(before) == script_of(after) == "ARABIC" and after.isalpha()


def script_of(letter: str) -> str:
    """The script of a letter or mark, by the first word of its Unicode name; empty without one."""
    return unicodedata.name(letter, "").partition(" ")[0]


def why_not_a_name(name: str) -> str | None:
    """Why something cleaned cannot be a name, in the reader's language; None where it can."""
    if not SHORTEST <= len(name) <= LONGEST:
        return _("A name has from %(least)d to %(most)d characters.", least=SHORTEST, most=LONGEST)
    strange = next((ch for ch in name if not _may_stand(ch)), None)
    if strange is not None:
        return _(
            "A name can hold letters, digits, spaces, hyphens, apostrophes, full stops and "
            "commas. Please leave out this: %(sign)s",
            sign=strange,
        )
    if not any(ch.isalpha() and ch not in _APOSTROPHES for ch in name):
        return _("A name needs at least one letter.")
    return _why_not_read(name)


def _why_not_read(name: str) -> str | None:
    """Why a name of nothing but fit characters would deceive its reader; None where it does not."""
    if _marks_pile_up(name):
        return _("There are too many accents on one letter. Please take some away.")
    if len({_zero_of(ch) for ch in name if ch.isdecimal()}) > 1:
        return _("Please write all digits in the same way.")
    mixed = next((word for word in name.split() if _mixes_scripts(word)), None)
    if mixed is not None:
        return _(
            "The word %(word)s mixes letters of two alphabets that look alike. "
            "Please write it in one of them.",
            word=mixed,
        )
    return None


def _may_stand(ch: str) -> bool:
    if ch in _SIGNS or ch in _JOINERS or ch.isdecimal():
        return True
    kind = unicodedata.category(ch)
    if kind in {"Mn", "Mc"}:
        return True
    if kind[0] != "L":
        return False
    script = script_of(ch)
    letters = _LETTERS.get(script)
    return script in _SCRIPTS and (letters is None or letters.fullmatch(ch) is not None)


def _marks_pile_up(name: str) -> bool:
    row = 0
    for place, ch in enumerate(name):
        row = row + 1 if unicodedata.category(ch) == "Mn" else 0
        alone = row == 1 and (place == 0 or not name[place - 1].isalpha())
        mark_on_mark = alone and place > 0 and unicodedata.category(name[place - 1]) == "Mc"
        if row > MARKS_IN_A_ROW or (alone and not mark_on_mark):
            return True
    return False


def _zero_of(digit: str) -> int:
    """The code of the digit's own zero: which way of writing digits it belongs to."""
    return ord(digit) - unicodedata.decimal(digit)


def _mixes_scripts(word: str) -> bool:
    found = {script_of(ch) for ch in word if ch.isalpha() and ch not in _APOSTROPHES}
    return len(found) > 1 and not any(found <= allowed for allowed in _TOGETHER)


def looks_official(name: str, city_name: str, words: Iterable[str] = OFFICIAL) -> bool:
    """Whether a name reads like the city, one of its offices, or a role here.

    ``words`` are those that a name may not hold, in all languages.
    """
    own = [skeleton(word) for word in _WORDS.findall(name)]
    whole = skeleton(name)
    if _is_the_city(own, whole, city_name):
        return True
    # Spelled out letter by letter, it still reads as one word.
    spelled = " ".join(own)
    for word in words:
        parts = " ".join(skeleton(part) for part in _WORDS.findall(word))
        squeezed = skeleton(word)
        if whole == squeezed or f" {parts} " in f" {spelled} ":
            return True
        if len(squeezed) >= CONTAINED_FROM and squeezed in whole:
            return True
    return False


def _is_the_city(own: list[str], whole: str, city_name: str) -> bool:
    """The city's name alone, or with nothing beside it but words for its offices."""
    if whole == skeleton(city_name):
        return True
    # Endings change with the case: Gdańsk, Gdańska.
    stems = [word[: max(4, len(word) - 2)] for word in map(skeleton, city_name.split())]
    of_the_city = [word for word in own if any(word.startswith(stem) for stem in stems)]
    others = [word for word in own if word not in of_the_city]
    return bool(of_the_city and others) and all(word in BESIDE_THE_CITY for word in others)


def numbered(name: str, number: int) -> str:
    """A name with a number behind it, as short as a name must be."""
    end = f" {number}"
    return name[: LONGEST - len(end)].rstrip() + end


def first_free(candidates: Iterable[str], taken: Collection[str]) -> str | None:
    """The first of several names that looks like none of those taken, which are skeletons."""
    return next((name for name in candidates if skeleton(name) not in taken), None)
