"""Bristol: a consultation that collects proposals now, and proposals outside any consultation."""

from commons.demo.content import Comment, Consultation, Frame, Hiding, Proposal, Report, Words

WELCOME = Consultation(
    slug="a-city-that-welcomes",
    texts={
        "en": Frame(
            "A city that welcomes",
            "What should Bristol do in somebody's first hundred days? Write in your own language.",
            "Bristol is a City of Sanctuary. That is a promise, and promises need doing. Tell us "
            "what helped you when you were new, or what was missing: a bed, a bus pass, a class, "
            "a phone call. We answer every proposal. The best become part of the inclusive city "
            "programme.",
        ),
        "pl": Frame(
            "Miasto, które wita",
            "Co Bristol powinien zrobić w pierwszych stu dniach nowej osoby? Pisz w swoim języku.",
            "Bristol jest miastem schronienia. To obietnica, a obietnice trzeba spełniać. "
            "Napisz, co ci pomogło na początku albo czego brakowało: łóżka, biletu, kursu, "
            "telefonu. Odpowiemy na każdą propozycję. Najlepsze wejdą do programu miasta "
            "otwartego.",
        ),
        "uk": Frame(
            "Місто, яке вітає",
            "Що Бристоль має зробити в перші сто днів нової людини? Пишіть своєю мовою.",
            "Бристоль є містом прихистку. Це обіцянка, а обіцянки треба виконувати. Розкажіть, "
            "що допомогло вам на початку або чого бракувало: ліжка, проїзного, курсу, дзвінка. "
            "Ми відповімо на кожну пропозицію. Найкращі увійдуть до програми відкритого міста.",
        ),
        "ar": Frame(
            "مدينة ترحّب",
            "ماذا تفعل بريستول في الأيام المئة الأولى لشخص جديد؟ اكتبوا بلغتكم.",
            "بريستول مدينة ملاذ. هذا وعد، والوعود تحتاج إلى عمل. قولوا لنا ما الذي ساعدكم حين "
            "كنتم جددًا أو ما الذي نقصكم: سرير أو بطاقة حافلة أو درس أو مكالمة. نجيب عن كل "
            "اقتراح، وأفضلها يدخل في برنامج المدينة المنفتحة.",
        ),
        "ps": Frame(
            "هغه ښار چې ښه راغلاست وایي",
            "د نوي کس په لومړیو سلو ورځو کې بریسټول څه وکړي؟ په خپله ژبه ولیکئ.",
            "بریسټول د پناه ښار دی. دا یوه ژمنه ده، او ژمنې عمل غواړي. ووایئ چې کله نوي وئ څه مو "
            "په درد وخوړل یا څه نه وو: کټ، د بس کارډ، درس، یو زنګ. هر وړاندیز ته ځواب ورکوو. تر "
            "ټولو ښه به د پرانیستي ښار په پروګرام کې راشي.",
        ),
    },
    proposals=(
        Proposal(
            "newcomer",
            "ar",
            "بطاقة حافلة منذ اليوم الأول",
            "أسكن في إيستون والدرس في الوسط والمحامي في الجنوب. ثماني جنيهات للأسبوع لا تكفي إلا "
            "للمشي. بطاقة حافلة مجانية لمئة يوم تفتح المدينة كلها.",
            liking=52,
            translations={
                "en": Words(
                    "A bus pass from the first day",
                    "I live in Easton, my class is in the centre and my lawyer in the south. "
                    "Eight pounds a week are only enough for walking. A free bus pass for a "
                    "hundred days opens the whole city.",
                ),
                "pl": Words(
                    "Bilet autobusowy od pierwszego dnia",
                    "Mieszkam w Easton, kurs mam w centrum, a prawnika na południu. Osiem funtów "
                    "na tydzień wystarcza tylko na chodzenie pieszo. Darmowy bilet na sto dni "
                    "otwiera całe miasto.",
                ),
                "ps": Words(
                    "له لومړۍ ورځې د بس کارډ",
                    "په اېسټن کې اوسېږم، درس مې په مرکز کې دی او وکیل مې په جنوب کې. د اوونۍ اته "
                    "پاونډه یوازې د پیاده تګ لپاره بس دي. د سلو ورځو وړیا کارډ ټول ښار پرانیزي.",
                ),
            },
            comments=(
                Comment(
                    "bronwen",
                    "en",
                    "for",
                    "I taught a class where half the room had walked an hour. Please do this.",
                    {"ar": "درّست صفًا مشى نصف طلابه ساعة كاملة. أرجو أن تفعلوا ذلك."},
                ),
                Comment(
                    "miles",
                    "en",
                    "question",
                    "What does it cost for a year, and can the bus company share it?",
                ),
                Comment(
                    "pete",
                    "en",
                    "against",
                    "Let them walk back to where they came from.",
                    hiding=Hiding(
                        "hate",
                        "The comment tells people to leave because of where they come from (rule "
                        "2 of the conversation). Doubts about the cost are welcome and may be "
                        "written again.",
                        "I was angry about my own bus being cut. I would like to say that "
                        "instead. Please look at it again.",
                    ),
                ),
            ),
        ),
        Proposal(
            "farid",
            "ps",
            "د لومړي ځل لپاره ډاکټر ته ملګری",
            "کله چې زما مور ناروغه شوه، د ډاکټر دفتر ته مې د تلو چل نه و زده. یو رضاکار چې پښتو "
            "پوهېږي او لومړی ځل ورسره لاړ شي ډېر څه بدلولای شي.",
            district="Southmead",
            liking=34,
            translations={
                "en": Words(
                    "Company for the first visit to a doctor",
                    "When my mother fell ill I did not know how to go to a surgery. A volunteer "
                    "who knows Pashto and comes along the first time can change a lot.",
                ),
                "ar": Words(
                    "رفيق للزيارة الأولى إلى الطبيب",
                    "حين مرضت أمي لم أعرف كيف أذهب إلى العيادة. متطوع يعرف البشتو ويرافقنا أول "
                    "مرة يغيّر الكثير.",
                ),
            },
            comments=(
                Comment(
                    "resident",
                    "en",
                    "for",
                    "I drive on Tuesdays and Thursdays and would be glad to wait along.",
                    {
                        "ps": (
                            "زه د سه‌شنبې او پنجشنبې په ورځو موټر چلوم او په خوښۍ به ورسره انتظار "
                            "وکړم."
                        )
                    },
                ),
                Comment(
                    "iryna",
                    "uk",
                    "idea",
                    "Додайте аркуш із малюнками: де болить і відколи.",
                    {"en": "Add a sheet of pictures: where it hurts and since when."},
                ),
            ),
        ),
        Proposal(
            "deshawn",
            "en",
            "Barbers and hairdressers as welcome points",
            "Everybody sits down at a barber's sooner or later, and barbers know everything. "
            "Give twenty shops in Stokes Croft and Easton a rack of leaflets and a number to "
            "call.",
            district="St Pauls",
            liking=41,
            translations={
                "pl": Words(
                    "Fryzjerzy jako punkty powitania",
                    "Każdy prędzej czy później siada u fryzjera, a fryzjerzy wiedzą wszystko. "
                    "Dajmy dwudziestu zakładom stojak z ulotkami i numer, pod który można "
                    "dzwonić.",
                ),
                "ar": Words(
                    "الحلاقون نقاط ترحيب",
                    "كل إنسان يجلس عند الحلاق عاجلًا أو آجلًا، والحلاقون يعرفون كل شيء. لنعطِ عشرين "
                    "محلًا رفًا للمنشورات ورقمًا للاتصال.",
                ),
            },
        ),
        Proposal(
            "ewa",
            "pl",
            "Kurs angielskiego o szóstej rano",
            "Zaczynam zmianę o siódmej, kończę o osiemnastej. Godzina angielskiego przed pracą, "
            "w stołówce, z kawą. Przyjdzie nas dużo.",
            district="Bedminster",
            liking=28,
            translations={
                "en": Words(
                    "An English class at six in the morning",
                    "My shift begins at seven and ends at six. An hour of English before work, "
                    "in the canteen, with coffee. Many of us will come.",
                )
            },
            reports=(Report("other", "Please check: the same idea was posted in March.", "miles"),),
            comments=(
                Comment(
                    "pete",
                    "en",
                    "against",
                    "My landlord Mr G., 07700 900123, fires people who come late.",
                    reports=(Report("personal_data", "A private telephone number.", "bronwen"),),
                ),
            ),
        ),
        Proposal(
            "iryna",
            "uk",
            "Список кімнат, перевірених містом",
            "За кімнату без вікна просять шістсот фунтів. Хай місто веде список власників, які "
            "пройшли перевірку, і телефон, куди скаржитися.",
            liking=46,
            translations={
                "en": Words(
                    "A list of rooms checked by the city",
                    "They ask six hundred pounds for a room without a window. Let the city keep "
                    "a list of landlords who were checked, and a number to complain to.",
                )
            },
        ),
    ),
)

