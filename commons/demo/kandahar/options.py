"""Kandahar: what the vote that is open is about."""

from commons.demo.content import Comment, Proposal, Words

OPTIONS = (
    Proposal(
        "resident",
        "ps",
        "په زاړه ښار کې د سیوري څپرونه",
        "د غرمې لمر پلورونکي او پېرودونکي دواړه سوځوي. پر دریو لارو د لرګي او ټوکر څپرونه غواړو.",
        district="زوړ ښار",
        cost=1_800_000,
        liking=50,
        translations={
            "en": Words(
                "Shade roofs in the old city",
                "The noon sun burns sellers and buyers alike. We want roofs of wood and cloth "
                "over three lanes.",
            ),
            "ar": Words(
                "سقوف ظل في المدينة القديمة",
                "شمس الظهيرة تحرق البائع والمشتري. نريد سقوفًا من الخشب والقماش فوق ثلاثة أزقة.",
            ),
        },
        comments=(
            Comment(
                "najib",
                "ps",
                "for",
                "زه به ټوکر په نیمه بیه وګنډم.",
                {"en": "I will sew the cloth at half price."},
            ),
            Comment(
                "maria", "en", "question", "Is the cloth safe from fire above the kebab stalls?"
            ),
        ),
    ),
    Proposal(
        "newcomer",
        "ps",
        "په لویه ویاله کې د څښاک اوبو درې نلونه",
        "موږ اوبه له یوه کیلومتر لرې راوړو. درې نلونه د جومات، ښوونځي او کلینیک څنګ ته.",
        district="لویه ویاله",
        cost=2_400_000,
        liking=62,
        translations={
            "en": Words(
                "Three drinking taps in Loya Wala",
                "We carry water from a kilometre away. Three taps, beside the mosque, the school "
                "and the clinic.",
            ),
            "ar": Words(
                "ثلاثة صنابير شرب في لويه واله",
                "نحمل الماء من مسافة كيلومتر. ثلاثة صنابير قرب المسجد والمدرسة والعيادة.",
            ),
        },
        comments=(
            Comment(
                "khan",
                "ps",
                "idea",
                "د اضافي اوبو لپاره یو حوض هم جوړ کړئ، چې څاروي ترې وڅښي.",
                {"en": "Build a basin for the spare water too, so that animals can drink."},
            ),
        ),
    ),
    Proposal(
        "khan",
        "ps",
        "د مله جاتو د کاریز پاکول",
        "نیکونو مو کاریز وکیند. اوس له خاورو ډک دی. شل کسان په دوو میاشتو کې پاکولای شي، او "
        "باغونه به بیا شنه شي.",
        district="مله جات",
        cost=1_350_000,
        liking=48,
        translations={
            "en": Words(
                "Cleaning the karez of Malajat",
                "Our grandfathers dug the karez. Now it is full of earth. Twenty people can "
                "clean it in two months, and the orchards will be green again.",
            )
        },
    ),
    Proposal(
        "spozhmay",
        "ps",
        "په عینو مېنه کې د ښځو او کورنیو باغ",
        "یو باغ غواړو چې دېوال، ونې، د لوبو ځای او روښانه لار ولري، چې ښځې او ماشومان پکې ارام وي.",
        district="عینو مېنه",
        cost=2_900_000,
        liking=45,
        translations={
            "en": Words(
                "A garden for women and families in Aino Mina",
                "We want a garden with a wall, trees, a playground and a lit path, where women "
                "and children are at ease.",
            ),
            "ar": Words(
                "حديقة للنساء والعائلات في عينو مينه",
                "نريد حديقة لها سور وأشجار وساحة لعب وممر مضاء، ترتاح فيها النساء والأطفال.",
            ),
        },
        comments=(Comment("torpekai", "ps", "for", "موږ په ده خواجه کې هم دا ډول باغ غواړو."),),
    ),
    Proposal(
        "hamid",
        "ps",
        "د ښوونځي په انګړ کې دوه سوه ونې",
        "زده‌کوونکي په لمر کې درس وایي. توت او چنار ژر لویېږي. هر ټولګی به خپلې ونې اوبه کوي.",
        district="میرویس مېنه",
        cost=640_000,
        liking=54,
        translations={
            "en": Words(
                "Two hundred trees in the school yard",
                "Pupils have lessons in the sun. Mulberries and plane trees grow fast. Every "
                "class will water its own trees.",
            )
        },
    ),
    Proposal(
        "maria",
        "en",
        "Shaded benches outside the hospital",
        "Families wait on the ground for hours. Sixty metres of bench under a roof, and a water "
        "tank.",
        district="نوی ښار",
        cost=980_000,
        liking=57,
        translations={
            "ps": Words(
                "د روغتون مخې ته سیوري لرونکې څوکۍ",
                "کورنۍ ساعتونه پر مځکه انتظار کوي. د چت لاندې شپېته متره څوکۍ او د اوبو ټانکي.",
            ),
            "ar": Words(
                "مقاعد مظللة أمام المستشفى",
                "تنتظر العائلات ساعات على الأرض. ستون مترًا من المقاعد تحت سقف وخزان ماء.",
            ),
        },
    ),
    Proposal(
        "torpekai",
        "ps",
        "په ده خواجه کې د کثافاتو ځایونه",
        "کثافات په ویاله کې پرېوځي. دولس پاک ځایونه، دوې کراچۍ او په اوونۍ کې دوه ځله وړل.",
        district="ده خواجه",
        cost=1_150_000,
        liking=39,
        translations={
            "en": Words(
                "Waste points in Deh Khwaja",
                "Rubbish falls into the canal. Twelve clean points, two carts, and collection "
                "twice a week.",
            )
        },
    ),
    Proposal(
        "najib",
        "ps",
        "د کابل دروازې د موټرو تم‌ځای",
        "مسافر په خاوره کې ولاړ وي. یو چت، څوکۍ، تشناب او د کرایې لوحه.",
        district="کابل دروازه",
        cost=2_100_000,
        liking=36,
        translations={
            "en": Words(
                "A proper bus stand at Kabul gate",
                "Travellers stand in the dust. A roof, benches, a toilet and a board of fares.",
            ),
            "ar": Words(
                "موقف حافلات عند باب كابول",
                "يقف المسافرون في الغبار. سقف ومقاعد ومرحاض ولوحة للأجرة.",
            ),
        },
    ),
    Proposal(
        "idris",
        "ar",
        "منحدرات للكراسي عند باب هرات",
        "أخي فقد ساقه ولا يدخل أي مكتب. عشرون منحدرًا عند الأبواب العامة.",
        district="هرات دروازه",
        cost=720_000,
        liking=51,
        translations={
            "ps": Words(
                "په هرات دروازه کې د ویلچېر لارې",
                "زما ورور خپله پښه له لاسه ورکړې او هېڅ دفتر ته نه شي ننوتلای. د عامه دروازو مخې "
                "ته شل هوارې لارې.",
            ),
            "en": Words(
                "Ramps at Herat gate",
                "My brother lost his leg and cannot enter any office. Twenty ramps at public "
                "doors.",
            ),
        },
        comments=(
            Comment(
                "maria",
                "en",
                "for",
                "In my ward a third of the patients use a wheelchair or crutches. This is overdue.",
                {"ar": "ثلث المرضى في قسمي يستخدمون كرسيًا أو عكازين. تأخر هذا كثيرًا."},
            ),
        ),
    ),
    Proposal(
        "resident",
        "ps",
        "د سرپوزې د غره لار او څوکۍ",
        "د چهل زینې ته هره جمعه خلک ځي. پنځه د دمې ځایونه او د کثافاتو سطلونه.",
        district="سرپوزه",
        cost=860_000,
        liking=34,
        translations={
            "en": Words(
                "Path and benches on the hill of Sarpoza",
                "Every Friday people climb to Chil Zena. Five resting places and bins.",
            )
        },
    ),
    Proposal(
        "hamid",
        "ps",
        "د توپخانې د کوڅو لمریز څراغونه",
        "د ماښام له لمانځه وروسته کوڅې تیارې وي. پنځوس لمریز څراغونه.",
        district="توپخانه",
        cost=1_950_000,
        liking=46,
        translations={
            "en": Words(
                "Solar lamps in the lanes of Topkhana",
                "After evening prayer the lanes are dark. Fifty solar lamps.",
            ),
            "ar": Words(
                "مصابيح شمسية في أزقة توبخانه", "الأزقة مظلمة بعد صلاة المغرب. خمسون مصباحًا شمسيًا."
            ),
        },
    ),
    Proposal(
        "khan",
        "ps",
        "د انارو د ورځې مېله",
        "هر کال په مني کې د انارو مېله: خوړل، سیالي او د بڼوالو بازار. ټول ښار ته بلنه.",
        cost=480_000,
        liking=33,
        translations={
            "en": Words(
                "A day of the pomegranate",
                "Every autumn a fair of pomegranates: tasting, contests and a growers' market. "
                "The whole city is invited.",
            )
        },
    ),
    Proposal(
        "najib",
        "ps",
        "د ښار پر سر هوايي رېل",
        "له هوايي ډګره تر زاړه ښاره هوايي رېل.",
        cost=9_000_000_000,
        liking=11,
        decision="rejected",
        answer={
            "ps": (
                "مننه. لګښت یې د دې بودجې اوه سوه پنځوس چنده دی. د بسونو د ښه کولو په اړه "
                "وړاندیزونه په خوښۍ اورو."
            ),
            "en": (
                "Thank you. It would cost seven hundred and fifty times this budget. We will "
                "gladly hear proposals for better buses."
            ),
            "ar": (
                "شكرًا لكم. تكلفته سبعمئة وخمسون ضعف هذه الميزانية. يسرنا سماع اقتراحات لتحسين "
                "الحافلات."
            ),
        },
    ),
)
