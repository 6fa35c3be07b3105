"""Kandahar: what the officer is drafting, and what opens soon."""

from commons.demo.content import Consultation, Frame

BAZAAR = Consultation(
    slug="the-old-bazaar",
    texts={
        "ps": Frame(
            "زوړ بازار: لار، رڼا او پاکي",
            "څنګه زوړ بازار داسې جوړ کړو چې پلورونکی، پېرودونکی او ماشوم پکې ارام وي؟",
            "ښاروالي غواړي چې د زاړه بازار څلور لارې له سره جوړې کړي. موږ له دوکاندارانو، کراچۍ "
            "وانو، ښځو او معلولو کسانو پوښتو چې اوس څه ستونزه لري. د کار پر مهال به هېڅوک خپل "
            "ځای له لاسه ورنه کړي.",
        ),
        "en": Frame(
            "The old bazaar: ways, light and cleanliness",
            "How do we rebuild the old bazaar so that seller, buyer and child are at ease in it?",
            "The municipality wants to rebuild four lanes of the old bazaar. We ask shopkeepers, "
            "cart owners, women and people with disabilities what troubles them now. Nobody will "
            "lose their place while the work goes on.",
        ),
        "ar": Frame(
            "السوق القديم: الطرق والإنارة والنظافة",
            "كيف نعيد بناء السوق القديم ليرتاح فيه البائع والمشتري والطفل؟",
            "تريد البلدية إعادة بناء أربعة أزقة في السوق القديم. نسأل أصحاب الدكاكين والعربات "
            "والنساء وذوي الإعاقة عمّا يزعجهم الآن. لن يفقد أحد مكانه خلال العمل.",
        ),
    },
)

WINTER_WATER = Consultation(
    slug="water-in-dry-years",
    texts={
        "ps": Frame(
            "په وچو کلونو کې اوبه",
            "د ارغنداب اوبه به څنګه ووېشو چې هم کور ته ورسېږي هم باغ ته؟ له راتلونکې اوونۍ "
            "وړاندیزونه اخلو.",
            "درې کاله باران کم و. د څاګانو اوبه ټیټې شوې دي. موږ د هرې ناحیې خبرې اورو: د اوبو "
            "وخت، د کاریزونو پاکول، د باران د اوبو ساتل، او د هغو کورونو مرسته چې څاه نه لري.",
        ),
        "en": Frame(
            "Water in dry years",
            "How shall we share the water of the Arghandab so that it reaches both house and "
            "orchard? We collect proposals from next week.",
            "For three years there was little rain, and the wells have sunk. We listen to every "
            "district: hours of water, cleaning the karezes, keeping rain water, and help for "
            "houses that have no well.",
        ),
        "ar": Frame(
            "الماء في سنوات الجفاف",
            "كيف نتقاسم مياه أرغنداب لتصل إلى البيت والبستان معًا؟ نستقبل الاقتراحات من الأسبوع "
            "القادم.",
            "قلّ المطر ثلاث سنوات وانخفض ماء الآبار. نسمع كل ناحية: ساعات الماء وتنظيف القنوات "
            "وحفظ ماء المطر ومساعدة البيوت التي لا بئر لها.",
        ),
    },
)
