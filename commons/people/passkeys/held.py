"""What is held about a person through passkeys."""

from collections.abc import Iterator

import sqlalchemy as sa

from commons.base.database import db
from commons.i18n.catalogue import gettext as _
from commons.people.held import Group, Holder, fact
from commons.people.models import Person
from commons.people.passkeys.models import Passkey, PasskeyChallenge
from commons.people.passkeys.queries import passkeys_of


class PasskeysHolder(Holder):
    """One's passkeys."""

    name = "passkeys"

    def held(self, person: Person) -> Iterator[Group]:
        """Each passkey, without what only programs read: one statement."""
        yield Group(
            "passkeys",
            _("Your passkeys"),
            [
                [
                    fact(Passkey.name, row.name),
                    fact(Passkey.host, row.host),
                    fact(Passkey.added_at, row.added_at),
                    fact(Passkey.last_used_on, row.last_used_on),
                    fact(Passkey.sign_count, row.sign_count),
                    fact(Passkey.credential, row.credential),
                    fact(Passkey.handle, row.handle),
                ]
                for row in passkeys_of(person.id)
            ],
        )

    def forget(self, person_id: int) -> None:
        """All of them go."""
        for model in (Passkey, PasskeyChallenge):
            db.session.execute(sa.delete(model).where(model.person_id == person_id))
