"""The usual answers of the demo's officers: a proposal was checked and may go to the vote."""

from collections.abc import Mapping

ACCEPTED: tuple[Mapping[str, str], ...] = (
    {
        "pl": (
            "Sprawdziliśmy: teren należy do miasta, a koszt się zgadza. Propozycja idzie pod "
            "głosowanie."
        ),
        "en": (
            "We checked it: the land belongs to the city and the cost is right. The proposal "
            "goes to the vote."
        ),
        "uk": (
            "Ми перевірили: ділянка належить місту, вартість правильна. Пропозиція йде на "
            "голосування."
        ),
        "ar": "تحققنا: الأرض ملك للمدينة والتكلفة صحيحة. ينتقل الاقتراح إلى التصويت.",
        "ps": "موږ وکتل: مځکه د ښار ده او لګښت سم دی. وړاندیز رایې ته ځي.",
    },
    {
        "pl": (
            "To da się zrobić w jeden rok. Dziękujemy za jasny opis. Propozycja idzie pod "
            "głosowanie."
        ),
        "en": (
            "This can be done within a year. Thank you for the clear text. The proposal goes to "
            "the vote."
        ),
        "uk": "Це можна зробити за рік. Дякуємо за зрозумілий опис. Пропозиція йде на голосування.",
        "ar": "يمكن تنفيذ هذا خلال عام. شكرًا على الوصف الواضح. ينتقل الاقتراح إلى التصويت.",
        "ps": "دا په یوه کال کې کېدای شي. د روښانه لیکنې مننه. وړاندیز رایې ته ځي.",
    },
    {
        "pl": (
            "Rozmawialiśmy z sąsiadami i ze służbami miasta. Nikt nie widzi przeszkód. "
            "Propozycja idzie pod głosowanie."
        ),
        "en": (
            "We spoke with the neighbours and the city's services. Nobody sees an obstacle. The "
            "proposal goes to the vote."
        ),
        "uk": (
            "Ми поговорили із сусідами та службами міста. Ніхто не бачить перешкод. Пропозиція "
            "йде на голосування."
        ),
        "ar": "تحدثنا مع الجيران ومع دوائر المدينة، ولا يرى أحد عائقًا. ينتقل الاقتراح إلى التصويت.",
        "ps": (
            "له ګاونډیانو او د ښار له ادارو سره مو خبرې وکړې. هېڅوک خنډ نه ویني. وړاندیز رایې ته "
            "ځي."
        ),
    },
)
"""Answers to proposals before a vote, in all languages of the demo; used in turn."""
