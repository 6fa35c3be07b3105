"""The one writer of files: CSV, JSON Lines and spreadsheets.

It knows the traps so that nobody else must: formulas that spreadsheets would run, the mark Excel
needs to read UTF-8, moments with their offset, and files cut off half-way (each is written whole
to disk before its first byte is sent, so that its length is known).
"""

import csv
import json
import math
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import IO, Any, cast

from commons.base.datasets import Column, Value

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What spreadsheets of some country take for a formula's start (OWASP, CSV injection). Apostrophes
before it count, so that taking one away always gives back what was meant."""
_CELL_UNITS = 32_767
"""UTF-16 units that a spreadsheet's cell can hold."""
_EXACT = 2**53
"""Beyond it a spreadsheet rounds whole numbers."""
SPREADSHEET_ROWS = 1_048_575
"""What a sheet holds below its header (the format's own limit)."""


class TooManyRows(ValueError):
    """A spreadsheet cannot hold so many rows; CSV and JSON Lines can."""


def write_table(
    file_format: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]
) -> IO[bytes]:
    """Write a whole file and give it back, to be read from its start.

    Columns not declared are left out, whatever the rows hold. Raises KeyError for an unknown
    format, TooManyRows when a spreadsheet would overflow.
    """
    write = _WRITERS[file_format]
    file = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=1_000_000))  # noqa: SIM115
    try:
        write(file, columns, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _plain(value: Value) -> str | int | float | bool | None:
    """A moment as ISO 8601 with its offset, no value for what is no number; the rest as it is.

    Raises ValueError for a moment without its time zone.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.isoformat(timespec="seconds")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    # A label written down before its reader was known becomes its text here.
    return value if value is None or isinstance(value, int | float) else str(value)


def _safe(text: str) -> str:
    """Text for a spreadsheet's eyes: what would be run as a formula gets an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def _csv_cell(value: Value) -> str | int | float | None:
    plain = _plain(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return _safe(plain) if isinstance(plain, str) else plain


def _sheet_cell(value: Value) -> str | int | float | bool | None:
    """A value that fits a cell: a text that is too long ends in an ellipsis."""
    plain = _plain(value)
    if isinstance(plain, int) and not isinstance(plain, bool) and abs(plain) > _EXACT:
        return str(plain)
    if not isinstance(plain, str):
        return plain
    text = _safe(plain)
    if len(text) * 2 > _CELL_UNITS and len(units := text.encode("utf-16-le")) > _CELL_UNITS * 2:
        return units[: (_CELL_UNITS - 1) * 2].decode("utf-16-le", "ignore") + "…"
    return text


class _Utf8Lines:
    """What the csv module writes its lines to."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, text: str) -> None:
        self.file.write(text.encode("utf-8"))


def _write_csv(
    file: IO[bytes], columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]
) -> None:
    """RFC 4180, with the byte order mark without which Excel takes UTF-8 for something else."""
    file.write(b"\xef\xbb\xbf")
    writer = csv.writer(_Utf8Lines(file), lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(row.get(column.name)) for column in columns])


def _write_jsonl(
    file: IO[bytes], columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]
) -> None:
    for row in rows:
        record = {column.name: _plain(row.get(column.name)) for column in columns}
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n")


def _write_xlsx(
    file: IO[bytes], columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]
) -> None:
    import xlsxwriter

    with tempfile.TemporaryDirectory(prefix="commons-sheet-") as folder:
        options: dict[str, Any] = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = xlsxwriter.Workbook(file, options)
        sheet = book.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, bold)
        try:
            _write_rows(sheet, columns, rows)
            book.close()
        finally:
            sheet.row_data_fh.close()  # where the library keeps rows meanwhile


def _write_rows(sheet: Any, columns: Sequence[Column], rows: Iterable[Mapping[str, Value]]) -> None:
    for number, row in enumerate(rows, start=1):
        if number > SPREADSHEET_ROWS:
            raise TooManyRows("a sheet holds 1,048,576 rows; take CSV or JSON Lines instead")
        for place, column in enumerate(columns):
            _write_cell(sheet, number, place, _sheet_cell(row.get(column.name)))


def _write_cell(sheet: Any, row: int, place: int, cell: str | int | float | bool | None) -> None:
    """Each value as what it is: the library's own guess would make formulas of some texts."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, place, cell)
    elif cell is not None:
        sheet.write_number(row, place, cell)


_WRITERS = {"csv": _write_csv, "jsonl": _write_jsonl, "xlsx": _write_xlsx}
