"""What kinds of organisations are called, in the reader's language."""

from commons.i18n.catalogue import gettext as _
from commons.people.organisations.models import (
    ASSOCIATION,
    COMPANY,
    INTERNATIONAL_BODY,
    PUBLIC_BODY,
    SCHOOL,
)


def kind_words(kind: str) -> str:
    """What a kind is called. Raises KeyError for an unknown one."""
    return {
        ASSOCIATION: _("Association"),
        INTERNATIONAL_BODY: _("International body"),
        SCHOOL: _("School"),
        COMPANY: _("Company"),
        PUBLIC_BODY: _("Public body"),
    }[kind]
