"""Gdańsk: about the middle of each district, in degrees (WGS 84)."""

from commons.cities.rules import Centre

CENTRE = Centre(54.3722, 18.6383, 12)

MIDDLES = {
    "Brzeźno": (54.4090, 18.6270),
    "Chełm": (54.3380, 18.6130),
    "Jasień": (54.3420, 18.5620),
    "Letnica": (54.3920, 18.6410),
    "Nowy Port": (54.4010, 18.6680),
    "Oliwa": (54.4110, 18.5610),
    "Orunia-Św. Wojciech-Lipce": (54.3200, 18.6370),
    "Osowa": (54.4280, 18.4650),
    "Przymorze Wielkie": (54.4130, 18.5930),
    "Siedlce": (54.3510, 18.6140),
    "Stogi": (54.3670, 18.7040),
    "Śródmieście": (54.3500, 18.6490),
    "Wrzeszcz Dolny": (54.3850, 18.6160),
    "Wrzeszcz Górny": (54.3740, 18.5950),
    "Wyspa Sobieszewska": (54.3460, 18.8330),
    "Zaspa-Młyniec": (54.4000, 18.6030),
}
