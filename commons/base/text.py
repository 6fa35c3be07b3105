"""Text as people type it: cleaned of what cannot be seen, otherwise left as it is."""

import re
import unicodedata

# Bidirectional overrides and isolates can make a name or a link read as another one (Unicode
# Technical Report 36); the marks LRM, RLM and the joiners are needed to write Arabic and Pashto.
_BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_KEPT_CONTROLS = {"\n", "\t"}
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_INVISIBLE = {"\u200b", "\u2060", "\ufeff", "\u00ad"}


def clean_text(text: str) -> str:
    """Several lines of text, normalised (NFC), without control characters and needless blanks."""
    text = _LINE_ENDS.sub("\n", text).translate(_BIDI_CONTROLS)
    kept = (
        ch
        for ch in text
        if ch in _KEPT_CONTROLS
        or (unicodedata.category(ch) not in {"Cc", "Cs", "Co"} and ch not in _INVISIBLE)
    )
    # Only now: taking something out can bring letters together with their accents.
    whole = unicodedata.normalize("NFC", "".join(kept))
    lines = (line.rstrip() for line in whole.split("\n"))
    return _MANY_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """One line of text: as ``clean_text``, with every run of white space made one space."""
    return " ".join(clean_text(text).split())


def shorten(text: str, length: int) -> str:
    """The beginning of a text in at most ``length`` characters, cut between words."""
    line = clean_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:،؛")
    return f"{cut}…"


_SLUG_UNSAFE = re.compile(r"[^a-z0-9]+")
_SPELLED = str.maketrans({"ł": "l", "Ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae"})


def slug_of(text: str, *, fallback: str, length: int = 60) -> str:
    """A short name for addresses, of a-z, 0-9 and hyphens; ``fallback`` where none is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    ascii_only = "".join(ch for ch in plain if not unicodedata.combining(ch)).lower()
    return _SLUG_UNSAFE.sub("-", ascii_only).strip("-")[:length].strip("-") or fallback
