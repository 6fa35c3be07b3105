"""Warsaw: what the officer is drafting, and what opens soon."""

from commons.demo.content import Consultation, Frame

RIVERBANK = Consultation(
    slug="wisla-bez-barier",
    texts={
        "pl": Frame(
            "Wisła bez barier",
            "Jak sprawić, żeby na bulwary i praski brzeg mógł wejść każdy?",
            "Lubimy nasz dziki brzeg, ale nie każdy może na niego zejść. Pytamy o rampy, "
            "poręcze, światło i toalety. Chcemy zmienić jak najmniej przyrody, a otworzyć rzekę "
            "dla jak największej liczby ludzi.",
        ),
        "en": Frame(
            "The Vistula without barriers",
            "How can everybody reach the boulevards and the Praga bank?",
            "We love our wild bank, but not everybody can get down to it. We ask about ramps, "
            "handrails, light and toilets. We want to change nature as little as possible and "
            "open the river to as many people as possible.",
        ),
        "uk": Frame(
            "Вісла без бар'єрів",
            "Як зробити, щоб на бульвари і празький берег міг потрапити кожен?",
            "Ми любимо наш дикий берег, але не кожен може до нього спуститися. Питаємо про "
            "пандуси, поручні, світло і туалети. Хочемо якнайменше змінити природу і відкрити "
            "річку якнайбільшій кількості людей.",
        ),
        "ar": Frame(
            "نهر فيستولا بلا حواجز",
            "كيف يصل كل إنسان إلى الكورنيش وضفة براغا؟",
            "نحب ضفتنا الطبيعية، لكن لا يستطيع الجميع النزول إليها. نسأل عن المنحدرات والدرابزين "
            "والإنارة والمراحيض. نريد أن نغيّر الطبيعة أقل ما يمكن وأن نفتح النهر لأكبر عدد من "
            "الناس.",
        ),
    },
)

YARDS = Consultation(
    slug="wspolne-podworka-pragi",
    texts={
        "pl": Frame(
            "Wspólne podwórka Pragi",
            "Kto ma dbać o podwórka i co na nich robić? Propozycje zbieramy od przyszłego "
            "tygodnia.",
            "Na Pradze jest ponad czterysta podwórek. Jedne kwitną, inne służą za parking. "
            "Szukamy zasad, na których sąsiedzi mogą wziąć podwórko pod opiekę razem z miastem: "
            "kto podlewa, kto otwiera bramę, kto płaci za ławkę.",
        ),
        "en": Frame(
            "The shared yards of Praga",
            "Who should care for the yards, and what for? We collect proposals from next week.",
            "Praga has more than four hundred yards. Some are in bloom, others serve as car "
            "parks. We look for rules by which neighbours can care for a yard together with the "
            "city: who waters, who opens the gate, who pays for the bench.",
        ),
        "uk": Frame(
            "Спільні двори Праги",
            "Хто має дбати про двори і що в них робити? Пропозиції приймаємо з наступного тижня.",
            "На Празі понад чотириста дворів. Одні цвітуть, інші стали стоянкою. Шукаємо правил, "
            "за якими сусіди можуть доглядати двір разом із містом: хто поливає, хто відчиняє "
            "браму, хто платить за лавку.",
        ),
        "ar": Frame(
            "ساحات براغا المشتركة",
            "من يعتني بالساحات الداخلية ولأي غرض؟ نستقبل الاقتراحات من الأسبوع القادم.",
            "في براغا أكثر من أربعمئة ساحة داخلية. بعضها مزهر وبعضها صار موقفًا للسيارات. نبحث عن "
            "قواعد تتيح للجيران رعاية الساحة مع المدينة: من يسقي، ومن يفتح البوابة، ومن يدفع ثمن "
            "المقعد.",
        ),
    },
)
