"""The parts that screens share: a card's face, the clock, the ballot, a result."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dilemma.rules.agenda import Step
from dilemma.rules.deck import Card, Case, Deck, Option, Role
from dilemma.rules.disclosure import CardShown, ShareShown
from dilemma.rules.perspective import Perspective, perspective
from dilemma.rules.response import (
    LETTERS,
    Answer,
    answers_to,
    guesses_at,
    practice_answers,
)
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.endings import in_order


@dataclass(frozen=True)
class Clock:
    """An advisory clock counts down to `ends` (ms since 1970) and closes nothing.

    While it stands still `left` holds its seconds.
    """

    ends: int
    seconds: int
    left: int | None = None
    big: bool = False


@dataclass(frozen=True)
class CardFace:
    """What everybody may read on a card; never the facilitator's note."""

    slug: str
    code: str
    title: str
    situation: str
    options: tuple[Option, ...]
    fact: str
    source: str
    language: str  # of the texts above
    number: int  # which card of this workshop, from 1
    of: int
    case: Case | None = None


@dataclass(frozen=True)
class Choice:
    """One button of the ballot; strength 2 is sure, 1 rather, 0 a pass."""

    value: str
    letter: str
    strength: int


@dataclass(frozen=True)
class GroupRow:
    """One row of the split per role; no name means the merged other roles."""

    name: str
    sign: str
    merged: tuple[str, ...]
    rounds: tuple[ShareShown | None, ...]
    slug: str = ""
    language: str = ""  # of the name


@dataclass(frozen=True)
class GuessedRow:
    """What was thought of one role, or played, beside what it chose; all in words."""

    slug: str
    name: str
    sign: str
    language: str  # of the name
    chose: ShareShown
    thought: ShareShown | None
    played: ShareShown | None


@dataclass(frozen=True)
class Result:
    """What may be seen of one card's results."""

    card: CardFace
    shown: CardShown
    groups: tuple[GroupRow, ...]
    guessed: tuple[GuessedRow, ...] = ()
    speaks: str = ""  # the role that may speak first about it


def clock(step: Step) -> Clock | None:
    """Return the clock of a step, if it has one and was entered."""
    if step.ends is None:
        return None
    return Clock(step.ends, step.seconds + step.extra)


def card_face(snapshot: Snapshot, card: Card) -> CardFace:
    """Return what everybody may read on a card."""
    number, of = snapshot.game.card_place(card.slug)
    return CardFace(
        slug=card.slug,
        code=card.code,
        title=card.title,
        situation=card.situation,
        options=card.options,
        fact=card.fact.text if card.fact else "",
        source=card.fact.source if card.fact else "",
        language=card.language,
        number=number,
        of=of,
        case=card.case,
    )


def practice_face(snapshot: Snapshot) -> CardFace | None:
    """Return the card to practise with; a deck without one leaves the common one."""
    card = snapshot.practice
    return card_face(snapshot, card) if card else None


def choices(card: Card) -> tuple[Choice, ...]:
    """Return the buttons of a card's ballot, in order."""
    return _buttons(answers_to(card))


def guess_choices(card: Card) -> tuple[Choice, ...]:
    """Return the buttons for guessing what a role chooses: one an option."""
    return _buttons(guesses_at(card))


def practice_choices() -> tuple[Choice, ...]:
    """Return the buttons of the practice card: those of any card of two options."""
    return _buttons(practice_answers())


def _buttons(answers: Iterable[Answer]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            answer.value,
            "" if answer.option is None else LETTERS[answer.option].upper(),
            answer.strength,
        )
        for answer in answers
    )


def result(snapshot: Snapshot, shown: CardShown) -> Result:
    """Put the names of roles to what disclosure let through of one card."""
    deck = snapshot.workshop.deck
    card = deck.card(shown.card)
    assert card is not None  # results are only counted for the deck's own cards
    guessed = snapshot.guesses(shown.card)
    return Result(
        card=card_face(snapshot, card),
        shown=shown,
        groups=tuple(
            GroupRow(
                name=role.name if role else "",
                sign=role.sign if role else "",
                merged=tuple(_role_name(deck, slug) for slug in group.merged),
                rounds=group.rounds,
                slug=group.role or "",
                language=role.language if role else "",
            )
            for group in shown.groups
            for role in [deck.role(group.role or "")]
        ),
        guessed=tuple(
            GuessedRow(
                slug=role.slug,
                name=role.name,
                sign=role.sign,
                language=role.language,
                chose=ShareShown(word=one.chose),
                thought=ShareShown(word=one.thought) if one.thought else None,
                played=ShareShown(word=one.played) if one.played else None,
            )
            for one in guessed.roles
            if (role := deck.role(one.role))
        ),
        speaks=_role_name(deck, guessed.speaks) if guessed.speaks else "",
    )


def dealt_roles(snapshot: Snapshot) -> tuple[Role, ...]:
    """Return the roles that the present step deals, in the deck's order."""
    dealt = snapshot.game.step.roles
    return tuple(role for role in snapshot.workshop.offered if role.slug in dealt)


def turning(snapshot: Snapshot) -> str:
    """Return the turning question of the present card, once the host showed it."""
    card = snapshot.card
    return card.turning if card and snapshot.game.step.turned else ""


def whole(snapshot: Snapshot) -> Perspective:
    """Return the Wenkend Perspectief of what may be seen now, in the room's order."""
    found = perspective(snapshot.workshop.deck, snapshot.results, snapshot.joined)
    found = replace(found, beside=snapshot.beside)
    return in_order(found, snapshot.ending.priorities)


def _role_name(deck: Deck, slug: str) -> str:
    role = deck.role(slug)
    return role.name if role else slug
