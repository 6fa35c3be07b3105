"""Gdańsk: a participatory budget that is over, counted and answered."""

from commons.demo.content import Comment, Consultation, Frame, Proposal, Words

WAY_TO_SCHOOL = Consultation(
    slug="bezpieczna-droga-do-szkoly",
    budget=600_000,
    rule="equal-shares",
    texts={
        "pl": Frame(
            "Bezpieczna droga do szkoły",
            "Mieszkańcy podzielili 600 000 zł na przejścia, światło i chodniki przy szkołach.",
            "Najpierw zebraliśmy propozycje rodziców, uczniów i nauczycieli. Potem odbyło się "
            "głosowanie. Poniżej jest wynik, który każdy może przeliczyć, i odpowiedź Rady "
            "Miasta: co zrobimy, kiedy i dlaczego części nie.",
        ),
        "en": Frame(
            "A safe way to school",
            "Residents shared out 600,000 PLN for crossings, light and pavements near schools.",
            "First we collected proposals of parents, pupils and teachers. Then came the vote. "
            "Below is the result, which anyone can recount, and the answer of the city council: "
            "what we will do, when, and why some things not.",
        ),
        "uk": Frame(
            "Безпечна дорога до школи",
            "Мешканці розподілили 600 000 злотих на переходи, світло і тротуари біля шкіл.",
            "Спершу ми зібрали пропозиції батьків, учнів і вчителів. Потім відбулося "
            "голосування. Нижче результат, який кожен може перерахувати, і відповідь міської "
            "ради: що зробимо, коли і чому дещо ні.",
        ),
        "ar": Frame(
            "طريق آمن إلى المدرسة",
            "وزّع السكان 600 ألف زلوتي على المعابر والإنارة والأرصفة قرب المدارس.",
            "أولًا جمعنا اقتراحات الأهالي والتلاميذ والمعلمين، ثم جرى التصويت. تجدون هنا النتيجة، "
            "ويستطيع كل إنسان أن يعيد حسابها، وجواب مجلس المدينة: ماذا سنفعل ومتى، ولماذا لن "
            "نفعل بعضه.",
        ),
        "ps": Frame(
            "ښوونځي ته خوندي لار",
            "اوسېدونکو ۶۰۰ زره زلوټي ښوونځیو ته نږدې پر تېرېدو، رڼا او پیاده رو ووېشل.",
            "لومړی مو د مور و پلار، زده‌کوونکو او ښوونکو وړاندیزونه راټول کړل. بیا رایه ورکول "
            "وشول. لاندې پایله ده، چې هر څوک یې بیا شمېرلای شي، او د ښار د شورا ځواب: څه به کوو، "
            "کله، او ځینې ولې نه.",
        ),
    },
    proposals=(
        Proposal(
            "resident",
            "pl",
            "Wyniesione przejście przy szkole na Kilińskiego",
            "Samochody jadą tu sześćdziesiątką. Wyniesione przejście z czerwoną nawierzchnią "
            "zwolni je bez policjanta.",
            district="Wrzeszcz Dolny",
            cost=128_000,
            liking=66,
            translations={
                "en": Words(
                    "A raised crossing at the school in Kilińskiego street",
                    "Cars drive at sixty here. A raised crossing with a red surface slows them "
                    "down without a police officer.",
                ),
                "uk": Words(
                    "Піднятий перехід біля школи на Кілінського",
                    "Машини їдуть тут шістдесят. Піднятий перехід із червоним покриттям "
                    "сповільнить їх без поліціянта.",
                ),
            },
            comments=(
                Comment(
                    "yusuf",
                    "ar",
                    "for",
                    "ابني يعبر هذا الشارع كل صباح وأنا أنتظر رسالته.",
                    {
                        "pl": (
                            "Mój syn co rano przechodzi przez tę ulicę, a ja czekam na jego "
                            "wiadomość."
                        )
                    },
                ),
                Comment("wiktor", "pl", "against", "Autobus będzie na tym podskakiwał."),
            ),
        ),
        Proposal(
            "halina",
            "pl",
            "Światło na ścieżce przez park na Zaspie",
            "Zimą dzieci wracają ze świetlicy po ciemku. Dwanaście niskich lamp z czujnikiem "
            "ruchu wystarczy.",
            district="Zaspa-Młyniec",
            cost=92_000,
            liking=58,
            translations={
                "uk": Words(
                    "Світло на стежці через парк на Заспі",
                    "Узимку діти повертаються з гуртків у темряві. Досить дванадцяти низьких "
                    "ліхтарів із датчиком руху.",
                )
            },
        ),
        Proposal(
            "oksana",
            "uk",
            "Пішохідний автобус для першокласників",
            "Дорослі по черзі ведуть групу дітей одним маршрутом, із зупинками і жилетами. Місто "
            "купує жилети, вчить провідників і малює зупинки на тротуарі.",
            cost=24_000,
            liking=71,
            translations={
                "pl": Words(
                    "Pieszy autobus dla pierwszaków",
                    "Dorośli na zmianę prowadzą grupę dzieci jedną trasą, z przystankami i "
                    "kamizelkami. Miasto kupuje kamizelki, uczy opiekunów i maluje przystanki na "
                    "chodniku.",
                ),
                "en": Words(
                    "A walking bus for first-graders",
                    "Adults take turns leading a group of children along one route, with stops "
                    "and vests. The city buys the vests, trains the leaders and paints the stops "
                    "on the pavement.",
                ),
                "ar": Words(
                    "حافلة مشاة لتلاميذ الصف الأول",
                    "يتناوب الكبار على قيادة مجموعة من الأطفال في طريق واحد له مواقف وسترات. "
                    "تشتري المدينة السترات وتدرّب المرافقين وترسم المواقف على الرصيف.",
                ),
            },
            comments=(Comment("marysia", "pl", "for", "Mogę prowadzić w środy."),),
        ),
        Proposal(
            "bohdan",
            "uk",
            "Новий тротуар до школи на Хелмі",
            "Сто двадцять метрів діти йдуть узбіччям. Потрібен тротуар і огорожа від дороги.",
            district="Chełm",
            cost=176_000,
            liking=44,
            translations={
                "pl": Words(
                    "Nowy chodnik do szkoły na Chełmie",
                    "Przez sto dwadzieścia metrów dzieci idą poboczem. Potrzebny jest chodnik i "
                    "barierka od drogi.",
                )
            },
        ),
        Proposal(
            "kasia",
            "pl",
            "Szkolna ulica: bez samochodów od 7:30 do 8:15",
            "Trzy szkoły, trzy ulice, czterdzieści pięć minut. Szlaban obsługują przeszkoleni "
            "rodzice, mieszkańcy mają wjazd.",
            cost=66_000,
            liking=53,
            translations={
                "en": Words(
                    "School street: no cars from 7:30 to 8:15",
                    "Three schools, three streets, forty-five minutes. Trained parents work the "
                    "barrier, residents may pass.",
                ),
                "ar": Words(
                    "شارع المدرسة: بلا سيارات من 7:30 إلى 8:15",
                    "ثلاث مدارس وثلاثة شوارع وخمس وأربعون دقيقة. يشغّل الحاجزَ أهالٍ مدرَّبون، ويُسمح "
                    "للسكان بالمرور.",
                ),
            },
        ),
        Proposal(
            "newcomer",
            "ar",
            "لافتات مصوّرة على طريق المدرسة",
            "الأطفال الجدد لا يقرؤون البولندية بعد. رسوم أقدام ملونة على الأرض من الموقف إلى باب "
            "المدرسة تكفيهم.",
            district="Orunia-Św. Wojciech-Lipce",
            cost=31_000,
            liking=47,
            translations={
                "pl": Words(
                    "Obrazkowe znaki na drodze do szkoły",
                    "Nowe dzieci nie czytają jeszcze po polsku. Wystarczą kolorowe stopy "
                    "namalowane od przystanku do drzwi szkoły.",
                ),
                "en": Words(
                    "Picture signs on the way to school",
                    "New children do not read Polish yet. Coloured footprints painted from the "
                    "stop to the school door are enough.",
                ),
            },
        ),
        Proposal(
            "wiktor",
            "pl",
            "Zatoka dla rodziców przy szkole na Stogach",
            "Rodzice stają na przejściu, bo nie mają gdzie. Sześć miejsc na trzy minuty rozwiąże "
            "kłopot.",
            district="Stogi",
            cost=148_000,
            liking=21,
            comments=(
                Comment(
                    "kasia", "pl", "against", "Więcej miejsc to więcej aut. Wolę szkolną ulicę."
                ),
            ),
        ),
        Proposal(
            "jamal",
            "ps",
            "ښوونځي ته د بایسکل خوندي لار",
            "له نووي پورت څخه ښوونځي ته د بایسکل لار نیمایي پرې ده. دا تشه دې ډکه شي.",
            district="Nowy Port",
            cost=232_000,
            liking=34,
            translations={
                "pl": Words(
                    "Bezpieczna droga rowerowa do szkoły",
                    "Droga rowerowa z Nowego Portu do szkoły urywa się w połowie. Trzeba "
                    "dokończyć brakujący kawałek.",
                ),
                "en": Words(
                    "A safe cycle path to school",
                    "The cycle path from Nowy Port to the school ends half way. The missing "
                    "piece should be built.",
                ),
            },
        ),
        Proposal(
            "agnes",
            "en",
            "Mirrors at four blind corners in Osowa",
            "Hedges hide the children until the last metre. Four round mirrors and a promise to "
            "cut the hedges twice a year.",
            district="Osowa",
            cost=18_000,
            liking=39,
            translations={
                "pl": Words(
                    "Lustra na czterech ślepych zakrętach w Osowej",
                    "Żywopłoty zasłaniają dzieci do ostatniego metra. Cztery okrągłe lustra i "
                    "obietnica przycinania dwa razy w roku.",
                )
            },
        ),
    ),
    answer={
        "pl": (
            "Dziękujemy wszystkim, którzy zagłosowali. Rada Miasta przyjęła wynik w całości. "
            "Wybrane projekty trafiły do planu na ten rok szkolny. Pierwsze lampy zapalimy za "
            "trzy miesiące, chodnik i przejście będą gotowe za rok. Projekty, na które nie "
            "starczyło pieniędzy, przekazaliśmy radom dzielnic."
        ),
        "en": (
            "Thank you to everyone who voted. The city council accepted the whole result. The "
            "chosen projects are in the plan of this school year. The first lamps light up in "
            "three months; pavement and crossing are ready in a year. Projects for which there "
            "was not enough money went to the district councils."
        ),
        "uk": (
            "Дякуємо всім, хто голосував. Міська рада прийняла результат повністю. Обрані "
            "проєкти увійшли до плану на цей навчальний рік. Перші ліхтарі засвітимо за три "
            "місяці, тротуар і перехід будуть готові за рік. Проєкти, на які не вистачило "
            "грошей, ми передали районним радам."
        ),
        "ar": (
            "شكرًا لكل من صوّت. قبل مجلس المدينة النتيجة كاملة. دخلت المشاريع المختارة في خطة هذه "
            "السنة الدراسية. تضاء المصابيح الأولى بعد ثلاثة أشهر، ويكتمل الرصيف والمعبر بعد عام. "
            "أما المشاريع التي لم يكفِ المال لها فأحلناها إلى مجالس الأحياء."
        ),
        "ps": (
            "له ټولو رایه ورکوونکو مننه. د ښار شورا ټوله پایله ومنله. ټاکل شوې پروژې د دې تعلیمي "
            "کال په پلان کې دي. لومړي څراغونه به په دریو میاشتو کې ولګېږي، پیاده رو او تېرېدنه "
            "به په یوه کال کې چمتو وي. هغه پروژې چې پیسې ورته پوره نه شوې، د سیمو شوراګانو ته "
            "ولېږل شوې."
        ),
    },
)
