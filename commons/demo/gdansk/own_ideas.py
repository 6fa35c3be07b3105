"""Gdańsk: proposals outside any consultation."""

from commons.demo.content import Comment, Promise, Proposal, Report, Words

OWN_IDEAS = (
    Proposal(
        "resident",
        "pl",
        "Ławka z oparciem w połowie ulicy Wajdeloty",
        "Od rynku do parku jest kilometr i nie ma gdzie usiąść. Jedna ławka z oparciem, w cieniu, "
        "wystarczy, żeby starsi sąsiedzi znów chodzili pieszo.",
        district="Wrzeszcz Dolny",
        cost=4_000,
        liking=24,
        translations={
            "en": Words(
                "A bench with a back halfway along Wajdeloty street",
                "From the market to the park it is a kilometre, and there is nowhere to sit. One "
                "bench with a back, in the shade, is enough for older neighbours to walk again.",
            ),
            "uk": Words(
                "Лавка зі спинкою посередині вулиці Вайделоти",
                "Від ринку до парку кілометр, і ніде сісти. Однієї лавки зі спинкою, в тіні, "
                "досить, щоб старші сусіди знову ходили пішки.",
            ),
            "ar": Words(
                "مقعد بمسند في منتصف شارع وايديلوتي",
                "من السوق إلى الحديقة كيلومتر ولا مكان للجلوس. مقعد واحد بمسند في الظل يكفي كي "
                "يعود الجيران الكبار في السن إلى المشي.",
            ),
        },
    ),
    Proposal(
        "kasia",
        "pl",
        "Stojak z pompką przy każdej stacji SKM",
        "Na Przymorzu i Żabiance nie ma gdzie dopompować koła. Proszę o pompkę i kilka kluczy na "
        "lince przy wejściu na każdy peron. Na Zaspie jedna już stoi i wciąż działa.",
        liking=31,
        translations={
            "en": Words(
                "A pump at every SKM station",
                "In Przymorze and Żabianka there is nowhere to pump a tyre. Please put a pump "
                "and a few tools on a cable at the entrance to every platform. Zaspa has one "
                "already and it still works.",
            ),
            "uk": Words(
                "Насос біля кожної станції SKM",
                "На Пшиможі та Жаб'янці ніде підкачати колесо. Прошу поставити насос і кілька "
                "ключів на тросику біля входу на кожну платформу. На Заспі один уже стоїть і "
                "досі працює.",
            ),
        },
        comments=(
            Comment(
                "tom",
                "en",
                "question",
                "Who repairs the pump when it breaks? A number to call on the stand would help.",
                {
                    "pl": (
                        "Kto naprawi pompkę, gdy się zepsuje? Przydałby się numer telefonu na "
                        "stojaku."
                    )
                },
            ),
            Comment("halina", "pl", "for", "Wnuk przyjeżdża do mnie rowerem, więc jestem za."),
        ),
        promise=Promise(
            {
                "pl": "Postawimy osiem stojaków z pompką i kluczami przy stacjach SKM.",
                "en": "We will put up eight stands with a pump and tools at the SKM stations.",
                "uk": "Ми встановимо вісім стійок із насосом і ключами біля станцій SKM.",
                "ar": "سنضع ثمانية حوامل بمضخة ومفاتيح عند محطات SKM.",
                "ps": "د SKM په تمځایونو کې به له پمپ او اوزارو سره اته پایې ودروو.",
            },
            due=160,
            progress="Trzy z ośmiu stojaków już stoją: na Przymorzu, Żabiance i we Wrzeszczu.",
        ),
        decision="accepted",
        answer={
            "pl": (
                "Dziękujemy. Zarząd Dróg i Zieleni postawi osiem stojaków z pompką do końca "
                "czerwca. Numer serwisu będzie na każdym z nich."
            ),
            "en": (
                "Thank you. The roads and greenery department will put up eight stands with a "
                "pump by the end of June. Each will carry the number of the repair service."
            ),
            "uk": (
                "Дякуємо. До кінця червня управління доріг і зелені встановить вісім стійок із "
                "насосом. На кожній буде номер ремонтної служби."
            ),
            "ar": (
                "شكرًا لكم. ستضع إدارة الطرق والحدائق ثمانية حوامل بمضخة قبل نهاية يونيو. وعلى كل "
                "حامل رقم خدمة الإصلاح."
            ),
            "ps": (
                "مننه. د سړکونو او شنو سیمو اداره به د جون تر پایه اته پمپونه ودروي. پر هر یوه "
                "به د ترمیم شمېره لیکل شوې وي."
            ),
        },
    ),
    Proposal(
        "leila",
        "ar",
        "لوحات بلغات كثيرة في عيادة شارع يناير",
        "في العيادة لوحات بالبولندية فقط، ونحن نضيع بين الطوابق. أقترح صورًا بسيطة وأسماء الغرف "
        "بالأوكرانية والعربية والإنجليزية.",
        district="Śródmieście",
        liking=19,
        translations={
            "pl": Words(
                "Tablice w wielu językach w przychodni",
                "W przychodni tablice są tylko po polsku i gubimy się między piętrami. Proponuję "
                "proste obrazki i nazwy gabinetów po ukraińsku, arabsku i angielsku.",
            ),
            "en": Words(
                "Signs in many languages at the clinic",
                "The signs in the clinic are only in Polish, and we get lost between the floors. "
                "I propose simple pictures and the names of rooms in Ukrainian, Arabic and "
                "English.",
            ),
        },
        comments=(
            Comment(
                "oksana",
                "uk",
                "idea",
                "Можна додати кольорові лінії на підлозі, як у лікарні в Заспі. Діти їх теж "
                "розуміють.",
                {
                    "pl": (
                        "Można dodać kolorowe linie na podłodze, jak w szpitalu na Zaspie. "
                        "Dzieci też je rozumieją."
                    )
                },
            ),
            Comment(
                "piotr",
                "pl",
                "for",
                "Moja mama zna polski i też się tam gubi. Obrazki pomogą wszystkim.",
            ),
        ),
    ),
    Proposal(
        "wiktor",
        "pl",
        "Tania hurtownia mebli, tylko w tym tygodniu",
        "Sprzedam stoły i krzesła z likwidowanego hotelu. Dzwonić po 18, rabat dla osób z Commons.",
        reports=(
            Report("spam", "To ogłoszenie handlowe, nie propozycja dla miasta.", "halina"),
            Report("off_topic", "", None),
        ),
    ),
)
