"""What is held about a person through the city's account."""

from collections.abc import Iterator

from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.people.sso.models import SsoIdentity
from commons.people.sso.queries import identities_of


class SsoHolder(Holder):
    """The marks by which a city account is recognised."""

    name = "sso"

    def held(self, person: Person) -> Iterator[Group]:
        """One record for each account."""
        yield Group(
            "sso",
            _("Your city account"),
            [
                [
                    fact(SsoIdentity.identity_hash, row.identity_hash),
                    fact(SsoIdentity.connected_at, row.connected_at),
                ]
                for row in identities_of(person.id)
            ],
        )

    def forget(self, person_id: int) -> None:
        """Nothing: a mark goes with the row of its person.

        Where that row must stay until a vote is counted, the mark must stay as well, or whoever
        left could come back with the same city account and vote again.
        """
