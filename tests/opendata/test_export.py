"""``commons export``: everything that is open, in a folder."""

import csv
import sys
from pathlib import Path

import pytest
from flask import Flask

from commons import cli
from commons.base.errors import NotFound
from commons.opendata.exports import export_all
from commons.voting.pabulib import read_pb
from tests.factories.contributions import resident
from tests.factories.proposals import call_for_proposals, proposal_by
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_file_has_its_dictionary_beside_it(town: Flask, tmp_path: Path) -> None:
    vote = open_vote()
    cast_all(vote, [("1",)] * 11)
    vote = close_vote(vote)
    publish_result(vote)
    call_for_proposals(state="draft", titles={"en": "A secret"})
    written = export_all(tmp_path / "out")
    found = names(tmp_path / "out")
    assert found == {path.relative_to(tmp_path / "out").as_posix() for path in written}
    assert f"vote-1/vote-{vote.phase_id}.pb" in found
    assert "vote-1/vote.dictionary.csv" in found
    assert all(name.startswith("vote-1/") for name in found)
    for name in found:
        if name.endswith(".csv") and not name.endswith(".dictionary.csv"):
            assert name.replace(".csv", ".dictionary.csv") in found
    assert len(read_pb(tmp_path / "out" / "vote-1" / f"vote-{vote.phase_id}.pb").votes) == 11


def test_the_dictionary_explains_exactly_the_columns_of_a_finished_file(
    town: Flask, tmp_path: Path
) -> None:
    vote = open_vote()
    cast_all(vote, [("1",)] * 11)
    publish_result(close_vote(vote))
    for path in export_all(tmp_path):
        if path.suffix == ".csv" and not path.name.endswith(".dictionary.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                header = next(csv.reader(file))
            with path.with_name(f"{path.stem}.dictionary.csv").open(
                encoding="utf-8-sig", newline=""
            ) as file:
                assert [row[0] for row in csv.reader(file)][1:] == header


def test_a_draft_cannot_be_exported_by_its_name(town: Flask, tmp_path: Path) -> None:
    call_for_proposals(state="draft")
    with pytest.raises(NotFound):
        export_all(tmp_path / "out", "call-1")
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_is_named(town: Flask, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="csv, jsonl, xlsx"):
        export_all(tmp_path, file_format="pdf")


def run(app: Flask, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(cli, "_create_app", lambda: app)
    monkeypatch.setattr(sys, "argv", ["commons", "export", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


def test_the_command_writes_and_says_what_it_wrote(
    town: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    phase = call_for_proposals()
    proposal_by(resident(), phase)
    assert run(town, monkeypatch, "--city", "gdansk", "--format", "jsonl", "data") == 0
    printed = capsys.readouterr().out.split()
    assert {Path(line).as_posix() for line in printed} == {f"data/{n}" for n in names(Path("data"))}


@pytest.mark.parametrize(
    "words",
    [
        ("--city", "atlantis", "data"),
        ("--city", "../etc", "data"),
        ("--city", "gdansk", "--consultation", "nothing", "data"),
        ("--city", "gdansk", "--format", "pdf", "data"),
        ("--city", "gdansk"),
        ("data",),
    ],
)
def test_what_cannot_be_exported_is_told_in_one_line(
    town: Flask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(town, monkeypatch, *words) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("{")]
    assert len(told) == 1
    assert told[0].startswith("commons: ")
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    town: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    proposal_by(resident(), call_for_proposals())
    vote = open_vote()
    cast_all(vote, [("1",)] * 11)
    publish_result(close_vote(vote))
    Path("data").mkdir()
    for each in ("call-1", "vote-2"):
        (Path("data") / each).write_text("in the way")
    assert run(town, monkeypatch, "--city", "gdansk", "data") == 1
    assert "commons: " in capsys.readouterr().err
