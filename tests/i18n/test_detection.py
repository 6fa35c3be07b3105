"""The language of a text is guessed well enough to be offered, and never made up."""

import pytest

from commons.i18n.detection import language_written

WRITTEN = {
    "pl": [
        "Więcej ławek przy Motławie",
        "Prosimy o przejście dla pieszych przy szkole",
        "Ogród społeczny na dachu biblioteki",
        "Zniżki na bilety dla uchodźców",
    ],
    "uk": [
        "Більше лавок біля річки",
        "Безкоштовні курси польської мови для новоприбулих",
        "Потрібен пандус біля поліклініки",
        "Дитячий майданчик у нашому дворі",
    ],
    "ar": [
        "مقاعد أكثر قرب النهر",
        "نريد ممرًا للمشاة قرب المدرسة",
        "دروس مجانية في اللغة للقادمين الجدد",
        "حديقة مشتركة للجيران",
    ],
    "ps": [
        "د سیند تر څنګ نورې څوکۍ",
        "د ښوونځي مخې ته د تګ لاره غواړو",
        "د ماشومانو لپاره د لوبو ځای",
        "د نویو راغلو خلکو لپاره وړیا د ژبې کورسونه",
    ],
    "en": [
        "More benches by the river",
        "Free language courses for newcomers",
        "A ramp at the clinic, please",
        "We want a safer crossing near the school",
    ],
    "vi": ["Thêm ghế dọc bờ sông cho người già"],
    "fa": ["نیمکت‌های بیشتر کنار رودخانه برای سالمندان"],
    "ru": ["Больше скамеек у реки для пожилых"],
}


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in WRITTEN.items() for text in texts]
)
def test_short_proposals_of_our_cities_are_recognised(code: str, text: str) -> None:
    assert language_written(text) in {code, None}


def test_most_of_them_are_recognised_with_certainty() -> None:
    texts = [(code, text) for code, texts in WRITTEN.items() for text in texts]
    sure = [1 for code, text in texts if language_written(text) == code]
    assert len(sure) >= 0.9 * len(texts)


@pytest.mark.parametrize("text", ["", "ok", "5+", "!!!", "12 000 zł", "\U0001f333\U0001f333"])
def test_too_little_to_go_by_gives_no_guess(text: str) -> None:
    assert language_written(text) is None


def test_a_guess_stays_within_the_languages_asked_about() -> None:
    assert language_written("Більше лавок біля річки", among=["pl", "uk"]) == "uk"
    assert language_written("Більше лавок біля річки", among=["pl"]) in {"pl", None}
