"""What a name looks like: letters of several scripts that the eye takes for one another.

After Unicode Technical Standard 39, "Unicode Security Mechanisms", section 4 (skeletons). Its data
has some ten thousand entries, most of them of scripts and symbols that no name here may hold
(``names.why_not_a_name``); this table keeps those between the letters that one may. It goes
further than the standard where two people might be taken for each other: capitals, accents,
punctuation and spaces are not looked at.
"""

import unicodedata

_LATIN = {
    "il1|ɩ": "l",  # in many typefaces I, l and 1 are one stroke; ı falls to i by its accents
    "ı": "l",
    "0": "o",
    "ł": "l",
    "đɖɗ": "d",
    "ø": "o",
    "ħ": "h",
    "ŧ": "t",
    "ɓƀ": "b",
    "ɡ": "g",
    "ɑ": "a",
    "ə": "e",
    "ɨ": "l",
    "ʋ": "u",
    "ɣ": "y",
    "ƙ": "k",
    "ƴ": "y",
    "ʒ": "3",
    "ȣ": "8",
    "ɲ": "n",
}
_CYRILLIC = {
    "а": "a",
    "вь": "b",
    "сҫ": "c",
    "ԁ": "d",
    "еєэ": "e",
    "ԍ": "g",
    "нһң": "h",
    "іӏ": "l",
    "ј": "j",
    "кқ": "k",
    "м": "m",
    "п": "n",
    "оө": "o",
    "р": "p",
    "ԛ": "q",
    "гґ": "r",
    "ѕ": "s",
    "т": "t",
    "уү": "y",
    "ѵ": "v",
    "ԝѡ": "w",
    "хҳ": "x",
    "з": "3",
    "б": "6",
}
# Capital and small letters of Greek look like different Latin ones; taken are the capitals.
_GREEK = {
    "α": "a",
    "β": "b",
    "ε": "e",
    "ζ": "z",
    "η": "h",
    "ι": "l",
    "κ": "k",
    "μ": "m",
    "ν": "n",
    "οσς": "o",
    "ρ": "p",
    "τ": "t",
    "υγ": "y",
    "χ": "x",
    "ω": "w",
    "ϲ": "c",
    "ϳ": "j",
}
_ARMENIAN_AND_ETHIOPIC = {"օዐ": "o", "ոռ": "n", "սሀ": "u", "հ": "h", "ց": "g", "զգ": "q", "ք": "f"}
_ARABIC = {
    "ىیېۍےے": "ي",
    "ک": "ك",
    "ةہھەۃ": "ه",
    "ٱ": "ا",
    "ګڰ": "گ",
    "ء": "",
    "ۀ": "ه",
    "ـ": "",  # the stretching stroke
}
_LOOKS_LIKE = {
    ord(letter): alike
    for table in (_LATIN, _CYRILLIC, _GREEK, _ARMENIAN_AND_ETHIOPIC, _ARABIC)
    for letters, alike in table.items()
    for letter in letters
}
_PAIRS = (("rn", "m"), ("vv", "w"))


def skeleton(name: str) -> str:
    """What a name looks like. Two names whose skeletons are equal can be taken for each other.

    It is for comparing, never for showing: only letters and digits are left, without accents, all
    figures in European digits.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept = "".join(
        str(unicodedata.digit(ch)) if ch.isdecimal() else ch
        for ch in plain
        if unicodedata.category(ch)[0] in "LN" or unicodedata.category(ch) == "Mc"
    )
    alike = kept.translate(_LOOKS_LIKE)
    for pair, one in _PAIRS:
        alike = alike.replace(pair, one)
    return alike
