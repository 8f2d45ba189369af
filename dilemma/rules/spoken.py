"""What a part of a deck says in more languages than its own.

A part is spoken in a language when all its texts are there in it; a part in two
languages at once does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self


@dataclass(frozen=True)
class Translation:
    """The texts of one part in one language, by the name of the text."""

    language: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A part of a deck whose texts may stand in more languages.

    No language means the deck's own.
    """

    NAMES: ClassVar[tuple[str, ...]] = ()  # the fields that are text

    language: str = ""
    translations: tuple[Translation, ...] = ()

    @property
    def texts(self) -> Mapping[str, str]:
        """Every text of this part that is not empty, by name."""
        found = {name: getattr(self, name) for name in self.NAMES}
        return {name: text for name, text in found.items() if text}

    def saying(self, texts: Mapping[str, str]) -> Self:
        """Return this part with these texts in place of its own."""
        return replace(self, **texts)  # type: ignore[arg-type]

    def translated(self, language: str) -> Translation | None:
        """Return the translation that has every text of this part, if there is one."""
        return next(
            (
                one
                for one in self.translations
                if same_language(one.language, language)
                and dict(one.texts).keys() == self.texts.keys()
            ),
            None,
        )

    def spoken_in(self, language: str, own: str) -> Self:
        """Return this part in a language, or else in its own."""
        found = None if same_language(own, language) else self.translated(language)
        if found is None:
            return replace(self, language=self.language or own, translations=())
        said = self.saying(dict(found.texts))
        return replace(said, language=found.language, translations=())


def same_language(one: str, other: str) -> bool:
    """Tell whether two codes name one language: en-GB is English too."""
    return one.split("-")[0] == other.split("-")[0]
