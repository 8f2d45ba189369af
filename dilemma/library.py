"""The deck files that can be played. A broken one is listed, and stops nothing.

In a folder the deck for any room comes first and the starter to copy comes last.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from dilemma.deckfile import (
    DeckError,
    find_decks,
    load_deck,
    parse_deck,
    write_deck,
)
from dilemma.rules.deck import Deck
from dilemma.rules.refusals import DeckUnknown

FIRST, LAST = "sociaal-werk-beweegt", "leeg-voorbeeld"


class Library:
    """Deck files in one or more folders, read again when a file changes."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._changing = Lock()
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
            for slug, one in self._all().items()
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

    def change(self, slug: str, made: Callable[[Deck | None], Deck]) -> Deck:
        """Write a deck of one's own: `made` from what is there, in the first folder.

        The file is whole at every moment. Raises DeckError for a file that cannot be
        read, or that could not be read back.
        """
        folder = self._folders[0]
        path = folder / f"{slug}.md"
        with self._changing:
            deck = made(load_deck(path) if path.exists() else None)
            text = write_deck(deck)
            parse_deck(text, slug)
            folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path)
        return deck

    def _all(self) -> dict[str, Deck | DeckError]:
        found: dict[str, Deck | DeckError] = {}
        for folder in self._folders:
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
