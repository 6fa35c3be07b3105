"""Where in a text somebody may be mentioned. Pure."""

import re
import unicodedata

from commons.people.names import LONGEST

MOST = 10
"""How many people one comment can mention; of further signs nothing happens."""
_WORDS = 6
"""How many words of a name are tried."""
# Not within an address (a@b.example, https://c.example/@d) and not after another such sign.
_SIGN = re.compile(r"(?<![\w@/.:=?&#-])@(?=\w)")


def possible_names(text: str) -> list[list[str]]:
    """For each mention in the text, whatever could be the name: the longest first.

    A name can have several words, so only who knows the names can say where it ends:
    ``@Linden 4711 is right`` may mean "Linden", "Linden 4711" or "Linden 4711 is".
    """
    found = []
    for sign in list(_SIGN.finditer(text))[: 3 * MOST]:
        line = text[sign.end() : sign.end() + 2 * LONGEST].split("\n", 1)[0]
        found.append(_beginnings(line))
    return found


def _beginnings(line: str) -> list[str]:
    """The beginnings of a line that end with a word, the longest first."""
    ends = [
        place
        for place in range(1, len(line) + 1)
        if _in_word(line[place - 1]) and not (place < len(line) and _in_word(line[place]))
    ]
    return [line[:end] for end in ends[:_WORDS]][::-1]


def _in_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM" or sign in "\u200c\u200d"


def mention_pattern(names: "list[str]") -> "re.Pattern[str] | None":
    """What finds these very mentions in a text; None where there are none."""
    if not names:
        return None
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w@/.:=?&#-])@(?:{either})(?!\w)", re.IGNORECASE)
