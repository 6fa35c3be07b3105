"""Elections held elsewhere: every real file comes in, and goes out again."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from commons.base.database import db
from commons.cities.context import city
from commons.cities.models import District
from commons.consultations.models import Consultation, OutcomeItem, Phase
from commons.voting import queries
from commons.voting.export_pb import export_pb
from commons.voting.import_command import pabulib
from commons.voting.import_pb import NotImportable, import_pabulib
from commons.voting.models import KNAPSACK, BallotOption, BoxEntry, RollEntry, Vote
from commons.voting.pabulib import PabulibError, PabulibFile, read_pb, to_election, write_pb
from commons.voting.rules import Greedy
from tests.browser_client import Browser
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result
from tests.marks import both_databases

FILE = """META
key;value
description;District PB in Gdańsk, OLIWA
country;Poland
unit;Gdańsk
subunit;OLIWA
instance;2020
num_projects;3
num_votes;12
budget;1000
vote_type;approval
rule;greedy
date_begin;09.09.2019
date_end;23.09.2019
min_length;1
max_length;2
language;polish
PROJECTS
project_id;cost;votes;name;category;selected
a;600;8;Tężnia; health, sport;1
b;500;7;"Ławki; zielone";public space;0
c7;400;3;Drzewa;urban greenery;1
VOTES
voter_id;vote;sex;age
"""
FILE += "".join(f"{n};{'a,b' if n < 5 else 'a' if n < 8 else 'b'};K;{20 + n}\n" for n in range(10))
FILE += "10;c7;M;40\n11;c7,a;M;41\n"


def _file(text: str = FILE) -> io.BytesIO:
    return io.BytesIO(text.encode())


@both_databases
def test_a_file_becomes_a_finished_consultation(town: Flask) -> None:
    vote = import_pabulib(_file())
    phase = db.session.get_one(Phase, vote.phase_id)
    consultation = db.session.get_one(Consultation, phase.consultation_id)
    assert (consultation.state, consultation.primary_language) == ("published", "pl")
    assert (phase.opens_at.isoformat(), phase.closes_at.isoformat()) == (
        "2019-09-08T22:00:00+00:00",
        "2019-09-23T21:59:00+00:00",
    )
    assert phase.outcome_published_at == phase.closes_at
    assert (vote.ballots, vote.budget, vote.max_choices) == (12, 1000, 2)
    assert queries.tally_of(vote).selected == ("a", "c7")
    outcome = db.session.scalars(sa.select(OutcomeItem).order_by(OutcomeItem.position)).all()
    assert [(item.title, item.chosen, item.facts["votes"]) for item in outcome] == [
        ("Tężnia", True, 9),
        ("Drzewa", True, 2),
        ("Ławki; zielone", False, 7),
    ]


def test_nothing_of_the_voters_comes_in(town: Flask) -> None:
    vote = import_pabulib(_file())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RollEntry)) == 0
    entries = db.session.scalars(sa.select(BoxEntry)).all()
    assert len({entry.receipt for entry in entries}) == 12
    assert {entry.pseudonym for entry in entries} == {None}
    assert set(vote.source).isdisjoint({"voter_id", "sex", "age"})


def test_the_district_is_the_citys_own_or_made(town: Flask) -> None:
    import_pabulib(_file())
    import_pabulib(_file(FILE.replace("subunit;OLIWA", "subunit;NOWY PORT")))
    names = db.session.scalars(
        sa.select(District.name)
        .join(BallotOption, BallotOption.district_id == District.id)
        .distinct()
        .order_by(District.name)
    ).all()
    assert names == ["Nowy Port", "Oliwa"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(District)) == 4


def test_the_same_file_twice_is_two_consultations(town: Flask) -> None:
    import_pabulib(_file())
    import_pabulib(_file())
    slugs = db.session.scalars(sa.select(Consultation.slug).order_by(Consultation.id)).all()
    assert slugs[1] == f"{slugs[0]}-2"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("budget;1000", "budget;1000.50"), NotImportable),
        (("date_end;23.09.2019", "date_end;23.09.2099"), NotImportable),
        (("date_end;23.09.2019", "date_end;01.01.2001"), NotImportable),
        (("budget;1000", f"budget;{10**25}"), NotImportable),
        (("10;c7;M;40", "10;zz;M;40"), PabulibError),
        (("num_votes;12", "num_votes;13"), PabulibError),
        (("c7", "c" * 61), PabulibError),
    ],
)
def test_what_cannot_be_taken_leaves_nothing_behind(
    town: Flask, change: tuple[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        import_pabulib(_file(FILE.replace(*change)))
    for table in (Consultation, Phase, Vote, BoxEntry):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_a_file_without_dates_is_of_its_year(town: Flask) -> None:
    text = FILE.replace("date_begin;09.09.2019\n", "").replace("date_end;23.09.2019\n", "")
    vote = import_pabulib(_file(text))
    phase = db.session.get_one(Phase, vote.phase_id)
    assert (phase.opens_at.year, phase.closes_at.year) == (2019, 2020)  # 1 January 2020, in UTC


def test_the_citys_own_result_is_shown_beside_ours(app: Flask, browser: Browser) -> None:
    with app.app_context(), city("gdansk"):
        same = import_pabulib(_file()).phase_id
        other = import_pabulib(_file(FILE.replace("space;0", "space;1"))).phase_id
    browser.open(f"/votes/{same}/result")
    assert "The same as the city's own count" in browser.text
    browser.open(f"/votes/{other}/result")
    assert "Not the same as the city's own count" in browser.text
    assert "The city chose it" in browser.text


def _written(file: PabulibFile) -> PabulibFile:
    text = io.StringIO(newline="")
    write_pb(file, text)
    return read_pb(io.BytesIO(text.getvalue().encode()))


@pytest.mark.parametrize("kind", ["approval", KNAPSACK])
def test_a_vote_of_our_own_goes_out_as_a_file_that_counts_the_same(town: Flask, kind: str) -> None:
    vote = open_vote(kind=kind)
    cast_all(vote, [["1", "2"]] * 5 + [["3"]] * 6 + [[]])
    sealed = close_vote(vote)
    publish_result(sealed)
    file = _written(export_pb(sealed, "pl"))
    assert len(file.votes) == 12
    assert Greedy().tally(to_election(file)).selected == queries.tally_of(sealed).selected
    assert {project.id: project.extra["selected"] for project in file.projects} == {
        "1": "1",
        "2": "0",
        "3": "1",
    }


def test_a_small_box_does_not_go_out(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [["1"]] * 9)
    with pytest.raises(ValueError, match="not listed"):
        export_pb(close_vote(vote), "pl")


def _run(app: Flask, *arguments: str) -> tuple[int, str]:
    make: Callable[[], Flask] = lambda: app  # noqa: E731
    outcome = CliRunner().invoke(pabulib, ["import", *arguments], obj=make)
    return outcome.exit_code, outcome.output


def test_the_command_brings_a_file_in(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "oliwa.pb"
    path.write_text(FILE, "utf-8")
    code, output = _run(app, str(path), "--city", "gdansk")
    assert code == 0
    assert "12 ballots are counted. The result: /gdansk/consultations/" in output


def test_the_command_says_in_one_line_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "oliwa.pb"
    path.write_text(FILE.replace("10;c7;M;40", "10;zz;M;40"), "utf-8")
    code, output = _run(app, str(path), "--city", "gdansk")
    assert code == 1
    assert "line 35, field vote: There is no project 'zz'." in output
    code, output = _run(app, str(tmp_path / "none.pb"), "--city", "gdansk")
    assert code == 1
    assert "cannot be read: No such file or directory" in output
    assert len(output.strip().splitlines()) == 1


@pytest.mark.real_data
def test_every_real_election_comes_in_and_shows_its_result(
    app: Flask, browser: Browser, shared_data: Path
) -> None:
    files = sorted((shared_data / "pabulib").glob("*.pb"))
    assert len(files) >= 12
    for path in files:
        with app.app_context(), city("gdansk"):
            vote = import_pabulib(path)
            tally = queries.tally_of(vote)
            kept = read_pb(path)
            assert vote.ballots == len(kept.votes)
            again = _written(export_pb(vote, "pl"))
            assert to_election(again) == to_election(kept)
        browser.open(f"/votes/{vote.phase_id}/result")
        assert browser.status == 200, path
        assert len(browser.page.select("main article.card")) == len(kept.projects)
        assert len(tally.selected) > 0
        for page in ("", "/box"):
            browser.open(f"/votes/{vote.phase_id}{page}")
            assert browser.status == 200, path
