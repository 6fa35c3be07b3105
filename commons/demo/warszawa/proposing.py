"""Warsaw: a consultation that collects proposals now, and proposals outside any consultation."""

from commons.demo.content import Comment, Consultation, Frame, Hiding, Proposal, Report, Words

OFFICE = Consultation(
    slug="urzad-ktory-rozumie",
    texts={
        "pl": Frame(
            "Urząd, który rozumie",
            "Jak ma działać urząd dzielnicy, żeby każdy załatwił swoją sprawę? Pisz w swoim "
            "języku.",
            "Co piąta sprawa w urzędzie wraca, bo pismo było niezrozumiałe. Zbieramy propozycje: "
            "o języku pism, o tłumaczach, o godzinach otwarcia, o pomocy dla osób, które nie "
            "korzystają z internetu. Trzy pomysły sprawdzimy od razu w trzech dzielnicach.",
        ),
        "en": Frame(
            "An office that understands",
            "How should the district office work so that everybody gets things done? Write in "
            "your own language.",
            "Every fifth matter comes back because a letter was hard to understand. We collect "
            "proposals: about the language of letters, interpreters, opening hours, and help for "
            "people who do not use the internet. We will try three ideas at once in three "
            "districts.",
        ),
        "uk": Frame(
            "Установа, яка розуміє",
            "Як має працювати районна управа, щоб кожен вирішив свою справу? Пишіть своєю мовою.",
            "Кожна п'ята справа повертається, бо лист був незрозумілий. Збираємо пропозиції: про "
            "мову листів, перекладачів, години роботи, допомогу тим, хто не користується "
            "інтернетом. Три ідеї одразу випробуємо у трьох районах.",
        ),
        "ar": Frame(
            "إدارة تفهم الناس",
            "كيف تعمل إدارة الحي لينجز كل إنسان معاملته؟ اكتبوا بلغتكم.",
            "معاملة من كل خمس تعود لأن الرسالة لم تكن مفهومة. نجمع اقتراحات عن لغة الرسائل "
            "والمترجمين وساعات العمل ومساعدة من لا يستخدم الإنترنت. سنجرّب ثلاث أفكار فورًا في "
            "ثلاثة أحياء.",
        ),
    },
    proposals=(
        Proposal(
            "newcomer",
            "ar",
            "مترجم عبر الهاتف عند كل شباك",
            "في الشباك رقم أربعة احتجت إلى ابني ذي التسع سنوات ليترجم لي عن صحتي. سماعة ومترجم "
            "على الخط خلال دقيقتين يكفيان.",
            liking=49,
            translations={
                "pl": Words(
                    "Tłumacz przez telefon przy każdym okienku",
                    "Przy okienku numer cztery mój dziewięcioletni syn musiał tłumaczyć moje "
                    "sprawy zdrowotne. Wystarczy słuchawka i tłumacz na linii w ciągu dwóch "
                    "minut.",
                ),
                "en": Words(
                    "An interpreter by telephone at every counter",
                    "At counter four my son of nine had to interpret about my health. A receiver "
                    "and an interpreter on the line within two minutes would be enough.",
                ),
                "uk": Words(
                    "Перекладач по телефону біля кожного віконця",
                    "Біля четвертого віконця мій дев'ятирічний син мусив перекладати про моє "
                    "здоров'я. Досить слухавки й перекладача на лінії за дві хвилини.",
                ),
            },
            comments=(
                Comment(
                    "resident",
                    "pl",
                    "for",
                    "Dziecko nie powinno tego robić. Popieram.",
                    {"ar": "لا ينبغي أن يفعل طفل ذلك. أؤيد الاقتراح."},
                ),
                Comment(
                    "vitaliy",
                    "uk",
                    "question",
                    "Чи буде переклад жестовою мовою також?",
                    {"pl": "Czy będzie też tłumacz języka migowego?"},
                ),
                Comment(
                    "stefan",
                    "pl",
                    "against",
                    "Za moje podatki? Obcy niech sobie sami płacą, nie ma tu dla nich miejsca.",
                    hiding=Hiding(
                        "hate",
                        "Zdanie odmawia ludziom miejsca w mieście z powodu pochodzenia (punkt 2 "
                        "zasad). Pytanie o koszty jest w porządku i można je zadać na nowo.",
                        "Pytałem o pieniądze i mam do tego prawo. Proszę przywrócić przynajmniej "
                        "pierwsze zdanie.",
                    ),
                ),
            ),
        ),
        Proposal(
            "grazyna",
            "pl",
            "Okienko dla tych, co bez internetu",
            "Mam 74 lata i telefon z klawiszami. Raz w tygodniu niech ktoś usiądzie ze mną i "
            "wyśle wniosek. Bielany mają pustą salę na parterze.",
            district="Bielany",
            liking=56,
            translations={
                "uk": Words(
                    "Віконце для тих, хто без інтернету",
                    "Мені 74, і телефон у мене з кнопками. Раз на тиждень хай хтось сяде поруч і "
                    "надішле заяву. На Белянах є порожня зала на першому поверсі.",
                ),
                "en": Words(
                    "A counter for those without internet",
                    "I am 74 and my telephone has keys. Once a week somebody could sit down with "
                    "me and send the form. Bielany has an empty room on the ground floor.",
                ),
            },
            comments=(
                Comment(
                    "maja",
                    "pl",
                    "idea",
                    "Uczniowie z liceum obok mogliby pomagać w ramach wolontariatu.",
                ),
                Comment(
                    "daria",
                    "uk",
                    "for",
                    "Моїй бабусі теж це потрібно.",
                    {"pl": "Moja babcia też tego potrzebuje."},
                ),
            ),
        ),
        Proposal(
            "daria",
            "uk",
            "Листи простою мовою з QR-кодом перекладу",
            "Лист з управи я читаю зі словником годину. Нехай перше речення каже, що робити і до "
            "коли, а код веде до перекладу.",
            liking=63,
            translations={
                "pl": Words(
                    "Pisma prostym językiem, z kodem do tłumaczenia",
                    "Pismo z urzędu czytam ze słownikiem przez godzinę. Niech pierwsze zdanie "
                    "mówi, co zrobić i do kiedy, a kod prowadzi do tłumaczenia.",
                ),
                "ar": Words(
                    "رسائل بلغة بسيطة مع رمز للترجمة",
                    "أقرأ رسالة الإدارة بالقاموس ساعة كاملة. لتقل الجملة الأولى ماذا أفعل وإلى "
                    "متى، وليقد الرمز إلى الترجمة.",
                ),
            },
            comments=(
                Comment(
                    "resident",
                    "pl",
                    "for",
                    "Ja jestem stąd i też potrzebuję tłumaczenia z urzędowego na nasze.",
                ),
            ),
        ),
        Proposal(
            "duc",
            "en",
            "Book a visit by a message",
            "The booking page closes at midnight and the free visits are gone by five past. Let "
            "people ask by a plain text message and get the next free time back.",
            liking=24,
            reports=(Report("other", "Powtarza propozycję sprzed roku.", "grazyna"),),
        ),
        Proposal(
            "vitaliy",
            "uk",
            "Дитячий куточок у залі очікування",
            "Дві години черги з трирічним: килимок, книжки і фломастери коштують менше, ніж "
            "нерви всіх довкола.",
            district="Białołęka",
            liking=35,
            translations={
                "pl": Words(
                    "Kącik dla dzieci w poczekalni",
                    "Dwie godziny w kolejce z trzylatkiem: dywanik, książki i flamastry kosztują "
                    "mniej niż nerwy wszystkich wokół.",
                )
            },
            comments=(
                Comment(
                    "stefan",
                    "pl",
                    "against",
                    "Kup Pan tanio garnki! Dzwonić wieczorem, numer na moim profilu.",
                    reports=(Report("spam", "Reklama garnków.", "maja"),),
                ),
            ),
        ),
    ),
)

