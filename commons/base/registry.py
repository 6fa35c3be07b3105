"""Where the house grows: things of one kind, registered by name."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from commons.base.errors import Missing


class Named(Protocol):
    """Anything with a name that the code knows it by."""

    name: str


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Things of one kind by their names, in the order they were registered."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._things: dict[str, T] = {}

    def register(self, thing: T) -> T:
        """Add a thing. Another of the same name takes the place of the earlier one."""
        self._things[thing.name] = thing
        return thing

    def get(self, name: str) -> T:
        """The thing of that name. Raises Missing, naming those there are."""
        try:
            return self._things[name]
        except KeyError:
            known = ", ".join(self._things)
            raise Missing(f"unknown {self.kind} {name!r}; known are: {known}") from None

    def __contains__(self, name: str) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())
