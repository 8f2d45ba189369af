"""Every answer that a step offers, as phones send it: for whoever plays by the buttons.

Which of them is let in is decided elsewhere (`response`); this is what stands there.
"""

from itertools import combinations

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.deck import Deck
from dilemma.rules.priorities import MOST_PICKED
from dilemma.rules.response import (
    LETTERS,
    PASS,
    answers_to,
    guesses_at,
    practice_answers,
)
from dilemma.rules.turning import ANSWERS


def offered(step: Step, deck: Deck) -> tuple[str, ...]:
    """Return the values of a step's answers; none where nothing is ever asked."""
    card = deck.card(step.card or "")
    if step.kind is Kind.PRACTICE:
        return tuple(one.value for one in practice_answers())
    if step.kind is Kind.PRIORITIES:
        slugs = [one.slug for one in deck.challenges]
        sizes = range(1, MOST_PICKED + 1)
        picks = (pick for size in sizes for pick in combinations(slugs, size))
        return (*("+".join(pick) for pick in picks), PASS)
    if step.kind is Kind.RECOGNISE:
        return (*LETTERS[:3], PASS)
    if card is None:
        return ()
    if step.kind in (Kind.VOTE, Kind.SWAP):
        return tuple(one.value for one in answers_to(card))
    if step.kind is Kind.PREDICT:
        return tuple(one.value for one in guesses_at(card))
    if step.kind is Kind.TALK and card.turning:
        return (*LETTERS[:ANSWERS], PASS)
    return ()
