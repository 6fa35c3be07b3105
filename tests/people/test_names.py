"""What a person may be called, and that nobody can be taken for somebody else."""

import threading
import unicodedata

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from commons.base.database import db
from commons.base.errors import Refused
from commons.cities.context import city
from commons.i18n.catalogue import speaking
from commons.i18n.languages import SHIPPED
from commons.people import actions, granting, naming
from commons.people.confusables import skeleton
from commons.people.models import Person, RoleGrant
from commons.people.names import LONGEST, clean_name, looks_official, numbered, why_not_a_name
from tests.browser_client import Browser
from tests.conftest import CITY
from tests.factories.contributions import resident
from tests.marks import both_databases

REAL = """
Łukasz|Małgorzata|Święcisława|Żaneta|Ścibor|Bożena Dzięgiel-Wójcik|Jan z Grochowa|Halina, 71 lat
Zofia K.|Ewa d’Aix|Gdański|Burmistrzak
Олександра|Мар'яна|Мар’яна|Дмитро|Ґалаґан|Їжакевич|Наталія-Соломія|Лук'ян|Ємець
Валер’ян Підмогильний
محمد|فاطمة الزهراء|عبد الرحمن|نور الهدى|لَيْلَى|مُحَمَّد|أمينة|إدريس|آسيا|رؤى|هدى|ﷲ دتا|لانا|بشرى
سپوږمۍ|زرمینه|ګل آغا|څانګه|ځلاند|نوراحمد|تورپېکۍ|عبدالباري|پښتنه|علی‌رضا|گل‌مکۍ|ژاله|ښایسته|غټول
Nguyễn Thị Hồng Nhung|Đặng Văn Lâm|Trần Đức|Phạm Ngọc Ánh|Bùi Ỷ Lan|Hoàng Vũ|Lê Quý Đôn
ሰላማዊት|ተስፋይ|ኣብርሃም|ሓዳስ|ፍረወይኒ|ዮሃንስ|ገብረ-ሂወት|ኪዳነ ማርያም
O'Brien|D’Angelo|Jean-Pierre|Zoë|Siân ap Rhys|Müller|Strauß|Ayşe Yılmaz|İpek|Ştefan|N’Golo
Kwabena Ɔfori
Αθηνά|Գայանե|ნინო|שרה|李小龍|田中さくら|김민준|अनुष्का|ক্ষমা|தமிழ்ச்செல்வி|Ola 1987|اولا ٧
"""
NAMES = [name for line in REAL.split("\n") for name in line.split("|") if name]

HOSTILE = {
    "right-to-left override": "Ola\u202egnak",
    "isolate": "Ola\u2067gnak\u2069",
    "zero-width space": "O\u200bla",
    "zero-width joiner in Latin": "O\u200dla",
    "right-to-left mark": "Ola\u200f",
    "soft hyphen": "O\u00adla",
    "word joiner": "O\u2060la",
    "Hangul filler": "Ola\u3164",
    "tag characters": "Ola\U000e0041",
    "line separator": "Ola\u2028Kasia",
    "null": "Ola\x00",
}


@pytest.mark.parametrize("name", NAMES)
def test_real_names_of_many_languages_are_accepted(name: str) -> None:
    kept = clean_name(name)
    assert why_not_a_name(kept) is None
    assert not looks_official(kept, "Gdańsk")
    assert not looks_official(kept, "Kandahar")
    assert skeleton(kept)


def test_joiners_stay_where_pashto_and_persian_need_them() -> None:
    assert clean_name("علی\u200cرضا") == "علی\u200cرضا"
    assert clean_name("\u200cعلی\u200c \u200cرضا\u200c") == "علی رضا"
    assert clean_name("Ali\u200cReza") == "AliReza"
    assert skeleton("علی\u200cرضا") == skeleton("علیرضا")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_seen_is_taken_out(name: str) -> None:
    kept = clean_name(name)
    assert all(unicodedata.category(ch) not in {"Cf", "Cc", "Zl", "Zp", "Cn"} for ch in kept)
    assert kept.isprintable()
    assert kept.startswith("Ola")


