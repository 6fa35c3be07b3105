"""Gdańsk: where people want to sit, drink and walk, among the options of the vote."""

from commons.demo.content import Comment, Proposal, Words

RESTING = (
    Proposal(
        "halina",
        "pl",
        "Ławki co sto metrów na Zaspie",
        "Do przychodni mam siedemset metrów i ani jednej ławki po drodze. Proszę o ławki z "
        "oparciem i podłokietnikiem, żeby dało się wstać.",
        district="Zaspa-Młyniec",
        theme="health",
        cost=54_000,
        liking=61,
        translations={
            "en": Words(
                "A bench every hundred metres in Zaspa",
                "It is seven hundred metres to my clinic and there is not one bench. Please put "
                "benches with a back and armrests, so that one can get up again.",
            ),
            "uk": Words(
                "Лавка кожні сто метрів на Заспі",
                "До поліклініки мені сімсот метрів і жодної лавки дорогою. Прошу лавки зі "
                "спинкою і підлокітниками, щоб можна було підвестися.",
            ),
            "ps": Words(
                "په زاسپا کې هر سل متره وروسته څوکۍ",
                "کلینیک ته اووه سوه متره لار لرم او یوه څوکۍ هم نشته. داسې څوکۍ غواړم چې تکیه او "
                "لاس‌نیوی ولري، چې بېرته پاڅېدای شم.",
            ),
        },
        comments=(
            Comment(
                "oksana",
                "uk",
                "for",
                "Моя мама ходить із паличкою. Їй треба відпочити двічі на цій дорозі.",
                {"pl": "Moja mama chodzi o lasce. Na tej drodze musi odpocząć dwa razy."},
            ),
            Comment(
                "wiktor", "pl", "against", "Ławki przyciągają nocne picie. Najpierw oświetlenie."
            ),
            Comment("halina", "pl", "idea", "Panie Wiktorze, to postawmy je pod latarniami."),
        ),
    ),
    Proposal(
        "kasia",
        "pl",
        "Zadaszony parking rowerowy przy pętli Przymorze",
        "Sześćdziesiąt miejsc pod dachem z zieloną roślinnością. Kto zostawi rower w suchym "
        "miejscu, ten przesiądzie się do tramwaju.",
        district="Przymorze Wielkie",
        theme="streets",
        cost=142_000,
        liking=33,
        translations={
            "en": Words(
                "A roofed bicycle park at the Przymorze terminus",
                "Sixty places under a planted roof. Who can leave a bicycle in the dry will "
                "change to the tram.",
            )
        },
    ),
    Proposal(
        "yusuf",
        "ar",
        "ماء للشرب في حديقة كوجنيكي",
        "الأطفال يلعبون كرة السلة ساعات ولا ماء قريب. نافورتان للشرب، واحدة منخفضة للصغار "
        "ومستخدمي الكراسي المتحركة.",
        district="Wrzeszcz Dolny",
        theme="green",
        cost=47_000,
        liking=52,
        translations={
            "pl": Words(
                "Woda do picia w parku Kuźniczki",
                "Dzieci godzinami grają w koszykówkę, a wody nie ma w pobliżu. Dwa poidełka, "
                "jedno niskie, dla najmłodszych i osób na wózkach.",
            ),
            "uk": Words(
                "Питна вода в парку Кузнічкі",
                "Діти годинами грають у баскетбол, а води поруч нема. Два питні фонтанчики, один "
                "низький: для малечі та людей на візках.",
            ),
            "en": Words(
                "Drinking water in Kuźniczki park",
                "Children play basketball for hours and there is no water nearby. Two drinking "
                "fountains, one of them low, for small children and people in wheelchairs.",
            ),
        },
        comments=(
            Comment(
                "resident",
                "pl",
                "for",
                "Codziennie tamtędy biegam. Tak!",
                {"ar": "أركض هناك كل يوم. نعم!"},
            ),
        ),
    ),
    Proposal(
        "oksana",
        "uk",
        "Тінь над дитячим майданчиком",
        "Гірка влітку така гаряча, що діти обпікаються. Просимо два вітрила від сонця і чотири "
        "клени, які дадуть тінь, коли вітрила зносяться.",
        district="Wrzeszcz Górny",
        theme="schools",
        cost=73_000,
        liking=57,
        translations={
            "pl": Words(
                "Cień nad placem zabaw",
                "Latem zjeżdżalnia jest tak gorąca, że dzieci się parzą. Prosimy o dwa żagle "
                "przeciwsłoneczne i cztery klony, które dadzą cień, kiedy żagle się zużyją.",
            ),
            "en": Words(
                "Shade over the playground",
                "In summer the slide is so hot that children burn themselves. We ask for two sun "
                "sails and four maples that will give shade when the sails are worn.",
            ),
            "ar": Words(
                "ظل فوق ساحة اللعب",
                "في الصيف تصبح الزلاقة حارة حتى تحرق الأطفال. نطلب شراعين يقيان من الشمس وأربع "
                "أشجار قيقب تعطي الظل حين يبلى الشراعان.",
            ),
        },
        comments=(
            Comment(
                "leila",
                "ar",
                "for",
                "ابنتي تلعب هناك. الظل ضروري قبل الصيف.",
                {"pl": "Moja córka się tam bawi. Cień jest potrzebny przed latem."},
            ),
        ),
    ),
    Proposal(
        "bohdan",
        "uk",
        "Сходи на Хелмі з поручнями і квітами",
        "Старі сходи між вулицями слизькі й без поручнів. Полагодити їх, додати поручні з обох "
        "боків і жолоб для дитячих візків.",
        district="Chełm",
        theme="streets",
        cost=164_000,
        liking=35,
        translations={
            "pl": Words(
                "Schody na Chełmie z poręczami i kwiatami",
                "Stare schody między ulicami są śliskie i bez poręczy. Trzeba je naprawić, dodać "
                "poręcze z obu stron i rynnę dla wózków.",
            )
        },
    ),
    Proposal(
        "leila",
        "ar",
        "سقف أخضر لموقف الترام أمام المحطة",
        "ينتظر الناس تحت الشمس والمطر. سقف مزروع ومقاعد وشاشة كبيرة الحروف بأسماء المواقف.",
        district="Śródmieście",
        theme="streets",
        cost=210_000,
        liking=28,
        translations={
            "pl": Words(
                "Zielony dach na przystanku przy dworcu",
                "Ludzie czekają w słońcu i w deszczu. Obsadzony dach, siedzenia i ekran z "
                "nazwami przystanków dużą czcionką.",
            )
        },
    ),
)
