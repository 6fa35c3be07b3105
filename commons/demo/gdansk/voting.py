"""Gdańsk: the participatory budget whose vote is open now."""

from commons.demo.content import Consultation, Frame
from commons.demo.gdansk.greening import GREENING
from commons.demo.gdansk.resting import RESTING

GREEN_BUDGET = Consultation(
    slug="zielony-budzet-dzielnic",
    budget=900_000,
    rule="equal-shares",
    texts={
        "pl": Frame(
            "Zielony budżet dzielnic",
            "Mamy 900 000 zł na drzewa, cień, wodę i miejsca do siedzenia. Zdecyduj, co powstanie.",
            "Przez miesiąc mieszkańcy zgłaszali propozycje, a urzędnicy sprawdzili, czy da się "
            "je wykonać i ile kosztują. Teraz trwa głosowanie. Zaznacz wszystko, co popierasz. "
            "Liczymy metodą równych udziałów: każdy głosujący ma taką samą część budżetu, więc "
            "wygrywają pomysły z całego miasta, a nie tylko z największych dzielnic.",
        ),
        "en": Frame(
            "Green budget of the districts",
            "We have 900,000 PLN for trees, shade, water and places to sit. Decide what will be "
            "built.",
            "For a month residents posted proposals, and the city checked whether they can be "
            "done and what they cost. Now the vote is open. Tick everything you support. We "
            "count by equal shares: every voter has the same part of the budget, so ideas from "
            "the whole city win, and not only those of the largest districts.",
        ),
        "uk": Frame(
            "Зелений бюджет районів",
            "Маємо 900 000 злотих на дерева, тінь, воду і лавки. Вирішіть, що з'явиться.",
            "Цілий місяць мешканці подавали пропозиції, а місто перевірило, чи можна їх виконати "
            "і скільки вони коштують. Тепер триває голосування. Позначте все, що підтримуєте. "
            "Рахуємо методом рівних часток: кожен має однакову частину бюджету, тож перемагають "
            "ідеї з усього міста, а не лише з найбільших районів.",
        ),
        "ar": Frame(
            "الميزانية الخضراء للأحياء",
            "لدينا 900 ألف زلوتي للأشجار والظل والماء وأماكن الجلوس. قرّروا ما الذي سيُبنى.",
            "على مدى شهر قدّم السكان اقتراحاتهم، وفحصت المدينة إمكان تنفيذها وتكلفتها. التصويت "
            "مفتوح الآن. ضعوا علامة على كل ما تؤيدونه. نحسب بطريقة الحصص المتساوية: لكل ناخب "
            "الحصة نفسها من الميزانية، فتفوز أفكار من كل المدينة لا من الأحياء الكبيرة وحدها.",
        ),
        "ps": Frame(
            "د سیمو شنه بودجه",
            "د ونو، سیوري، اوبو او د ناستې د ځایونو لپاره ۹۰۰ زره زلوټي لرو. پرېکړه وکړئ چې څه "
            "جوړ شي.",
            "یوه میاشت اوسېدونکو وړاندیزونه وکړل او ښار وکتل چې کېدای شي که نه او څومره لګښت "
            "لري. اوس رایه ورکول روان دي. هر څه چې ملاتړ یې کوئ په نښه کړئ. د مساوي ونډو په "
            "طریقه شمېرنه کوو: هر رایه ورکوونکی د بودجې برابره برخه لري، نو د ټول ښار نظرونه "
            "ګټي، نه یوازې د لویو سیمو.",
        ),
    },
    proposals=(*GREENING, *RESTING),
)
