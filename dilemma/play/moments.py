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
MOST_HISTORY = 200  # lines of the history that are shown


@dataclass(frozen=True)
class Moment:
    """One line of a deck's history."""

    number: int
    made: int  # milliseconds since 1970
    editor: Editor
    change: Change
    kind: str
    title: str


def history_of(slug: str) -> tuple[Moment, ...]:
    """Return the last moments of a deck, the newest first; raises DeckUnknown.

    What one browser wrote in one piece in a row is one moment: its last.
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
    return tuple(reversed(moments[-MOST_HISTORY:]))


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
        kind=found[0].kind if found else "",
        title=found[0].title if found else "",
    )


def _same(one: Moment, other: Moment) -> bool:
    return (
        one.change is other.change is Change.WRITE
        and (one.editor, one.kind) == (other.editor, other.kind)
        and other.made - one.made < A_PAUSE
    )
