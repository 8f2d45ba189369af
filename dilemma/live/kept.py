"""Pages that are the same for everybody are kept, until what they show is not true.

Whoever changes a workshop drops its pages after the commit. A page that was made
meanwhile is not kept: it may show what was true before.
"""

import gzip
from dataclasses import dataclass
from threading import Lock

JOIN, PLAY = "join", "play"
MOST_WORKSHOPS = 256


@dataclass(frozen=True)
class Page:
    """One whole page of a workshop, ready to send; nothing personal stands in it."""

    workshop: str
    plain: bytes
    packed: bytes  # the same with gzip


_pages: dict[str, dict[tuple[str, str], Page]] = {}  # code -> (face, language) -> page
_nobody: dict[str, frozenset[str]] = {}  # roles that the page calls empty
_places: dict[str, int] = {}  # workshop -> how many more may come in, at least
_drops = 0
_lock = Lock()


def find(code: str, face: str, language: str) -> Page | None:
    """Return a kept page."""
    return _pages.get(code, {}).get((face, language))


def watch() -> int:
    """Start making a page: call this before anything is read for it."""
    return _drops


def keep(
    since: int,
    code: str,
    face: str,
    language: str,
    page: Page,
    *,
    places: int = 0,
    nobody: frozenset[str] = frozenset(),
) -> None:
    """Keep a page that was begun at `since`, unless something changed meanwhile.

    A page to come in with is kept as long as there are places for newcomers, and
    until somebody takes a role that nobody has: so at most once a role.
    """
    with _lock:
        if since != _drops or (face == JOIN and places <= 0):
            return
        if face == JOIN:
            _places[page.workshop] = places
            _nobody[page.workshop] = nobody
        while code not in _pages and len(_pages) >= MOST_WORKSHOPS:
            del _pages[next(iter(_pages))]
        _pages.setdefault(code, {})[face, language] = page


def pack(workshop: str, html: str) -> Page:
    """Make a page ready to send."""
    plain = html.encode()
    return Page(workshop, plain, gzip.compress(plain, compresslevel=9, mtime=0))


def drop(workshop: str) -> None:
    """Forget a workshop's pages, after something that everybody sees has changed."""
    _forget(workshop, (JOIN, PLAY))


def came_in(workshop: str, role: str = "") -> None:
    """Count a newcomer: with the last place, or the first in a role, the page goes."""
    global _drops
    with _lock:
        _drops += 1  # a page begun before this counted one place too many
        _places[workshop] = _places.get(workshop, 0) - 1
        full = _places[workshop] <= 0
        first = role in _nobody.get(workshop, ())
    if full or first:
        _forget(workshop, (JOIN,))


def _forget(workshop: str, faces: tuple[str, ...]) -> None:
    global _drops
    with _lock:
        _drops += 1
        for pages in _pages.values():
            for name in [
                name
                for name, page in pages.items()
                if name[0] in faces and page.workshop == workshop
            ]:
                del pages[name]
        if JOIN in faces:
            _places.pop(workshop, None)
            _nobody.pop(workshop, None)
