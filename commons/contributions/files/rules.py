"""What files may be added, and what is said where one cannot be. No database."""

import hashlib
import re
from dataclasses import dataclass

from commons.base.pictures import LARGEST_FILE, NotTaken, is_paper, paper, picture
from commons.base.text import clean_line
from commons.contributions.files.models import MOST, PAPER, PICTURE
from commons.i18n.catalogue import gettext as _

WORDS_LENGTH = 300
"""What the words for a picture may hold, in characters."""
_NAME_LENGTH = 120
_MEGABYTE = 2**20
_UNSAFE = re.compile(r'[\\/:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was checked, as it will be kept."""

    kind: str
    content: bytes
    small: bytes | None
    width: int | None
    height: int | None

    @property
    def digest(self) -> str:
        """The hash of its content."""
        return hashlib.sha256(self.content).hexdigest()


def take(content: bytes) -> Taken:
    """Check a file by its content; write a picture anew. Slow: hold no lock meanwhile.

    Raises NotTaken with the reason.
    """
    if is_paper(content):
        return Taken(PAPER, paper(content), None, None, None)
    kept = picture(content)
    return Taken(PICTURE, kept.content, kept.small, kept.width, kept.height)


def why_not(problem: NotTaken) -> str:
    """What is wrong with a file and how to mend it, in the reader's language."""
    return {
        "empty": _("This file is empty. Please choose another one."),
        "large": _(
            "This file is too large. It can have %(most)d megabytes. "
            "Please make it smaller, or choose another one.",
            most=LARGEST_FILE // _MEGABYTE,
        ),
        "kind": _("Please choose a picture (JPEG, PNG, WebP or GIF) or a PDF."),
        "broken": _("This file is broken or not complete. Please save it anew, or choose another."),
        "pixels": _("This picture has too many pixels. Please make it smaller first."),
        "locked": _("This PDF asks for a password. Please save it without one."),
        "double": _(
            "This PDF holds another file as well. Please save or print it as a PDF once more."
        ),
        "active": _("This PDF holds a program or other files. Please print it as a plain PDF."),
    }[problem.reason]


def full() -> str:
    """What is said to who would add one too many."""
    return _("There are %(most)d files already. Remove one to add another.", most=MOST)


def name_of_file(name: str, kind: str) -> str:
    """A name to save a file under: as it came, without paths, with the ending of its kind."""
    line = clean_line(_UNSAFE.sub(" ", name.replace("\\", "/").rsplit("/", 1)[-1]))
    stem = line.rpartition(".")[0] or line
    ending = "webp" if kind == PICTURE else "pdf"
    usual = _("picture") if kind == PICTURE else _("paper")
    return f"{stem.strip(' .')[: _NAME_LENGTH - 5] or usual}.{ending}"
