"""Warsaw: a participatory budget that is over, counted by the greedy rule and answered."""

from commons.demo.content import Comment, Consultation, Frame, Proposal, Words

MEETING_PLACES = Consultation(
    slug="miejsca-spotkan",
    budget=800_000,
    rule="greedy",
    texts={
        "pl": Frame(
            "Miejsca spotkań",
            "Mieszkańcy podzielili 800 000 zł na miejsca, w których można być razem bez kupowania.",
            "Pytaliśmy, gdzie w Warszawie można spotkać sąsiada za darmo. Z propozycji powstała "
            "lista do głosowania. Poniżej wynik i odpowiedź miasta.",
        ),
        "en": Frame(
            "Meeting places",
            "Residents shared out 800,000 PLN for places where one can be together without "
            "buying anything.",
            "We asked where in Warsaw one can meet a neighbour for free. The proposals became a "
            "list to vote on. Below are the result and the answer of the city.",
        ),
        "uk": Frame(
            "Місця зустрічей",
            "Мешканці розподілили 800 000 злотих на місця, де можна бути разом, нічого не купуючи.",
            "Ми питали, де у Варшаві можна безкоштовно зустріти сусіда. З пропозицій постав "
            "список для голосування. Нижче результат і відповідь міста.",
        ),
        "ar": Frame(
            "أماكن اللقاء",
            "وزّع السكان 800 ألف زلوتي على أماكن نجتمع فيها دون أن نشتري شيئًا.",
            "سألنا أين يلتقي المرء جاره مجانًا في وارسو. ومن الاقتراحات نشأت قائمة للتصويت. تجدون "
            "هنا النتيجة وجواب المدينة.",
        ),
    },
    proposals=(
        Proposal(
            "maja",
            "pl",
            "Dom sąsiedzki na Nowej Pradze",
            "Kuchnia, stół na dwadzieścia osób i klucz, który można pożyczyć. Pusty lokal po "
            "sklepie stoi trzy lata.",
            district="Praga-Północ",
            cost=260_000,
            liking=57,
            translations={
                "en": Words(
                    "A neighbours' house in Nowa Praga",
                    "A kitchen, a table for twenty and a key that can be borrowed. An empty shop "
                    "has stood there for three years.",
                ),
                "ar": Words(
                    "بيت الجيران في براغا الجديدة",
                    "مطبخ وطاولة لعشرين شخصًا ومفتاح يمكن استعارته. هناك متجر فارغ منذ ثلاث سنوات.",
                ),
            },
            comments=(
                Comment(
                    "newcomer",
                    "ar",
                    "for",
                    "نطبخ معًا كل خميس، لكننا نفتقد المطبخ.",
                    {"pl": "Gotujemy razem w każdy czwartek, brakuje nam tylko kuchni."},
                ),
                Comment("stefan", "pl", "question", "Kto będzie sprzątał?"),
            ),
        ),
        Proposal(
            "daria",
            "uk",
            "Сцена у парку для співів надвечір",
            "Маленька дерев'яна сцена з дахом. Щосереди хор, щоп'ятниці хто захоче.",
            district="Mokotów",
            cost=112_000,
            liking=45,
            translations={
                "pl": Words(
                    "Scena w parku na wieczorne śpiewanie",
                    "Mała drewniana scena z dachem. W środy chór, w piątki kto zechce.",
                )
            },
        ),
        Proposal(
            "stefan",
            "pl",
            "Warsztat z narzędziami do pożyczania",
            "Wiertarka pracuje w życiu kwadrans. Jeden warsztat w dzielnicy wystarczy wszystkim.",
            district="Wawer",
            cost=94_000,
            liking=52,
            translations={
                "uk": Words(
                    "Майстерня з інструментами напрокат",
                    "Дриль за життя працює чверть години. Однієї майстерні на район досить усім.",
                ),
                "en": Words(
                    "A workshop with tools to borrow",
                    "A drill works a quarter of an hour in its life. One workshop per district "
                    "is enough for all.",
                ),
            },
        ),
        Proposal(
            "omar",
            "ar",
            "طاولات شطرنج تحت الأشجار",
            "ثماني طاولات من الحجر، وصندوق فيه قطع اللعب تحتفظ به المكتبة المجاورة.",
            district="Ursynów",
            cost=38_000,
            liking=49,
            translations={
                "pl": Words(
                    "Stoły do szachów pod drzewami",
                    "Osiem kamiennych stołów, a pudełko z figurami trzyma biblioteka obok.",
                ),
                "uk": Words(
                    "Шахові столи під деревами",
                    "Вісім кам'яних столів, а скринька з фігурами в сусідній бібліотеці.",
                ),
            },
        ),
        Proposal(
            "grazyna",
            "pl",
            "Potańcówka co niedzielę na Bielanach",
            "Podłoga, głośniki i ktoś, kto zna tango. Reszta przyjdzie sama.",
            district="Bielany",
            cost=72_000,
            liking=48,
        ),
        Proposal(
            "duc",
            "en",
            "A table-tennis hall in the old boiler house",
            "The boiler house in Ochota is warm and empty. Eight tables, and tea at the door.",
            district="Ochota",
            cost=310_000,
            liking=34,
            translations={
                "pl": Words(
                    "Ping-pong w starej kotłowni",
                    "Kotłownia na Ochocie jest ciepła i pusta. Osiem stołów i herbata przy "
                    "wejściu.",
                )
            },
            comments=(Comment("grazyna", "pl", "against", "Za drogo jak na jeden sport."),),
        ),
        Proposal(
            "vitaliy",
            "uk",
            "Майданчик для собак із лавками для людей",
            "Собаки знайомлять людей швидше за будь-які збори.",
            district="Białołęka",
            cost=86_000,
            liking=37,
            translations={
                "pl": Words(
                    "Wybieg dla psów z ławkami dla ludzi",
                    "Psy poznają ze sobą ludzi szybciej niż każde zebranie.",
                )
            },
        ),
        Proposal(
            "resident",
            "pl",
            "Letnie kino na Grochowie",
            "Ekran, leżaki i filmy z napisami w trzech językach, dziesięć wieczorów.",
            district="Praga-Południe",
            cost=104_000,
            liking=50,
            translations={
                "uk": Words(
                    "Літнє кіно на Грохові",
                    "Екран, шезлонги і фільми з субтитрами трьома мовами, десять вечорів.",
                ),
                "en": Words(
                    "A summer cinema in Grochów",
                    "A screen, deck chairs and films with subtitles in three languages, ten "
                    "evenings.",
                ),
            },
        ),
    ),
    answer={
        "pl": (
            "Miasto wykona wszystkie wybrane projekty. Warsztat i stoły do szachów ruszą wiosną, "
            "kino latem, dom sąsiedzki otworzymy jesienią po remoncie. Co trzy miesiące "
            "napiszemy, jak idzie praca. Halę w kotłowni sprawdzimy w budżecie sportowym."
        ),
        "en": (
            "The city will carry out all the chosen projects. The workshop and the chess tables "
            "start in spring, the cinema in summer; the neighbours' house opens in autumn after "
            "repairs. Every three months we will write how the work goes. We will look at the "
            "boiler house in the sports budget."
        ),
        "uk": (
            "Місто виконає всі обрані проєкти. Майстерня і шахові столи запрацюють навесні, кіно "
            "влітку, сусідський дім відкриємо восени після ремонту. Щотри місяці писатимемо, як "
            "іде робота. Зал у котельні розглянемо у спортивному бюджеті."
        ),
        "ar": (
            "ستنفذ المدينة كل المشاريع المختارة. تبدأ الورشة وطاولات الشطرنج في الربيع، والسينما "
            "في الصيف، ويُفتح بيت الجيران في الخريف بعد الترميم. نكتب كل ثلاثة أشهر عن سير العمل، "
            "وندرس قاعة المرجل في ميزانية الرياضة."
        ),
    },
)