@pytest.mark.parametrize(
    "name",
    [
        "Mаrek",  # a Cyrillic а
        "Οla",  # a Greek Ο
        "Кasia",
        "Ola✔",
        "✅ Ola",
        "Ola\r\nBcc: all@example.org",
        "ola@example.org",
        "<b>Ola</b>",
        "Ola (urząd)",
        "Zalgo\u0301\u0302\u0303\u0304\u0305",
        "\u0301Ola",
        "12345",
        "...",
        "x",
        "",
        "x" * (LONGEST + 1),
        "ﷺ" * 5,  # eighteen letters each
        "Ola 1٢",
        "ᴏla",
        "ᏟᎪᎢ",
        "Ola\u0085Moderator:",
    ],
)
def test_names_that_could_deceive_are_refused_with_a_reason(name: str) -> None:
    assert why_not_a_name(clean_name(name))


@pytest.mark.parametrize(
    "name",
    [
        "Moderator", "moderator Ola", "M o d e r a t o r", "M0derat0r", "rnoderator", "Adm1n",
        "xXModeratorXx", "Administratorka", "Urząd Miasta", "URZĄD MIASTA", "Urzad Miasta Gdanska",
        "Ola z Urzędu", "City Hall", "Gdańsk", "gdansk", "G d a ń s k", "Miasto Gdańsk",
        "City of Gdańsk", "Rada Gdańska", "Модератор", "Адміністратор", "Міська рада",
        "Модератор Оля",
        "المشرف", "بلدية", "مدير النظام", "څارونکی", "ښاروالي", "Moderador Moderator",
        "Mediator", "Officer", "Auditor",
    ],
)  # fmt: skip
def test_names_that_speak_for_the_city_are_known_in_all_languages(name: str) -> None:
    assert looks_official(clean_name(name), "Gdańsk")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kasia", "kasia"),
        ("Kasia K.", "Kasia K"),
        ("Kasia", "Кasia"),
        ("Вова", "BOBA"),
        ("ОКСАНА Х", "OKCAHA X"),
        ("ΑΝΝΑ", "ANNA"),
        ("Ilona", "llona"),
        ("Ida", "lda"),
        ("Olo", "0l0"),
        ("Marek", "rnarek"),
        ("Łucja", "Lucja"),
        ("Zoë", "Zoe"),
        ("فاطمة", "فاطمه"),
        ("علي", "علی"),
        ("كريم", "کریم"),
        ("محمد", "مُحَمَّد"),
        ("نور ٧", "نور 7"),
        ("Jan-Pol", "Jan Pol"),
        ("Ola", "Ｏｌａ"),
    ],
)
def test_names_that_look_alike_have_the_same_skeleton(one: str, other: str) -> None:
    assert skeleton(clean_name(one)) == skeleton(clean_name(other))


def test_different_real_names_keep_different_skeletons() -> None:
    alike: dict[str, set[str]] = {}
    for name in NAMES:
        alike.setdefault(skeleton(name), set()).add(name.replace("'", "’"))
    same = [names for names in alike.values() if len(names) > 1]
    assert same == [{"محمد", "مُحَمَّد"}]


