"""Kandahar: a consultation that collects proposals now, and proposals outside any consultation."""

from commons.demo.content import Comment, Consultation, Frame, Hiding, Proposal, Report, Words

RETURNING = Consultation(
    slug="families-who-return",
    texts={
        "ps": Frame(
            "هغه کورنۍ چې بېرته راځي",
            "کورنۍ چې له کډوالۍ راستنې شي، په لومړیو میاشتو کې څه ته اړتیا لري؟",
            "هره اوونۍ کورنۍ له پاکستانه، ایرانه او نورو ولایتونو راځي. ځینې شل کاله لرې وې. موږ "
            "هغه وړاندیزونه راټولوو چې ښار او ګاونډیان یې په ګډه کولای شي: کور، ښوونځی، کار، "
            "سندونه. هر وړاندیز ته به ځواب ورکړو.",
        ),
        "en": Frame(
            "Families who return",
            "What do families need in the first months after coming back?",
            "Every week families arrive from Pakistan, Iran and other provinces. Some were away "
            "for twenty years. We collect proposals that the city and neighbours can carry out "
            "together: homes, school, work, papers. We answer every proposal.",
        ),
        "ar": Frame(
            "العائلات العائدة",
            "ماذا تحتاج العائلات في الأشهر الأولى بعد العودة؟",
            "تصل كل أسبوع عائلات من باكستان وإيران وولايات أخرى، بعضها غاب عشرين عامًا. نجمع "
            "اقتراحات تنفذها المدينة والجيران معًا: السكن والمدرسة والعمل والوثائق. ونجيب عن كل "
            "اقتراح.",
        ),
    },
    proposals=(
        Proposal(
            "newcomer",
            "ps",
            "د ښوونځي لپاره د ژبې او لیک کورس",
            "زما زوی په پېښور کې په اردو لوستل. دلته په څلورم ټولګي کې په پښتو نه شي لیکلای. درې "
            "میاشتې کورس به یې له پاتې کېدو وژغوري.",
            district="لویه ویاله",
            liking=44,
            translations={
                "en": Words(
                    "A course of reading and writing before school",
                    "My son learned in Urdu in Peshawar. Here in the fourth class he cannot "
                    "write Pashto. A course of three months would keep him from failing.",
                ),
                "ar": Words(
                    "دورة قراءة وكتابة قبل المدرسة",
                    "تعلم ابني بالأردية في بيشاور. وهنا في الصف الرابع لا يستطيع الكتابة "
                    "بالبشتو. دورة من ثلاثة أشهر تحميه من الرسوب.",
                ),
            },
            comments=(
                Comment(
                    "hamid",
                    "ps",
                    "for",
                    "زه د مازدیګر له لمانځه وروسته وخت لرم او په وړیا درس ورکولو راضي یم.",
                    {"en": "I have time in the late afternoon and am glad to teach for free."},
                ),
                Comment(
                    "spozhmay",
                    "ps",
                    "question",
                    "د نجونو لپاره به هم ټولګی وي؟",
                    {"en": "Will there be a class for girls too?"},
                ),
                Comment(
                    "maria",
                    "en",
                    "idea",
                    "Give every child a pair of glasses check on the first day. Many cannot see "
                    "the board.",
                    {"ps": "په لومړۍ ورځ د هر ماشوم سترګې وګورئ. ډېر تخته نه شي لیدلای."},
                ),
            ),
        ),
        Proposal(
            "najib",
            "ps",
            "د راستنېدونکو د کسب لېست",
            "په کډوالۍ کې خلکو ډېر کسبونه زده کړل: ولډینګ، خیاطي، د موټر ترمیم. یو لېست جوړ کړئ "
            "چې څوک څه کولای شي، بازار به یې پیدا کړي.",
            liking=31,
            translations={
                "en": Words(
                    "A list of the trades of those who return",
                    "People learned many trades abroad: welding, tailoring, car repair. Make a "
                    "list of who can do what, and the bazaar will find them.",
                )
            },
            comments=(
                Comment(
                    "khan",
                    "ps",
                    "for",
                    "زه د اوبو پمپ جوړوونکی لټوم، درې میاشتې کېږي.",
                    {
                        "en": (
                            "I have been looking for somebody who mends water pumps for three "
                            "months."
                        )
                    },
                ),
                Comment(
                    "torpekai",
                    "ps",
                    "against",
                    "دا نوي راغلي کسان زموږ کار اخلي، دوی دې وشړل شي.",
                    hiding=Hiding(
                        "hate",
                        "لیکنه غواړي چې خلک د خپل اصل له امله وشړل شي. دا د خبرو له دویم اصل سره "
                        "مخالفه ده. د کار په اړه اندېښنه سمه ده او بیا لیکل کېدای شي.",
                        "زما مېړه بې کاره شو، له غوسې مې ولیکل. غواړم بیا وکتل شي.",
                    ),
                ),
            ),
        ),
        Proposal(
            "maria",
            "en",
            "A health card that crosses borders",
            "Mothers come with vaccination papers in three languages or none. One yellow card, "
            "filled in at the first visit, accepted at every clinic in the city.",
            liking=37,
            translations={
                "ps": Words(
                    "روغتیایي کارډ چې له پولې تېرېږي",
                    "میندې د واکسین پاڼې په دریو ژبو راوړي یا هېڅ نه لري. یو ژېړ کارډ چې په "
                    "لومړۍ کتنه کې ډک شي او په ټول ښار کې ومنل شي.",
                ),
                "ar": Words(
                    "بطاقة صحية تعبر الحدود",
                    "تأتي الأمهات بأوراق تطعيم بثلاث لغات أو بلا أوراق. بطاقة صفراء واحدة تُملأ "
                    "في الزيارة الأولى وتقبلها كل عيادة في المدينة.",
                ),
            },
        ),
        Proposal(
            "khan",
            "ps",
            "د وړیا نیالګیو مرسته",
            "هرې راستنې شوې کورنۍ ته دې څلور د انارو نیالګي ورکړل شي. کور هغه وخت کور وي چې ونه "
            "ولري.",
            district="مله جات",
            liking=40,
            translations={
                "en": Words(
                    "Free saplings",
                    "Give every family that returns four pomegranate saplings. A house is a home "
                    "once it has a tree.",
                ),
                "ar": Words(
                    "شتلات مجانية",
                    "لتُعطَ كل عائلة عائدة أربع شتلات رمان. البيت يصير سكنًا حين تكون له شجرة.",
                ),
            },
            reports=(Report("other", "د دې وړاندیز په څېر بل هم شته.", "hamid"),),
        ),
        Proposal(
            "idris",
            "ar",
            "ركن للوثائق في مسجد عيدغاه",
            "لا يعرف الناس أي ورقة يطلبها أي مكتب. متطوع وطاولة ولوحة كبيرة بعد صلاة الجمعة.",
            district="عیدګاه دروازه",
            liking=22,
            translations={
                "ps": Words(
                    "د عیدګاه په جومات کې د سندونو کونج",
                    "خلک نه پوهېږي چې کوم دفتر کومه پاڼه غواړي. یو رضاکار، مېز او لویه لوحه د "
                    "جمعې له لمانځه وروسته.",
                )
            },
            comments=(
                Comment(
                    "torpekai",
                    "ps",
                    "against",
                    "ارزانه موبایلونه! ۰۷۰۰ ۰۰۰ ۰۰۰ ته زنګ ووهئ.",
                    reports=(
                        Report("spam", "دا اعلان دی.", "resident"),
                        Report("off_topic", "", None),
                    ),
                ),
            ),
        ),
    ),
)

