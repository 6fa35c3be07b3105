"""What can be a city: its slug, its colours."""

import re
from dataclasses import dataclass

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


USUAL_ZOOM, NEAREST_ZOOM = 12, 19


@dataclass(frozen=True, slots=True)
class Centre:
    """Where a city's map begins: degrees of WGS 84, and how near."""

    latitude: float
    longitude: float
    zoom: int = USUAL_ZOOM

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude},{self.zoom}"

    @classmethod
    def read(cls, text: str) -> "Centre":
        """Read ``54.352,18.647`` or ``54.352,18.647,12``. Raises ValueError, saying what fits."""
        parts = [part.strip() for part in text.split(",")]
        try:
            latitude, longitude = float(parts[0]), float(parts[1])
            zoom = int(parts[2]) if len(parts) == 3 else USUAL_ZOOM
        except (IndexError, ValueError):
            latitude, longitude, zoom = 91.0, 0.0, 0
        fits = abs(latitude) <= 85 and abs(longitude) <= 180 and 1 <= zoom <= NEAREST_ZOOM
        if not fits or len(parts) > 3:
            raise ValueError(
                f"{text!r} is no centre: latitude, longitude and how near (1 to {NEAREST_ZOOM}), "
                "such as 54.352,18.647,12"
            )
        return cls(latitude, longitude, zoom)
