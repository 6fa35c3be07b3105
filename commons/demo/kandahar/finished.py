"""Kandahar: a participatory budget that is over, counted and answered."""

from commons.demo.content import Comment, Consultation, Frame, Proposal, Words

LEARNING = Consultation(
    slug="learning-for-everyone",
    budget=6_000_000,
    rule="equal-shares",
    texts={
        "ps": Frame(
            "د ټولو لپاره زده کړه",
            "اوسېدونکو شپږ میلیونه افغانۍ د درس، کسب او کتاب لپاره ووېشلې.",
            "موږ وپوښتل چې څوک غواړي څه زده کړي او چېرته. خلکو وړاندیزونه وکړل او بیا یې رایه "
            "ورکړه. دا پایله او د ښاروالۍ ځواب دی.",
        ),
        "en": Frame(
            "Learning for everyone",
            "Residents shared out six million afghani for lessons, trades and books.",
            "We asked who wants to learn what, and where. People posted proposals and then "
            "voted. Here are the result and the answer of the municipality.",
        ),
        "ar": Frame(
            "التعلّم للجميع",
            "وزّع السكان ستة ملايين أفغاني على الدروس والحرف والكتب.",
            "سألنا من يريد أن يتعلم ماذا وأين. قدّم الناس اقتراحاتهم ثم صوّتوا. هذه هي النتيجة "
            "وجواب البلدية.",
        ),
    },
    proposals=(
        Proposal(
            "spozhmay",
            "ps",
            "په کور کې د نجونو ټولګي",
            "لس کورونه خپله یوه خونه ورکوي. کتاب، تخته او د ښوونکې معاش پکار دی.",
            cost=1_600_000,
            liking=60,
            translations={
                "en": Words(
                    "Classes for girls at home",
                    "Ten houses give one room each. What is needed are books, boards and the pay "
                    "of the teachers.",
                ),
                "ar": Words(
                    "صفوف للبنات في البيوت",
                    "عشرة بيوت تعطي كل منها غرفة. المطلوب كتب وسبورات وأجور المعلمات.",
                ),
            },
            comments=(
                Comment(
                    "newcomer",
                    "ps",
                    "for",
                    "زما لور به لومړۍ وي چې راځي.",
                    {"en": "My daughter will be the first to come."},
                ),
                Comment(
                    "hamid", "ps", "idea", "زاړه کتابونه زموږ په ښوونځي کې شته، وړیا یې واخلئ."
                ),
            ),
        ),
        Proposal(
            "najib",
            "ps",
            "د خیاطۍ او ګلدوزۍ کارځای",
            "خامک د کندهار نوم دی. شل ماشینونه او یوه استاده، او د کار پلورلو دوکان.",
            district="کابل دروازه",
            cost=1_250_000,
            liking=49,
            translations={
                "en": Words(
                    "A workshop for tailoring and khamak",
                    "Khamak embroidery is Kandahar's name in the world. Twenty machines, a "
                    "teacher, and a shop to sell the work.",
                )
            },
        ),
        Proposal(
            "hamid",
            "ps",
            "د شپې لیک لوست",
            "پلرونه هم غواړي چې ولولي. په اتو جوماتونو کې د ماخستن وروسته یو ساعت.",
            cost=540_000,
            liking=52,
            translations={
                "en": Words(
                    "Reading and writing at night",
                    "Fathers want to read too. One hour after evening prayer in eight mosques.",
                ),
                "ar": Words(
                    "محو الأمية ليلًا",
                    "الآباء أيضًا يريدون القراءة. ساعة بعد صلاة العشاء في ثمانية مساجد.",
                ),
            },
        ),
        Proposal(
            "maria",
            "en",
            "First aid for a hundred shopkeepers",
            "The shop is always nearer than the clinic. Two days of training and a box for each.",
            cost=420_000,
            liking=43,
            translations={
                "ps": Words(
                    "د سلو دوکاندارانو لپاره لومړنۍ مرستې",
                    "دوکان تل له کلینیکه نږدې وي. دوې ورځې درس او هر یوه ته یو بکس.",
                )
            },
        ),
        Proposal(
            "khan",
            "ps",
            "د څاڅکي اوبولګولو زده کړه",
            "د څاڅکي په طریقه نیمایي اوبه سپما کېږي. پنځه نمونه‌یي باغونه.",
            district="مله جات",
            cost=1_900_000,
            liking=38,
            translations={
                "en": Words(
                    "Learning drip irrigation",
                    "Drip irrigation saves half the water. Five model orchards.",
                )
            },
            comments=(
                Comment(
                    "resident",
                    "ps",
                    "against",
                    "دا د کرنې د ریاست کار دی، نه د ښار.",
                    {"en": "That is the work of the agriculture department, not of the city."},
                ),
            ),
        ),
        Proposal(
            "idris",
            "ar",
            "مكتبة صغيرة في كل ناحية",
            "خزانة كتب بقفل ومفتاح عند البقال. مئة كتاب لكل ناحية.",
            cost=760_000,
            liking=41,
            translations={
                "ps": Words(
                    "په هره ناحیه کې کوچنی کتابتون",
                    "د کتابونو المارۍ، چې کیلي یې له دوکاندار سره وي. هرې ناحیې ته سل کتابه.",
                ),
                "en": Words(
                    "A small library in every district",
                    "A cupboard of books with lock and key at the grocer's. A hundred books for "
                    "every district.",
                ),
            },
        ),
        Proposal(
            "resident",
            "ps",
            "د کمپیوټر لابراتوار",
            "شل کمپیوټرونه، لمریزه برېښنا او دوه ښوونکي.",
            district="زوړ ښار",
            cost=2_700_000,
            liking=35,
            translations={
                "en": Words("A computer room", "Twenty computers, solar power and two teachers.")
            },
            comments=(
                Comment("maria", "en", "question", "Who pays for repairs in the second year?"),
            ),
        ),
        Proposal(
            "torpekai",
            "ps",
            "د مېندو لپاره د روغتیا درس",
            "د هرې پنجشنبې مازدیګر: د ماشوم ناروغي، پاکې اوبه، خواړه.",
            district="ده خواجه",
            cost=380_000,
            liking=47,
            translations={
                "en": Words(
                    "Health lessons for mothers",
                    "Every Thursday afternoon: a child's illness, clean water, food.",
                )
            },
        ),
    ),
    answer={
        "ps": (
            "له ټولو رایه ورکوونکو مننه. ښاروالي پایله ومنله. د نجونو ټولګي او د شپې درسونه پیل "
            "شوي دي، د خیاطۍ کارځای به په پسرلي کې پرانیستل شي. هغه وړاندیزونه چې پیسې ورته پوره "
            "نه شوې، د راتلونکي کال بودجې ته ځي. هره میاشت به دلته لیکو چې څه شوي دي."
        ),
        "en": (
            "Thank you to everyone who voted. The municipality accepted the result. The classes "
            "for girls and the evening lessons have begun; the tailoring workshop opens in "
            "spring. Proposals for which the money did not reach go into next year's budget. "
            "Every month we write here what was done."
        ),
        "ar": (
            "شكرًا لكل من صوّت. قبلت البلدية النتيجة. بدأت صفوف البنات ودروس المساء، وتُفتح ورشة "
            "الخياطة في الربيع. أما الاقتراحات التي لم يكفِ المال لها فتنتقل إلى ميزانية العام "
            "القادم. نكتب هنا كل شهر ما أُنجز."
        ),
    },
)
