"""A code by letter: it shows that mail reaches the person at an address in the city.

The address is kept until the code is used or runs out, and no longer. The code is on the paper
alone: here there is a keyed hash of it. It is made and read by the rules of access cards.
"""

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from commons.base import clock
from commons.base.database import current_database, db, transaction
from commons.base.text import clean_line
from commons.cities.models import District
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.actions import secret
from commons.people.cards import rules as codes
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.rules import keyed_hash
from commons.people.verification import tries
from commons.people.verification.contract import (
    SHOWN,
    NotShown,
    Shown,
    ShownForAnother,
    VerificationMethod,
    WrongGuess,
)
from commons.people.verification.models import LetterHome, LetterRequest
from commons.people.verification.showing import hold
from commons.people.verification.ways import demand_offered

NAME = "letter"
LIFE = timedelta(days=30)
"""How long a code works once it is printed; and how long a letter may wait to be printed."""
ON_ITS_WAY = timedelta(days=14)
"""How long one waits for a letter before one can ask for another."""
LETTERS_TO_A_HOME = 8
"""In a year: more than live in most homes, less than anybody needs for a crowd of accounts."""
YEAR = timedelta(days=365)


class Letter(VerificationMethod):
    """A code that comes by letter."""

    name = NAME
    level = SHOWN
    shows_district = True
    endpoint = "verification.letter"
    by_default = False

    def title(self) -> str:
        """What it is called."""
        return _("A letter to your home")

    def explanation(self) -> str:
        """What is asked, and what is kept."""
        return _(
            "You tell us your address. The city sends you a letter with a code, and you type the "
            "code here. Then your address is deleted."
        )

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:
        """The code must be that of the person's own letter."""
        mark = letter_mark(_read(answers.get("code", "")))
        tries.refuse_a_guesser(person)
        letter = db.session.scalar(
            sa.select(LetterRequest)
            .where(LetterRequest.code_hash == mark)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if letter is None:
            raise WrongGuess(
                _(
                    "There is no letter with this code. Please compare it with the letter. A newer "
                    "letter makes an older one worthless. A code on an access card is typed on "
                    "the page for access cards."
                )
            )
        if letter.person_id != person.id:
            raise ShownForAnother(_of_another(letter), letter.person_id)
        if letter.used_on is None and letter.expires_at <= clock.now():
            raise NotShown(
                _("This letter is too old: its code worked for 30 days. You can ask for a new one.")
            )
        letter.used_on = letter.used_on or clock.now().date()
        letter.address = None
        return Shown(self.level, district_id=letter.district_id)


def _of_another(letter: LetterRequest) -> str:
    if letter.used_on is not None:
        return _("This code was used already, with another account.")
    return _("This letter was asked for with another account. Its code works there.")


def _read(typed: str) -> str:
    try:
        code = codes.read_code(typed)
    except codes.Mistyped:
        raise NotShown(
            _(
                "There is a typing error in the code. It has four groups of four letters and "
                "digits. Please compare it with the letter."
            )
        ) from None
    if not codes.is_of_city(code, secret(), current_database()):
        raise NotShown(_("This is a code of another city, or not from a letter of this city."))
    return code


def letter_mark(code: str) -> str:
    """How a code is kept: worthless without the secret, and in another city."""
    return keyed_hash(secret(), f"letter:{current_database()}", code)


@transaction
def ask_for_letter(
    person: Person, *, name: str, street: str, place: str, district_id: int | None
) -> LetterRequest:
    """Ask the city for a letter. ``name`` may be empty: it is what stands on the letterbox.

    In the place of an earlier one that was not printed, or did not arrive. Raises NotShown with the
    reason: one is on its way, or too many went to that home. Raises ValueError for an unknown
    district, or without an address.
    """
    demand(person, "manage own account")
    demand_offered(Letter())
    name, street, place = clean_line(name)[:120], clean_line(street)[:120], clean_line(place)[:120]
    if not street or not place:
        raise ValueError("a letter needs a street and a place")
    if district_id is not None and db.session.get(District, district_id) is None:
        raise ValueError(f"there is no district {district_id}")
    hold(person.id)
    now = clock.now()
    letter = db.session.scalar(
        sa.select(LetterRequest)
        .where(LetterRequest.person_id == person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if letter is not None:
        _may_ask_again(letter)
    _count_for_home(f"{street} {place}")
    if letter is None:
        letter = LetterRequest(person_id=person.id)
        db.session.add(letter)
    letter.address = {"name": name, "street": street, "place": place}
    letter.language = current_language().code
    letter.district_id = district_id
    letter.asked_at, letter.expires_at = now, now + LIFE
    letter.printed_at = letter.code_hash = None
    db.session.flush()
    return letter


def _may_ask_again(letter: LetterRequest) -> None:
    if letter.used_on is not None:
        raise NotShown(_("You have used the code of your letter already."))
    if letter.printed_at is not None and clock.now() < letter.printed_at + ON_ITS_WAY:
        raise NotShown(
            _(
                "Your letter is on its way. If it has not come 14 days after it was printed, you "
                "can ask for another one. Meanwhile there are other ways."
            )
        )


def _count_for_home(address: str) -> None:
    plain = "".join(ch for ch in address.casefold() if ch.isalnum())
    mark, today = keyed_hash(secret(), "letter home", plain), clock.now().date()
    sent = db.session.scalar(
        sa.select(sa.func.count()).where(
            LetterHome.mark == mark, LetterHome.asked_on > today - YEAR
        )
    )
    if (sent or 0) >= LETTERS_TO_A_HOME:
        raise NotShown(
            _(
                "Many letters went to this address within a year, so it gets no more. A desk of "
                "the city can help you instead."
            )
        )
    db.session.add(LetterHome(mark=mark, asked_on=today))


def letter_of(person: Person) -> LetterRequest | None:
    """The person's letter: asked for, under way or used."""
    return db.session.scalar(sa.select(LetterRequest).where(LetterRequest.person_id == person.id))


@transaction
def forget_letters() -> None:
    """Delete the addresses of letters that ran out; in time, the letters too.

    The worker does it every round.
    """
    now = clock.now()
    unused = LetterRequest.used_on.is_(None)
    db.session.execute(
        sa.update(LetterRequest)
        .where(unused, LetterRequest.expires_at <= now, LetterRequest.address.is_not(None))
        .values(address=None)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        sa.delete(LetterRequest).where(unused, LetterRequest.expires_at <= now - 3 * LIFE)
    )
    db.session.execute(sa.delete(LetterHome).where(LetterHome.asked_on <= now.date() - YEAR))
