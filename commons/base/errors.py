"""What can go wrong in a way a person can be told about."""


class Refused(Exception):
    """An act the rules do not allow. Its text is shown to the person, in their language."""


class Unclear(Refused):
    """What was asked for cannot be read; the text says how to mend it."""


class NotAllowed(Refused):
    """The person lacks the permission for the act."""


class NotFound(Refused):
    """There is no such thing, or none this person may see."""


class Missing(LookupError):
    """A programmer's or operator's name for something (a city, a rule) that does not exist."""
