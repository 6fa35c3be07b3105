"""Which language a text is written in: a guess that its author confirms.

py3langid knows Pashto, which the larger detectors confuse with Urdu and Arabic, and works offline.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from commons.i18n.languages import LANGUAGES

FEWEST_LETTERS = 8
"""Shorter texts could be of many languages."""
SURE_ENOUGH = 0.8
"""Share of the probability that the first language must have."""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Not at the start: the model and numpy take a second that most processes never need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in LANGUAGES if code in identifier.labels])
    return identifier


def language_written(text: str, among: Collection[str] = ()) -> str | None:
    """The code of the language a text seems to be in; None where that is anybody's guess.

    ``among`` narrows it to those languages, where a place takes no others.
    """
    words = " ".join(text.split())
    if sum(letter.isalpha() for letter in words) < FEWEST_LETTERS:
        return None
    found: list[tuple[str, float]] = _identifier().rank(words)
    if among:
        found = [(code, share) for code, share in found if code in among]
        whole = sum(share for _code, share in found)
        found = [(code, share / whole) for code, share in found] if whole else []
    if not found or found[0][1] < SURE_ENOUGH:
        return None
    return str(found[0][0])
