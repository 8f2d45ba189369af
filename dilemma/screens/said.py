"""What people wrote: for the hall what the host shows, for the host the whole queue.

Beside a text stands a role or "another role", never who wrote it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dilemma.rules.agenda import Kind
from dilemma.rules.argued import ARGUMENTS, Side, sides
from dilemma.rules.contribution import Contribution, Genre, Handling, State
from dilemma.rules.deck import Card, Challenge, Deck
from dilemma.rules.disclosure import CardShown
from dilemma.rules.response import LETTERS
from dilemma.rules.snapshot import Snapshot

# Most texts a side on the projector, by the number of options ...
MOST_A_SIDE = {2: 3, 3: 2, 4: 1}
# ... and at a reveal by the groups that stand there too: (up to so many groups, texts).
BESIDE_GROUPS = ((3, 3), (5, 2), (99, 1))
MOST_IN_QUEUE = 200


@dataclass(frozen=True)
class Quote:
    """One text as everybody may read it."""

    text: str
    mark: str  # fact, interest, value, concern or nothing
    condition: bool  # "yes, if ..."
    role: str  # name; empty for another role


@dataclass(frozen=True)
class QuoteSide:
    """One option with the texts for it."""

    letter: str
    option: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Waiting:
    """How many texts wait for the host, with the way to them."""

    template: ClassVar[str] = "host/waiting"
    revision: int
    waiting: int
    path: str


@dataclass(frozen=True)
class Turned:
    """How many people answered the turning question, while it is open."""

    template: ClassVar[str] = "host/turned"
    revision: int
    asking: bool
    answered: int
    joined: int


@dataclass(frozen=True)
class QueueItem:
    """One text in the host's queue."""

    id: int
    kind: Genre
    quote: Quote
    details: tuple[tuple[str, str], ...]
    original: str  # empty when nothing was mended
    state: State
    also: int  # texts that say it too
    on_wall: bool
    may_show: bool
    may_hide: bool
    may_release: bool
    path: str


@dataclass(frozen=True)
class QueueGroup:
    """The texts about one side of a card, or of one kind."""

    kind: Genre
    card: str  # title
    letter: str
    items: tuple[QueueItem, ...]


@dataclass(frozen=True)
class Queue:
    """Everything that people wrote, for the host: what waits first."""

    template: ClassVar[str] = "host/said"
    revision: int
    language: str  # of the deck
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
    card: str  # title
    language: str
    longest: int
    others: tuple[tuple[int, str], ...]  # what it may be merged with
    challenges: tuple[Challenge, ...]  # for a dilemma that becomes a card
    back: str


def path_of(workshop: str) -> str:
    """Return the address of a workshop's queue."""
    return f"/host/{workshop}/said"


def waiting(snapshot: Snapshot) -> Waiting:
    """Count the texts that wait."""
    path = path_of(snapshot.workshop.id)
    return Waiting(snapshot.revision, snapshot.waiting, path)


def turned(snapshot: Snapshot) -> Turned:
    """Count the answers to the turning question."""
    game = snapshot.game
    asking = game.asking is not None and game.step.turned
    answered = snapshot.answered if asking else 0
    return Turned(snapshot.revision, asking, answered, snapshot.joined)


def on_the_wall(snapshot: Snapshot) -> tuple[QuoteSide, ...]:
    """Return what the projector shows of texts now."""
    card = snapshot.card
    if card is None:
        return ()
    return quotes(snapshot, card, _wall(snapshot))


def quotes(
    snapshot: Snapshot, card: Card, both: Iterable[Side]
) -> tuple[QuoteSide, ...]:
    """Put words to the sides of a card."""
    return tuple(
        QuoteSide(
            card.options[one.option].letter,
            card.options[one.option].text,
            tuple(quote(snapshot.workshop.deck, text) for text in one.said),
        )
        for one in both
    )


def quote(deck: Deck, said: Contribution) -> Quote:
    """Return a text as everybody may read it."""
    role = deck.role(said.role)
    name = role.name if role else ""
    return Quote(said.text, said.label, said.kind is Genre.CONDITION, name)


