"""Kandahar: the participatory budget whose vote is open now."""

from commons.demo.content import Consultation, Frame
from commons.demo.kandahar.options import OPTIONS

SHADE_AND_WATER = Consultation(
    slug="shade-and-water",
    budget=12_000_000,
    rule="equal-shares",
    texts={
        "ps": Frame(
            "سیوری او اوبه: د ښار ګډه بودجه",
            "د سیوري، اوبو او د ناستې د ځایونو لپاره دولس میلیونه افغانۍ. رایه ورکول روان دي.",
            "یوه میاشت خلکو نظرونه ورکړل، او ښاروالۍ وکتل چې څه کېدای شي او څومره لګښت لري. اوس "
            "هر څه چې ملاتړ یې کوئ په نښه کړئ. د هر چا برخه برابره ده، نو کوچنۍ ناحیې هم خپله "
            "برخه مومي.",
        ),
        "en": Frame(
            "Shade and water: a shared budget",
            "Twelve million afghani for shade, water and places to sit. The vote is open.",
            "For a month people gave ideas, and the municipality checked what can be done and "
            "what it costs. Now tick everything you support. Everybody's share is equal, so "
            "small districts get their part too.",
        ),
        "ar": Frame(
            "الظل والماء: ميزانية مشتركة",
            "اثنا عشر مليون أفغاني للظل والماء وأماكن الجلوس. التصويت مفتوح.",
            "على مدى شهر قدّم الناس أفكارًا وفحصت البلدية ما يمكن تنفيذه وتكلفته. الآن ضعوا علامة "
            "على كل ما تؤيدونه. حصة كل شخص متساوية، فتنال النواحي الصغيرة نصيبها أيضًا.",
        ),
    },
    proposals=OPTIONS,
)
