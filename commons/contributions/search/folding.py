"""Words as they are compared: without case, diacritics and the spellings that vary. Pure.

Arabic is written with and without short vowels, hamza and the dots of final letters; Pashto and
Persian keyboards give other code points for the same letters; Ukrainian apostrophes and Polish
tails are left out on phones. Nobody should have to guess how a text was typed (Darwish and Magdy,
"Arabic Information Retrieval", 2014, on normalisation; Unicode Standard Annex 15 for NFKD).
"""

import re
import unicodedata

LONGEST_WORD = 40
"""In characters; what is longer is cut, so that no hostile text swells the index."""
MOST_WORDS = 8
"""Of what somebody searches for; further ones are not looked at."""

_LETTERS = str.maketrans(
    {
        # Arabic script: the letters that one person types for another's.
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ي",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ۍ": "ي",
        "ۀ": "ه",
        "ة": "ه",
        "ہ": "ه",
        "ک": "ك",
        "ګ": "گ",
        "ـ": None,
        # Without decomposition in Unicode.
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        # Cyrillic of Ukrainian, Belarusian and Russian, as phones without the letter have it.
        "ґ": "г",
        # Apostrophes stand within Ukrainian words (м'яч), the joiners within Pashto ones.
        "'": None,
        "’": None,
        "ʼ": None,
        "\u200c": None,
        "\u200d": None,
    }
)
# A run of letters, marks and digits; of scripts without spaces each sign is a word.
_SIGN = "[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff]"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W_])+")


def folded(text: str) -> str:
    """A text with its words folded, in order, with one space between them."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    plain = text.casefold().translate(_LETTERS)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        if not unicodedata.combining(letter)
    )
    # Again: taking a hamza or a stroke apart can leave a letter of the table.
    plain = plain.casefold().translate(_LETTERS)
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)]


def stem(word: str) -> str:
    """What the forms of a folded word begin with: ``lawk`` of ``lawka``, ``lawki``, ``lawke``.

    Our languages bend the end of words. A search asks for words that begin with this; it loses
    nothing that the whole word would find.
    """
    if word.isdigit() or len(word) < 5:
        return word
    return word[: -1 if len(word) < 7 else -2]


def searched(text: str) -> list[str]:
    """The beginnings of words to look for, of what somebody typed: at most ``MOST_WORDS``."""
    return list(dict.fromkeys(stem(word) for word in words_of(text)))[:MOST_WORDS]
