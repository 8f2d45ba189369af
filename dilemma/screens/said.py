"""What people wrote, as far as the host shows it, and how much waits for the host.

Beside a text stands a role or "another role", never who wrote it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from dilemma.rules.agenda import Kind
from dilemma.rules.argued import Side, sides
from dilemma.rules.contribution import Contribution, Genre
from dilemma.rules.deck import Card, Deck
from dilemma.rules.snapshot import Snapshot

# Most texts a side on the projector, by the number of options ...
MOST_A_SIDE = {2: 3, 3: 2, 4: 1}
# ... and at a reveal by the groups that stand there too: (up to so many groups, texts).
BESIDE_GROUPS = ((3, 3), (5, 2), (99, 1))


@dataclass(frozen=True)
class Quote:
    """One text as everybody may read it."""

    text: str
    mark: str  # fact, interest, value, concern or nothing
    condition: bool  # "yes, if ..."
    role: str  # name; empty for another role
    language: str = ""  # of the role's name
    original: str = ""  # as it was handed in, when the host mended it


@dataclass(frozen=True)
class QuoteSide:
    """One option with the texts for it."""

    letter: str
    option: str
    language: str  # of the option
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
    return quotes(snapshot, card, wall(snapshot))


def quotes(
    snapshot: Snapshot, card: Card, both: Iterable[Side]
) -> tuple[QuoteSide, ...]:
    """Put words to the sides of a card."""
    return tuple(
        QuoteSide(
            card.options[one.option].letter,
            card.options[one.option].text,
            card.language,
            tuple(quote(snapshot.workshop.deck, text) for text in one.said),
        )
        for one in both
    )


def quote(deck: Deck, said: Contribution) -> Quote:
    """Return a text as everybody may read it."""
    role = deck.role(said.role)
    return Quote(
        said.text,
        said.label,
        said.kind is Genre.CONDITION,
        role.name if role else "",
        role.language if role else "",
        said.original if said.original != said.text else "",
    )


def by_card(snapshot: Snapshot) -> dict[str, tuple[QuoteSide, ...]]:
    """Return all that the host shows of the cards, for afterwards."""
    deck = snapshot.workshop.deck
    cards = [deck.card(slug) for slug in {one.card or "": 0 for one in snapshot.said}]
    return {
        card.slug: quotes(
            snapshot,
            card,
            sides(
                snapshot.said,
                card.slug,
                len(card.options),
                shown=snapshot.result(card.slug),
            ),
        )
        for card in cards
        if card
    }


def own_dilemmas(snapshot: Snapshot) -> tuple[Contribution, ...]:
    """Return the own dilemmas that the host shows."""
    return tuple(one for one in snapshot.said if one.kind is Genre.DILEMMA)


def harvest(snapshot: Snapshot) -> tuple[Contribution, ...]:
    """Return the notes of tables that the host shows."""
    return tuple(one for one in snapshot.said if one.kind is Genre.HARVEST)


def wall(snapshot: Snapshot) -> tuple[Side, ...]:
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