OWN_IDEAS = (
    Proposal(
        "spozhmay",
        "ps",
        "په عینو مېنه کې د کتابونو کراچۍ",
        "کتابتون لرې دی. یوه رنګینه کراچۍ چې هره پنجشنبه کوڅو ته راشي او ماشومانو ته کتابونه "
        "ورکړي.",
        district="عینو مېنه",
        liking=38,
        translations={
            "en": Words(
                "A book cart in Aino Mina",
                "The library is far. A colourful cart that comes to the lanes every Thursday and "
                "lends books to children.",
            ),
            "ar": Words(
                "عربة كتب في عينو مينه",
                "المكتبة بعيدة. عربة ملونة تأتي إلى الأزقة كل خميس وتعير الأطفال الكتب.",
            ),
        },
        decision="accepted",
        answer={
            "ps": (
                "هو. ښاروالي به یوه کراچۍ جوړه کړي او له حمل میاشتې به هره پنجشنبه ګرځي. کتابونه "
                "به په پښتو، دري او انګلیسي وي."
            ),
            "en": (
                "Yes. The municipality will build a cart, and from spring it goes round every "
                "Thursday. The books are in Pashto, Dari and English."
            ),
            "ar": (
                "نعم. ستصنع البلدية عربة تطوف كل خميس ابتداءً من الربيع. الكتب بالبشتو والدرية "
                "والإنجليزية."
            ),
        },
        comments=(
            Comment(
                "newcomer",
                "ps",
                "for",
                "زما لور به له خوښۍ خوب ونه کړي.",
                {"en": "My daughter will not sleep for joy."},
            ),
            Comment(
                "khan",
                "ps",
                "question",
                "خر که انجن به یې کشوي؟",
                {"en": "Will a donkey pull it or an engine?"},
            ),
        ),
    ),
    Proposal(
        "najib",
        "ps",
        "زما دوکان ته راشئ",
        "ښې جامې، کمه بیه، د کابل دروازې څنګ ته.",
        reports=(Report("spam", "دا د دوکان اعلان دی، وړاندیز نه دی.", "hamid"),),
    ),
)
