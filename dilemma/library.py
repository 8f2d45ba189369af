"""The decks that can be played: files, and those that are written in the browser.

A broken file is listed, and stops nothing. In a folder the deck for any room comes
first and the starter to copy comes last.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dilemma.deckfile import DeckError, find_decks, load_deck
from dilemma.rules.deck import Deck
from dilemma.rules.refusals import DeckUnknown

FIRST, LAST = "sociaal-werk-beweegt", "leeg-voorbeeld"


class Library:
    """Deck files in one or more folders, read again when a file changes.

    The last folder holds what comes with Dilemma; a deck in one before it goes first.
    `own` tells which decks are written in the browser and can be played now.
    """

    def __init__(self, *folders: Path, own: Callable[[], Mapping[str, Deck]]) -> None:
        self._folders = folders
        self._own = own
        self._read: dict[Path, tuple[int, Deck | DeckError]] = {}

    def titles(self) -> tuple[tuple[str, str], ...]:
        """Return slug and title of every deck that can be played."""
        return tuple(
            (slug, one.title)
            for slug, one in self._all().items()
            if isinstance(one, Deck)
        )

    def broken(self) -> tuple[tuple[str, DeckError], ...]:
        """Return the decks that cannot be read, with their problems."""
        return tuple(
            (slug, one)
            for slug, one in self._files(self._folders).items()
            if isinstance(one, DeckError)
        )

    def deck(self, slug: str) -> Deck:
        """Return one deck; raises DeckUnknown, or DeckError for a broken file."""
        one = self._all().get(slug)
        if one is None:
            raise DeckUnknown(slug)
        if isinstance(one, DeckError):
            raise one
        return one

    def files(self) -> tuple[Deck, ...]:
        """Return the decks that stand in files, which nobody changes in the browser."""
        return self._good(self._folders)

    def file(self, slug: str) -> Deck | None:
        """Return the deck in the file with this name, if there is a good one."""
        return next((one for one in self.files() if one.slug == slug), None)

    def comes_with(self, slug: str) -> bool:
        """Whether the deck with this slug is one of those that come with Dilemma."""
        *others, _last = self._folders
        return all(one.slug != slug for one in self._good(others))

    def _all(self) -> dict[str, Deck | DeckError]:
        return {**self._files(self._folders), **self._own()}

    def _good(self, folders: Sequence[Path]) -> tuple[Deck, ...]:
        read = self._files(folders).values()
        return tuple(one for one in read if isinstance(one, Deck))

    def _files(self, folders: Sequence[Path]) -> dict[str, Deck | DeckError]:
        found: dict[str, Deck | DeckError] = {}
        for folder in folders:
            for path in sorted(find_decks(folder), key=_place):
                read = self._one(path)
                slug = read.slug if isinstance(read, Deck) else path.stem
                found.setdefault(slug, read)
        return found

    def _one(self, path: Path) -> Deck | DeckError:
        changed = path.stat().st_mtime_ns
        known = self._read.get(path)
        if known is None or known[0] != changed:
            try:
                read: Deck | DeckError = load_deck(path)
            except DeckError as error:
                read = error
            known = self._read[path] = (changed, read)
        return known[1]


def _place(path: Path) -> tuple[bool, bool, str]:
    return path.stem != FIRST, path.stem == LAST, path.name
