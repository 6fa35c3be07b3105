"""Gdańsk: what the officer is drafting, and what opens soon."""

from commons.demo.content import Consultation, Frame

BEACHES = Consultation(
    slug="plaze-dla-wszystkich",
    texts={
        "pl": Frame(
            "Plaże dla wszystkich",
            "Jak urządzić zejścia na plażę w Brzeźnie i na Stogach, żeby każdy mógł dojść do wody?",
            "Chcemy przebudować cztery zejścia na plażę. Pytamy osoby na wózkach, rodziców z "
            "małymi dziećmi i seniorów, czego im dziś brakuje: równej ścieżki, cienia, toalety "
            "czy miejsca do odpoczynku. Z odpowiedzi powstanie projekt na następny sezon.",
        ),
        "en": Frame(
            "Beaches for everyone",
            "How should we build the beach paths in Brzeźno and Stogi so that everyone can reach "
            "the water?",
            "We want to rebuild four paths to the beach. We ask people in wheelchairs, parents "
            "of small children and older people what is missing today: an even path, shade, a "
            "toilet or a place to rest. Your answers become the plan for the next season.",
        ),
        "uk": Frame(
            "Пляжі для всіх",
            "Як облаштувати спуски до моря в Бжезні та на Стогах, щоб кожен міг дійти до води?",
            "Ми хочемо перебудувати чотири спуски до пляжу. Питаємо людей на візках, батьків із "
            "малими дітьми та людей старшого віку, чого їм сьогодні бракує: рівної стежки, тіні, "
            "туалету чи місця для відпочинку. З ваших відповідей постане план на наступний "
            "сезон.",
        ),
        "ar": Frame(
            "شواطئ للجميع",
            "كيف نهيّئ الممرات إلى شاطئي بجيزنو وستوغي ليصل كل إنسان إلى الماء؟",
            "نريد إعادة بناء أربعة ممرات إلى الشاطئ. نسأل مستخدمي الكراسي المتحركة وأهالي "
            "الأطفال الصغار وكبار السن عمّا ينقصهم اليوم: ممر مستوٍ أو ظل أو مرحاض أو مكان للراحة. "
            "ومن إجاباتكم نضع خطة الموسم القادم.",
        ),
        "ps": Frame(
            "د ټولو لپاره ساحلونه",
            "د بژیزنو او ستوګي ساحل ته لارې څنګه جوړې کړو چې هر څوک اوبو ته ورسېږي؟",
            "موږ غواړو ساحل ته څلور لارې له سره جوړې کړو. د ویلچېر کاروونکو، د وړو ماشومانو له "
            "مور و پلار او مشرانو پوښتو چې نن څه نه لري: هواره لار، سیوری، تشناب که د دمې ځای. "
            "ستاسو له ځوابونو به د راتلونکي موسم پلان جوړ شي.",
        ),
    },
)

QUIET_NIGHTS = Consultation(
    slug="spokojna-noc-w-srodmiesciu",
    texts={
        "pl": Frame(
            "Spokojna noc w Śródmieściu",
            "Jak pogodzić sen mieszkańców z życiem ogródków i klubów? Zbieramy propozycje od "
            "przyszłego tygodnia.",
            "Latem w Śródmieściu jest głośno do późna. Mieszkańcy chcą spać, a restauratorzy "
            "chcą pracować. Szukamy pomysłów, które pomogą jednym i drugim: w godzinach "
            "otwarcia, w komunikacji nocnej, w sprzątaniu i w pomocy sąsiedzkiej.",
        ),
        "en": Frame(
            "A quiet night in the city centre",
            "How can residents sleep while gardens and clubs stay alive? We collect proposals "
            "from next week.",
            "In summer the city centre is loud until late. Residents want to sleep and "
            "restaurants want to work. We look for ideas that help both: opening hours, night "
            "buses, cleaning, and help among neighbours.",
        ),
        "uk": Frame(
            "Спокійна ніч у центрі міста",
            "Як поєднати сон мешканців із життям літніх терас і клубів? Пропозиції приймаємо з "
            "наступного тижня.",
            "Улітку в центрі галасливо до пізньої ночі. Мешканці хочуть спати, а ресторатори "
            "хочуть працювати. Шукаємо ідей, які допоможуть і тим, і тим: години роботи, нічні "
            "автобуси, прибирання, добросусідство.",
        ),
        "ar": Frame(
            "ليلة هادئة في وسط المدينة",
            "كيف ينام السكان وتبقى المقاهي والنوادي حيّة؟ نستقبل الاقتراحات من الأسبوع القادم.",
            "في الصيف يبقى وسط المدينة صاخبًا حتى وقت متأخر. السكان يريدون النوم وأصحاب المطاعم "
            "يريدون العمل. نبحث عن أفكار تساعد الطرفين: ساعات العمل، وحافلات الليل، والتنظيف، "
            "والتعاون بين الجيران.",
        ),
        "ps": Frame(
            "د ښار په منځ کې ارامه شپه",
            "اوسېدونکي څنګه خوب وکړي او رستورانتونه هم روان وي؟ له راتلونکې اوونۍ وړاندیزونه اخلو.",
            "په اوړي کې د ښار منځ تر ناوخته له شوره ډک وي. اوسېدونکي خوب غواړي او رستورانتونه "
            "کار غواړي. داسې نظرونه لټوو چې دواړو ته ګټه ورسوي: د کار وخت، د شپې بسونه، پاکول او "
            "د ګاونډیانو مرسته.",
        ),
    },
)
