"""Pictures and papers that people add: told by their content, pictures written anew.

Writing a picture anew leaves behind where and with what it was taken (EXIF), and whatever else a
file may carry beside its pixels.
"""

import io
import re
import threading
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 10 * 2**20
"""In bytes, as sent."""
MOST_PIXELS = 50_000_000
"""Of a picture as sent: more than phones take, few enough for memory (200 MB while it is read)."""
SIDE = 1600
"""Longest side of a picture as kept, in pixels."""
SMALL_SIDE = 480
"""Longest side of its preview."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 78
_ONE_AT_A_TIME = threading.Lock()
"""A picture takes much memory while it is read, so each process reads one at a time."""


class NotTaken(ValueError):
    """The file cannot be taken, says ``reason``.

    It is ``empty``, ``large``, of another ``kind``, ``broken``, ``locked`` by a password,
    ``double`` (a file of two kinds at once), ``active`` (it holds a program), or has too many
    ``pixels``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: WebP, upright, without anything but its pixels."""

    content: bytes
    width: int
    height: int
    small: bytes
    """Its preview, in WebP too."""


def picture(content: bytes) -> Picture:
    """Write a picture anew. Raises NotTaken with the reason."""
    _check_size(content)
    with _ONE_AT_A_TIME:
        image = _opened(content)
        # Known from the head of the file, before any pixel is unpacked.
        if image.width * image.height > MOST_PIXELS:
            raise NotTaken("pixels")
        try:
            return _written_anew(image)
        except Exception:  # noqa: BLE001  (decoders raise all kinds of errors on a hostile file)
            raise NotTaken("broken") from None


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotTaken("pixels") from None
    except UnidentifiedImageError:
        raise NotTaken("kind") from None
    except Exception:  # noqa: BLE001  (as above)
        raise NotTaken("broken") from None


def _written_anew(image: Image.Image) -> Picture:
    image.draft("RGB", (SIDE, SIDE))
    upright = ImageOps.exif_transpose(image)
    whole = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    whole.thumbnail((SIDE, SIDE))
    small = whole.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(_written(whole), whole.width, whole.height, _written(small))


_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z")
_LOCKED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?)\b")
_OF_AN_ARCHIVE = b"PK\x05\x06"
"""What a ZIP archive ends with, and it may stand before other things."""
_ARCHIVE_ENDS_WITHIN = 66_000


def paper(content: bytes) -> bytes:
    """A PDF as it came. Raises NotTaken for what is none, or is something else as well.

    It is only ever handed out to be saved, so that no browser runs what is in it. What can be
    seen of programs and passwords from outside is refused here (ISO 32000-1, 7.5 and 7.6).
    """
    _check_size(content)
    if not is_paper(content):
        raise NotTaken("kind")
    if b"%%EOF" not in content[-2048:]:
        raise NotTaken("broken")
    if not _END.search(content[-2048:]) or _OF_AN_ARCHIVE in content[-_ARCHIVE_ENDS_WITHIN:]:
        raise NotTaken("double")
    if _LOCKED.search(content):
        raise NotTaken("locked")
    if _ACTIVE.search(content):
        raise NotTaken("active")
    return content


def is_paper(content: bytes) -> bool:
    """Whether the file says of itself that it is a PDF."""
    return content.startswith(b"%PDF-")


def _check_size(content: bytes) -> None:
    if not content:
        raise NotTaken("empty")
    if len(content) > LARGEST_FILE:
        raise NotTaken("large")


def _written(image: Image.Image) -> bytes:
    to = io.BytesIO()
    image.save(to, "WEBP", quality=_QUALITY, method=4)
    return to.getvalue()
