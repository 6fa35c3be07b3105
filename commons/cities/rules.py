"""What can be a city: its slug, its colours."""

import re

from commons.base.web.host import RESERVED

ACCENTS = ("teal", "blue", "red", "ochre", "green", "plum")
"""The accents that the stylesheet knows, each readable on light and dark."""

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,40}")


def check_slug(slug: str) -> str:
    """The slug, if a city may be called so in addresses. Raises ValueError saying why not."""
    if not _SLUG.fullmatch(slug):
        raise ValueError(
            f"{slug!r} cannot be an address: use 2 to 41 characters of a-z, 0-9 and hyphens, "
            "a letter first"
        )
    if slug in RESERVED:
        raise ValueError(f"{slug!r} is used by Commons itself; please choose another address")
    return slug
