"""The city's account as a way of showing that one lives here."""

from collections.abc import Mapping

from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.models import Person
from commons.people.sso.actions import METHOD
from commons.people.sso.client import provider_here
from commons.people.verification.contract import NOT_ASKED, NotShown, Shown, VerificationMethod


class SingleSignOn(VerificationMethod):
    """An account that the city gives its people. It is shown at the provider, not typed here."""

    name = METHOD
    endpoint = "sso.own"

    @property
    def level(self) -> int:  # type: ignore[override]  # each city's operator says how strong it is
        """How strongly it shows it in this city."""
        provider = provider_here()
        return provider.level if provider else NOT_ASKED

    @property
    def shows_district(self) -> bool:  # type: ignore[override]
        """Whether it tells the district in this city."""
        provider = provider_here()
        return bool(provider and provider.district_claim)

    def title(self) -> str:
        """What it is called."""
        provider = provider_here()
        return provider.name(current_language().code) if provider else _("City account")

    def explanation(self) -> str:
        """What is asked."""
        return _(
            "You sign in on the page of the city. We are told that it is you and keep only a "
            "scrambled mark: no name, no document, no address."
        )

    def offered(self) -> bool:
        """Where the operator has set it up, and it shows that one lives here."""
        return self.level > NOT_ASKED

    def check(self, person: Person, answers: Mapping[str, str]) -> Shown:  # noqa: ARG002
        """It cannot be shown by typing: its own page leads to the provider."""
        raise NotShown(
            _("This is shown on the page of the city. Open your account and choose it there.")
        )
