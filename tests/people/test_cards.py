"""Access cards: a way in without e-mail and telephone, which nobody guesses or uses twice."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st

from commons.base import clock
from commons.base.audit import AuditEntry
from commons.base.database import db, transaction
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.cities.actions import create_city
from commons.cities.context import city
from commons.cities.models import District
from commons.people import actions as people
from commons.people import granting, leaving, queries
from commons.people.cards import actions, guessing, office, rules
from commons.people.cards.models import AccessCard, CardBatch, WrongCardTries
from commons.people.cards.queries import batch_line, batches, cards_of
from commons.people.cards.refusals import (
    CardOfAnother,
    EndedCard,
    OtherCity,
    OutOfDateCard,
    TooManyTries,
    UnknownCard,
)
from commons.people.held import everything_held
from commons.people.models import Person, SignInSession, Verification
from commons.people.permissions import MEDIATOR, MODERATOR
from tests.conftest import CITY
from tests.factories.cards import a_batch, a_card, an_officer
from tests.factories.moderation import a_person
from tests.marks import both_databases

SECRET = "a secret of the tests"
codes = st.builds(
    lambda drawn: rules.with_check("AB" + drawn),
    st.text(alphabet=rules.ALPHABET, min_size=12, max_size=12),
)
places = st.integers(0, rules.LENGTH - 1)
characters = st.sampled_from(rules.ALPHABET)


def changed(code: str, place: int, character: str) -> str:
    return code[:place] + character + code[place + 1 :]


def a_guess() -> str:
    """A code as somebody would guess it who knows how codes of the city are made."""
    return rules.new_code(SECRET, CITY)


def people_count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0


# ------------------------------------------------------------------- codes, as they are typed


@given(codes)
def test_a_code_is_read_as_it_is_printed(code: str) -> None:
    assert rules.read_code(rules.grouped(code)) == code


@given(codes, st.data())
def test_a_code_is_read_however_a_keyboard_writes_it(code: str, data: st.DataObject) -> None:
    doubles = {
        "0": "0oOОο٠۰", "1": "1iIlLі١۱", "7": "7٧۷", "A": "aAАα", "B": "bВ", "E": "eЕ", "H": "hН",
        "K": "kКκ", "M": "mМ", "P": "pР", "C": "cС", "T": "tТ", "X": "xХχ", "Y": "yУ",
    }  # fmt: skip
    blanks = st.sampled_from(["", " ", "-", "–", "\u200f", "\u00a0", "."])
    typed = "".join(
        data.draw(st.sampled_from(doubles.get(ch, ch + ch.lower()))) + data.draw(blanks)
        for ch in code
    )
    assert rules.read_code(typed) == code


@given(codes, places, characters)
def test_one_wrong_character_is_found_and_its_group_is_named(
    code: str, place: int, character: str
) -> None:
    assume(code[place] != character)
    typed = changed(code, place, character)
    group = typed[place // 4 * 4 :][:4]
    with pytest.raises(rules.Mistyped, match=f"in the group {group}"):
        rules.read_code(typed)


@given(codes, places, characters, places, characters)
def test_any_two_wrong_characters_are_found(
    code: str, place: int, character: str, other: int, another: str
) -> None:
    typed = changed(changed(code, place, character), other, another)
    assume(typed != code)
    with pytest.raises(rules.Mistyped):
        rules.read_code(typed)


@given(codes, places, places)
def test_two_characters_that_changed_places_are_found(code: str, one: int, other: int) -> None:
    assume(code[one] != code[other])
    with pytest.raises(rules.Mistyped, match="typing error"):
        rules.read_code(changed(changed(code, one, code[other]), other, code[one]))


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    code = None
    with suppress(rules.Mistyped):
        code = rules.read_code(text)
    assert code is None or rules.with_check(code[:-2]) == code


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "You typed 0"),
        ("ABCD-EFGH-JKMN-PQR", "You typed 15"),
        ("ABCD-EFGH-JKMN-PQRS-T", "You typed 17"),
        ("ABCD-EFGH-JKMN-PQRŁ", "Ł is in no code"),
        ("ABCD-EFGH-JKMN-PQRU", "U is in no code"),
        ("x" * 5000, "You typed 5000"),
    ],
)
def test_a_typing_error_is_told_without_asking_the_database(
    town: Flask, statements: list[str], typed: str, reason: str
) -> None:
    with pytest.raises(rules.Mistyped, match=reason):
        actions.holder_of(typed)
    assert statements == []


def test_a_code_has_sixty_bits_that_nobody_can_know() -> None:
    drawn = {rules.new_code(SECRET, CITY) for _card in range(2000)}
    assert len(drawn) == 2000
    assert len({code[:2] for code in drawn}) == 1
    assert len(rules.ALPHABET) ** rules._DRAWN == 2**60
    for place in range(2, 14):
        assert len({code[place] for code in drawn}) == 32


# --------------------------------------------------------------------------- coming in


@both_databases
def test_a_card_makes_its_person_when_it_is_first_used(town: Flask) -> None:
    number, code = a_card(level=2)
    before = people_count()
    person = actions.holder_of(code.lower())
    assert people_count() == before + 1
    assert person.display_name
    assert queries.address_of(person.id) is None
    assert queries.verification_level(person.id) == 2
    assert actions.holder_of(code).id == person.id
    assert people_count() == before + 1
    [(card, place)] = cards_of(person.id)
    assert (card.number, place) == (number, "Main library")
    assert card.first_used_on is not None


def test_a_card_that_shows_nothing_is_a_way_in_and_no_more(town: Flask) -> None:
    _number, code = a_card(level=0)
    person = actions.holder_of(code)
    assert queries.verification_level(person.id) == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Verification)) == 0


def test_the_card_of_a_district_shows_that_its_holder_lives_there(town: Flask) -> None:
    district = db.session.scalar(sa.select(District).where(District.name == "Oliwa"))
    assert district is not None
    _number, code = a_card(district_id=district.id)
    person = actions.holder_of(code)
    shown = db.session.get_one(Verification, (person.id, "card"))
    assert (shown.level, shown.district_id) == (2, district.id)
    assert person.district_id is None, "what they tell of themselves is theirs to tell"


def test_the_code_is_kept_nowhere(town: Flask) -> None:
    number, code = a_card()
    plain = code.replace("-", "")
    rows = db.session.execute(sa.select(AccessCard.__table__)).all()
    log = db.session.execute(sa.select(AuditEntry.subject, AuditEntry.data)).all()
    assert number in str(rows)
    assert plain not in str(rows) + str(log)
    assert code not in str(rows) + str(log)


def test_a_card_of_another_city_is_told_apart(app: Flask) -> None:
    with app.app_context():
        create_city(
            "lviv", name="Lviv", languages=["uk"], accent="blue", currency="UAH", districts=[]
        )
        with city("lviv"):
            _number, code = a_card()
        with city(CITY), pytest.raises(OtherCity, match="not a card of Gdańsk"):
            actions.holder_of(code)
        with city(CITY):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(WrongCardTries)) == 0


def test_even_with_the_same_first_characters_another_citys_card_lets_nobody_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "city_mark", lambda _secret, _slug: "AB")
    with app.app_context():
        create_city(
            "lviv", name="Lviv", languages=["uk"], accent="blue", currency="UAH", districts=[]
        )
        with city("lviv"):
            _number, code = a_card()
        with city(CITY), pytest.raises(UnknownCard):
            actions.holder_of(code)


@both_databases
def test_an_unknown_code_is_told_apart_and_counted(town: Flask) -> None:
    with pytest.raises(UnknownCard, match="no card with this code"):
        actions.holder_of(a_guess())
    tries = db.session.scalars(sa.select(WrongCardTries.tries)).all()
    assert tries == [1, 1]


def test_a_card_that_was_not_used_in_time_lets_nobody_in_but_one_in_use_does(town: Flask) -> None:
    now = clock.now()
    _batch, [(_, used), (_, unused)] = a_batch(count=2, expires_at=now + timedelta(days=7))
    person = actions.holder_of(used)
    with clock.at(now + timedelta(days=8)):
        assert actions.holder_of(used).id == person.id
        with pytest.raises(OutOfDateCard, match="out of date"):
            actions.holder_of(unused)


def test_a_code_cannot_be_tried_inside_a_transaction_that_would_undo_the_count(
    town: Flask,
) -> None:
    with pytest.raises(RuntimeError):
        transaction(actions.holder_of)(a_guess())


@both_databases
def test_two_who_race_for_one_unused_card_are_one_person(app: Flask) -> None:
    with app.app_context(), city(CITY):
        _number, code = a_card()
        before = people_count()
    start, found = threading.Barrier(4), []

    def come_in() -> None:
        with app.app_context(), city(CITY):
            start.wait()
            found.append(actions.holder_of(code).id)

    threads = [threading.Thread(target=come_in) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    with app.app_context(), city(CITY):
        assert people_count() == before + 1


@both_databases
def test_of_two_accounts_that_race_for_one_card_one_gets_it(app: Flask) -> None:
    with app.app_context(), city(CITY):
        _number, code = a_card()
        persons = [a_person(f"Person{place}") for place in range(4)]
    start, told = threading.Barrier(4), []

    def add(person: Person) -> None:
        with app.app_context(), city(CITY):
            start.wait()
            try:
                actions.attach_card(person, code)
            except CardOfAnother:
                told.append("another's")
            else:
                told.append("mine")

    threads = [threading.Thread(target=add, args=[person]) for person in persons]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["another's", "another's", "another's", "mine"]


# --------------------------------------------------------------------------- guessing


def guess(app: Flask, address: str, times: int) -> dict[str, int]:
    """Try codes from one network address; how many were unknown, and how many not looked at."""
    told = {"unknown": 0, "too many": 0}
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}), city(CITY):
        for _time in range(times):
            try:
                actions.holder_of(a_guess())
            except UnknownCard:
                told["unknown"] += 1
            except TooManyTries:
                told["too many"] += 1
    return told


def test_thousands_of_guesses_do_not_succeed_and_keep_out_nobody_else(app: Flask) -> None:
    with app.app_context(), city(CITY):
        _batch, cards = a_batch(count=50)
        before = people_count()
    most = rules.WRONG_TRIES
    with clock.at(clock.now()):
        alone = guess(app, "203.0.113.9", 1_000)
        assert alone == {"unknown": most, "too many": 1_000 - most}
        crowd = [guess(app, f"2001:db8:0:{network:x}::1", 4) for network in range(250)]
        looked_at = most + sum(told["unknown"] for told in crowd)
        assert looked_at == rules.WRONG_TRIES_IN_CITY + 2, "the last two networks one each"
        sender = {"REMOTE_ADDR": "198.51.100.7"}
        with app.test_request_context("/", environ_base=sender), city(CITY):
            assert people_count() == before
            assert actions.holder_of(cards[0][1])


def test_the_addresses_of_one_ipv6_network_are_one_sender(app: Flask) -> None:
    for address in range(1, rules.WRONG_TRIES + 1):
        assert guess(app, f"2001:db8:0:7::{address:x}", 1)["unknown"] == 1
    assert guess(app, "2001:db8:0:7:ffff::9", 1)["too many"] == 1
    assert guess(app, "2001:db8:0:8::1", 1)["unknown"] == 1


@both_databases
def test_after_a_thousand_wrong_codes_in_the_city_a_sender_has_one_try(app: Flask) -> None:
    with app.app_context(), city(CITY):
        _number, code = a_card()
        many_guessed()
    sender = {"REMOTE_ADDR": "198.51.100.7"}
    with app.test_request_context("/", environ_base=sender), city(CITY):
        with pytest.raises(UnknownCard):
            actions.holder_of(a_guess())
        with pytest.raises(TooManyTries, match="try again after"):
            actions.holder_of(code)
    other = {"REMOTE_ADDR": "198.51.100.8"}
    with app.test_request_context("/", environ_base=other), city(CITY):
        assert actions.holder_of(code)


@transaction
def many_guessed() -> None:
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    db.session.add(WrongCardTries(hour=hour, sender="", tries=rules.WRONG_TRIES_IN_CITY))


def test_that_the_city_is_being_guessed_at_is_written_into_the_log_once(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "WRONG_TRIES_IN_CITY", 3)
    for _try in range(5):
        guessing.count_a_wrong_try()
    acts = db.session.scalars(sa.select(AuditEntry.act)).all()
    assert acts.count("many_wrong_card_codes") == 1


@both_databases
def test_the_hour_over_a_sender_may_try_again_and_nothing_is_kept_of_them(app: Flask) -> None:
    with app.app_context(), city(CITY):
        _number, code = a_card()
        now = clock.now()
        for _try in range(rules.WRONG_TRIES):
            guessing.count_a_wrong_try()
        with pytest.raises(TooManyTries):
            actions.holder_of(code)
    with clock.at(now + timedelta(hours=1)):
        app.extensions["commons.jobs"].make_round()
        with app.app_context(), city(CITY):
            assert db.session.scalars(sa.select(WrongCardTries)).all() == []
            assert actions.holder_of(code)


def test_no_address_is_kept_of_whoever_types_wrong_codes(app: Flask) -> None:
    sender = {"REMOTE_ADDR": "198.51.100.7"}
    marks = []
    for later in range(2):
        with (
            clock.at(clock.now() + timedelta(hours=later)),
            app.test_request_context("/", environ_base=sender),
            city(CITY),
        ):
            guessing.count_a_wrong_try()
            marks += db.session.scalars(
                sa.select(WrongCardTries.sender).where(WrongCardTries.sender != "")
            ).all()
    assert not any("198" in mark for mark in marks if len(mark) < 64)
    assert len(set(marks)) == 2, "one sender has another mark in each hour"


# --------------------------------------------------------------------------- one's own cards


@both_databases
def test_a_card_can_be_added_to_an_account_and_shows_residence(town: Flask) -> None:
    person = a_person("Ola")
    number, code = a_card(level=2)
    assert actions.attach_card(person, code).number == number
    assert queries.verification_level(person.id) == 2
    assert actions.holder_of(code).id == person.id
    actions.attach_card(person, code)  # again: it stays theirs
    weaker = a_card(level=1)
    actions.attach_card(person, weaker[1])
    assert queries.verification_level(person.id) == 2


def test_the_card_of_another_account_is_refused_and_says_whose(town: Flask) -> None:
    _number, code = a_card()
    first = actions.holder_of(code)
    with pytest.raises(CardOfAnother, match="belongs to it already") as refusal:
        actions.attach_card(a_person("Ola"), code)
    assert refusal.value.person_id == first.id


@both_databases
def test_a_deleted_account_leaves_a_card_that_lets_nobody_in(town: Flask) -> None:
    officer = an_officer()
    _batch, [(number, code)] = a_batch(officer)
    person = actions.holder_of(code)
    people.start_session(person)
    assert {group.name for group in everything_held(person)} >= {"cards", "verification"}
    assert "cards_made" in {group.name for group in everything_held(officer)}
    leaving.delete_account(person)
    with pytest.raises(EndedCard, match="its account was deleted"):
        actions.holder_of(code)
    card = db.session.scalar(sa.select(AccessCard).where(AccessCard.number == number))
    assert card is not None
    assert (card.person_id, card.first_used_on) == (None, None)
    leaving.delete_account(officer)
    assert db.session.scalars(sa.select(CardBatch.made_by_id)).all() == [None]


# --------------------------------------------------------------------------- the office


def test_only_whoever_hands_out_cards_makes_and_ends_them(town: Flask) -> None:
    resident, moderator = a_person("Ola"), a_person("Marek", role=MODERATOR)
    number, _code = a_card()
    for person in (resident, moderator):
        with pytest.raises(NotAllowed):
            actions.make_batch(person, place="Home", count=1)
        with pytest.raises(NotAllowed):
            actions.end_card(person, number, "lost")
        with pytest.raises(NotAllowed):
            office.end_batch(person, 1, "lost")
        with pytest.raises(NotAllowed):
            office.replace_card(person, number, "lost", a_guess())
    mediator = a_person("Mira", role=MEDIATOR)
    assert actions.make_batch(mediator, place="School", count=2)[0].count == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": 0},
        {"count": 501},
        {"place": " \u202e "},
        {"level": 9},
        {"district_id": 99},
        {"expires_at": clock.now() - timedelta(minutes=1)},
    ],
)
def test_a_batch_that_cannot_be_is_not_made(town: Flask, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        actions.make_batch(an_officer(), **{"place": "School", "count": 1, **wrong})  # type: ignore[arg-type]
    assert batches(None).items == []


def test_a_form_sent_twice_makes_one_batch(town: Flask) -> None:
    officer = an_officer()
    actions.make_batch(officer, place="School", count=2, form_mark="one")
    with pytest.raises(Refused, match="made already"):
        actions.make_batch(officer, place="School", count=2, form_mark="one")
    actions.make_batch(officer, place="School", count=2, form_mark="two")
    assert len(batches(None).items) == 2


@both_databases
def test_a_lost_card_ends_with_all_its_devices(town: Flask) -> None:
    officer = an_officer()
    _batch, [(number, code)] = a_batch(officer)
    person = actions.holder_of(code)
    people.start_session(person)
    actions.end_card(officer, number.lower().replace("-", " - "), "lost in the tram")
    with pytest.raises(EndedCard, match="reported lost"):
        actions.holder_of(code)
    theirs = sa.select(SignInSession).where(SignInSession.person_id == person.id)
    assert db.session.scalar(theirs) is None
    with pytest.raises(Refused, match="ended already"):
        actions.end_card(officer, number, "again")
    with pytest.raises(NotFound):
        actions.end_card(officer, "K9-0001", "unknown")
    with pytest.raises(ValueError, match="reason"):
        actions.end_card(officer, number, " ")
    entry = db.session.scalar(sa.select(AuditEntry).where(AuditEntry.act == "end_card"))
    assert entry is not None
    assert (entry.subject, entry.actor_id) == (f"card {number}", officer.id)


@both_databases
def test_a_new_card_for_a_lost_one_leads_to_the_same_person(town: Flask) -> None:
    officer = an_officer()
    _batch, [(lost, old), (number, new), (unused, code)] = a_batch(officer, count=3)
    person = actions.holder_of(old)
    office.replace_card(officer, lost, "lost", new)
    assert actions.holder_of(new).id == person.id
    with pytest.raises(EndedCard):
        actions.holder_of(old)
    with pytest.raises(UnknownCard):
        office.replace_card(officer, number, "lost", a_guess())
    assert db.session.scalars(sa.select(WrongCardTries.tries)).all() == [1, 1]
    with pytest.raises(Refused, match="Nobody has used"):
        office.replace_card(officer, unused, "lost", code)
    line = batch_line(1)
    assert line is not None
    assert (line.used, line.ended, line.waiting) == (1, 1, 1), "what was refused changed nothing"


def test_nobody_takes_over_a_role_by_asking_for_a_card(town: Flask) -> None:
    officer = an_officer()
    _batch, [(number, code), (_, new)] = a_batch(officer, count=2)
    person = actions.holder_of(code)
    granting.grant_role(person, MODERATOR, reason="for a test")
    with pytest.raises(Refused, match="has a role"):
        office.replace_card(officer, number, "lost", new)
    assert actions.holder_of(code).id == person.id


def test_cards_that_did_not_come_out_of_the_printer_are_ended_together(town: Flask) -> None:
    officer = an_officer()
    batch, [(_, used), (_, unused)] = a_batch(officer, count=2)
    person = actions.holder_of(used)
    assert office.end_batch(officer, batch.id, "paper jam") == 1
    assert actions.holder_of(used).id == person.id
    with pytest.raises(EndedCard):
        actions.holder_of(unused)
    with pytest.raises(NotFound):
        office.end_batch(officer, 99, "paper jam")


def test_many_batches_are_listed_with_few_statements(town: Flask, statements: list[str]) -> None:
    officer = an_officer()
    for _batch in range(25):
        a_batch(officer, count=2)
    statements.clear()
    page = batches(None)
    assert len(statements) <= 2
    assert len(page.items) == 20
    assert page.items[0].batch.id == 25
    assert page.items[0].maker == officer.display_name
    assert page.next_after == "6"
