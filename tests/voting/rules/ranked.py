"""Ranked elections to count in tests: written short, generated, and the textbook's four cities."""

from collections import Counter

from hypothesis import strategies as st

from commons.voting.rules import Ballot, Choice, Election, Option


def ranked(letters: str) -> Ballot:
    """A ballot that ranks the options named by these letters, the first choice first."""
    return tuple(Choice(letter, len(letters) - at) for at, letter in enumerate(letters))


def ranked_election(options: str, ballots: dict[str, int], seats: int = 1) -> Election:
    """An election among options named by letters."""
    return Election(
        tuple(Option(letter) for letter in options),
        {ranked(letters): count for letters, count in ballots.items()},
        seats=seats,
    )


def tennessee() -> Election:
    """Where the capital should be: Memphis, Nashville, Chattanooga or Knoxville."""
    return ranked_election("MNCK", {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17})


@st.composite
def ranked_elections(
    draw: st.DrawFn, *, most_seats: int = 3, most_alike: int = 3, most_options: int = 5
) -> Election:
    """Small ranked votes with many equal numbers, so that ties and edges occur."""
    options = "ABCDEFG"[: draw(st.integers(1, most_options))]
    papers = draw(
        st.lists(
            st.tuples(st.lists(st.sampled_from(options), unique=True), st.integers(1, most_alike)),
            max_size=8,
        )
    )
    ballots: Counter[str] = Counter()
    for letters, count in papers:
        ballots["".join(letters)] += count
    return ranked_election(options, ballots, draw(st.integers(1, most_seats)))
