"""What was done in a deck of one's own, moment by moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.play.decks import Editor
from dilemma.rules import draft as drafting
from dilemma.rules.draft import Change, Draft, Edit, fold
from dilemma.rules.refusals import DeckUnknown, Malformed
from dilemma.store import drafts
from dilemma.store.drafts import Kept
from dilemma.store.transaction import reading

A_PAUSE = 10 * 60 * 1000  # writing on after this long is another moment
MOST_HISTORY = 200  # lines of the history on one page


@dataclass(frozen=True)
class Moment:
    """One line of a deck's history."""

    number: int
    made: int  # milliseconds since 1970
    editor: Editor
    change: Change
    piece: int
    kind: str
    title: str


@dataclass(frozen=True)
class History:
    """One page of a deck's history, the newest first.

    `older` is the moment before which the next page begins, if there is one.
    """

    moments: tuple[Moment, ...]
    latest: bool  # whether the first is how the deck is now
    older: int | None


def history_of(slug: str, before: int | None = None) -> History:
    """Return the last moments of a deck, or those before a moment (its number).

    What one browser wrote in one piece in a row is one moment: its last. Raises
    DeckUnknown.
    """
    kept = _kept(slug)
    moments: list[Moment] = []
    draft = Draft()
    for one in kept:
        moment = _moment(draft, one)
        draft = drafting.after(draft, one.edit)
        if moments and _same(moments[-1], moment):
            moments.pop()
        moments.append(moment)
    past = [one for one in moments if before is None or one.number < before]
    page = tuple(reversed(past[-MOST_HISTORY:]))
    return History(
        page,
        latest=len(past) == len(moments),
        older=page[-1].number if len(past) > MOST_HISTORY else None,
    )


def draft_at(slug: str, number: int) -> Draft:
    """Return a deck as it was after edit `number`. Raises DeckUnknown, Malformed."""
    kept = _kept(slug)
    if not 1 <= number <= len(kept):
        raise Malformed
    return fold(one.edit for one in kept[:number])


def changed_by_others(slug: str, id: int, seen: int, editor: str) -> bool:
    """Tell whether another browser changed this piece after edit `seen`."""
    later = _kept(slug)[max(seen, 0) :]
    return any(one.editor != editor and id in _touched(one.edit) for one in later)


def _kept(slug: str) -> Sequence[Kept]:
    with reading():
        if slug not in drafts.numbers():
            raise DeckUnknown(slug)
        return drafts.edits(slug)


def _touched(edit: Edit) -> set[int]:
    return {edit.id, *(one.id for one in edit.pieces)}


def _moment(draft: Draft, kept: Kept) -> Moment:
    edit = kept.edit
    found = [*edit.pieces, *(one for one in draft.pieces if one.id == edit.id)]
    return Moment(
        number=kept.number,
        made=kept.made,
        editor=Editor(kept.editor, kept.who),
        change=edit.change,
        piece=found[0].id if found else edit.id,
        kind=found[0].kind if found else "",
        title=found[0].title if found else "",
    )


def _same(one: Moment, other: Moment) -> bool:
    return (
        one.change is other.change is Change.WRITE
        and (one.editor, one.piece) == (other.editor, other.piece)
        and other.made - one.made < A_PAUSE
    )
