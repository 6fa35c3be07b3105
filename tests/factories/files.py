"""Real files: photographs with EXIF, PDFs, and what only pretends to be one."""

import io

from PIL import Image

from commons.contributions.files.actions import attach
from commons.contributions.files.homes import Home
from commons.contributions.files.models import Attachment
from commons.contributions.files.rules import take
from commons.contributions.models import Contribution
from commons.people.models import Person

PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Size 2>>\nstartxref\n9\n%%EOF\n"


def photograph(width: int = 800, height: int = 600, colour: str = "olive") -> bytes:
    """A JPEG that says with which phone it was taken, and where."""
    exif = Image.Exif()
    exif[0x010F] = "Phone of Olena"
    exif.get_ifd(0x8825)[1] = "N"
    to = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(to, "JPEG", exif=exif)
    return to.getvalue()


def file_on(
    person: Person,
    text: Contribution,
    content: bytes | None = None,
    *,
    words: str = "A bench without shade",
    name: str = "IMG_1.jpg",
) -> Attachment:
    """A file on a text of the person's own; a photograph unless told otherwise."""
    home = Home(contribution_id=text.id)
    return attach(person, home, take(content or photograph()), name=name, words=words)
