"""Gdańsk: what people propose for the first days of newcomers."""

from commons.demo.content import Amendment, Comment, Hiding, Proposal, Words

FIRST_WEEK = (
    Proposal(
        "newcomer",
        "ar",
        "خريطة ورقية للأسبوع الأول",
        "في أسبوعي الأول لم أعرف أين المدرسة ولا العيادة ولا مكتب السكن. أقترح خريطة مطوية صغيرة "
        "بلغات كثيرة، توضع في المحطة والمطار والمكتبات، وعليها عشرة أماكن لا بد منها.",
        liking=64,
        translations={
            "pl": Words(
                "Papierowa mapa na pierwszy tydzień",
                "W pierwszym tygodniu nie wiedziałam, gdzie jest szkoła, przychodnia ani biuro "
                "mieszkaniowe. Proponuję małą składaną mapę w wielu językach, na dworcu, "
                "lotnisku i w bibliotekach. Na niej dziesięć najważniejszych miejsc.",
            ),
            "en": Words(
                "A paper map for the first week",
                "In my first week I did not know where the school, the clinic or the housing "
                "office was. I propose a small folded map in many languages, at the station, the "
                "airport and the libraries, with the ten places one cannot do without.",
            ),
            "uk": Words(
                "Паперова мапа на перший тиждень",
                "Першого тижня я не знала, де школа, поліклініка чи житловий відділ. Пропоную "
                "маленьку складану мапу багатьма мовами: на вокзалі, в аеропорту, у бібліотеках. "
                "На ній десять найпотрібніших місць.",
            ),
            "ps": Words(
                "د لومړۍ اوونۍ لپاره کاغذي نقشه",
                "په لومړۍ اوونۍ کې نه پوهېدم چې ښوونځی، کلینیک او د کور دفتر چېرته دي. زه یوه "
                "کوچنۍ نقشه وړاندیز کوم چې په ډېرو ژبو وي او په سټېشن، هوايي ډګر او کتابتونونو "
                "کې کېښودل شي. لس مهم ځایونه به پرې وي.",
            ),
        },
        comments=(
            Comment(
                "marysia",
                "pl",
                "for",
                "Piękny pomysł. Na Oruni chętnie ją rozdam sąsiadom, na klatce mam trzy nowe "
                "rodziny.",
                {
                    "ar": (
                        "فكرة جميلة. سأوزعها بسرور على جيراني في أورونيا، ففي بنايتي ثلاث عائلات "
                        "جديدة."
                    ),
                    "en": (
                        "A lovely idea. I will gladly hand it out to my neighbours in Orunia; "
                        "there are three new families on my staircase."
                    ),
                },
                voice="organisation",
            ),
            Comment(
                "kasia",
                "pl",
                "idea",
                "Dodajmy linie tramwajowe i miejsca, gdzie można naprawić rower za darmo.",
            ),
            Comment(
                "bohdan",
                "uk",
                "question",
                "Чи буде на мапі пункт, де допомагають заповнити документи?",
                {"pl": "Czy na mapie będzie punkt, w którym pomagają wypełnić dokumenty?"},
                voice="resident",
            ),
            Comment(
                "agnes",
                "en",
                "for",
                "I moved here in 2019 and still keep a hand-drawn map from my landlady. Paper "
                "works when the phone does not.",
            ),
        ),
    ),
    Proposal(
        "oksana",
        "uk",
        "Година розмови польською в кожній бібліотеці",
        "Курси переповнені, а говорити нема з ким. Раз на тиждень, ввечері, столик у бібліотеці: "
        "хтось із мешканців і кілька новоприбулих. Без запису, без підручників, просто розмова і "
        "чай.",
        liking=71,
        coauthors=("halina", "resident"),
        amendments=(
            Amendment(
                "bohdan",
                "Курси переповнені, а говорити нема з ким. Двічі на тиждень, ввечері і в суботу "
                "зранку, столик у бібліотеці: хтось із мешканців і кілька новоприбулих. Без "
                "запису, без підручників, просто розмова і чай.",
                "Хто працює на зміни, ввечері не може.",
            ),
            Amendment(
                "yusuf",
                "Курси переповнені, а говорити нема з ким. Раз на тиждень, ввечері, столик у "
                "бібліотеці: викладач і кілька новоприбулих, за записом.",
                "Із записом легше готуватися.",
                declined="Дякую! Та саме без запису й без викладача не страшно прийти.",
            ),
        ),
        translations={
            "pl": Words(
                "Godzina rozmowy po polsku w każdej bibliotece",
                "Kursy są pełne, a nie ma z kim rozmawiać. Raz w tygodniu, wieczorem, stolik w "
                "bibliotece: ktoś stąd i kilka nowych osób. Bez zapisów, bez podręczników, po "
                "prostu rozmowa i herbata.",
            ),
            "en": Words(
                "An hour of Polish conversation in every library",
                "Courses are full and there is nobody to talk to. Once a week, in the evening, a "
                "table in the library: somebody from here and a few newcomers. No booking, no "
                "textbooks, just talk and tea.",
            ),
            "ar": Words(
                "ساعة محادثة بالبولندية في كل مكتبة",
                "الدورات ممتلئة ولا نجد من نتحدث معه. مرة في الأسبوع مساءً، طاولة في المكتبة: "
                "واحد من أهل المدينة وبعض القادمين الجدد. بلا تسجيل وبلا كتب، حديث وشاي فقط.",
            ),
        },
        comments=(
            Comment(
                "halina",
                "pl",
                "for",
                "Jestem na emeryturze, uczyłam polskiego trzydzieści lat. Mogę przychodzić we "
                "wtorki.",
                {
                    "uk": (
                        "Я на пенсії, тридцять років викладала польську. Можу приходити щовівторка."
                    )
                },
            ),
            Comment(
                "zarmina",
                "ps",
                "idea",
                "د ښځو لپاره یوه جلا ورځ هم ښه ده، او د ماشومانو لپاره د لوبو کونج.",
                {
                    "pl": "Dobry byłby też osobny dzień dla kobiet i kącik zabaw dla dzieci.",
                    "en": (
                        "A separate day for women would be good too, and a play corner for "
                        "children."
                    ),
                },
            ),
            Comment(
                "piotr",
                "pl",
                "question",
                "Czy biblioteki są otwarte wieczorem? W Oliwie zamykają o 19.",
            ),
        ),
    ),
    Proposal(
        "jamal",
        "ps",
        "د کار لومړۍ ورځ: لنډ لارښود",
        "ډېر کسان د کار تړون نه شي لوستلای. زه وړاندیز کوم چې ښار پنځه مخه لارښود چاپ کړي: څه "
        "باید ولوستل شي، څومره معاش قانوني دی، او که ستونزه وي چا ته ورشو.",
        liking=38,
        translations={
            "pl": Words(
                "Pierwszy dzień w pracy: krótki poradnik",
                "Wiele osób nie umie przeczytać umowy o pracę. Proponuję, żeby miasto "
                "wydrukowało poradnik na pięć stron: co trzeba przeczytać, jaka płaca jest "
                "zgodna z prawem i do kogo pójść, gdy jest kłopot.",
            ),
            "en": Words(
                "First day at work: a short guide",
                "Many people cannot read their work contract. I propose that the city prints a "
                "guide of five pages: what to read, what pay is lawful, and whom to go to when "
                "there is trouble.",
            ),
        },
        comments=(
            Comment(
                "yusuf",
                "ar",
                "for",
                "وقّعت عقدي الأول دون أن أفهمه. هذا الدليل كان سيوفر عليّ شهرين من الأجر.",
                {
                    "pl": (
                        "Pierwszą umowę podpisałem, nie rozumiejąc jej. Taki poradnik "
                        "oszczędziłby mi dwóch miesięcy bez zapłaty."
                    )
                },
            ),
            Comment(
                "wiktor",
                "pl",
                "against",
                "Niech najpierw nauczą się języka, a kto nie umie, niech wraca skąd przyszedł.",
                hiding=Hiding(
                    "hate",
                    "Komentarz odmawia ludziom prawa do bycia tutaj z powodu pochodzenia. To "
                    "łamie punkt 2 zasad rozmowy. Sprzeciw wobec samego pomysłu jest dozwolony i "
                    "można go napisać na nowo.",
                    "Nie miałem na myśli nikogo konkretnego. Chodziło mi o to, że kursy języka "
                    "są ważniejsze niż poradniki. Proszę o ponowne rozpatrzenie.",
                ),
            ),
            Comment(
                "resident",
                "pl",
                "idea",
                "Inspekcja pracy ma podobną ulotkę po polsku. Może wystarczy ją przetłumaczyć i "
                "uprościć?",
            ),
        ),
    ),
)
