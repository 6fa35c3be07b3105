"""Files of open data: what goes in comes out again, and no spreadsheet runs it."""

import csv
import io
import json
import re
import tempfile
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from commons.base import tables
from commons.base.datasets import Column, Kind, Value
from commons.base.tables import TooManyRows, write_table
from commons.i18n.catalogue import lazy_gettext

A, B = Column("a", "The first."), Column("b", "The second.", Kind.INTEGER)
COLUMNS = (A, B)

texts = st.text(st.characters(codec="utf-8"))
# A spreadsheet is XML, which has no way to write these two.
sheet_texts = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff\r"))


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def without_guard(cell: str) -> str:
    """What the dictionary tells readers to do: take the apostrophe from before a formula."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


@given(st.lists(st.tuples(texts, st.integers()), max_size=8))
@example([("=1+1", -5), ("'=1+1", 0), ("''@x", 1), ('a\r\n"b",c', 2), ("", 3)])
def test_csv_gives_back_what_went_in(values: list[tuple[str, int]]) -> None:
    with write_table("csv", COLUMNS, ({"a": a, "b": b} for a, b in values)) as file:
        rows = csv_rows(file.read())
    assert rows[0] == ["a", "b"]
    assert [(without_guard(a), int(b)) for a, b in rows[1:]] == values


@given(texts)
def test_no_csv_cell_begins_like_a_formula(text: str) -> None:
    with write_table("csv", (A,), [{"a": text}]) as file:
        ((cell,),) = csv_rows(file.read())[1:] or [[""]]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_a_negative_number_is_no_formula() -> None:
    with write_table("csv", COLUMNS, [{"a": "-2", "b": -2}]) as file:
        assert csv_rows(file.read())[1] == ["'-2", "-2"]


def test_csv_begins_with_the_mark_excel_needs_and_ends_its_lines_as_rfc_4180_says() -> None:
    with write_table("csv", COLUMNS, [{"a": "Łódź", "b": 1}]) as file:
        assert file.read() == "\ufeffa,b\r\nŁódź,1\r\n".encode()


@given(
    st.lists(
        st.fixed_dictionaries(
            {"a": texts | st.none() | st.booleans(), "b": st.integers() | st.none()}
        ),
        max_size=8,
    )
)
def test_json_lines_hold_exactly_the_values(records: list[dict[str, Value]]) -> None:
    with write_table("jsonl", COLUMNS, records) as file:
        lines = file.read().split(b"\n")
    assert lines[-1] == b""
    assert [json.loads(line) for line in lines[:-1]] == records


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(sheet_texts, st.integers(-(2**53), 2**53), st.booleans()), max_size=5))
@example([('=HYPERLINK("http://x")', 1, True), ("{=A1}", 2, False), ("_x0041_", 3, True)])
def test_a_spreadsheet_gives_back_what_went_in(values: list[tuple[str, int, bool]]) -> None:
    columns = (*COLUMNS, Column("c", "The third.", Kind.TRUTH))
    with write_table("xlsx", columns, ({"a": a, "b": b, "c": c} for a, b, c in values)) as file:
        sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("a", "b", "c")
    read = [(without_guard(unescape(str(a or ""))), b, c) for a, b, c in rows[1:]]
    assert read == values


def test_a_spreadsheet_holds_no_formulas() -> None:
    wild = ["=1+1", "{=A1}", "@SUM(A1)", "+1", "http://example.org", "mailto:a@example.org"]
    with write_table("xlsx", (A,), ({"a": text} for text in wild)) as file:
        sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert [without_guard(str(cell.value)) for cell in cells] == wild


def test_a_cell_too_long_for_a_spreadsheet_ends_in_an_ellipsis() -> None:
    with write_table("xlsx", (A,), [{"a": "🏙" * 40_000}]) as file:
        sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    cell = str(sheet["A2"].value)
    assert cell.endswith("🏙…")
    assert len(cell.encode("utf-16-le")) <= 2 * 32_767


def test_other_formats_hold_long_texts_whole() -> None:
    long = "ż" * 300_000
    with write_table("jsonl", (A,), [{"a": long}]) as file:
        assert json.loads(file.read())["a"] == long
    with write_table("csv", (A,), [{"a": long}]) as file:
        assert long.encode() in file.read()


def test_numbers_a_spreadsheet_would_round_are_written_as_text() -> None:
    with write_table("xlsx", COLUMNS, [{"a": "x", "b": 2**60 + 1}]) as file:
        sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert sheet["B2"].value == str(2**60 + 1)


@pytest.mark.parametrize("file_format", ["csv", "jsonl", "xlsx"])
def test_what_is_no_number_is_no_value(file_format: str) -> None:
    rows: list[Mapping[str, Value]] = [{"a": float("nan"), "b": float("inf")}]
    with write_table(file_format, COLUMNS, rows) as file:
        content = file.read().lower()
    assert b"nan" not in content
    assert b"inf" not in content


def test_moments_carry_their_offset() -> None:
    moment = datetime(2026, 6, 14, 20, 0, tzinfo=timezone(timedelta(hours=2)))
    with write_table("csv", (A,), [{"a": moment}]) as file:
        assert csv_rows(file.read())[1] == ["2026-06-14T20:00:00+02:00"]
    with pytest.raises(ValueError, match="time zone"):
        write_table("csv", (A,), [{"a": moment.replace(tzinfo=None)}])


def test_truths_are_words_in_csv_and_truths_in_json() -> None:
    rows: list[Mapping[str, Value]] = [{"a": True}, {"a": False}, {"a": None}]
    with write_table("csv", COLUMNS, rows) as file:
        assert csv_rows(file.read())[1:] == [["true", ""], ["false", ""], ["", ""]]
    with write_table("jsonl", (A,), rows) as file:
        assert file.read() == b'{"a": true}\n{"a": false}\n{"a": null}\n'


def test_lazy_texts_become_text() -> None:
    for file_format in ("csv", "jsonl", "xlsx"):
        with write_table(file_format, (A,), [{"a": lazy_gettext("The vote")}]) as file:
            assert file.read()


def test_what_is_not_declared_is_left_out() -> None:
    with write_table("jsonl", (A,), [{"a": "1", "email": "ola@example.org"}]) as file:
        assert file.read() == b'{"a": "1"}\n'


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        write_table("pdf", COLUMNS, [])


def test_a_sheet_that_would_overflow_is_refused_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tables, "SPREADSHEET_ROWS", 3)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with write_table("xlsx", (A,), [{"a": "x"}] * 3) as file:
        assert file.read(2) == b"PK"
    with pytest.raises(TooManyRows):
        write_table("xlsx", (A,), [{"a": "x"}] * 4)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file_format", "rows"), [("csv", 200_000), ("jsonl", 200_000), ("xlsx", 20_000)]
)
def test_many_rows_take_little_memory(file_format: str, rows: int) -> None:
    columns: Sequence[Column] = [Column(f"column_{n}", "") for n in range(2)]

    def generated() -> Iterator[Mapping[str, Value]]:
        for number in range(rows):
            yield {column.name: f"some text {number}" for column in columns}

    with write_table(file_format, columns, generated()):  # what is loaded once is not counted
        pass
    tracemalloc.start()
    try:
        with write_table(file_format, columns, generated()) as file:
            size = file.seek(0, io.SEEK_END)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > rows * 10
    assert peak < 10_000_000


def test_the_present_writes_and_reads_alike() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with write_table("jsonl", (A,), [{"a": now}]) as file:
        assert datetime.fromisoformat(json.loads(file.read())["a"]) == now
