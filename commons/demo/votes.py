"""Ballots of invented residents: by what they like, where they live, and some chance."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random

from commons.demo import content
from commons.demo.town import Town
from commons.i18n.catalogue import speaking
from commons.people.models import Person
from commons.voting import queries
from commons.voting.actions import cast_ballot
from commons.voting.ballots.marks import Given
from commons.voting.models import BallotOption

RANKING = "ranking"
BLANK = 0.03
"""How many cast a blank ballot."""


def plan_ballots(
    town: Town,
    texts: content.Consultation,
    vote: Callable[[], int],
    voters: Sequence[Person],
    start: datetime,
    end: datetime,
) -> None:
    """Let each of the voters cast a ballot at some moment between two."""
    proposals = {proposal.title: proposal for proposal in texts.proposals}
    most = max(proposal.liking for proposal in texts.proposals)
    options: list[BallotOption] = []

    for person in voters:

        def cast(person: Person = person) -> None:
            if not options:
                options.extend(queries.bare_options(vote()))
            taste = Random(f"{town.content.slug} {texts.slug} {person.id}")  # noqa: S311
            wishes = {
                option.code: _wish(town, person, proposals[option.title], most)
                for option in options
            }
            choices = (order_of if texts.ballot == RANKING else choices_of)(taste, wishes)
            with speaking(person.language):
                cast_ballot(person, vote(), choices, declared=True)

        town.diary.note(town.between(start, end), cast)


def _wish(town: Town, person: Person, proposal: content.Proposal, most: int) -> float:
    """How likely it is that a person ticks a proposal: liked by many, or near home."""
    if proposal.district and town.districts[proposal.district] == person.district_id:
        return 0.9
    return 0.1 + 0.55 * (proposal.liking / most) ** 2


def choices_of(taste: Random, wishes: Mapping[str, float]) -> Sequence[Given]:
    """The codes that are ticked, given how likely each is; few ballots are blank."""
    if taste.random() < BLANK:
        return []
    ticked = [code for code, wish in wishes.items() if taste.random() < wish]
    return ticked or [taste.choice(list(wishes))]


def order_of(taste: Random, wishes: Mapping[str, float]) -> Sequence[Given]:
    """An order of some of the options, what is likelier wished mostly before the rest."""
    if taste.random() < BLANK:
        return []
    order = sorted(wishes, key=lambda code: taste.random() ** (1 / wishes[code]), reverse=True)
    kept = order[: taste.randint(2, len(order))]
    return [(code, len(order) - place) for place, code in enumerate(kept)]
