"""Making cards, coming in with one, adding one to one's account, ending one.

``holder_of`` and ``attach_card`` count wrong codes, which must be kept while everything else is
undone. So each is a transaction of its own, and cannot be called inside another one.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import g

from commons.base import clock
from commons.base.audit import write_audit
from commons.base.database import current_database, db, transaction
from commons.base.errors import NotFound, Refused
from commons.base.text import clean_line
from commons.cities.context import current_city
from commons.cities.models import District
from commons.i18n.catalogue import gettext as _
from commons.people.actions import new_person, secret
from commons.people.cards import rules
from commons.people.cards.guessing import count_a_wrong_try, refuse_a_guesser
from commons.people.cards.models import AccessCard, CardBatch
from commons.people.cards.refusals import (
    CardOfAnother,
    EndedCard,
    OtherCity,
    OutOfDateCard,
    UnknownCard,
)
from commons.people.models import Person, SignInSession
from commons.people.permissions import demand
from commons.people.rules import keyed_hash
from commons.people.verification.contract import Shown
from commons.people.verification.showing import hold, keep_shown

METHOD = "card"
"""The way of verification that a card is."""


def holder_of(code: str) -> Person:
    """The person of the card with this code as typed; made when the card is first used.

    Raises Refused with the true reason: Mistyped, OtherCity, UnknownCard, EndedCard, OutOfDateCard,
    TooManyTries. Raises RuntimeError inside a transaction.
    """
    return arrive(code)[0]


def arrive(code: str) -> tuple[Person, bool]:
    """As ``holder_of``, with whether the person is new."""
    mark = mark_of(code)
    try:
        return holder_by_mark(mark)
    except UnknownCard:
        count_a_wrong_try()
        raise


def attach_card(person: Person, code: str) -> AccessCard:
    """Make a card one more way in for a person, and proof that they live here if it is that.

    A card that is theirs already stays so. Raises CardOfAnother for somebody else's, and otherwise
    as ``holder_of`` does; NotAllowed.
    """
    demand(person, "manage own account")
    mark = mark_of(code)
    try:
        return give_to(person.id, mark)
    except UnknownCard:
        count_a_wrong_try()
        raise


def mark_of(typed: str) -> str:
    """How a code as typed is kept. Raises Refused where it can be no code of this city."""
    if g.get("in_transaction", False):
        raise RuntimeError("a card's code is checked before a transaction, not inside one")
    code = rules.read_code(typed)
    if not rules.is_of_city(code, secret(), current_database()):
        raise OtherCity(
            _(
                "This is not a card of %(city)s. Each city has cards of its own. Open the address "
                "that is printed on the card.",
                city=current_city().name,
            )
        )
    refuse_a_guesser()
    return rules.code_hash(secret(), current_database(), code)


@transaction
def holder_by_mark(mark: str) -> tuple[Person, bool]:
    """The person of the card whose code is kept so, and whether they are new.

    For whoever has the mark from elsewhere (an envelope, a paper ballot): no wrong try is counted,
    so this can be part of a transaction. Raises UnknownCard, EndedCard, OutOfDateCard.
    """
    card = _card_in_force(mark)
    if card.person_id is not None:
        return db.session.get_one(Person, card.person_id), False
    batch = _batch_in_time(card)
    person = new_person()
    db.session.flush()
    _give(card, batch, person.id)
    return person, True


@transaction
def give_to(person_id: int, mark: str) -> AccessCard:
    """Make the card a person's, unless it is somebody else's. Raises as ``attach_card`` does.

    Does not count a wrong code: whoever calls it does, after what was begun is undone.
    """
    card = _card_in_force(mark)
    if card.person_id is None:
        _give(card, _batch_in_time(card), person_id)
    elif card.person_id != person_id:
        raise CardOfAnother(
            _("This card was used before, and an account belongs to it already."), card.person_id
        )
    return card


def card_for_change(which: sa.ColumnElement[bool]) -> AccessCard | None:
    """A card, held until the transaction ends: of two who use it at once, the second waits."""
    return db.session.scalar(
        sa.select(AccessCard)
        .where(which)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _card_in_force(mark: str) -> AccessCard:
    card = card_for_change(AccessCard.code_hash == mark)
    if card is None:
        raise UnknownCard(
            _(
                "There is no card with this code in %(city)s. Please compare it with the card. If "
                "it is the same, ask where you got the card.",
                city=current_city().name,
            )
        )
    if card.ended_at is not None:
        raise EndedCard(
            _(
                "This card was ended: it was reported lost, or its account was deleted. You can "
                "get a new card where you got this one."
            )
        )
    return card


def _batch_in_time(card: AccessCard) -> CardBatch:
    batch = db.session.get_one(CardBatch, card.batch_id)
    if batch.expires_at is not None and batch.expires_at <= clock.now():
        raise OutOfDateCard(
            _(
                "This card is out of date: it was not used in time. You can get a new card where "
                "you got this one."
            )
        )
    return batch


def _give(card: AccessCard, batch: CardBatch, person_id: int) -> None:
    card.person_id = person_id
    card.first_used_on = clock.now().astimezone(ZoneInfo(current_city().time_zone)).date()
    hold(person_id)
    if batch.level:
        keep_shown(person_id, METHOD, Shown(batch.level, batch.district_id))


@transaction
def make_batch(
    officer: Person,
    *,
    place: str,
    count: int,
    level: int = 2,
    district_id: int | None = None,
    expires_at: datetime | None = None,
    form_mark: str | None = None,
) -> tuple[CardBatch, list[tuple[str, str]]]:
    """Make cards to be handed out at a place: the batch, and each card's number and code.

    The codes exist in this answer only. ``expires_at`` is until when a card can be used for the
    first time. A form sent twice makes one batch: Refused the second time. Raises ValueError for a
    count, level, district or day that cannot be, NotAllowed.
    """
    demand(officer, "hand out cards")
    place = clean_line(place)[:100]
    if not place or not 1 <= count <= rules.MOST_CARDS or level not in rules.LEVELS:
        raise ValueError("a batch needs a place, a count within bounds, and a known level")
    if expires_at is not None and expires_at <= clock.now():
        raise ValueError("cards must run out after they are made")
    if district_id is not None and db.session.get(District, district_id) is None:
        raise ValueError(f"there is no district {district_id}")
    batch = CardBatch(
        place=place,
        level=level,
        district_id=district_id,
        count=count,
        made_by_id=officer.id,
        made_at=clock.now(),
        expires_at=expires_at,
        form_mark=keyed_hash(secret(), "card form", form_mark) if form_mark else None,
    )
    _keep_once(batch)
    write_audit(
        "make_cards", f"card batch {batch.id}", actor_id=officer.id, count=count, level=level
    )
    return batch, _cards_of(batch)


def _keep_once(batch: CardBatch) -> None:
    db.session.add(batch)
    try:
        db.session.flush()
    except sa.exc.IntegrityError as error:
        raise Refused(
            _(
                "These cards were made already, and their codes were shown. If you could not "
                "print them, end these cards and make new ones."
            )
        ) from error


def _cards_of(batch: CardBatch) -> list[tuple[str, str]]:
    key, slug = secret(), current_database()
    cards = [
        (rules.number_of(batch.id, place), rules.new_code(key, slug))
        for place in range(1, batch.count + 1)
    ]
    db.session.add_all(
        AccessCard(batch_id=batch.id, number=number, code_hash=rules.code_hash(key, slug, code))
        for number, code in cards
    )
    return [(number, rules.grouped(code)) for number, code in cards]


@transaction
def end_card(officer: Person, number: str, reason: str) -> AccessCard:
    """End a lost card: nobody comes in with it any more, and its holder is signed out everywhere.

    Raises ValueError without a reason, NotFound for an unknown number, Refused for a card that has
    ended, NotAllowed.
    """
    demand(officer, "hand out cards")
    why = clean_line(reason)[:300]
    if not why:
        raise ValueError("ending a card needs a reason")
    card = card_for_change(AccessCard.number == rules.read_number(number))
    if card is None:
        raise NotFound(_("There is no card with this number. It looks like K3-0042."))
    if card.ended_at is not None:
        raise Refused(_("This card has ended already."))
    card.ended_at, card.end_reason = clock.now(), why
    if card.person_id is not None:
        db.session.execute(
            sa.delete(SignInSession).where(SignInSession.person_id == card.person_id)
        )
    write_audit("end_card", f"card {card.number}", actor_id=officer.id, reason=why)
    return card
