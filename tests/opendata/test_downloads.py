"""Open data over the web: what is offered, what leaves, and what does not leave yet."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask

from commons.app import create_app
from commons.base import clock, tables
from commons.base.database import databases, db, transaction
from commons.base.datasets import Column, Dataset, Kind, Privacy, Stage, Value, datasets
from commons.base.settings import Settings
from commons.consultations.models import PUBLISHED, Consultation, ConsultationText
from commons.consultations.queries import consultation_of_phase
from commons.opendata.rules import PABULIB_COLUMNS, VOTE
from commons.voting.export_pb import export_pb
from commons.voting.pabulib import read_pb, to_election
from commons.voting.rules import rule
from tests.browser_client import Browser
from tests.conftest import Statements
from tests.factories.proposals import call_for_proposals
from tests.factories.voting import cast_all, close_vote, open_vote, publish_result
from tests.marks import both_databases


class Benches(Dataset):
    """Every bench of a consultation. Its votes are known to the code before they may leave."""

    name = "benches"
    meaning = "Where people want benches."
    columns = (
        Column("id", "A number that never changes.", Kind.INTEGER),
        Column("place", "Where it would stand."),
        Column("votes", "How many chose it.", Kind.INTEGER, earliest=Stage.CLOSED),
        Column(
            "sitter", "Tells sitters apart.", privacy=Privacy.PSEUDONYM, earliest=Stage.PUBLISHED
        ),
    )

    def __init__(self) -> None:
        self.now: Stage | None = Stage.RUNNING

    def stage(self, consultation_id: int) -> Stage | None:
        return self.now

    def rows(self, consultation_id: int) -> Iterable[Mapping[str, Value]]:
        for number in (1, 2):
            yield {"id": number, "place": f"=Oliwa {number}", "votes": 7041, "sitter": "p-8833"}


@pytest.fixture
def benches() -> Iterator[Benches]:
    """The only dataset there is."""
    before = dict(datasets._things)
    datasets._things.clear()
    made = Benches()
    datasets.register(made)
    yield made
    datasets._things.clear()
    datasets._things.update(before)


@transaction
def consultation(slug: str, *, state: str = PUBLISHED, title: str = "Benches for Oliwa") -> int:
    now = clock.now()
    made = Consultation(
        slug=slug,
        state=state,
        primary_language="en",
        created_at=now,
        published_at=now if state == PUBLISHED else None,
        texts=[ConsultationText(language="en", title=title, summary="Where shall people sit?")],
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def csv_of(browser: Browser) -> list[list[str]]:
    assert browser.response is not None
    text = browser.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@both_databases
def test_a_file_is_whole_named_and_of_the_promised_length(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("benches-2026")
    browser.open("/data/benches-2026/benches.csv")
    response = browser.response
    assert response is not None
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert int(response.headers["Content-Length"]) == len(response.get_data())
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="gdansk-benches-2026-benches.csv"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert csv_of(browser) == [["id", "place"], ["1", "'=Oliwa 1"], ["2", "'=Oliwa 2"]]


@pytest.mark.parametrize("file_format", ["csv", "jsonl", "xlsx"])
def test_a_column_is_not_in_the_file_before_its_stage(
    town: Flask, browser: Browser, benches: Benches, file_format: str
) -> None:
    consultation("b")
    seen = []
    for stage in Stage:
        benches.now = stage
        browser.open(f"/data/b/benches.{file_format}")
        assert browser.response is not None
        content = browser.response.get_data()
        if file_format == "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(content)).active
            assert sheet is not None
            content = repr(list(sheet.values)).encode()
        seen.append(
            (b"votes" in content, b"7041" in content, b"sitter" in content, b"p-8833" in content)
        )
    assert seen == [(False,) * 4, (True, True, False, False), (True,) * 4]


def test_the_page_says_which_columns_come_later(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("b")
    browser.open("/data/b/")
    assert "Still going on" in browser.text
    assert "Columns that come after closing: votes" in browser.text
    assert "Columns that come with the published result: sitter" in browser.text
    benches.now = Stage.PUBLISHED
    browser.open("/data/b/")
    assert "Columns that come" not in browser.text


def test_every_link_of_the_page_leads_to_its_file(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("b")
    browser.open("/data/")
    browser.open(str(browser.page.select_one("main .card a")["href"]))  # type: ignore[index]
    links = [str(link["href"]) for link in browser.page.select("main a[download]")]
    assert len(links) == 5
    for link in links:
        browser.open(link)
        assert browser.status == 200, link
        assert browser.response is not None
        assert browser.response.headers["Content-Disposition"].isascii()


def test_a_dictionary_explains_every_column_in_the_readers_language(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("b")
    browser.open("/data/b/benches.dictionary.csv")
    rows = csv_of(browser)
    assert rows[0] == ["column", "meaning", "type", "privacy", "earliest_stage"]
    assert rows[3] == ["votes", "How many chose it.", "integer", "public", "closed"]
    assert rows[4] == ["sitter", "Tells sitters apart.", "text", "pseudonym", "published"]
    browser.open("/data/b/benches.dictionary.json")
    assert browser.response is not None
    assert browser.response.headers["Content-Language"] == "en"
    found = json.loads(browser.response.get_data())
    assert found["schema"] == "commons-dictionary/1"
    assert found["language"] == "en"
    assert [column["column"] for column in found["columns"]] == ["id", "place", "votes", "sitter"]


def test_drafts_have_no_data(town: Flask, browser: Browser, benches: Benches) -> None:
    consultation("secret-plans", state="draft", title="Secret plans")
    for path in (
        "",
        "benches.csv",
        "benches.dictionary.csv",
        "benches.dictionary.json",
        "vote-1.pb",
        "vote.dictionary.csv",
    ):
        browser.open(f"/data/secret-plans/{path}")
        assert browser.status == 404, path
        assert "Secret plans" not in browser.text
    browser.open("/data/")
    assert "Secret plans" not in browser.text


@pytest.mark.parametrize(
    "path",
    [
        "nothing.csv",
        "benches.exe",
        "benches",
        "benches.pdf",
        "benches.dictionary.xlsx",
        "vote-0.pb",
        "vote-99999999999999999999999999.pb",
        "vote-x.pb",
        "vote-٣.pb",
        "..%2fbenches.csv",
        "benches.csv%00",
        "%ff.csv",
        "vote.csv",
        "vote.dictionary.csv/",
        "🚲.csv",
        "'.csv",
    ],
)
def test_what_is_not_there_is_not_found(
    town: Flask, browser: Browser, benches: Benches, path: str
) -> None:
    consultation("b")
    browser.open(f"/data/b/{path}")
    assert browser.status == 404


def test_a_dataset_the_consultation_has_none_of_is_not_offered(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("b")
    benches.now = None
    browser.open("/data/b/")
    assert "There is no data yet" in browser.text
    browser.open("/data/b/benches.csv")
    assert browser.status == 404


def test_a_dataset_without_any_column_yet_is_not_offered(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    benches.columns = benches.columns[2:]  # type: ignore[assignment]
    consultation("b")
    browser.open("/data/b/benches.csv")
    assert browser.status == 404


def test_too_many_rows_for_a_spreadsheet_are_refused_with_the_way_on(
    town: Flask, browser: Browser, benches: Benches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SPREADSHEET_ROWS", 1)
    consultation("b")
    browser.open("/data/b/benches.xlsx")
    assert browser.status == 409
    assert "take CSV instead" in browser.text


def test_an_unchanged_file_is_not_sent_again(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("b")
    browser.open("/data/b/benches.csv")
    assert browser.response is not None
    tag = browser.response.headers["ETag"]
    browser.open("/data/b/benches.csv", headers={"If-None-Match": tag})
    assert browser.status == 304
    assert browser.response is not None
    browser.response.close()
    benches.now = Stage.CLOSED
    browser.open("/data/b/benches.csv", headers={"If-None-Match": tag})
    assert browser.status == 200


def test_asking_for_the_head_gives_the_length_alone(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    consultation("b")
    response = browser.client.head("/gdansk/data/b/benches.csv")
    assert response.status_code == 200
    assert int(response.headers["Content-Length"]) > 20
    assert response.get_data() == b""
    response.close()


def test_the_pages_take_few_statements(
    town: Flask, browser: Browser, benches: Benches, statements: Statements
) -> None:
    for number in range(12):
        consultation(f"b-{number}")
    browser.sign_in()
    for path in ("/data/", "/data/b-3/"):
        statements.clear()
        browser.open(path)
        assert browser.status == 200
        asked = [each for each in statements if each.startswith("SELECT")]
        assert len(asked) <= 8, asked


def test_the_page_of_a_finished_vote_takes_few_statements(
    town: Flask, browser: Browser, statements: Statements
) -> None:
    vote = open_vote()
    cast_all(vote, [("1",)] * 10)
    publish_result(close_vote(vote))
    browser.sign_in()
    statements.clear()
    browser.open("/data/vote-1/")
    assert [each.h2.get_text() for each in browser.page.select("main section")][-1] == "vote"
    asked = [each for each in statements if each.startswith("SELECT")]
    assert len(asked) <= 8, "\n".join(asked)


def test_a_long_list_of_consultations_goes_on(
    town: Flask, browser: Browser, benches: Benches
) -> None:
    for number in range(35):
        consultation(f"b-{number}", title=f"Bench {number}.")
    browser.open("/data/")
    assert "Bench 34." in browser.text
    assert "Bench 3." not in browser.text
    browser.open(str(browser.page.select_one("a[rel=next]")["href"]))  # type: ignore[index]
    assert "Bench 3." in browser.text


def test_downloads_are_limited(
    settings: Settings, app: Flask, town: Flask, benches: Benches
) -> None:
    consultation("b")
    limited = create_app(replace(settings, limits=True))
    visitor = Browser(limited)
    try:
        for _time in range(120):
            visitor.open("/data/b/benches.csv")
            assert visitor.status == 200
        visitor.open("/data/b/benches.dictionary.csv")
        assert visitor.status == 429
        assert visitor.response is not None
        assert "Retry-After" in visitor.response.headers
        assert "Please wait" in visitor.text
    finally:
        with limited.app_context():
            databases().engine("gdansk").dispose()


@both_databases
def test_a_vote_can_be_counted_again_from_its_file(town: Flask, browser: Browser) -> None:
    vote = open_vote()
    slug = f"/data/{_slug(vote.phase_id)}"
    cast_all(vote, [("1", "2")] * 7 + [("3",)] * 5)
    browser.open(f"{slug}/vote-{vote.phase_id}.pb")
    assert browser.status == 404
    vote = close_vote(vote)
    browser.open(f"{slug}/vote-{vote.phase_id}.pb")
    assert browser.status == 404  # closed, but the result is not published yet
    publish_result(vote)
    browser.open(f"{slug}/vote-{vote.phase_id}.pb")
    assert browser.status == 200
    assert browser.response is not None
    file = read_pb(io.BytesIO(browser.response.get_data()))
    assert len(file.votes) == 12
    assert vote.result is not None
    assert list(rule("greedy").tally(to_election(file)).selected) == vote.result["selected"]
    browser.open(f"{slug}/")
    assert browser.page.select_one(f"a[href$='vote-{vote.phase_id}.pb']") is not None
    browser.open(f"{slug}/vote.dictionary.csv")
    assert browser.status == 200
    assert [row[0] for row in csv_of(browser) if row[3] == "pseudonym"] == ["VOTES/voter_id"]


def test_a_vote_for_places_comes_as_a_preflib_file_too(town: Flask, browser: Browser) -> None:
    options = (("Ada", 0), ("Bo", 0))
    vote = open_vote(options, kind="approval", rule="approval", budget=0)
    money = open_vote()
    for each in (vote, money):
        cast_all(each, [("1", "2")] * 7 + [("2",)] * 5)
        publish_result(close_vote(each))
    browser.open(f"/data/{_slug(vote.phase_id)}/vote-{vote.phase_id}.preflib")
    assert browser.response is not None
    assert f"vote-{vote.phase_id}.cat" in browser.response.headers["Content-Disposition"]
    assert browser.response.get_data(as_text=True).endswith("7: {1,2},{}\n5: 2,1\n")
    for each, links in ((vote, 1), (money, 0)):
        browser.open(f"/data/{_slug(each.phase_id)}/")
        assert len(browser.page.select("a[href$='.preflib']")) == links
    browser.open(f"/data/{_slug(money.phase_id)}/vote-{money.phase_id}.preflib")
    assert browser.status == 404


def test_the_vote_files_dictionary_names_everything_in_them(town: Flask) -> None:
    vote = open_vote()
    cast_all(vote, [("1",)] * 10)
    vote = close_vote(vote)
    file = export_pb(vote, "en")
    explained = {column.name for column in PABULIB_COLUMNS}
    held = {f"META/{key}" for key in file.meta}
    held |= {f"PROJECTS/{key}" for key in file.project_columns}
    held |= {f"VOTES/{key}" for key in file.vote_columns}
    assert held <= explained


def test_every_registered_dataset_declares_its_columns_well(app: Flask) -> None:
    for dataset in (*datasets, VOTE):
        names = [column.name for column in dataset.columns]
        assert len(set(names)) == len(names), dataset.name
        for column in dataset.columns:
            assert re.fullmatch(r"[a-zA-Z]+(_[a-z]+)*(/[a-z]+(_[a-z]+)*)*", column.name)
            assert len(str(column.meaning)) > 5
        assert len(str(dataset.meaning)) > 5


def test_proposals_of_a_published_consultation_have_their_page(
    town: Flask, browser: Browser
) -> None:
    phase = call_for_proposals(opens_in=-timedelta(days=1))
    browser.open(f"/data/{_slug(phase.id)}/")
    assert browser.status == 200
    assert "A greener Oliwa" in browser.page.get_text()


def _slug(phase_id: int) -> str:
    return consultation_of_phase(phase_id).slug