OWN_IDEAS = (
    Proposal(
        "pete",
        "en",
        "Seed library at Horfield",
        "Take a packet in March, bring one back in October. We have the drawers already and need "
        "only a dry corner in the library.",
        district="Horfield",
        liking=37,
        translations={
            "pl": Words(
                "Biblioteka nasion w Horfield",
                "Weź paczkę w marcu, oddaj w październiku. Szuflady już mamy, potrzeba tylko "
                "suchego kąta w bibliotece.",
            ),
            "uk": Words(
                "Бібліотека насіння в Горфілді",
                "Візьми пакетик у березні, поверни в жовтні. Шухляди вже є, потрібен лише сухий "
                "куток у бібліотеці.",
            ),
        },
        decision="accepted",
        answer={
            "en": (
                "Yes. The drawers stand in the library's porch from 1 March. A volunteer is "
                "there on Saturday mornings."
            ),
            "pl": (
                "Tak. Szuflady staną w przedsionku biblioteki od 1 marca. W sobotnie poranki "
                "będzie tam wolontariusz."
            ),
            "uk": (
                "Так. Із 1 березня шухляди стоять у передпокої бібліотеки. Щосуботи вранці там "
                "чергує волонтер."
            ),
            "ar": "نعم. توضع الأدراج في مدخل المكتبة من أول مارس، ويحضر متطوع صباح كل سبت.",
            "ps": (
                "هو. المارۍ به د مارچ له لومړۍ د کتابتون په دهلیز کې وي. د شنبې په سهار به یو "
                "رضاکار هلته وي."
            ),
        },
        comments=(
            Comment(
                "khadija",
                "ar",
                "for",
                "سأحضر بذور الملوخية من أمي.",
                {"en": "I will bring my mother's molokhia seeds."},
            ),
        ),
    ),
    Proposal(
        "miles",
        "en",
        "Ban every car tomorrow",
        "All of them. I mean it.",
        liking=6,
        reports=(Report("spam", "Posted three times this week.", None),),
        comments=(
            Comment("resident", "en", "against", "My husband goes to dialysis by car."),
            Comment("deshawn", "en", "question", "And the ambulance?"),
        ),
    ),
)