@given(st.text(max_size=80))
def test_no_name_that_is_accepted_hides_or_turns_anything(text: str) -> None:
    kept = clean_name(text)
    assert clean_name(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    if why_not_a_name(kept) is not None:
        return
    assert 2 <= len(kept) <= LONGEST
    assert skeleton(kept)
    assert len(skeleton(kept)) <= 255
    assert not {"\n", "\r", ":", "@", "<", ">", "\x00"} & set(kept)
    for ch in kept:
        assert unicodedata.bidirectional(ch) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip
        assert unicodedata.category(ch)[0] in "LMN" or ch in " -‐‑–־'’ʼʻ‘`´׳ʹ.·,،״・\u200c\u200d"


LOOKALIKES = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х", "i": "і", "s": "ѕ"}


@given(
    st.sampled_from(["moderator", "administrator", "mediator", "officer", "city hall"]),
    st.data(),
)
def test_no_dressing_up_makes_a_role_pass(word: str, data: st.DataObject) -> None:
    dressed = "".join(
        data.draw(
            st.sampled_from(
                [ch, ch.upper(), LOOKALIKES.get(ch, ch), ch + "\u0301", ch + "\u200b", f"{ch}."]
            )
        )
        for ch in word
    )
    name = clean_name(dressed)
    assert why_not_a_name(name) is not None or looks_official(name, "Gdańsk")


@given(st.sampled_from(NAMES), st.integers(2, 9_999))
def test_a_number_keeps_a_name_a_name(name: str, number: int) -> None:
    long = (name * 10)[:LONGEST]
    assert len(numbered(long, number)) <= LONGEST
    assert numbered(long, number).endswith(f" {number}")


def newcomer(address: str = "ola@example.org") -> Person:
    _code, link = actions.issue_code(address)
    return actions.check_link(link)


def call(person: Person, name: str) -> None:
    actions.change_account(person, display_name=name, language="en", district_id=None)


@both_databases
def test_nobody_takes_a_name_that_looks_like_anothers(town: Flask) -> None:
    kasia, other = newcomer("kasia@example.org"), newcomer("other@example.org")
    call(kasia, "Kasia K.")
    before = other.display_name
    for name in ("Kasia K.", "KASIA K", "kasia.k", "Kasia\u200b K."):
        with pytest.raises(naming.NameRefused, match="This one is free") as refusal:
            call(other, name)
        free = str(refusal.value).rpartition(": ")[2]
        assert not naming.taken([free])
    assert other.display_name == before
    call(other, free)
    assert other.display_name == free
    call(kasia, "KASIA K.")  # one's own name may be written otherwise


@both_databases
def test_the_database_itself_refuses_two_that_look_alike(town: Flask) -> None:
    kasia, other = newcomer("kasia@example.org"), newcomer("other@example.org")
    call(kasia, "Kasia")
    query = sa.update(Person).where(Person.id == other.id).values(name_skeleton=skeleton("KASIA"))
    with pytest.raises(IntegrityError):
        db.session.execute(query)
    db.session.rollback()


@both_databases
def test_of_many_who_take_a_name_at_the_same_moment_one_gets_it(app: Flask) -> None:
    spellings = ("Kasia", "KASIA", "kasia.", "Kas\u00eda")
    with app.app_context(), city(CITY):
        people = [newcomer(f"{turn}@example.org").id for turn in range(len(spellings))]
    start, refused = threading.Barrier(len(spellings)), []

    def take(number: int, name: str) -> None:
        with app.app_context(), city(CITY):
            person = db.session.get_one(Person, number)
            db.session.rollback()
            start.wait()
            try:
                call(person, name)
            except naming.NameRefused:
                refused.append(number)

    threads = [
        threading.Thread(target=take, args=each) for each in zip(people, spellings, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == len(spellings) - 1
    with app.app_context(), city(CITY):
        names = db.session.scalars(sa.select(Person.display_name)).all()
        assert len([name for name in names if skeleton(name) == skeleton("Kasia")]) == 1


@both_databases
def test_what_the_look_missed_the_database_refuses_in_words(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = newcomer("a@example.org"), newcomer("b@example.org")
    call(first, "Kasia")
    before = second.display_name
    monkeypatch.setattr(naming, "taken", lambda _names: set())
    with pytest.raises(naming.NameRefused):
        call(second, "kasia")
    db.session.expire_all()
    assert second.display_name == before


@both_databases
def test_newcomers_get_another_pseudonym_where_one_is_taken_meanwhile(
    town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = iter(["Linden 1111", "Linden 1111", "Maple 2222"])
    monkeypatch.setattr(naming, "suggestions", lambda _count: [next(offered)])
    names = [newcomer(f"{number}@example.org").display_name for number in range(2)]
    assert names == ["Linden 1111", "Maple 2222"]


@both_databases
def test_only_those_who_hold_a_role_may_name_it(town: Flask) -> None:
    person = newcomer()
    with pytest.raises(naming.NameRefused, match="This one is free"):
        call(person, "Marek, moderator")
    granting.grant_role(person, "moderator", reason="elected")
    call(person, "Marek, moderator")
    assert person.display_name == "Marek, moderator"
    naming.mend_names()
    assert person.display_name == "Marek, moderator"
    db.session.execute(sa.update(RoleGrant).values(end_reason="over"))
    db.session.commit()
    naming.mend_names()
    assert "moderator" not in person.display_name
    assert person.name_skeleton == skeleton(person.display_name)


@pytest.mark.parametrize("code", [language.code for language in SHIPPED])
def test_no_name_says_what_the_interface_says_in_place_of_names(town: Flask, code: str) -> None:
    with speaking(code):
        from commons.i18n.catalogue import gettext as _

        for words in (_("A former resident"), _("A resident"), _("Moderator"), _("Auditor")):
            assert naming.pretends(words)


@both_databases
def test_names_from_before_are_filled_in_and_told_apart(town: Flask) -> None:
    people = [resident(name) for name in ("Ola", "OLA", "Urząd Miasta", "Іван", "Ola")]
    db.session.execute(sa.update(Person).values(name_skeleton=None))
    db.session.commit()
    naming.mend_names()
    naming.mend_names()
    names = [person.display_name for person in people]
    assert names[0] == "Ola"
    assert names[1] == "OLA 2"
    assert names[3] == "Іван"
    assert names[4] == "Ola 3"
    assert not naming.pretends(names[2])
    assert len({person.name_skeleton for person in people}) == 5
    assert None not in {person.name_skeleton for person in people}


def test_suggestions_are_free_different_and_in_the_readers_language(town: Flask) -> None:
    with speaking("uk"):
        offered = naming.suggestions()
    assert len({skeleton(name) for name in offered}) == 4
    assert all("CYRILLIC" in unicodedata.name(name[0]) for name in offered)
    for name in offered:
        assert why_not_a_name(name) is None
        assert not naming.pretends(name)


def test_a_refused_name_is_kept_in_the_field_and_another_is_offered(
    app: Flask, browser: Browser
) -> None:
    Browser(app).sign_in("kasia@example.org", name="Kasia")
    browser.sign_in()
    browser.open("/account")
    browser.send({"display_name": "kasia", "language": "uk"})
    assert browser.status == 422
    assert "Kasia" not in browser.page.select_one("header").get_text()
    field = browser.page.select_one("#display_name")
    assert field["value"] == "kasia"
    assert "kasia 2" in browser.errors[0]
    assert browser.page.select_one("#language option[selected]")["value"] == "uk"
    free = browser.page.select_one("button[name=take]")["value"]
    browser.send(button="button[name=take]")
    assert browser.status == 200
    assert browser.page.select_one("#display_name")["value"] == free


def test_other_suggestions_keep_what_was_typed_and_save_nothing(browser: Browser) -> None:
    browser.sign_in(name="Ola")
    browser.open("/account")
    before = [button["value"] for button in browser.page.select("button[name=take]")]
    assert len(before) == 4
    browser.send({"display_name": "Olga"}, button="button[name=another]")
    assert browser.status == 200
    assert browser.page.select_one("#display_name")["value"] == "Olga"
    after = [button["value"] for button in browser.page.select("button[name=take]")]
    assert after != before
    browser.open("/account")
    assert browser.page.select_one("#display_name")["value"] == "Ola"


def test_whoever_leaves_frees_the_name(town: Flask) -> None:
    from commons.people.leaving import delete_account

    kasia, other = newcomer("kasia@example.org"), newcomer("other@example.org")
    call(kasia, "Kasia")
    delete_account(kasia)
    other = db.session.get(Person, other.id)
    assert other is not None
    call(other, "Kasia")
    assert other.display_name == "Kasia"


def test_what_is_refused_says_why_in_words(town: Flask) -> None:
    person = newcomer()
    with pytest.raises(Refused, match="mixes letters of two alphabets"):
        call(person, "Mаrek")
    with pytest.raises(Refused, match="Please leave out this: <"):
        call(person, "<script>")
