"""Translation engines: what can put a text of people into another language.

A translation always says who or what made it. Commons ships the contract and the hand of a
person; a machine's engine is one class that an operator registers.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from commons.base.registry import Registry


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """A text in another language, and who or what translated it."""

    text: str
    language: str
    translator: str


class Translator(ABC):
    """A way to translate what people wrote."""

    name: str
    """Shown to readers beside each text it translated."""

    @abstractmethod
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of language codes, from and into, that it can translate."""

    @abstractmethod
    def translate(self, text: str, source: str, target: str) -> TranslatedText:
        """Translate one text. Raises TranslationFailed when it cannot now."""


class TranslationFailed(RuntimeError):
    """The engine could not translate; the original is shown, and it may be tried again."""


translators: Registry[Translator] = Registry("translator")
