"""Which language a reader gets."""

from collections.abc import Sequence

from commons.i18n.languages import SOURCE, Language


def choose(
    offered: Sequence[Language], remembered: str | None, accepted: Sequence[str]
) -> Language:
    """The language for a reader: what they chose, else what their browser asks for, else the first.

    ``offered`` are the city's languages, its main one first; ``remembered`` is the code the reader
    chose before; ``accepted`` are the browser's, best first. What is not offered is looked for
    without its last parts: ``uk`` for ``uk-Cyrl-UA`` (RFC 4647, lookup).
    """
    by_code = {language.code.lower(): language for language in offered}
    if remembered is not None and remembered.lower() in by_code:
        return by_code[remembered.lower()]
    for tag in accepted:
        wanted = tag.lower().replace("_", "-")
        while wanted:
            if wanted in by_code:
                return by_code[wanted]
            wanted = wanted.rpartition("-")[0]
    return offered[0] if offered else SOURCE
