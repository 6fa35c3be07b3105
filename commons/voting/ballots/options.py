"""What comes onto a ballot: what its kind brings itself, and what comes from the phase before."""

from collections.abc import Iterable, Sequence

from commons.consultations.models import OutcomeItem
from commons.i18n.catalogue import speaking
from commons.voting.ballots.contract import BallotKind
from commons.voting.ballots.wishes import CITY, DISTRICTS
from commons.voting.models import BallotOption


def fixed_options(kind: BallotKind, language: str, languages: Sequence[str]) -> list[BallotOption]:
    """The options a kind brings itself, such as yes and no, with their titles in all languages."""
    made = []
    for code in kind.fixed_options:
        titles = {}
        for spoken in dict.fromkeys([language, *languages]):
            with speaking(spoken):
                titles[spoken] = kind.option_title(code)
        made.append(
            BallotOption(
                code=code,
                title=titles[language],
                titles=titles,
                language=language,
                cost=0,
                description="",
                extras={},
            )
        )
    return made


def in_scope(
    items: Iterable[OutcomeItem], scope: str, district_ids: Sequence[int]
) -> list[OutcomeItem]:
    """What of the phase before belongs to a vote: see ``wishes.SCOPES``."""
    return [item for item in items if _belongs(item.facts.get("district_id"), scope, district_ids)]


def _belongs(district_id: int | None, scope: str, district_ids: Sequence[int]) -> bool:
    if scope == DISTRICTS:
        return district_id in district_ids
    return scope != CITY or district_id is None
