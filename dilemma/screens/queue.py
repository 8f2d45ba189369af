"""The host's queue of what people wrote, and the page of one text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dilemma.rules import merging
from dilemma.rules.argued import ARGUMENTS
from dilemma.rules.contribution import Contribution, Genre, Handling, State
from dilemma.rules.deck import Card, Challenge
from dilemma.rules.projection import is_free, projected
from dilemma.rules.response import LETTERS
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.said import Quote, path_of, quote, wall

MOST_IN_QUEUE = 200


@dataclass(frozen=True)
class QueueItem:
    """One text in the host's queue."""

    id: int
    kind: Genre
    quote: Quote
    details: tuple[tuple[str, str], ...]
    original: str  # empty when nothing was mended
    original_details: tuple[tuple[str, str], ...]  # those that were mended
    state: State
    also: int  # texts that say it too
    seat: int | None  # the table that wrote it, if one did
    on_wall: bool
    may_project: bool  # a table's note, when the big screen is free for it
    may_show: bool
    may_choose: bool
    may_hide: bool
    may_release: bool
    path: str


@dataclass(frozen=True)
class QueueGroup:
    """The texts about one side of a card, or of one kind."""

    kind: Genre
    card: Card | None
    letter: str
    items: tuple[QueueItem, ...]


@dataclass(frozen=True)
class Queue:
    """Everything that people wrote, for the host: what waits first."""

    template: ClassVar[str] = "host/said"
    revision: int
    title: str
    path: str
    waiting: tuple[QueueGroup, ...]
    handled: tuple[QueueGroup, ...]
    left_out: bool


@dataclass(frozen=True)
class Mending:
    """One text with what may be done to its words."""

    item: QueueItem
    text: str
    card: Card | None
    longest: int
    others: tuple[tuple[int, str], ...]  # what it may be merged with
    fields: tuple[tuple[str, str], ...]  # the further fields that may be mended
    challenges: tuple[Challenge, ...]  # for a dilemma that becomes a card
    back: str


def queue(snapshot: Snapshot, texts: Sequence[Contribution]) -> Queue:
    """Build the host's queue."""
    kept = texts[-MOST_IN_QUEUE:]
    note = projected(snapshot.said, snapshot.game)
    walled = {text.id for side in wall(snapshot) for text in side.said}
    walled = {note.id} if note else walled
    waits = [one for one in kept if one.state is State.WAITING]
    rest = [one for one in kept if one.state is not State.WAITING]
    return Queue(
        revision=snapshot.revision,
        title=snapshot.workshop.title,
        path=path_of(snapshot.workshop.id),
        waiting=_groups(snapshot, waits, texts, walled),
        handled=_groups(snapshot, rest, texts, walled),
        left_out=len(texts) > len(kept),
    )


def mending(
    snapshot: Snapshot, one: Contribution, texts: Sequence[Contribution], longest: int
) -> Mending:
    """Build the page on which the words of one text are mended."""
    deck = snapshot.workshop.deck
    card = deck.card(one.card or "")
    own = one.kind is Genre.DILEMMA
    return Mending(
        item=_item(snapshot, one, texts, set()),
        text=one.text,
        card=card,
        longest=longest,
        others=tuple(
            (other.id, other.text) for other in texts if merging.may_merge(one, other)
        )
        if Handling.MERGE in one.handlings
        else (),
        fields=()
        if own
        else tuple((name, one.details.get(name, "")) for name in one.written),
        challenges=deck.challenges if own else (),
        back=path_of(snapshot.workshop.id),
    )


def _groups(
    snapshot: Snapshot,
    some: Iterable[Contribution],
    texts: Sequence[Contribution],
    walled: set[int],
) -> tuple[QueueGroup, ...]:
    grouped: list[list[Contribution]] = []
    for one in some:
        for group in grouped:
            if merging.is_same(group[0], one):
                group.append(one)
                break
        else:
            grouped.append([one])
    return tuple(_group(snapshot, group, texts, walled) for group in grouped)


def _group(
    snapshot: Snapshot,
    group: Sequence[Contribution],
    texts: Sequence[Contribution],
    walled: set[int],
) -> QueueGroup:
    first = group[0]
    card = snapshot.workshop.deck.card(first.card or "")
    return QueueGroup(
        kind=Genre.ARGUMENT if first.kind in ARGUMENTS else first.kind,
        card=card,
        letter="" if first.side is None else LETTERS[first.side],
        items=tuple(_item(snapshot, one, texts, walled) for one in group),
    )


def _item(
    snapshot: Snapshot,
    one: Contribution,
    texts: Sequence[Contribution],
    walled: set[int],
) -> QueueItem:
    may = one.handlings
    return QueueItem(
        id=one.id,
        kind=one.kind,
        quote=quote(snapshot.workshop.deck, one),
        details=tuple(one.details.items()),
        original=one.original if one.original != one.text else "",
        original_details=tuple(
            (name, value)
            for name, value in one.written.items()
            if one.details.get(name) != value
        ),
        state=one.state,
        also=merging.also(one, texts),
        seat=one.seat,
        on_wall=one.id in walled,
        may_project=(
            (one.kind, one.state) == (Genre.HARVEST, State.SHOWN)
            and one.id not in walled
            and is_free(snapshot.game)
        ),
        may_show=Handling.SHOW in may,
        may_choose=Handling.CHOOSE in may,
        may_hide=Handling.HIDE in may,
        may_release=Handling.RELEASE in may,
        path=f"{path_of(snapshot.workshop.id)}/{one.id}",
    )
