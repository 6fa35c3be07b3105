"""Gdańsk: a name for a new square, proposed and ordered by residents, signed by observers."""

from commons.demo.content import Consultation, Frame, Observer, Proposal, Words

_FITS = {
    "pl": "Nazwa jest wolna i nikogo nie obraża. Idzie pod głosowanie.",
    "en": "The name is free and offends nobody. It goes to the vote.",
    "uk": "Назва вільна і нікого не ображає. Вона йде на голосування.",
    "ar": "الاسم متاح ولا يسيء إلى أحد. ينتقل إلى التصويت.",
    "ps": "نوم ازاد دی او څوک نه سپکوي. رایې ته ځي.",
}

NEW_SQUARE = Consultation(
    slug="nazwa-dla-nowego-placu",
    rule="schulze",
    ballot="ranking",
    admission=True,
    texts={
        "pl": Frame(
            "Nazwa dla nowego placu w Letnicy",
            "Mieszkańcy zgłosili nazwy i ułożyli je w swojej kolejności.",
            "Między tramwajem a szkołą powstał plac bez nazwy. Najpierw każdy mógł zgłosić nazwę. "
            "Urząd sprawdził, czy jest wolna. Potem głosujący ułożyli nazwy w swojej kolejności.",
        ),
        "en": Frame(
            "A name for the new square in Letnica",
            "Residents proposed names and put them in their order.",
            "Between the tram and the school there is a square without a name. First anyone could "
            "propose one. The city checked whether it is free. Then voters put the names in their "
            "order.",
        ),
        "uk": Frame(
            "Назва для нової площі в Летниці",
            "Мешканці запропонували назви і розставили їх у своєму порядку.",
            "Між трамваєм і школою з'явилася площа без назви. Спершу кожен міг запропонувати "
            "назву. Місто перевірило, чи вона вільна. Потім люди розставили назви у своєму "
            "порядку.",
        ),
        "ar": Frame(
            "اسم للساحة الجديدة في ليتنيتسا",
            "اقترح السكان أسماء ورتّبوها.",
            "بين الترام والمدرسة ساحة بلا اسم. أولًا كان بإمكان كل شخص أن يقترح اسمًا. وتحققت "
            "المدينة من أنه متاح. ثم رتّب المصوّتون الأسماء كما يريدون.",
        ),
        "ps": Frame(
            "په لېتنیڅا کې د نوي میدان نوم",
            "اوسېدونکو نومونه وړاندې کړل او په خپل ترتیب یې کېښودل.",
            "د ټرام او ښوونځي تر منځ یو بې نومه میدان جوړ شو. لومړی هر چا نوم وړاندې کولای شو. "
            "ښار وکتل چې ازاد دی که نه. بیا رایه ورکوونکو نومونه په خپل ترتیب کېښودل.",
        ),
    },
    proposals=(
        Proposal(
            "halina",
            "pl",
            "Plac Kasztanowy",
            "Rosną tu cztery kasztany, starsze od nas wszystkich. Każdy je zna.",
            liking=52,
            translations={
                "en": Words(
                    "Chestnut Square",
                    "Four chestnuts grow here, older than all of us. Everybody knows them.",
                ),
                "uk": Words(
                    "Каштанова площа",
                    "Тут ростуть чотири каштани, старші за всіх нас. Їх знає кожен.",
                ),
                "ar": Words("ساحة الكستناء", "هنا أربع أشجار كستناء أقدم منا جميعًا، ويعرفها الكل."),
            },
            answer=_FITS,
        ),
        Proposal(
            "kasia",
            "pl",
            "Skwer pod Kasztanami",
            "Pod tymi kasztanami czekamy na tramwaj i chowamy się przed deszczem.",
            liking=30,
            joins="Plac Kasztanowy",
            why_one="Obie nazwy są od tych samych czterech kasztanów. Razem mają więcej głosów.",
        ),
        Proposal(
            "newcomer",
            "ar",
            "ساحة الأبواب المفتوحة",
            "في أسبوعي الأول هنا فتح لي الجيران أبوابهم.",
            liking=44,
            translations={
                "pl": Words(
                    "Plac Otwartych Drzwi",
                    "W moim pierwszym tygodniu sąsiedzi otworzyli mi drzwi.",
                ),
                "en": Words(
                    "Open Doors Square",
                    "In my first week here the neighbours opened their doors to me.",
                ),
                "uk": Words(
                    "Площа Відчинених Дверей",
                    "Першого ж тижня сусіди відчинили мені двері.",
                ),
            },
            answer=_FITS,
        ),
        Proposal(
            "oksana",
            "uk",
            "Площа Сусідів",
            "Ми тут зустрічаємося щонеділі, хто звідки б не приїхав.",
            liking=56,
            translations={
                "pl": Words(
                    "Plac Sąsiadów",
                    "Spotykamy się tu w każdą niedzielę, skądkolwiek kto przyjechał.",
                ),
                "en": Words(
                    "Neighbours' Square",
                    "We meet here every Sunday, wherever we came from.",
                ),
                "ar": Words("ساحة الجيران", "نلتقي هنا كل أحد، من أي مكان جئنا."),
            },
            answer=_FITS,
        ),
        Proposal(
            "tom",
            "en",
            "Lamplighters' Square",
            "A hundred years ago the lamplighters of the shipyard began their round here.",
            liking=33,
            translations={
                "pl": Words(
                    "Plac Latarników",
                    "Sto lat temu latarnicy ze stoczni zaczynali tu swój obchód.",
                ),
            },
            answer=_FITS,
        ),
        Proposal(
            "wiktor",
            "pl",
            "Plac Hurtowni Mebli",
            "Hurtownia jest obok, a nazwa od razu mówi, gdzie kupić stół.",
            liking=3,
            returned=(
                "Nazwa nie może reklamować firmy. Zaproponuj inną i zgłoś ją ponownie, na przykład "
                "od tego, co na placu rośnie albo kto się na nim spotyka."
            ),
        ),
    ),
    answer={
        "pl": "Rada Miasta przyjęła nazwę, którą wybrano. Tabliczki zawisną przed Nowym Rokiem.",
        "en": "The city council adopted the name that was chosen. The signs go up before New Year.",
        "uk": "Міська рада затвердила обрану назву. Таблички з'являться до Нового року.",
        "ar": "اعتمد مجلس المدينة الاسم المختار. تُعلّق اللافتات قبل رأس السنة.",
        "ps": "د ښار شورا ټاکل شوی نوم ومانه. لوحې به له نوي کال مخکې ولګېږي.",
    },
)

OBSERVERS = (
    Observer("observer", "Barbara, obserwatorka", "pl", "Letnica"),
    Observer(
        "second-observer",
        "Andrij z Rady Imigrantów",
        "uk",
        "Wrzeszcz Górny",
        "Я сам перерахував голоси на своєму комп'ютері. Результат той самий.",
    ),
)
