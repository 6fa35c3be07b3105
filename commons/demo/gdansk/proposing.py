"""Gdańsk: a consultation that collects proposals now, about the first days of newcomers."""

from commons.demo.content import Consultation, Frame
from commons.demo.gdansk.first_week import FIRST_WEEK
from commons.demo.gdansk.neighbours import NEIGHBOURS

FIRST_DAYS = Consultation(
    slug="pierwsze-dni-w-gdansku",
    texts={
        "pl": Frame(
            "Pierwsze dni w Gdańsku",
            "Co pomogłoby osobie, która właśnie się wprowadziła? Pisz w swoim języku.",
            "Co roku do Gdańska wprowadzają się tysiące ludzi: z innych miast, z Ukrainy, z "
            "dalekich krajów. Pierwsze tygodnie są najtrudniejsze. Zbieramy propozycje, które "
            "miasto może wprowadzić jeszcze w tym roku. Każdą przeczytamy i na każdą odpowiemy. "
            "Najlepsze trafią do programu miasta otwartego.",
        ),
        "en": Frame(
            "First days in Gdańsk",
            "What would help somebody who has just moved here? Write in your own language.",
            "Every year thousands of people move to Gdańsk: from other towns, from Ukraine, from "
            "far away. The first weeks are the hardest. We collect proposals that the city can "
            "carry out this year. We read each one and answer each one. The best go into the "
            "inclusive city programme.",
        ),
        "uk": Frame(
            "Перші дні в Гданську",
            "Що допомогло б людині, яка щойно переїхала? Пишіть своєю мовою.",
            "Щороку до Гданська переїжджають тисячі людей: з інших міст, з України, з далеких "
            "країн. Перші тижні найважчі. Ми збираємо пропозиції, які місто може втілити ще "
            "цього року. Прочитаємо кожну і відповімо на кожну. Найкращі увійдуть до програми "
            "відкритого міста.",
        ),
        "ar": Frame(
            "الأيام الأولى في غدانسك",
            "ما الذي يساعد شخصًا انتقل إلى هنا للتو؟ اكتبوا بلغتكم.",
            "ينتقل إلى غدانسك كل عام آلاف الناس: من مدن أخرى ومن أوكرانيا ومن بلاد بعيدة. "
            "الأسابيع الأولى هي الأصعب. نجمع اقتراحات تستطيع المدينة تنفيذها هذا العام. نقرأ كل "
            "اقتراح ونجيب عنه، وأفضلها يدخل في برنامج المدينة المنفتحة.",
        ),
        "ps": Frame(
            "په ګډانسک کې لومړۍ ورځې",
            "چا چې نوې کډه کړې، څه به ورسره مرسته وکړي؟ په خپله ژبه ولیکئ.",
            "هر کال په زرګونو خلک ګډانسک ته راځي: له نورو ښارونو، له اوکراین او له لرې هېوادونو. "
            "لومړۍ اوونۍ تر ټولو سختې وي. موږ هغه وړاندیزونه راټولوو چې ښار یې همدا کال عملي "
            "کولای شي. هر یو به ولولو او هر یو ته به ځواب ورکړو. تر ټولو ښه به د پرانیستي ښار "
            "پروګرام ته لاړ شي.",
        ),
    },
    proposals=(*FIRST_WEEK, *NEIGHBOURS),
)
