"""Why signing in with the city's account did not work: each reason apart."""

from commons.base.errors import Refused
from commons.people.verification.contract import ShownForAnother


class SsoRefused(Refused):
    """The way through the provider ended without anybody being known."""


class ProviderAway(SsoRefused):
    """The provider cannot be reached, or does not answer as a provider does."""


class Declined(SsoRefused):
    """The person, or the provider, said no."""


class LostOnTheWay(SsoRefused):
    """An answer comes back that this browser did not ask for, or asked for too long ago."""


class NotTrusted(SsoRefused):
    """The provider's word does not hold: wrong signature, issuer, audience, nonce, or too old."""


class BelongsToAnother(ShownForAnother):
    """The city's account is connected with another person here: most likely the same human."""
