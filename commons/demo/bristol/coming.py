"""Bristol: what the officer is drafting, and what opens soon."""

from commons.demo.content import Consultation, Frame

HARBOUR = Consultation(
    slug="swimming-in-the-harbour",
    texts={
        "en": Frame(
            "Swimming in the harbour",
            "Should there be a marked place to swim, and who should look after it?",
            "People swim in the harbour whether we mark a place or not. Before we decide, we "
            "want to hear from swimmers, boat owners, rowers and neighbours: where, at what "
            "hours, with which rules, and what would make it safe for somebody who has just "
            "learned.",
        ),
        "pl": Frame(
            "Kąpiel w porcie",
            "Czy wyznaczyć miejsce do pływania i kto ma go pilnować?",
            "Ludzie pływają w porcie, czy wyznaczymy miejsce, czy nie. Zanim zdecydujemy, chcemy "
            "usłyszeć pływaków, właścicieli łodzi, wioślarzy i sąsiadów: gdzie, w jakich "
            "godzinach, na jakich zasadach i co dałoby bezpieczeństwo komuś, kto dopiero nauczył "
            "się pływać.",
        ),
        "uk": Frame(
            "Плавання в гавані",
            "Чи позначити місце для плавання, і хто має за ним стежити?",
            "Люди плавають у гавані, позначимо ми місце чи ні. Перш ніж вирішити, хочемо почути "
            "плавців, власників човнів, веслярів і сусідів: де, о якій годині, за якими "
            "правилами і що зробить це безпечним для тих, хто щойно навчився.",
        ),
        "ar": Frame(
            "السباحة في المرفأ",
            "هل نحدد مكانًا للسباحة، ومن يعتني به؟",
            "يسبح الناس في المرفأ سواء حددنا مكانًا أم لا. قبل أن نقرر نريد أن نسمع السباحين "
            "وأصحاب القوارب والمجدفين والجيران: أين وفي أي ساعات وبأي قواعد، وما الذي يجعله آمنًا "
            "لمن تعلّم السباحة حديثًا.",
        ),
        "ps": Frame(
            "په بندر کې لامبو",
            "ایا د لامبو لپاره ځای په نښه کړو، او څوک یې وساتي؟",
            "خلک په بندر کې لامبو وهي، که موږ ځای په نښه کړو که نه. تر پرېکړې مخکې غواړو د "
            "لامبوزنو، د کښتیو د خاوندانو او ګاونډیانو خبرې واورو: چېرته، په کومو ساعتونو، په "
            "کومو قواعدو، او د نوي زده‌کوونکي لپاره څه خوندي دي.",
        ),
    },
)

NIGHT_BUS = Consultation(
    slug="night-buses",
    texts={
        "en": Frame(
            "Home after midnight",
            "How should night buses run for people who work late? We collect proposals from next "
            "week.",
            "Cleaners, nurses, cooks and porters go home when the last bus has gone. We have "
            "money for a trial of one year. Tell us where you start, where you live, at what "
            "hour, and what would make you feel safe at the stop.",
        ),
        "pl": Frame(
            "Do domu po północy",
            "Jak mają jeździć nocne autobusy dla pracujących do późna? Propozycje zbieramy od "
            "przyszłego tygodnia.",
            "Sprzątaczki, pielęgniarki, kucharze i portierzy wracają, kiedy ostatni autobus już "
            "odjechał. Mamy pieniądze na roczną próbę. Napisz, skąd ruszasz, gdzie mieszkasz, o "
            "której i co dałoby ci poczucie bezpieczeństwa na przystanku.",
        ),
        "uk": Frame(
            "Додому після опівночі",
            "Як мають їздити нічні автобуси для тих, хто працює допізна? Пропозиції приймаємо з "
            "наступного тижня.",
            "Прибиральниці, медсестри, кухарі та вахтери повертаються, коли останній автобус уже "
            "поїхав. Маємо гроші на рік випробування. Напишіть, звідки рушаєте, де живете, о "
            "котрій і що дало б вам відчуття безпеки на зупинці.",
        ),
        "ar": Frame(
            "إلى البيت بعد منتصف الليل",
            "كيف تسير حافلات الليل لمن يعمل متأخرًا؟ نستقبل الاقتراحات من الأسبوع القادم.",
            "عمال النظافة والممرضات والطباخون والحراس يعودون بعد أن تغادر آخر حافلة. لدينا مال "
            "لتجربة مدتها عام. قولوا لنا من أين تنطلقون وأين تسكنون وفي أي ساعة، وما الذي يشعركم "
            "بالأمان في الموقف.",
        ),
        "ps": Frame(
            "له نیمې شپې وروسته کور ته",
            "د هغو خلکو لپاره چې ناوخته کار کوي د شپې بسونه څنګه وچلېږي؟ له راتلونکې اوونۍ "
            "وړاندیزونه اخلو.",
            "پاکوونکي، نرسانې، اشپزان او ساتونکي هغه وخت کور ته ځي چې وروستی بس تللی وي. د یوه "
            "کال د ازموینې لپاره پیسې لرو. ووایئ چې له کومه ځایه ځئ، چېرته اوسېږئ، په کوم ساعت، "
            "او په تم‌ځای کې څه شی ډاډ درکوي.",
        ),
    },
)
