"""Texts are found by their words, in the languages' own ways, the same on both databases."""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from commons.base.database import db
from commons.cities.context import city
from commons.contributions.actions import add_translation, change_state, revise
from commons.contributions.models import HIDDEN
from commons.contributions.search.folding import LONGEST_WORD, folded, searched, stem
from commons.contributions.search.indexing import index_missing
from commons.contributions.search.models import SearchEntry
from commons.contributions.search.queries import alike, matching
from commons.people.leaving import delete_account
from tests.factories.contributions import comment_by, resident
from tests.factories.proposals import proposal_by
from tests.marks import both_databases


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("مَدْرَسَة", "مدرسه"),
        ("أحمد", "احمد"),
        ("مستشفى", "مستشفي"),
        ("ښوونځی", "ښوونځي"),
        ("ډېر", "ډير"),
        ("كتاب", "کتاب"),
        ("м’яч", "мяч"),
        ("ґанок", "ганок"),
        ("ŁÓDŹ", "lodz"),
        ("Thêm ghế", "them ghe"),
        ("İstanbul", "istanbul"),
        ("١٢", "١٢"),
    ],
)
def test_spellings_that_vary_are_the_same_word(typed: str, written: str) -> None:
    assert folded(typed) == folded(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ławka", "ławki"), ("дитячий", "дитячого"), ("school", "schools"), ("ogród", "ogródek")],
)
def test_forms_of_a_word_begin_alike(one: str, other: str) -> None:
    assert folded(other).startswith(stem(folded(one)))


@given(st.text())
def test_no_text_breaks_the_folding(text: str) -> None:
    words = folded(text).split()
    assert all(len(word) <= LONGEST_WORD and word.isalnum() for word in words)
    assert folded(" ".join(words)) == " ".join(words)
    assert len(searched(text)) <= 8


def found(words: str) -> list[int]:
    query = matching(words, "proposal")
    return [] if query is None else list(db.session.scalars(query))


@both_databases
def test_a_proposal_is_found_without_its_diacritics_and_in_another_form(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        ola = resident("Ola")
        benches = proposal_by(ola, title="Ławki przy Motławie", body="Dla starszych osób.")
        school = proposal_by(ola, title="ممر قرب المدرسة", body="للأطفال", language="ar")
        proposal_by(ola, title="Huśtawki", body="Plac zabaw")
        comment_by(ola, benches, body="Ławki są zimne")
        assert found("lawka motlawa") == [benches.id]
        assert found("STARSZY") == [benches.id]
        assert found("المَدرسه") == [school.id]
        assert found("nothing of the kind") == []


@both_databases
def test_a_proposal_is_found_by_its_translation_and_its_newest_wording(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        ola = resident("Ola")
        benches = proposal_by(ola, title="Ławki", body="Dla starszych.")
        add_translation(benches.id, "uk", "Лавки біля річки", "Для старших.", "Olena")
        assert found("річка") == [benches.id]
        add_translation(benches.id, "uk", "Стільці", "Для старших.", "Olena")
        assert found("річка") == []
        revise(ola, benches.id, title="Krzesła", body="Dla starszych.")
        assert found("krzeslo") == [benches.id]
        assert found("lawki") == []


@both_databases
def test_what_is_deleted_leaves_the_index(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        benches = proposal_by(resident("Ola"), title="Ławki", body="Dla starszych.")
        db.session.execute(sa.text(f"DELETE FROM contribution WHERE id = {benches.id}"))
        assert found("lawki") == []
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SearchEntry)) == 0
        db.session.rollback()


@both_databases
def test_texts_from_before_the_index_are_taken_in_by_the_worker(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        ola = resident("Ola")
        benches = proposal_by(ola, title="Ławki", body="Dla starszych.")
        add_translation(benches.id, "uk", "Лавки", "Для старших.", "Olena")
        forget_the_index()
        assert found("lawki") == []
        index_missing()
        index_missing()
        assert found("lawki") == found("лавки") == [benches.id]


def forget_the_index() -> None:
    with db.session.begin():
        db.session.execute(sa.delete(SearchEntry))


@both_databases
def test_like_proposals_are_found_across_spelling_order_and_language(app: Flask) -> None:
    with app.app_context(), city("gdansk"):
        ola = resident("Ola")
        benches = proposal_by(ola, title="Więcej ławek przy Motławie", body="Dla starszych.")
        add_translation(benches.id, "uk", "Більше лавок біля Мотлави", "Для старших.", "Olena")
        trees = proposal_by(ola, title="Drzewa wzdłuż ulicy Długiej", body="Cień latem.")
        hidden = proposal_by(ola, title="Wiecej lawek", body="x")
        change_state(hidden.id, HIDDEN)
        assert [a.contribution_id for a in alike("lawki nad Motława, więcej", "proposal")] == [
            benches.id
        ]
        assert [a.contribution_id for a in alike("Лавки біля Мотлави", "proposal")] == [benches.id]
        assert [a.contribution_id for a in alike("Drzewa na Długiej", "proposal")] == [trees.id]
        assert alike("Kurs języka polskiego", "proposal") == []
        assert alike("!!", "proposal") == []


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "* OR NEAR(", "kind:comment", "' | 'x", "x:*A & !y", "\\", "(" * 500]
)
@both_databases
def test_no_search_is_taken_for_a_command(app: Flask, typed: str) -> None:
    with app.app_context(), city("gdansk"):
        comment_by(resident("Ola"), proposal_by(resident("Jan")), body="comment kind")
        assert found(typed) == []
        alike(typed, "proposal")


def test_a_person_who_leaves_stays_findable_by_what_they_said(town: None) -> None:
    ola = resident("Ola")
    benches = proposal_by(ola, title="Ławki", body="Dla starszych.")
    delete_account(ola)
    assert found("lawki") == [benches.id]
