"""What makes a card good to play, apart from what makes it wrong (domain 3.1).

Advice is friendly: a deck may be played with all of it. It says what was counted, and
never judges what a card is about.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.deck import Card, Challenge, Deck, Effect, Role
from dilemma.rules.spoken import Spoken

MOST_OF_TITLE = 6  # words, as are the rest
MOST_OF_SITUATION = 36
MOST_OF_OPTION = 12
MOST_OF_SENTENCE = 15
MOST_OF_FACT = 25
MOST_BETWEEN_OPTIONS = 5  # a longer option looks more important

_WORD = re.compile(r"\S*\w\S*")
_SENTENCE_END = re.compile(r"(?<=[.?!:;])\s|\n")
_UNDATED = ("ongedateerd", "undated")


class AdviceKind(StrEnum):
    """Every kind of advice; the value is what tests and other programs see."""

    LONG_TITLE = "long-title"
    LONG_SITUATION = "long-situation"
    LONG_OPTION = "long-option"
    LONG_FACT = "long-fact"
    LONG_SENTENCE = "long-sentence"
    UNEQUAL_OPTIONS = "unequal-options"
    UNEQUAL_TAGS = "unequal-tags"
    NO_TAGS = "no-tags"
    NO_ROLES = "no-roles"
    NO_FACT = "no-fact"
    UNDATED_FACT = "undated-fact"
    EXPIRED_FACT = "expired-fact"
    NO_TURNING = "no-turning"
    NO_QUESTION = "no-question"
    HALF_TRANSLATED = "half-translated"
    CHALLENGE_WITHOUT_CARD = "challenge-without-card"
    CHALLENGE_WITHOUT_EXAMPLE = "challenge-without-example"
    EFFECT_WITHOUT_CARD = "effect-without-card"
    ROLE_WITHOUT_CARD = "role-without-card"
    NO_PRACTICE = "no-practice"


@dataclass(frozen=True)
class Advice:
    """One thing to look at; `card` is a slug, empty for the deck as a whole."""

    kind: AdviceKind
    card: str = ""
    data: tuple[tuple[str, str | int], ...] = ()

    @property
    def facts(self) -> dict[str, str | int]:
        """What was counted, by name."""
        return dict(self.data)


@dataclass(frozen=True)
class Picture:
    """What a deck covers: how often each challenge, effect and role comes up."""

    challenges: tuple[tuple[Challenge, int, int], ...]  # cards, examples
    effects: tuple[tuple[Effect, int, int], ...]  # sides that put it first, behind
    roles: tuple[tuple[Role, int], ...]  # cards
    languages: tuple[tuple[str, int, int], ...]  # whole parts, of all parts


def count_words(text: str) -> int:
    """Count words: whatever holds a letter or a digit."""
    return len(_WORD.findall(text))


def advise(deck: Deck, now: str) -> tuple[Advice, ...]:
    """Give advice about a deck and all its cards.

    `now` is a year or a month, such as 2027 or 2027-06.
    """
    found = list(_about_deck(deck))
    for card in deck.cards:
        found += advise_card(card, now)
    for card in deck.practice:
        found += _lengths(card)
    return tuple(found)


def advise_card(card: Card, now: str) -> tuple[Advice, ...]:
    """Give advice about one card."""
    return (
        *_lengths(card),
        *_balance(card),
        *_fact(card, now),
        *_questions(card),
        *_half_translated(card, card.slug),
    )


def picture(deck: Deck) -> Picture:
    """Count what a deck covers."""
    cards = Counter(card.challenge for card in deck.cards)
    examples = Counter(one.challenge for one in deck.examples)
    tags = Counter(
        (tag.effect, tag.plus)
        for card in deck.cards
        for option in card.options
        for tag in option.effects
    )
    roles = Counter(role for card in deck.cards for role in card.roles)
    return Picture(
        challenges=tuple(
            (one, cards[one.slug], examples[one.slug]) for one in deck.challenges
        ),
        effects=tuple(
            (one, tags[one.slug, True], tags[one.slug, False]) for one in deck.effects
        ),
        roles=tuple((one, roles[one.slug]) for one in deck.roles),
        languages=_languages(deck),
    )


def parts(deck: Deck) -> tuple[Spoken, ...]:
    """Return everything in a deck that is spoken, the deck itself first."""
    return (
        *(deck, *deck.roles, *deck.challenges, *deck.effects),
        *(*deck.examples, *deck.cards, *deck.practice),
    )


def _languages(deck: Deck) -> tuple[tuple[str, int, int], ...]:
    every = parts(deck)
    spoken = sorted({one.language for part in every for one in part.translations})
    return tuple(
        (
            language,
            sum(part.translated(language) is not None for part in every),
            len(every),
        )
        for language in spoken
    )


def _lengths(card: Card) -> Iterator[Advice]:
    yield from _long(card, AdviceKind.LONG_TITLE, card.title, MOST_OF_TITLE)
    yield from _long(card, AdviceKind.LONG_SITUATION, card.situation, MOST_OF_SITUATION)
    for option in card.options:
        letter = option.letter.upper()
        kind = AdviceKind.LONG_OPTION
        yield from _long(card, kind, option.text, MOST_OF_OPTION, letter=letter)
    fact = card.fact.text if card.fact else ""
    yield from _long(card, AdviceKind.LONG_FACT, fact, MOST_OF_FACT)
    shown = (card.situation, *(one.text for one in card.options), fact, card.turning)
    for text in shown:
        for sentence in _SENTENCE_END.split(text):
            kind = AdviceKind.LONG_SENTENCE
            yield from _long(card, kind, sentence, MOST_OF_SENTENCE, found=sentence)


def _long(
    card: Card, kind: AdviceKind, text: str, most: int, **also: str | int
) -> Iterator[Advice]:
    count = count_words(text)
    if count > most:
        yield Advice(kind, card.slug, (("count", count), ("most", most), *also.items()))


def _balance(card: Card) -> Iterator[Advice]:
    lengths = [count_words(option.text) for option in card.options]
    if max(lengths) - min(lengths) > MOST_BETWEEN_OPTIONS:
        data = (("least", min(lengths)), ("most", max(lengths)))
        yield Advice(AdviceKind.UNEQUAL_OPTIONS, card.slug, data)
    tags = {
        (sum(tag.plus for tag in option.effects), len(option.effects))
        for option in card.options
    }
    if tags == {(0, 0)}:
        yield Advice(AdviceKind.NO_TAGS, card.slug)
    elif len(tags) > 1:
        yield Advice(AdviceKind.UNEQUAL_TAGS, card.slug)


def _fact(card: Card, now: str) -> Iterator[Advice]:
    fact = card.fact
    if fact is None:
        yield Advice(AdviceKind.NO_FACT, card.slug)
        return
    undated = any(word in fact.source.lower() for word in _UNDATED)
    if undated and not card.note:
        yield Advice(AdviceKind.UNDATED_FACT, card.slug, (("found", fact.source),))
    if fact.until and fact.until < now[: len(fact.until)]:
        yield Advice(AdviceKind.EXPIRED_FACT, card.slug, (("until", fact.until),))


def _questions(card: Card) -> Iterator[Advice]:
    if not card.roles:
        yield Advice(AdviceKind.NO_ROLES, card.slug)
    if not card.turning:
        yield Advice(AdviceKind.NO_TURNING, card.slug)
    elif "?" not in card.turning:
        yield Advice(AdviceKind.NO_QUESTION, card.slug, (("found", card.turning),))


def _half_translated(part: Spoken, slug: str = "") -> Iterator[Advice]:
    for one in part.translations:
        missing = len(part.texts) - len(one.texts)
        if missing:
            data = (("language", one.language), ("missing", missing))
            yield Advice(AdviceKind.HALF_TRANSLATED, slug, data)


def _about_deck(deck: Deck) -> Iterator[Advice]:
    covered = picture(deck)
    for challenge, cards, examples in covered.challenges:
        name = (("name", challenge.name),)
        if not cards:
            yield Advice(AdviceKind.CHALLENGE_WITHOUT_CARD, data=name)
        if not examples:
            yield Advice(AdviceKind.CHALLENGE_WITHOUT_EXAMPLE, data=name)
    for effect, first, behind in covered.effects:
        if not first + behind:
            data = (("name", effect.name),)
            yield Advice(AdviceKind.EFFECT_WITHOUT_CARD, data=data)
    for role, cards in covered.roles:
        if not cards:
            yield Advice(AdviceKind.ROLE_WITHOUT_CARD, data=(("name", role.name),))
    if not deck.practice:
        yield Advice(AdviceKind.NO_PRACTICE)
    yield from _half_translated(deck)
