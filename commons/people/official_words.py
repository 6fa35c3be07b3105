"""Words of offices and roles: what a name may not hold, since it would speak for the city.

They are compared by their skeletons and never shown, so they are no texts of the interface. All
languages count, whatever the city speaks: whoever pretends is read by all. A city's name, and what
the interface itself calls roles, are added where they are known.
"""

from commons.people.confusables import skeleton

_WORDS = {
    "en": "moderator, moderators, moderation, admin, administrator, administration, mediator, "
    "officer, official, auditor, mayor, city hall, city council, city office, town hall, town "
    "council, council officer, municipality, support team, commons, system, webmaster",
    "pl": "moderatorka, moderatorzy, moderacja, administratorka, administracja, mediatorka, "
    "audytor, audytorka, urzędnik, urzędniczka, urząd, urzędu, urzędzie, rada miasta, rady miasta, "
    "rada miejska, prezydent miasta, burmistrz miasta, magistrat, ratusz, straż miejska, gmina",
    "uk": "модератор, модераторка, модерація, адмін, адміністратор, адміністраторка, "
    "адміністрація, медіатор, медіаторка, посередник, посередниця, аудитор, аудиторка, посадовець, "
    "посадовиця, чиновник, міська рада, мерія, мер міста, міський голова, муніципалітет",
    "ru": "модерация, админ, администратор, администрация, медиатор, мэрия, мэр города, "
    "городской совет, сотрудник мэрии",
    "ar": "مشرف, المشرف, مشرفة, مدير, المدير, مدير النظام, إدارة, الإدارة, مسؤول, المسؤول, "
    "مسؤول النظام, وسيط, الوسيط, وسيطة, مدقق, المدقق, موظف, الموظف, موظفة, بلدية, البلدية, "
    "مجلس المدينة, رئيس البلدية",
    "ps": "څارونکی, څارونکې, مدیر, اداره, د سیستم مسوول, سیسټم مسوول, مسوول, منځګړی, منځګړې, "
    "پلټونکی, مامور, چارواکی, ښاروالي, ښاروال, د ښار شورا, ناظم, ادمین",
    "fa": "مدیر, اداره, شهرداری, شهردار, شاروالی, مسئول",
}
OFFICIAL = tuple(word for words in _WORDS.values() for word in words.split(", "))
"""Refused as whole words of a name; long ones within other words as well."""

_BESIDE = {
    "en": "city town council office official hall municipality team the of",
    "pl": "miasto miasta miejski miejska rada rady biuro zespół prezydent burmistrz oficjalny",
    "uk": "місто міста рада ради офіс управа мер офіційний голова",
    "ar": "مدينة المدينة مجلس مكتب رئيس",
    "ps": "د ښار شورا دفتر رئیس",
}
BESIDE_THE_CITY = frozenset(skeleton(word) for words in _BESIDE.values() for word in words.split())
"""Skeletons of words that, beside the city's name and nothing else, read like an office."""
