"""Bristol: what the vote that is open is about."""

from commons.demo.content import Comment, Proposal, Words

OPTIONS = (
    Proposal(
        "resident",
        "en",
        "Dropped kerbs on every corner in Knowle",
        "I counted 61 corners where a wheelchair must go into the road. Start with the twenty on "
        "the way to the shops.",
        district="Knowle",
        cost=58_000,
        liking=52,
        translations={
            "pl": Words(
                "Obniżone krawężniki na każdym rogu w Knowle",
                "Naliczyłam 61 rogów, na których wózek musi zjechać na jezdnię. Zacznijmy od "
                "dwudziestu na drodze do sklepów.",
            ),
            "ar": Words(
                "أرصفة منخفضة في كل زاوية في نول",
                "عددت 61 زاوية يضطر فيها الكرسي المتحرك إلى النزول إلى الشارع. لنبدأ بعشرين في "
                "الطريق إلى المتاجر.",
            ),
        },
        comments=(
            Comment(
                "farid",
                "ps",
                "for",
                "زما د پلار ویلچېر هره ورځ په دې ستونزه اخته دی.",
                {"en": "My father's wheelchair has this trouble every day."},
            ),
        ),
    ),
    Proposal(
        "deshawn",
        "en",
        "Carnival colours on St Pauls crossings",
        "Let the children of the carnival clubs design six crossings. Drivers slow down for "
        "colour, and so do photographers.",
        district="St Pauls",
        cost=24_000,
        liking=49,
        translations={
            "uk": Words(
                "Карнавальні кольори на переходах Сент-Полс",
                "Нехай діти з карнавальних гуртків намалюють шість переходів. Через колір водії "
                "гальмують, і фотографи теж.",
            )
        },
        comments=(
            Comment(
                "miles",
                "en",
                "question",
                "Are painted crossings still readable for guide dogs and blind people?",
            ),
            Comment(
                "deshawn",
                "en",
                "idea",
                "We keep the tactile paving and the white bars, and paint only in between.",
            ),
        ),
    ),
    Proposal(
        "newcomer",
        "ar",
        "مقاعد وظل أمام السوق في إيستون",
        "تنتظر الأمهات الحافلة واقفات مع الأكياس والأطفال. ثلاثة مقاعد وشجرتان تجعل الموقف مكانًا "
        "للحديث.",
        district="Easton",
        cost=19_000,
        liking=47,
        translations={
            "en": Words(
                "Benches and shade by the Easton market",
                "Mothers wait for the bus standing, with bags and children. Three benches and "
                "two trees turn the stop into a place to talk.",
            ),
            "pl": Words(
                "Ławki i cień przy targu w Easton",
                "Matki czekają na autobus na stojąco, z torbami i dziećmi. Trzy ławki i dwa "
                "drzewa zmienią przystanek w miejsce do rozmowy.",
            ),
            "ps": Words(
                "په اېسټن کې د بازار مخې ته څوکۍ او سیوری",
                "میندې له کڅوړو او ماشومانو سره ولاړې بس ته انتظار کوي. درې څوکۍ او دوې ونې "
                "تم‌ځای د خبرو ځای کوي.",
            ),
        },
    ),
    Proposal(
        "pete",
        "en",
        "Play street kits for Horfield",
        "Ten kits: barriers, vests, chalk and a skipping rope, to be booked for a Sunday "
        "afternoon. Training for two stewards each.",
        district="Horfield",
        cost=14_000,
        liking=44,
        translations={
            "ar": Words(
                "صناديق شارع اللعب في هورفيلد",
                "عشرة صناديق: حواجز وسترات وطباشير وحبل قفز، تُحجز لعصر يوم الأحد، مع تدريب "
                "مشرفَين لكل صندوق.",
            )
        },
    ),
    Proposal(
        "ewa",
        "pl",
        "Zebra przy polskim sklepie w Bedminster",
        "Na North Street przechodzimy, jak kto umie. Zebra z oświetleniem, bo rano i wieczorem "
        "jest ciemno.",
        district="Bedminster",
        cost=72_000,
        liking=41,
        translations={
            "en": Words(
                "A zebra by the Polish shop in Bedminster",
                "In North Street we cross as best we can. A zebra with light, because it is dark "
                "in the morning and in the evening.",
            )
        },
    ),
    Proposal(
        "iryna",
        "uk",
        "Велосипедні скриньки біля квартир у Фішпондсі",
        "Нести велосипед на четвертий поверх неможливо, а на вулиці його крадуть. Шість скриньок "
        "на шість велосипедів.",
        district="Fishponds",
        cost=36_000,
        liking=35,
        translations={
            "en": Words(
                "Bicycle lockers by the flats in Fishponds",
                "One cannot carry a bicycle to the fourth floor, and in the street it is stolen. "
                "Six lockers for six bicycles each.",
            )
        },
    ),
    Proposal(
        "farid",
        "ps",
        "په ساوتمېډ کې د پیاده رو ترمیم",
        "د روغتون لار ماته ده. زاړه خلک لوېږي. پنځه سوه متره نوې پیاده رو او د لاس کتاره غواړو.",
        district="Southmead",
        cost=96_000,
        liking=43,
        translations={
            "en": Words(
                "Mend the pavement in Southmead",
                "The way to the hospital is broken. Old people fall. We want five hundred metres "
                "of new pavement and a handrail.",
            ),
            "uk": Words(
                "Полагодити тротуар у Саутміді",
                "Дорога до лікарні розбита. Старі люди падають. Просимо п'ятсот метрів нового "
                "тротуару і поручень.",
            ),
        },
        comments=(
            Comment(
                "resident",
                "en",
                "for",
                "I broke my wrist there in January.",
                {"ps": "ما په جنورۍ کې هلته خپل لاس مات کړ."},
            ),
            Comment("bronwen", "en", "question", "Is this not the hospital's duty?"),
        ),
    ),
    Proposal(
        "bronwen",
        "en",
        "Rain gardens in Southville",
        "Eight corners flood each autumn. Planters that drink the water, with sedges and irises, "
        "and a seat on the edge.",
        district="Southville",
        cost=88_000,
        liking=32,
        translations={
            "pl": Words(
                "Ogrody deszczowe w Southville",
                "Osiem rogów zalewa każdej jesieni. Donice, które piją wodę, z turzycą i "
                "kosaćcami, i siedzisko na brzegu.",
            )
        },
    ),
    Proposal(
        "khadija",
        "ar",
        "إنارة نفق المشاة في لورانس هيل",
        "لا تمر النساء من النفق بعد الخامسة. أضواء دافئة ومرآة عند المنعطف وجدارية ترسمها فتيات "
        "الحي.",
        district="Lawrence Hill",
        cost=54_000,
        liking=56,
        translations={
            "en": Words(
                "Light in the Lawrence Hill underpass",
                "Women do not take the underpass after five. Warm lights, a mirror at the bend "
                "and a mural by the girls of the area.",
            ),
            "ps": Words(
                "د لارنس هېل په لاندې لار کې رڼا",
                "ښځې له پنځو بجو وروسته له لاندې لارې نه تېرېږي. ګرمه رڼا، په کږلېچ کې هنداره او "
                "یو دېوال انځور چې د سیمې نجونې یې وباسي.",
            ),
            "pl": Words(
                "Światło w przejściu podziemnym Lawrence Hill",
                "Kobiety nie chodzą przejściem po piątej. Ciepłe światło, lustro na zakręcie i "
                "mural dziewcząt z okolicy.",
            ),
        },
    ),
    Proposal(
        "miles",
        "en",
        "Quiet setts smoothed in Clifton",
        "The setts are pretty and impossible on wheels. Saw-cut a smooth metre along one side "
        "and keep the rest.",
        district="Clifton",
        cost=118_000,
        liking=22,
    ),
    Proposal(
        "resident",
        "en",
        "A toilet that is open in Redcatch Park",
        "It has been closed since 2015. Mend it, and pay the café to keep the key.",
        district="Knowle",
        cost=66_000,
        liking=50,
        translations={
            "ar": Words(
                "مرحاض مفتوح في حديقة ريدكاتش",
                "إنه مغلق منذ 2015. لنصلحه وندفع للمقهى مقابل حفظ المفتاح.",
            )
        },
    ),
    Proposal(
        "deshawn",
        "en",
        "Water taps for bottles on ten streets",
        "Steel taps by the bus stops on the hills, where everybody arrives thirsty.",
        cost=42_000,
        liking=38,
        translations={
            "uk": Words(
                "Крани для пляшок на десяти вулицях",
                "Сталеві крани біля зупинок на пагорбах, куди всі приходять спраглими.",
            ),
            "pl": Words(
                "Krany do butelek na dziesięciu ulicach",
                "Stalowe krany przy przystankach na wzgórzach, gdzie każdy dociera spragniony.",
            ),
        },
    ),
    Proposal(
        "miles",
        "en",
        "A cable car across the gorge",
        "Faster than the bridge and a view besides.",
        district="Clifton",
        cost=38_000_000,
        liking=12,
        decision="rejected",
        answer={
            "en": (
                "Thank you. The cost is almost a hundred times the budget of this vote, and the "
                "gorge is protected."
            ),
            "pl": (
                "Dziękujemy. Koszt jest prawie sto razy większy niż budżet głosowania, a wąwóz "
                "jest chroniony."
            ),
            "uk": (
                "Дякуємо. Вартість майже у сто разів більша за бюджет голосування, а ущелина під "
                "охороною."
            ),
            "ar": "شكرًا لكم. التكلفة نحو مئة ضعف ميزانية هذا التصويت، والوادي محمية طبيعية.",
            "ps": "مننه. لګښت د دې رایې د بودجې نږدې سل چنده دی، او دره خوندي شوې سیمه ده.",
        },
    ),
)