OWN_IDEAS = (
    Proposal(
        "stefan",
        "pl",
        "Kompost ze wszystkich działek w Wawrze",
        "Liście wywozimy w workach, a potem kupujemy ziemię. Postawmy trzy duże kompostowniki "
        "przy ogrodach i rozdawajmy kompost wiosną.",
        district="Wawer",
        liking=27,
        translations={
            "en": Words(
                "Compost from all the allotments in Wawer",
                "We carry off leaves in bags and then buy soil. Let us put up three large "
                "composters by the gardens and give away the compost in spring.",
            )
        },
        decision="partly",
        answer={
            "pl": (
                "Zaczniemy od jednego kompostownika przy ulicy Korkowej. Po roku policzymy "
                "koszty i zdecydujemy o dwóch kolejnych."
            ),
            "en": (
                "We begin with one composter in Korkowa street. After a year we will look at the "
                "costs and decide about the two others."
            ),
            "uk": (
                "Почнемо з одного компостера на вулиці Корковій. Через рік порахуємо витрати і "
                "вирішимо щодо двох інших."
            ),
            "ar": (
                "نبدأ بحاوية واحدة للسماد في شارع كوركوفا. وبعد عام نحسب التكلفة ونقرر بشأن "
                "الاثنتين الأخريين."
            ),
        },
        comments=(Comment("grazyna", "pl", "question", "Czy nie będzie zapachu pod oknami?"),),
    ),
    Proposal(
        "omar",
        "ar",
        "مكان هادئ في المكتبة لمن يدرس ليلًا",
        "أعمل نهارًا وأدرس ليلًا في غرفة نتقاسمها ثلاثة. أقترح أن تبقى قاعة واحدة مفتوحة حتى منتصف "
        "الليل.",
        district="Ursynów",
        liking=33,
        translations={
            "pl": Words(
                "Ciche miejsce w bibliotece dla uczących się nocą",
                "W dzień pracuję, a nocą uczę się w pokoju, który dzielimy w trzech. Proponuję, "
                "żeby jedna sala była otwarta do północy.",
            )
        },
        reports=(Report("off_topic", "", None),),
    ),
)