def argued(snapshot: Snapshot, card: Card, shown: CardShown | None) -> tuple[Side, ...]:
    """Return all that the host shows about a card, for afterwards."""
    return sides(snapshot.said, card.slug, len(card.options), shown=shown)


def queue(snapshot: Snapshot, texts: Sequence[Contribution]) -> Queue:
    """Build the host's queue."""
    kept = texts[-MOST_IN_QUEUE:]
    wall = {text.id for side in _wall(snapshot) for text in side.said}
    waits = [one for one in kept if one.state is State.WAITING]
    rest = [one for one in kept if one.state is not State.WAITING]
    return Queue(
        revision=snapshot.revision,
        language=snapshot.workshop.deck.language,
        title=snapshot.workshop.title,
        path=path_of(snapshot.workshop.id),
        waiting=_groups(snapshot, waits, texts, wall),
        handled=_groups(snapshot, rest, texts, wall),
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
        card=card.title if card else "",
        language=deck.language,
        longest=longest,
        others=tuple(
            (other.id, other.text)
            for other in texts
            if _same(other, one)
            and other.id != one.id
            and other.state is not State.MERGED
        )
        if Handling.MERGE in one.handlings
        else (),
        challenges=deck.challenges if own else (),
        back=path_of(snapshot.workshop.id),
    )


def _wall(snapshot: Snapshot) -> tuple[Side, ...]:
    """Choose what fits on the projector at this step."""
    step, card = snapshot.game.step, snapshot.card
    if card is None or step.kind not in (Kind.TALK, Kind.REVEAL):
        return ()
    if step.turned and step.kind is Kind.TALK:
        return ()  # one thing a screen: the turning question
    most, shown = MOST_A_SIDE[len(card.options)], None
    if step.kind is Kind.REVEAL:
        shown = snapshot.result(card.slug)
        groups = len(shown.groups) if shown else 0
        fits = next(texts for up_to, texts in BESIDE_GROUPS if groups <= up_to)
        most = min(most, fits)
    return sides(snapshot.said, card.slug, len(card.options), shown=shown, most=most)


def _same(one: Contribution, other: Contribution) -> bool:
    if one.kind in ARGUMENTS:
        about = (one.card, one.side)
        return other.kind in ARGUMENTS and about == (other.card, other.side)
    return one.kind is other.kind


def _groups(
    snapshot: Snapshot,
    some: Iterable[Contribution],
    texts: Sequence[Contribution],
    wall: set[int],
) -> tuple[QueueGroup, ...]:
    grouped: list[list[Contribution]] = []
    for one in some:
        for group in grouped:
            if _same(group[0], one):
                group.append(one)
                break
        else:
            grouped.append([one])
    return tuple(_group(snapshot, group, texts, wall) for group in grouped)


def _group(
    snapshot: Snapshot,
    group: Sequence[Contribution],
    texts: Sequence[Contribution],
    wall: set[int],
) -> QueueGroup:
    first = group[0]
    card = snapshot.workshop.deck.card(first.card or "")
    return QueueGroup(
        kind=Genre.ARGUMENT if first.kind in ARGUMENTS else first.kind,
        card=card.title if card else "",
        letter="" if first.side is None else LETTERS[first.side],
        items=tuple(_item(snapshot, one, texts, wall) for one in group),
    )


def _item(
    snapshot: Snapshot,
    one: Contribution,
    texts: Sequence[Contribution],
    wall: set[int],
) -> QueueItem:
    may = one.handlings
    return QueueItem(
        id=one.id,
        kind=one.kind,
        quote=quote(snapshot.workshop.deck, one),
        details=tuple(one.details.items()),
        original=one.original if one.original != one.text else "",
        state=one.state,
        also=sum(other.merged == one.id for other in texts),
        on_wall=one.id in wall,
        may_show=Handling.SHOW in may,
        may_hide=Handling.HIDE in may,
        may_release=Handling.RELEASE in may,
        path=f"{path_of(snapshot.workshop.id)}/{one.id}",
    )
