"""The ways to count that this house knows, by name."""

import inspect
from collections.abc import Callable

from commons.voting.rules.contract import TallyRule

_KNOWN: dict[str, Callable[..., TallyRule]] = {}


class UnknownRuleError(ValueError):
    """A rule, or a setting of a rule, that nobody has registered."""


def register(name: str, make: Callable[..., TallyRule]) -> None:
    """Make a rule known under its name; `make` takes the rule's settings as keyword arguments.

    Raises ValueError when the name is taken by another rule.
    """
    if _KNOWN.setdefault(name, make) is not make:
        raise ValueError(f"There is already a rule called {name!r}.")


def rule(name: str, **settings: str) -> TallyRule:
    """The rule with this name, set as asked.

    Raises UnknownRuleError, saying which rules or settings there are.
    """
    make = _KNOWN.get(name)
    if make is None:
        raise UnknownRuleError(f"There is no rule {name!r}. Known: {', '.join(rule_names())}.")
    known = inspect.signature(make).parameters
    for setting in settings:
        if setting not in known:
            raise UnknownRuleError(f"The rule {name!r} has no setting {setting!r}.")
    try:
        return make(**settings)
    except ValueError as error:
        raise UnknownRuleError(str(error)) from error


def rule_names() -> tuple[str, ...]:
    """The names of all registered rules, in alphabetical order."""
    return tuple(sorted(_KNOWN))


def knows_setting(name: str, setting: str) -> bool:
    """Whether the rule with this name can be set so. Raises KeyError for an unknown rule."""
    return setting in inspect.signature(_KNOWN[name]).parameters
