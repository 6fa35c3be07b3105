"""Showing by some way that one lives here."""

from collections.abc import Mapping

from flask import g

from commons.base.database import transaction
from commons.people.models import Person
from commons.people.permissions import demand
from commons.people.verification import tries
from commons.people.verification.contract import (
    Shown,
    ShownForAnother,
    VerificationMethod,
    WrongGuess,
    methods,
)
from commons.people.verification.showing import hold, keep_shown


def verify(person: Person, method_name: str, answers: Mapping[str, str]) -> Shown:
    """Show that the person lives here. Gives what was shown.

    Raises NotShown with the true reason and the next way in; nothing of what was typed is kept.
    A wrong guess is counted after all else was undone, so a way that can be guessed at raises
    RuntimeError inside a transaction.
    """
    demand(person, "vote")
    method = methods.get(method_name)
    if method.on_its_own:
        return method.check(person, answers)
    try:
        return _verify(person, method, answers)
    except (WrongGuess, ShownForAnother):
        if g.get("in_transaction", False):
            raise RuntimeError("a guess is counted after its transaction, not inside one") from None
        tries.count_a_wrong_try(person)
        raise


@transaction
def _verify(person: Person, method: VerificationMethod, answers: Mapping[str, str]) -> Shown:
    hold(person.id)
    shown = method.check(person, answers)
    keep_shown(person.id, method.name, shown)
    return shown
