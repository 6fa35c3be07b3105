"""Warsaw: what the vote that is open is about."""

from commons.demo.content import Comment, Proposal, Words

OPTIONS = (
    Proposal(
        "resident",
        "pl",
        "Kurtyny wodne na placu Szembeka",
        "Plac jest z kamienia i grzeje do nocy. Trzy kurtyny wodne uruchamiane przyciskiem "
        "ochłodzą go bez marnowania wody.",
        district="Praga-Południe",
        cost=64_000,
        liking=44,
        translations={
            "en": Words(
                "Water curtains in Szembek square",
                "The square is of stone and radiates heat until night. Three water curtains with "
                "a button cool it without wasting water.",
            ),
            "uk": Words(
                "Водяні завіси на площі Шембека",
                "Площа кам'яна і гріє до ночі. Три водяні завіси з кнопкою охолодять її без "
                "марнування води.",
            ),
        },
        comments=(Comment("maja", "pl", "for", "Dzieciaki z bazaru będą zachwycone."),),
    ),
    Proposal(
        "newcomer",
        "ar",
        "غرفة باردة مفتوحة للجميع في فولا",
        "جارتي المسنّة لا تملك مروحة. قاعة مبردة في دار الحي، فيها ماء ومقاعد، تُفتح كل يوم تتجاوز "
        "حرارته ثلاثين درجة.",
        district="Wola",
        cost=138_000,
        liking=58,
        translations={
            "pl": Words(
                "Chłodna sala dla wszystkich na Woli",
                "Moja starsza sąsiadka nie ma wentylatora. Chłodzona sala w domu kultury, z wodą "
                "i fotelami, otwarta w każdy dzień powyżej trzydziestu stopni.",
            ),
            "en": Words(
                "A cool room for everybody in Wola",
                "My old neighbour has no fan. A cooled hall in the community house, with water "
                "and armchairs, open on every day above thirty degrees.",
            ),
            "uk": Words(
                "Прохолодна зала для всіх на Волі",
                "Моя літня сусідка не має вентилятора. Охолоджувана зала в будинку культури, з "
                "водою і кріслами, відкрита щодня, коли понад тридцять градусів.",
            ),
        },
        comments=(
            Comment(
                "grazyna",
                "pl",
                "for",
                "W lipcu zemdlałam w kolejce. Taka sala to ratunek.",
                {"ar": "أغمي عليّ في طابور في يوليو. قاعة كهذه إنقاذ."},
            ),
            Comment("duc", "en", "question", "Open at night too? The nights were the worst."),
        ),
    ),
    Proposal(
        "maja",
        "pl",
        "Zielone pnącza na ślepych ścianach Pragi",
        "Winobluszcz na dwudziestu szczytowych ścianach obniży temperaturę w mieszkaniach i "
        "przykryje bazgroły.",
        district="Praga-Północ",
        cost=92_000,
        liking=39,
        translations={
            "en": Words(
                "Green climbers on the blind walls of Praga",
                "Virginia creeper on twenty gable walls lowers the heat in the flats and covers "
                "the scribbles.",
            )
        },
    ),
    Proposal(
        "daria",
        "uk",
        "Тіньові навіси над зупинками на Мокотові",
        "На десяти зупинках немає жодної тіні. Дерев'яна решітка з плющем коштує менше, ніж "
        "скляна будка, і не нагрівається.",
        district="Mokotów",
        cost=155_000,
        liking=51,
        translations={
            "pl": Words(
                "Zacienione przystanki na Mokotowie",
                "Na dziesięciu przystankach nie ma cienia. Drewniana krata z bluszczem kosztuje "
                "mniej niż szklana wiata i się nie nagrzewa.",
            ),
            "en": Words(
                "Shaded stops in Mokotów",
                "Ten stops have no shade at all. A wooden lattice with ivy costs less than a "
                "glass shelter and does not heat up.",
            ),
        },
    ),
    Proposal(
        "stefan",
        "pl",
        "Mała retencja w ogrodach Wawra",
        "Beczki na deszczówkę dla dwustu domów i trzy stawki w lasach. Woda zostaje tam, gdzie "
        "spadła.",
        district="Wawer",
        cost=176_000,
        liking=28,
    ),
    Proposal(
        "grazyna",
        "pl",
        "Poidełka na trasie do Lasu Bielańskiego",
        "Pięć poidełek, każde z miską dla psa. Teraz najbliższy kran jest na stacji benzynowej.",
        district="Bielany",
        cost=83_000,
        liking=47,
        translations={
            "uk": Words(
                "Питні фонтанчики дорогою до Белянського лісу",
                "П'ять фонтанчиків, кожен із мискою для пса. Зараз найближчий кран на заправці.",
            ),
            "ar": Words(
                "نوافير شرب في الطريق إلى غابة بيلاني",
                "خمس نوافير، مع كل منها وعاء للكلاب. أقرب صنبور الآن في محطة الوقود.",
            ),
        },
        comments=(
            Comment(
                "vitaliy",
                "uk",
                "idea",
                "Одне з них нехай буде низьким, для дітей.",
                {"pl": "Jedno niech będzie niskie, dla dzieci."},
            ),
        ),
    ),
    Proposal(
        "duc",
        "en",
        "Trees instead of twelve parking places in Ochota",
        "Twelve places become twelve hornbeams in a row with open soil. I spoke with the shops; "
        "seven of nine agree.",
        district="Ochota",
        cost=204_000,
        liking=36,
        translations={
            "pl": Words(
                "Drzewa zamiast dwunastu miejsc parkingowych na Ochocie",
                "Dwanaście miejsc zmienia się w dwanaście grabów w szeregu, z otwartą ziemią. "
                "Rozmawiałem ze sklepami, siedem z dziewięciu się zgadza.",
            )
        },
        comments=(
            Comment(
                "stefan", "pl", "against", "A gdzie ma stanąć ktoś, kto wiezie chorego do lekarza?"
            ),
            Comment(
                "duc", "en", "idea", "Good point. Keep one place for people with a disability card."
            ),
        ),
    ),
    Proposal(
        "omar",
        "ar",
        "تشجير ساحة المدرسة في أورسينوف",
        "ساحة المدرسة إسفلت أسود. نزيل نصفه ونزرع عشرين شجرة ونضع تحتها مقاعد للدروس في الهواء.",
        district="Ursynów",
        cost=247_000,
        liking=42,
        translations={
            "pl": Words(
                "Zielone boisko szkoły na Ursynowie",
                "Podwórze szkoły to czarny asfalt. Zdejmijmy połowę, posadźmy dwadzieścia drzew, "
                "a pod nimi ławki do lekcji na powietrzu.",
            ),
            "en": Words(
                "A green school yard in Ursynów",
                "The school yard is black asphalt. We take off half, plant twenty trees and put "
                "benches under them for lessons in the open.",
            ),
        },
    ),
    Proposal(
        "vitaliy",
        "uk",
        "Садок біля станції на Білоленці",
        "Пустир біля станції заріс борщівником. Очистити, посадити черемху і поставити гойдалки.",
        district="Białołęka",
        cost=119_000,
        liking=30,
        translations={
            "pl": Words(
                "Sad przy stacji na Białołęce",
                "Pusty plac przy stacji zarósł barszczem. Oczyścić, posadzić czeremchy i "
                "postawić huśtawki.",
            )
        },
    ),
    Proposal(
        "hannah",
        "en",
        "Map of cool places, printed and online",
        "Churches, libraries, cellars, shops with a cool corner: one map with opening hours, at "
        "every tram stop of the centre.",
        district="Śródmieście",
        cost=41_000,
        liking=55,
        translations={
            "pl": Words(
                "Mapa chłodnych miejsc, w druku i w sieci",
                "Kościoły, biblioteki, piwnice, sklepy z chłodnym kątem: jedna mapa z godzinami "
                "otwarcia, na każdym przystanku w centrum.",
            ),
            "uk": Words(
                "Мапа прохолодних місць, друкована й у мережі",
                "Церкви, бібліотеки, підвали, крамниці з прохолодним кутком: одна мапа з "
                "годинами роботи на кожній зупинці центру.",
            ),
            "ar": Words(
                "خريطة الأماكن الباردة، مطبوعة وعلى الشبكة",
                "كنائس ومكتبات وأقبية ومتاجر فيها ركن بارد: خريطة واحدة بساعات العمل في كل موقف "
                "ترام في المركز.",
            ),
        },
    ),
    Proposal(
        "maja",
        "pl",
        "Nocne otwarcie parku Praskiego w upały",
        "Kiedy w mieszkaniu jest trzydzieści stopni, chcę usiąść w parku. Potrzebne są światło, "
        "toaleta i dwie osoby dyżuru.",
        district="Praga-Północ",
        cost=98_000,
        liking=33,
    ),
    Proposal(
        "resident",
        "pl",
        "Jasne dachy na trzech przedszkolach",
        "Biała powłoka na papie obniża temperaturę w salach o cztery stopnie. Zmierzyliśmy to w "
        "jednym przedszkolu.",
        district="Praga-Południe",
        cost=231_000,
        liking=40,
        translations={
            "uk": Words(
                "Світлі дахи на трьох дитсадках",
                "Біле покриття на руберойді знижує температуру в залах на чотири градуси. Ми "
                "виміряли це в одному садку.",
            )
        },
    ),
    Proposal(
        "stefan",
        "pl",
        "Sztuczna rzeka wzdłuż Marszałkowskiej",
        "Wenecja w Warszawie! Dwa kilometry wody zamiast asfaltu.",
        district="Śródmieście",
        cost=90_000_000,
        liking=17,
        decision="rejected",
        answer={
            "pl": (
                "Piękna wizja, ale koszt jest siedemdziesiąt pięć razy większy niż budżet. Pod "
                "ulicą biegnie też metro."
            ),
            "en": (
                "A beautiful vision, but the cost is seventy-five times the budget. The metro "
                "also runs under the street."
            ),
            "uk": (
                "Гарна мрія, але вартість у сімдесят п'ять разів більша за бюджет. До того ж під "
                "вулицею йде метро."
            ),
            "ar": "رؤية جميلة، لكن التكلفة خمسة وسبعون ضعف الميزانية، والمترو يمر تحت الشارع.",
        },
    ),
)
