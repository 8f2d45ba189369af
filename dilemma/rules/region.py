"""Several rooms in one picture: where they agree and where they differ.

It takes what each workshop publishes by itself, so that the picture tells nobody more
about anybody than those results do. The order in which rooms are chosen does not
matter, and a room that did not play a card changes nothing of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dilemma.rules.across import CardAcross, InRoom, Verdict, across, together
from dilemma.rules.deck import Card, Challenge, Effect, Example
from dilemma.rules.perspective import EffectLine, perspective
from dilemma.rules.priorities import NAMED, PrioritiesShown
from dilemma.rules.publication import LEAST, Room
from dilemma.rules.shown import CardShown

Key = tuple[str, ...]  # what makes a part of a deck the same in two rooms


@dataclass(frozen=True)
class ChallengeAcross:
    """One challenge with the cards that rooms played for it."""

    challenge: Challenge
    cards: tuple[CardAcross, ...]
    examples: tuple[Example, ...]
    front: tuple[int, ...]  # rooms that have it among the first two

    @property
    def verdict(self) -> Verdict:
        """How the rooms stand to each other on its cards."""
        return together([one.verdict for one in self.cards])

    @property
    def rooms(self) -> tuple[int, ...]:
        """The rooms that played something for it."""
        return tuple(sorted({one.room for card in self.cards for one in card.rooms}))


@dataclass(frozen=True)
class EffectAcross:
    """In how many dilemmas of each room the majority put this effect first."""

    effect: Effect
    rooms: tuple[tuple[int, EffectLine], ...]  # those that discussed it

    @property
    def first(self) -> int:
        """Dilemmas over all rooms: the same one in two rooms is two."""
        return sum(line.first for _room, line in self.rooms)

    @property
    def not_first(self) -> int:
        """Dilemmas whose majority did not choose a side that puts it first."""
        return sum(line.not_first for _room, line in self.rooms)

    @property
    def undecided(self) -> int:
        """Dilemmas without a majority."""
        return sum(line.undecided for _room, line in self.rooms)

    @property
    def discussed(self) -> int:
        """Dilemmas that touched it."""
        return self.first + self.not_first + self.undecided


@dataclass(frozen=True)
class Region:
    """Several rooms in one picture."""

    rooms: tuple[Room, ...]  # the oldest first: the first one is room 1
    alone: tuple[Room, ...]  # played alone: beside, and in none of the comparisons
    open: tuple[Room, ...]  # not closed yet, and so not in it
    rehearsals: tuple[Room, ...]  # beside real rooms these are not in it
    challenges: tuple[ChallengeAcross, ...]
    effects: tuple[EffectAcross, ...]

    @property
    def enough(self) -> bool:
        """Whether there is something to compare."""
        return len(self.rooms) >= LEAST

    @property
    def rehearsal(self) -> bool:
        """Whether nobody in it is real."""
        return any(one.rehearsal for one in self.rooms)

    @property
    def cards(self) -> tuple[CardAcross, ...]:
        """Every card that a room played, by challenge."""
        return tuple(card for line in self.challenges for card in line.cards)

    def number(self, card: CardAcross) -> int:
        """Which of the cards this is, from 1."""
        return 1 + self.cards.index(card)


def region(given: Sequence[Room], language: str = "") -> Region:
    """Put rooms together, in a language as far as it goes.

    What may not stand with the others (any more) is named and left out.
    """
    closed = sorted(
        (one for one in given if one.closed), key=lambda one: (one.created, one.id)
    )
    real = [one for one in closed if not one.rehearsal]
    among = real or closed
    rooms = [one for one in among if not one.alone]
    alone = [one for one in among if one.alone]
    cards = tuple(_cards(rooms, alone, language))
    return Region(
        rooms=tuple(rooms),
        alone=tuple(alone),
        open=tuple(one for one in given if not one.closed),
        rehearsals=tuple(one for one in closed if one.rehearsal and real),
        challenges=tuple(_challenges(rooms, cards, language)),
        effects=tuple(_effects(rooms, language)),
    )


def _question(card: Card) -> Key:
    """What makes a card the same in two rooms: its slug and its words.

    As in `beside.is_same`; so a deck of one's own, or a newer version of a deck, goes
    together with the first as far as its cards were not changed.
    """
    return (card.slug, card.situation, *(option.text for option in card.options))


def _played(room: Room) -> Iterator[tuple[int, Card, CardShown]]:
    """The cards that a room played, each with its place in the deck."""
    places = {card.slug: place for place, card in enumerate(room.deck.cards)}
    for shown in room.results:
        place = places[shown.card]
        yield place, room.deck.cards[place], shown


def _cards(
    rooms: Sequence[Room], alone: Sequence[Room], language: str
) -> Iterator[CardAcross]:
    """Every card that a room played, in the order of the decks."""
    found: dict[Key, list[InRoom]] = {}
    texts: dict[Key, Card] = {}
    places: dict[Key, list[int]] = defaultdict(list)
    for number, room in enumerate(rooms, 1):
        for place, card, shown in _played(room):
            key = _question(card)
            texts.setdefault(key, card.spoken_in(language, room.deck.language))
            found.setdefault(key, []).append(InRoom(number, shown))
            places[key].append(place)
    roles = {
        number: room.deck.spoken(language).roles for number, room in enumerate(rooms, 1)
    }
    chosen = [
        (number, _question(card), shown)
        for number, room in enumerate(alone, 1)
        for _place, card, shown in _played(room)
    ]
    slugs = [slug for slug, *_words in found]
    for key in _in_order(places):
        yield across(
            texts[key],
            found[key],
            roles,
            [(number, shown) for number, other, shown in chosen if other == key],
            reworded=slugs.count(key[0]) > 1,
        )


def _challenges(
    rooms: Sequence[Room], cards: Sequence[CardAcross], language: str
) -> Iterator[ChallengeAcross]:
    """Every challenge of the decks, by place in them; one with a new name is another.

    A card stands with the challenge of the first room that played it.
    """
    texts: dict[Key, tuple[Challenge, tuple[Example, ...]]] = {}
    front: dict[Key, list[int]] = defaultdict(list)
    places: dict[Key, list[int]] = defaultdict(list)
    for number, room in enumerate(rooms, 1):
        deck, first = room.deck.spoken(language), _front(room.priorities)
        for place, one in enumerate(room.deck.challenges):
            key: Key = (one.slug, one.name)
            examples = (each for each in deck.examples if each.challenge == one.slug)
            texts.setdefault(key, (deck.challenges[place], tuple(examples)))
            places[key].append(place)
            if one.slug in first:
                front[key].append(number)
    of_card = [_challenge_of(rooms[card.rooms[0].room - 1], card) for card in cards]
    for key in _in_order(places):
        challenge, shown = texts[key]
        yield ChallengeAcross(
            challenge,
            tuple(card for card, of in zip(cards, of_card, strict=True) if of == key),
            shown,
            tuple(front[key]),
        )


def _challenge_of(room: Room, card: CardAcross) -> Key:
    names = {one.slug: one.name for one in room.deck.challenges}
    slug = card.card.challenge
    return (slug, names[slug])


def _front(shown: PrioritiesShown | None) -> frozenset[str]:
    """The challenges of the first places, as many as a small room names too."""
    front: list[str] = []
    for place in shown.places if shown else ():
        if len(front) + len(place) > NAMED:
            break
        front += place
    return frozenset(front)


def _effects(rooms: Sequence[Room], language: str) -> Iterator[EffectAcross]:
    """Every effect of the decks, with what each room says of it on its own page."""
    texts: dict[Key, Effect] = {}
    found: dict[Key, list[tuple[int, EffectLine]]] = defaultdict(list)
    places: dict[Key, list[int]] = defaultdict(list)
    for number, room in enumerate(rooms, 1):
        lines = perspective(room.deck, room.results, room.participants).effects
        for place, line in enumerate(lines):
            key: Key = (line.effect.slug, line.effect.name)
            said = line.effect.spoken_in(language, room.deck.language)
            texts.setdefault(key, said)
            places[key].append(place)
            if line.discussed:
                found[key].append((number, line))
    for key in _in_order(places):
        yield EffectAcross(texts[key], tuple(found[key]))


def _in_order(places: Mapping[Key, Sequence[int]]) -> list[Key]:
    """Return the keys by their foremost place in any deck."""
    return sorted(places, key=lambda key: (min(places[key]), key))
