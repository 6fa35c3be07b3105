"""Pictures are told by their content, written anew, and cannot hurt the server."""

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from commons.base.pictures import LARGEST_FILE, SIDE, SMALL_SIDE, NotTaken, is_paper, paper, picture


def photograph(width: int = 3000, height: int = 2000, *, orientation: int = 1) -> bytes:
    image = Image.new("RGB", (width, height), "olive")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone of Olena"
    exif.get_ifd(0x8825)[1] = "N"
    to = io.BytesIO()
    image.save(to, "JPEG", exif=exif)
    return to.getvalue()


def test_a_photograph_is_made_smaller_and_forgets_where_it_was_taken() -> None:
    sent = photograph()
    assert b"Olena" in sent
    kept = picture(sent)
    assert (kept.width, kept.height) == (SIDE, 1067)
    assert b"Olena" not in kept.content
    assert not Image.open(io.BytesIO(kept.content)).getexif()
    assert max(Image.open(io.BytesIO(kept.small)).size) == SMALL_SIDE


def test_a_picture_taken_on_its_side_stands_upright() -> None:
    kept = picture(photograph(800, 600, orientation=6))
    assert (kept.width, kept.height) == (600, 800)


def test_a_drawing_with_a_clear_ground_keeps_it() -> None:
    to = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(to, "PNG")
    assert Image.open(io.BytesIO(picture(to.getvalue()).content)).mode == "RGBA"


def test_what_follows_the_pixels_is_left_behind() -> None:
    kept = picture(photograph(40, 40) + b"<script>alert(1)</script>")
    assert b"script" not in kept.content


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST_FILE + 1), "large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "kind"),
        (b"GIF89a/*<script>*/", "kind"),
        (b"%PDF-1.7 ...", "kind"),
        (photograph(300, 300)[:600], "broken"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(sent: bytes, reason: str) -> None:
    with pytest.raises(NotTaken) as refused:
        picture(sent)
    assert refused.value.reason == reason


def test_a_picture_bomb_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    size = (60_000).to_bytes(4, "big")
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + size + b"\x08\x02\0\0\0")
    bomb += chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")
    with pytest.raises(NotTaken) as refused:
        picture(bomb)
    assert refused.value.reason == "pixels"


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n"]))
def test_no_bytes_do_more_than_be_refused(tail: bytes, head: bytes) -> None:
    with pytest.raises(NotTaken):
        picture(head + tail)


WHOLE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Size 2>>\nstartxref\n9\n%%EOF\n"


def test_a_paper_is_a_whole_pdf() -> None:
    assert paper(WHOLE) == WHOLE
    assert is_paper(WHOLE)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "empty"),
        (WHOLE + bytes(LARGEST_FILE), "large"),
        (b"MZ" + WHOLE, "kind"),
        (WHOLE[:-20], "broken"),
        (WHOLE + b"<html><script>alert(1)</script>", "double"),
        (WHOLE.replace(b"endobj", b"PK\x05\x06"), "double"),
        (WHOLE.replace(b"/Size 2", b"/Size 2 /Encrypt 5 0 R"), "locked"),
        (WHOLE.replace(b"<<>>", b"<</S /JavaScript /JS (app.alert(1))>>"), "active"),
    ],
)
def test_what_is_no_plain_pdf_is_refused_with_the_reason(sent: bytes, reason: str) -> None:
    with pytest.raises(NotTaken) as refused:
        paper(sent)
    assert refused.value.reason == reason
