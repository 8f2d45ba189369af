"""A deck while it is being written: loose texts that need not be right yet.

Every change is an edit, and nothing but edits is kept. Folding them gives the draft of
any moment, so what was once written can always be found again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dilemma.rules.refusals import DraftFull, PieceGone

DECK = "deck"  # the kind of the first piece: title and introduction of the deck
MOST_PIECES = 600
MOST_CHARACTERS = 200_000  # of all texts together; a deck file may hold 256 KB

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Piece:
    """One part of a draft: its texts by name. Its id never changes."""

    id: int
    kind: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The texts that are not empty, by name."""
        return {name: text for name, text in self.fields if text}

    @property
    def title(self) -> str:
        """What stands in its heading."""
        texts = self.texts
        return texts.get("title", "") or texts.get("name", "")

    def saying(self, texts: Texts) -> "Piece":
        """Return this piece with these texts and no others."""
        return replace(
            self, fields=tuple((name, text) for name, text in texts.items() if text)
        )


@dataclass(frozen=True)
class Draft:
    """All pieces in their order; the deck itself comes first.

    `last` is the highest id that any piece ever had, so that none is given twice.
    """

    pieces: tuple[Piece, ...] = ()
    last: int = 0

    def piece(self, id: int) -> Piece:
        """Return one piece; raises PieceGone."""
        for one in self.pieces:
            if one.id == id:
                return one
        raise PieceGone(id)

    def of(self, kind: str) -> tuple[Piece, ...]:
        """Return the pieces of one kind, in order."""
        return tuple(one for one in self.pieces if one.kind == kind)

    @property
    def size(self) -> int:
        """How many characters its texts have together."""
        return sum(len(text) for one in self.pieces for _, text in one.fields)


class Change(StrEnum):
    """What an edit does."""

    BEGIN = "begin"  # everything is new: a copy, an import, an earlier moment
    WRITE = "write"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"


@dataclass(frozen=True)
class Edit:
    """One change of a draft; `id` is the piece it is about."""

    change: Change
    pieces: tuple[Piece, ...] = ()
    id: int = 0
    before: int = 0  # MOVE: the piece that comes after it, 0 for none


def after(draft: Draft, edit: Edit) -> Draft:
    """Return the draft after an edit; what it is about may be gone already."""
    last = max((one.id for one in edit.pieces), default=0)
    return Draft(tuple(_pieces(draft.pieces, edit)), max(draft.last, last))


def fold(edits: Iterable[Edit]) -> Draft:
    """Return the draft that these edits lead to."""
    draft = Draft()
    for edit in edits:
        draft = after(draft, edit)
    return draft


def beginning(pieces: Iterable[Piece]) -> Edit:
    """Begin anew with these pieces; raises DraftFull."""
    edit = Edit(Change.BEGIN, tuple(pieces))
    if len(edit.pieces) > MOST_PIECES:
        raise DraftFull
    return _fitting(Draft(), edit)


def adding(draft: Draft, kind: str, texts: Texts, most: int) -> Edit:
    """Add a piece behind the others; `most` is how many of its kind there may be.

    Raises DraftFull.
    """
    if len(draft.of(kind)) >= most or len(draft.pieces) >= MOST_PIECES:
        raise DraftFull
    piece = Piece(draft.last + 1, kind).saying(texts)
    return _fitting(draft, Edit(Change.ADD, (piece,)))


def putting_back(draft: Draft, piece: Piece) -> Edit:
    """Add a piece that somebody else removed meanwhile, under the same id."""
    return _fitting(draft, Edit(Change.ADD, (piece,)))


def writing(draft: Draft, id: int, texts: Texts) -> Edit:
    """Write all texts of a piece; raises PieceGone and DraftFull."""
    piece = draft.piece(id).saying(texts)
    return _fitting(draft, Edit(Change.WRITE, (piece,)))


def removing(draft: Draft, id: int) -> Edit:
    """Take a piece away; the deck itself stays. Raises PieceGone."""
    if draft.piece(id).kind == DECK:
        raise PieceGone(id)
    return Edit(Change.REMOVE, id=id)


def stepping(draft: Draft, id: int, by: int) -> Edit:
    """Move a piece one place up (-1) or down (+1) among its kind; raises PieceGone."""
    same = [one.id for one in draft.of(draft.piece(id).kind)]
    place = same.index(id) + by + (by > 0)
    place = min(max(place, 0), len(same))
    return Edit(Change.MOVE, id=id, before=same[place] if place < len(same) else 0)


def placing(draft: Draft, id: int, before: int) -> Edit:
    """Move a piece before another of its kind, 0 for the end; raises PieceGone."""
    piece = draft.piece(id)
    if before and draft.piece(before).kind != piece.kind:
        raise PieceGone(before)
    return Edit(Change.MOVE, id=id, before=before)


@dataclass(frozen=True)
class Merged:
    """What two people wrote in one piece at once.

    `texts` has every change that only one of them made; `clashes` has the other's
    text for each name that both changed, each in another way.
    """

    texts: dict[str, str]
    clashes: dict[str, str]


def merge(seen: Texts, mine: Texts, theirs: Texts) -> Merged:
    """Put what I wrote beside what somebody else wrote since I looked.

    Where we clash the text of the other stays: it was there first.
    """
    texts: dict[str, str] = {}
    clashes: dict[str, str] = {}
    for name in {**seen, **theirs, **mine}:
        was, me, they = (one.get(name, "") for one in (seen, mine, theirs))
        if me != was and they not in (was, me):
            clashes[name] = they
        texts[name] = me if they == was else they
    return Merged(texts, clashes)


def _pieces(pieces: tuple[Piece, ...], edit: Edit) -> Iterable[Piece]:
    match edit.change:
        case Change.BEGIN:
            return edit.pieces
        case Change.WRITE:
            (new,) = edit.pieces
            return (new if one.id == new.id else one for one in pieces)
        case Change.ADD:
            return (*pieces, *edit.pieces)
        case Change.REMOVE:
            return (one for one in pieces if one.id != edit.id)
    return _moved(pieces, edit.id, edit.before)


def _moved(pieces: tuple[Piece, ...], id: int, before: int) -> tuple[Piece, ...]:
    moving = [one for one in pieces if one.id == id]
    if not moving or before == id:
        return pieces
    rest = [one for one in pieces if one.id != id]
    places = [place for place, one in enumerate(rest) if one.id == before]
    last = [place for place, one in enumerate(rest, 1) if one.kind == moving[0].kind]
    place = places[0] if places else last[-1] if last else len(rest)
    return (*rest[:place], *moving, *rest[place:])


def _fitting(draft: Draft, edit: Edit) -> Edit:
    if after(draft, edit).size > MOST_CHARACTERS:
        raise DraftFull
    return edit
