"""Warsaw: the participatory budget whose vote is open now."""

from commons.demo.content import Consultation, Frame
from commons.demo.warszawa.options import OPTIONS

COOL_CITY = Consultation(
    slug="chlodna-warszawa",
    budget=1_200_000,
    rule="greedy",
    texts={
        "pl": Frame(
            "Chłodna Warszawa: budżet na upały",
            "1 200 000 zł na cień, wodę i chłodne miejsca. Głosowanie trwa.",
            "Zeszłego lata w mieszkaniach na Woli było nocą trzydzieści stopni. Mieszkańcy "
            "podali pomysły, urząd sprawdził koszty. Zaznacz wszystko, co popierasz. Wygrywają "
            "pomysły z największą liczbą głosów, po kolei, dopóki starczy pieniędzy.",
        ),
        "en": Frame(
            "Cool Warsaw: a budget for hot days",
            "1,200,000 PLN for shade, water and cool places. The vote is open.",
            "Last summer flats in Wola stayed at thirty degrees all night. Residents gave ideas, "
            "the city checked the costs. Tick everything you support. The ideas with most votes "
            "win, one after another, as long as the money lasts.",
        ),
        "uk": Frame(
            "Прохолодна Варшава: бюджет на спеку",
            "1 200 000 злотих на тінь, воду і прохолодні місця. Голосування триває.",
            "Минулого літа в квартирах на Волі вночі було тридцять градусів. Мешканці подали "
            "ідеї, місто перевірило вартість. Позначте все, що підтримуєте. Перемагають ідеї з "
            "найбільшою кількістю голосів, одна за одною, доки вистачить грошей.",
        ),
        "ar": Frame(
            "وارسو باردة: ميزانية لأيام الحر",
            "مليون ومئتا ألف زلوتي للظل والماء والأماكن الباردة. التصويت مفتوح.",
            "في الصيف الماضي بقيت حرارة الشقق في حي فولا ثلاثين درجة طوال الليل. قدّم السكان "
            "أفكارًا وفحصت المدينة التكاليف. ضعوا علامة على كل ما تؤيدونه. تفوز الأفكار الأكثر "
            "أصواتًا واحدة بعد أخرى ما دام المال يكفي.",
        ),
    },
    proposals=OPTIONS,
)
