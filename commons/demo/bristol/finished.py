"""Bristol: a participatory budget that is over, counted and answered."""

from commons.demo.content import Comment, Consultation, Frame, Proposal, Words

WARM_ROOMS = Consultation(
    slug="warm-rooms",
    budget=250_000,
    rule="equal-shares",
    texts={
        "en": Frame(
            "Warm rooms",
            "Residents shared out £250,000 for places that are warm, free and open to all in "
            "winter.",
            "Heating has become dear. We asked who would open a room, what they need for it, and "
            "who would come. Then Bristol voted. Here are the result and the answer of the "
            "council.",
        ),
        "pl": Frame(
            "Ciepłe pokoje",
            "Mieszkańcy podzielili 250 000 funtów na ciepłe, bezpłatne i otwarte miejsca na zimę.",
            "Ogrzewanie zdrożało. Pytaliśmy, kto otworzyłby pokój, czego potrzebuje i kto by "
            "przyszedł. Potem Bristol głosował. Oto wynik i odpowiedź rady.",
        ),
        "uk": Frame(
            "Теплі кімнати",
            "Мешканці розподілили 250 000 фунтів на теплі, безкоштовні й відкриті для всіх місця "
            "взимку.",
            "Опалення подорожчало. Ми питали, хто відкрив би кімнату, що для цього потрібно і "
            "хто прийшов би. Потім Бристоль голосував. Ось результат і відповідь ради.",
        ),
        "ar": Frame(
            "غرف دافئة",
            "وزّع السكان 250 ألف جنيه على أماكن دافئة مجانية مفتوحة للجميع في الشتاء.",
            "صارت التدفئة غالية. سألنا من يفتح غرفة وماذا يحتاج لذلك ومن سيأتي. ثم صوّتت بريستول. "
            "هذه هي النتيجة وجواب المجلس.",
        ),
        "ps": Frame(
            "تودې خونې",
            "اوسېدونکو ۲۵۰ زره پاونډه په ژمي کې د تودو، وړیا او ټولو ته پرانیستو ځایونو لپاره "
            "ووېشل.",
            "د تودوخې لګښت لوړ شوی دی. موږ وپوښتل چې څوک به خونه پرانیزي، څه ته اړتیا لري او څوک "
            "به راشي. بیا بریسټول رایه ورکړه. دا پایله او د شورا ځواب دی.",
        ),
    },
    proposals=(
        Proposal(
            "khadija",
            "ar",
            "مطبخ دافئ في لورانس هيل",
            "ثلاث أمسيات في الأسبوع: حساء وخبز وواجبات مدرسية. المسجد يعطي القاعة والكنيسة تعطي "
            "القدور.",
            district="Lawrence Hill",
            cost=46_000,
            liking=58,
            translations={
                "en": Words(
                    "A warm kitchen in Lawrence Hill",
                    "Three evenings a week: soup, bread and homework. The mosque gives the hall, "
                    "the church gives the pots.",
                ),
                "pl": Words(
                    "Ciepła kuchnia w Lawrence Hill",
                    "Trzy wieczory w tygodniu: zupa, chleb i lekcje. Meczet daje salę, kościół "
                    "daje garnki.",
                ),
            },
            comments=(
                Comment(
                    "bronwen",
                    "en",
                    "for",
                    "The best sentence I have read on this site.",
                    {"ar": "أجمل جملة قرأتها في هذا الموقع."},
                ),
                Comment("miles", "en", "question", "Is there a ramp?"),
            ),
        ),
        Proposal(
            "resident",
            "en",
            "The library in Knowle open until nine",
            "Light, heat, chairs and a librarian: it is all there. Pay for three more hours.",
            district="Knowle",
            cost=62_000,
            liking=51,
            translations={
                "uk": Words(
                    "Бібліотека в Ноулі відкрита до дев'ятої",
                    "Світло, тепло, стільці й бібліотекар: усе вже є. Заплатімо за три додаткові "
                    "години.",
                )
            },
        ),
        Proposal(
            "pete",
            "en",
            "Wood stove in the allotment hut",
            "Twenty of us, all over sixty, all cold from November. We chop the wood ourselves.",
            district="Horfield",
            cost=9_000,
            liking=33,
        ),
        Proposal(
            "ewa",
            "pl",
            "Herbata i szycie w Bedminster",
            "Maszyny do szycia stoją bezczynnie w świetlicy. Cztery popołudnia w tygodniu, "
            "dzieci odrabiają lekcje obok.",
            district="Bedminster",
            cost=18_000,
            liking=36,
            translations={
                "en": Words(
                    "Tea and sewing in Bedminster",
                    "Sewing machines stand idle in the community room. Four afternoons a week, "
                    "with the children doing homework beside us.",
                )
            },
        ),
        Proposal(
            "farid",
            "ps",
            "په ساوتمېډ کې د چای توده خونه",
            "د شپې له کاره راځو او کور سوړ وي. یوه خونه چې له شپږو تر لسو خلاصه وي، چای او شطرنج "
            "ولري.",
            district="Southmead",
            cost=27_000,
            liking=39,
            translations={
                "en": Words(
                    "A warm tea room in Southmead",
                    "We come from work at night and the house is cold. One room, open from six "
                    "to ten, with tea and chess.",
                ),
                "ar": Words(
                    "غرفة شاي دافئة في ساوثميد",
                    "نعود من العمل ليلًا والبيت بارد. غرفة مفتوحة من السادسة إلى العاشرة، فيها "
                    "شاي وشطرنج.",
                ),
            },
        ),
        Proposal(
            "deshawn",
            "en",
            "Music room with heating in St Pauls",
            "Warm hands play better. Rewire the old studio and open it to anybody under 25.",
            district="St Pauls",
            cost=84_000,
            liking=56,
            translations={
                "pl": Words(
                    "Ogrzewana sala muzyczna w St Pauls",
                    "Ciepłe ręce grają lepiej. Wymieńmy instalację w starym studiu i otwórzmy je "
                    "dla osób do 25 lat.",
                )
            },
            comments=(
                Comment("pete", "en", "against", "Eighty-four thousand for drums?"),
                Comment(
                    "deshawn",
                    "en",
                    "idea",
                    "Most of it is wiring. Without it nobody may use the building at all.",
                ),
            ),
        ),
        Proposal(
            "iryna",
            "uk",
            "Теплий автобус із юристом",
            "Старий автобус з обігрівачем об'їжджає п'ять районів: чай, розетки і порада про "
            "рахунки.",
            cost=71_000,
            liking=40,
            translations={
                "en": Words(
                    "A warm bus with an adviser",
                    "An old bus with a heater visits five areas: tea, sockets and advice about "
                    "bills.",
                )
            },
        ),
        Proposal(
            "miles",
            "en",
            "Heated benches on the Downs",
            "For walkers, on forty benches.",
            district="Clifton",
            cost=190_000,
            liking=8,
        ),
    ),
    answer={
        "en": (
            "Thank you. The council has accepted the result. The kitchens and tea rooms are "
            "open, the library keeps its longer hours for half a year, and the wiring in St "
            "Pauls begins next. Heated benches were not chosen and will not be built. Each room "
            "will report how many came, and we will publish it here."
        ),
        "pl": (
            "Dziękujemy. Rada przyjęła wynik. Kuchnie i herbaciarnie są już otwarte, biblioteka "
            "będzie dłużej czynna przez pół roku, a potem zacznie się wymiana instalacji w St "
            "Pauls. Podgrzewanych ławek nie wybrano i nie powstaną. Każdy pokój powie, ile osób "
            "przyszło, a my to tu ogłosimy."
        ),
        "uk": (
            "Дякуємо. Рада прийняла результат. Кухні й чайні вже відкриті, бібліотека "
            "працюватиме довше пів року, а потім почнемо нову проводку в Сент-Полс. Лавки з "
            "підігрівом не обрано, їх не буде. Кожна кімната повідомить, скільки людей прийшло, "
            "і ми це тут оприлюднимо."
        ),
        "ar": (
            "شكرًا لكم. قبل المجلس النتيجة. المطابخ وغرف الشاي مفتوحة الآن، وتبقى المكتبة مفتوحة "
            "لساعات أطول نصف عام، ثم تبدأ أعمال الكهرباء في سانت بولز. لم تُختر المقاعد المدفأة "
            "ولن تُبنى. ستذكر كل غرفة عدد من زاروها وننشره هنا."
        ),
        "ps": (
            "مننه. شورا پایله ومنله. پخلنځي او د چای خونې اوس خلاصې دي، کتابتون به نیم کال زیات "
            "خلاص وي، او بیا به په سېنټ پالز کې د برېښنا کار پیل شي. تودې څوکۍ ونه ټاکل شوې او "
            "نه به جوړېږي. هره خونه به وایي چې څومره خلک راغلل، او موږ به یې دلته خپور کړو."
        ),
    },
)
