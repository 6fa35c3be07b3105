"""Bristol: the participatory budget whose vote is open now."""

from commons.demo.bristol.options import OPTIONS
from commons.demo.content import Consultation, Frame

STREETS = Consultation(
    slug="streets-for-everyone",
    budget=400_000,
    rule="equal-shares",
    texts={
        "en": Frame(
            "Streets for everyone",
            "£400,000 for pavements, crossings, benches and play in the street. The vote is open.",
            "Residents posted ideas for a month and the city costed them. Tick everything you "
            "support. Each voter has an equal share of the money, so that a street in Southmead "
            "counts as much as one in Clifton. You can change your ballot until the vote closes.",
        ),
        "pl": Frame(
            "Ulice dla wszystkich",
            "400 000 funtów na chodniki, przejścia, ławki i zabawę na ulicy. Głosowanie trwa.",
            "Przez miesiąc mieszkańcy podawali pomysły, a miasto policzyło koszty. Zaznacz "
            "wszystko, co popierasz. Każdy głosujący ma równą część pieniędzy, więc ulica w "
            "Southmead liczy się tak samo jak w Clifton. Głos można zmienić do końca głosowania.",
        ),
        "uk": Frame(
            "Вулиці для всіх",
            "400 000 фунтів на тротуари, переходи, лавки та ігри на вулиці. Голосування триває.",
            "Цілий місяць мешканці подавали ідеї, а місто порахувало вартість. Позначте все, що "
            "підтримуєте. Кожен має рівну частку грошей, тож вулиця в Саутміді важить стільки ж, "
            "як і в Кліфтоні. Бюлетень можна змінити до кінця голосування.",
        ),
        "ar": Frame(
            "شوارع للجميع",
            "400 ألف جنيه للأرصفة والمعابر والمقاعد واللعب في الشارع. التصويت مفتوح.",
            "قدّم السكان أفكارهم على مدى شهر وحسبت المدينة تكلفتها. ضعوا علامة على كل ما تؤيدونه. "
            "لكل ناخب حصة متساوية من المال، فشارع في ساوثميد يساوي شارعًا في كليفتون. يمكن تغيير "
            "الورقة حتى نهاية التصويت.",
        ),
        "ps": Frame(
            "د ټولو لپاره سړکونه",
            "د پیاده رو، تېرېدو، څوکیو او په کوڅه کې د لوبو لپاره ۴۰۰ زره پاونډه. رایه ورکول "
            "روان دي.",
            "اوسېدونکو یوه میاشت نظرونه ورکړل او ښار یې لګښت وشمېره. هر څه چې ملاتړ یې کوئ په "
            "نښه کړئ. هر رایه ورکوونکی د پیسو برابره برخه لري، نو د ساوتمېډ کوڅه د کلیفټن هومره "
            "ارزښت لري. د رایې تر پایه خپله پاڼه بدلولای شئ.",
        ),
    },
    proposals=OPTIONS,
)
