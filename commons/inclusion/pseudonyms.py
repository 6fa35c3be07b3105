"""Under which name a person's answers to one consultation stand."""

from commons.base import keys
from commons.base.keys import KeyLost

__all__ = ["KeyLost", "key_name", "pseudonym"]


def key_name(consultation_id: int) -> str:
    """The name of the consultation's key among those of the city."""
    return f"inclusion/{consultation_id}"


def pseudonym(consultation_id: int, person_id: int) -> str:
    """HMAC(key of the consultation, person). Raises KeyLost once the key is destroyed."""
    return keys.derived(key_name(consultation_id), f"person {person_id}").hex()
