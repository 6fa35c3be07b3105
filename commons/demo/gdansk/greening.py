"""Gdańsk: what people want to plant, among the options of the vote that is open."""

from commons.demo.content import Comment, Proposal, Shown, Words

GREENING = (
    Proposal(
        "piotr",
        "pl",
        "Sto kasztanów i lip wzdłuż ulicy Polanki",
        "W zeszłym roku wichura zabrała jedenaście drzew. Posadźmy sto nowych, po obu stronach, "
        "z opaskami na wodę. Za dziesięć lat będzie tu cień przez całą drogę do szkoły.",
        district="Oliwa",
        theme="green",
        cost=185_000,
        shown=(
            Shown("aleja-dzis.png", "Ulica z pięcioma domami i jednym drzewem", 1),
            Shown("aleja-jutro.png", "Ta sama ulica z pięcioma drzewami", 5),
        ),
        liking=48,
        translations={
            "en": Words(
                "A hundred chestnuts and limes along Polanki street",
                "Last year a storm took eleven trees. Let us plant a hundred new ones on both "
                "sides, with watering bags. In ten years there will be shade all the way to "
                "school.",
            ),
            "ar": Words(
                "مئة شجرة كستناء وزيزفون على طول شارع بولانكي",
                "في العام الماضي اقتلعت العاصفة إحدى عشرة شجرة. لنزرع مئة شجرة جديدة على "
                "الجانبين مع أكياس للري. بعد عشر سنوات سيمتد الظل حتى المدرسة.",
            ),
        },
        comments=(
            Comment(
                "resident",
                "pl",
                "for",
                "Chodziłam tędy do szkoły. Latem nie było gdzie się schować przed słońcem.",
            ),
            Comment("kasia", "pl", "question", "Czy zostanie miejsce na drogę rowerową?"),
        ),
    ),
    Proposal(
        "newcomer",
        "ar",
        "حديقة أعشاب مشتركة في أورونيا",
        "بين بنايتنا والسكة قطعة أرض فارغة. نزرع فيها النعناع والكزبرة والشبت، وفي وسطها طاولة "
        "طويلة يتعارف عليها الجيران.",
        district="Orunia-Św. Wojciech-Lipce",
        theme="green",
        cost=38_000,
        liking=44,
        translations={
            "pl": Words(
                "Wspólny ogród ziołowy na Oruni",
                "Między naszym blokiem a torami jest pusty kawałek ziemi. Posadzimy miętę, "
                "kolendrę i koper, a na środku stanie długi stół, przy którym poznają się "
                "sąsiedzi.",
            ),
            "en": Words(
                "A shared herb garden in Orunia",
                "Between our block and the railway lies an empty piece of land. We plant mint, "
                "coriander and dill, and in the middle stands a long table where neighbours get "
                "to know each other.",
            ),
            "uk": Words(
                "Спільний трав'яний сад на Оруні",
                "Між нашим будинком і колією є порожній клаптик землі. Посадимо м'яту, коріандр "
                "і кріп, а посередині поставимо довгий стіл, за яким сусіди познайомляться.",
            ),
        },
        comments=(
            Comment(
                "marysia",
                "pl",
                "for",
                "Mam sadzonki lubczyku i klucz do kranu w piwnicy.",
                {"ar": "عندي شتلات كرفس جبلي ومفتاح صنبور القبو."},
            ),
            Comment(
                "agnes",
                "en",
                "question",
                "Has the soil next to the tracks been tested? Raised beds may be safer.",
            ),
        ),
    ),
    Proposal(
        "wiktor",
        "pl",
        "Ogród deszczowy na Stogach",
        "Po każdej ulewie stoi woda przy pętli. Zagłębienie z trzciną i kosaćcami przyjmie ją "
        "zamiast kanalizacji, a dzieci zobaczą ważki.",
        district="Stogi",
        theme="climate",
        cost=96_000,
        liking=29,
        translations={
            "uk": Words(
                "Дощовий сад на Стогах",
                "Після кожної зливи біля кільця стоїть вода. Заглибина з очеретом та ірисами "
                "прийме її замість каналізації, а діти побачать бабок.",
            )
        },
    ),
    Proposal(
        "tom",
        "en",
        "Flower strips under the Letnica flyover",
        "The strip by the tram stop is gravel and cans. Sow a meadow that needs no mowing, with "
        "a path of old cobbles through it.",
        district="Letnica",
        theme="green",
        cost=35_000,
        liking=26,
        translations={
            "pl": Words(
                "Łąka kwietna pod estakadą w Letnicy",
                "Przy przystanku jest tylko żwir i puszki. Zasiejmy łąkę, której nie trzeba "
                "kosić, ze ścieżką ze starej kostki.",
            )
        },
    ),
    Proposal(
        "jamal",
        "ps",
        "په نووي پورت کې د چای او خبرو باغ",
        "د بندر څنګ ته زموږ په سیمه کې د ناستې ځای نشته. یو پوښلی ځای، مېزونه، سماوار ته برېښنا "
        "او شاوخوا یې د سیب ونې غواړو.",
        district="Nowy Port",
        theme="together",
        cost=118_000,
        liking=37,
        translations={
            "pl": Words(
                "Ogród herbaciany w Nowym Porcie",
                "W naszej dzielnicy przy porcie nie ma gdzie usiąść. Chcemy zadaszenia, stołów, "
                "prądu do samowara i jabłoni dookoła.",
            ),
            "en": Words(
                "A tea garden in Nowy Port",
                "In our district by the harbour there is nowhere to sit. We want a roof, tables, "
                "power for the samovar and apple trees around it.",
            ),
            "uk": Words(
                "Чайний сад у Новому Порту",
                "У нашому районі біля порту ніде посидіти. Хочемо навіс, столи, електрику для "
                "самовара і яблуні довкола.",
            ),
        },
        comments=(Comment("wiktor", "pl", "for", "Stocznia, port i herbata. Przyjdę z ciastem."),),
    ),
    Proposal(
        "zarmina",
        "ps",
        "په شېدلڅه کې د ښځو او ماشومانو شین انګړ",
        "د کورونو تر منځ انګړ خالي دی. ګلان، د شګو د لوبو ځای، څوکۍ او ښه رڼا غواړو، چې ماښام هم "
        "په ډاډ سره کېنو.",
        district="Siedlce",
        theme="green",
        cost=88_000,
        liking=31,
        translations={
            "pl": Words(
                "Zielone podwórko dla kobiet i dzieci na Siedlcach",
                "Podwórko między domami jest puste. Chcemy kwiatów, piaskownicy, ławek i dobrego "
                "światła, żeby także wieczorem siedzieć tam spokojnie.",
            ),
            "en": Words(
                "A green yard for women and children in Siedlce",
                "The yard between the houses is empty. We want flowers, a sandpit, benches and "
                "good light, so that we can sit there at ease in the evening too.",
            ),
        },
    ),
    Proposal(
        "agnes",
        "en",
        "Hedgehog gaps and a wild corner in Osowa",
        "Fences stop hedgehogs from reaching the forest. Fund thirty small gaps with wooden "
        "frames and leave one corner of the park unmown.",
        district="Osowa",
        theme="green",
        cost=22_000,
        liking=40,
        translations={
            "pl": Words(
                "Przejścia dla jeży i dziki kąt w Osowej",
                "Ogrodzenia nie puszczają jeży do lasu. Zróbmy trzydzieści małych przejść w "
                "drewnianych ramkach i zostawmy jeden kąt parku niekoszony.",
            ),
            "uk": Words(
                "Лази для їжаків і дикий куток в Осові",
                "Паркани не пускають їжаків до лісу. Зробімо тридцять маленьких лазів у "
                "дерев'яних рамках і залишмо один куток парку нескошеним.",
            ),
        },
    ),
    Proposal(
        "marysia",
        "pl",
        "Fontanna z muzyką na Oruni",
        "Zróbmy fontannę, która wieczorem gra i świeci na kolorowo.",
        district="Orunia-Św. Wojciech-Lipce",
        theme="culture",
        cost=1_400_000,
        liking=14,
        decision="rejected",
        answer={
            "pl": (
                "Dziękujemy. Koszt fontanny przekracza cały budżet tego głosowania. Chętnie "
                "sprawdzimy mniejsze wodotryski, jeśli zgłosi je Pani w następnej edycji."
            ),
            "en": (
                "Thank you. The fountain would cost more than the whole budget of this vote. We "
                "will gladly look at smaller water jets if you propose them next time."
            ),
            "uk": (
                "Дякуємо. Фонтан коштує більше, ніж увесь бюджет цього голосування. Охоче "
                "розглянемо менші струмені води, якщо ви запропонуєте їх наступного разу."
            ),
            "ar": (
                "شكرًا لكم. تكلفة النافورة أكبر من ميزانية هذا التصويت كلها. يسرنا أن ندرس نوافير "
                "أصغر إذا اقترحتموها في المرة القادمة."
            ),
            "ps": (
                "مننه. د فوارې لګښت د دې رایې له ټولې بودجې زیات دی. که بل ځل کوچنۍ فوارې "
                "وړاندیز کړئ، په خوښۍ به یې وګورو."
            ),
        },
        comments=(
            Comment("halina", "pl", "against", "Ładne, ale na Oruni brakuje zwykłych chodników."),
            Comment(
                "piotr", "pl", "idea", "A może kran z mgiełką w upały? Kosztuje ułamek tej kwoty."
            ),
        ),
    ),
)
