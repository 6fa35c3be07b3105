"""Gdańsk: what neighbours and schools can do for newcomers."""

from commons.demo.content import Comment, Proposal, Report, Words

NEIGHBOURS = (
    Proposal(
        "tom",
        "en",
        "A library card without a residence paper",
        "I waited four months for the paper that the library asks for. Let newcomers borrow "
        "three books at a time with any proof of a bed in Gdańsk, even a letter from a hostel.",
        liking=45,
        translations={
            "pl": Words(
                "Karta biblioteczna bez potwierdzenia zameldowania",
                "Na dokument, którego żąda biblioteka, czekałem cztery miesiące. Pozwólmy nowym "
                "osobom pożyczać trzy książki naraz na podstawie dowolnego dowodu, że tu nocują, "
                "choćby listu z hostelu.",
            ),
            "uk": Words(
                "Читацький квиток без прописки",
                "Я чотири місяці чекав на папір, якого вимагає бібліотека. Дозвольмо "
                "новоприбулим брати по три книжки, показавши будь-який доказ, що вони тут "
                "ночують, хоча б лист із хостелу.",
            ),
        },
        comments=(
            Comment(
                "leila",
                "ar",
                "for",
                "أطفالي ينتظرون الكتب أكثر مني.",
                {"pl": "Moje dzieci czekają na książki bardziej niż ja."},
            ),
            Comment(
                "halina",
                "pl",
                "against",
                "A kto odda książki, jeśli ktoś wyjedzie? Biblioteka na Zaspie i tak ma za mało "
                "pieniędzy.",
                {
                    "en": (
                        "And who returns the books when somebody leaves? The library in Zaspa "
                        "has too little money as it is."
                    )
                },
            ),
            Comment(
                "tom",
                "en",
                "idea",
                "Fair point. A deposit of 20 PLN, given back with the last book, would cover "
                "most of it.",
            ),
        ),
    ),
    Proposal(
        "marysia",
        "pl",
        "Sąsiad na start",
        "Każda nowa rodzina dostaje numer do jednej osoby z tej samej dzielnicy, która pomoże w "
        "pierwszym miesiącu: pokaże sklep, zadzwoni do przychodni, wytłumaczy segregację śmieci. "
        "Zgłaszam się pierwsza.",
        district="Orunia-Św. Wojciech-Lipce",
        liking=58,
        translations={
            "en": Words(
                "A neighbour to start with",
                "Every new family gets the number of one person from the same district who helps "
                "in the first month: shows the shop, calls the clinic, explains the bins. I "
                "volunteer first.",
            ),
            "ar": Words(
                "جار للبداية",
                "تحصل كل عائلة جديدة على رقم شخص من الحي نفسه يساعدها في الشهر الأول: يدلها على "
                "المتجر، ويتصل بالعيادة، ويشرح فرز النفايات. وأنا أول المتطوعين.",
            ),
            "ps": Words(
                "د پیل ګاونډی",
                "هرې نوې کورنۍ ته د هماغې سیمې د یوه کس شمېره ورکړل شي چې په لومړۍ میاشت کې "
                "مرسته وکړي: دوکان وروښيي، کلینیک ته زنګ ووهي، د کثافاتو بېلول وروښيي. زه لومړۍ "
                "تیاره یم.",
            ),
        },
        comments=(
            Comment(
                "newcomer",
                "ar",
                "for",
                "لو كانت لي جارة مثلك في الشهر الأول لما بكيت في مكتب البريد.",
                {
                    "pl": (
                        "Gdybym w pierwszym miesiącu miała taką sąsiadkę, nie płakałabym na "
                        "poczcie."
                    ),
                    "en": (
                        "Had I had a neighbour like you in my first month, I would not have "
                        "cried at the post office."
                    ),
                },
            ),
            Comment(
                "bohdan",
                "uk",
                "question",
                "Хто перевіряє цих людей? Я б хотів знати, кому даю адресу.",
                {"pl": "Kto sprawdza te osoby? Chciałbym wiedzieć, komu podaję adres."},
            ),
        ),
    ),
    Proposal(
        "agnes",
        "en",
        "School forms that a parent can read",
        "Osowa's school sends nine forms on the first day. Let the city write one set in plain "
        "Polish, with the same boxes in the same places in five languages, so that a parent can "
        "fill in one by looking at the other.",
        district="Osowa",
        liking=27,
    ),
    Proposal(
        "bohdan",
        "uk",
        "Нічна зупинка біля вокзалу з підказками",
        "Хто приїжджає потягом уночі, стоїть на вокзалі й не знає, куди йти. Досить одного "
        "екрана з нічними автобусами українською, англійською та арабською.",
        district="Śródmieście",
        liking=22,
        reports=(
            Report("other", "Таку саму пропозицію вже хтось подав. Прошу перевірити.", "oksana"),
        ),
        comments=(
            Comment(
                "wiktor",
                "pl",
                "against",
                "Kolejny ekran do zniszczenia. Sąsiad Jan K. spod ósemki, tel. 500 000 000, i "
                "tak wszystko tam dewastuje.",
                reports=(Report("personal_data", "Podaje imię i telefon sąsiada.", "resident"),),
            ),
        ),
    ),
)
