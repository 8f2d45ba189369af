"""Where stored answers meet disclosure: counts go in, what may be seen comes out.

Nothing else reads a tally.
"""

from collections.abc import Sequence

from dilemma.rules.agenda import Step
from dilemma.rules.disclosure import CardShown, disclose_card
from dilemma.rules.snapshot import Workshop
from dilemma.rules.turning import ANSWERS, TurnShown, closed, disclose_turn
from dilemma.store import responses
from dilemma.store.workshops import Standing

# A sealed vote never changes, so it is counted once; its steps tell when they began,
# so that a workshop that is played again counts anew.
_SHOWN: dict[tuple[str, str, tuple[Step, ...]], CardShown] = {}
_MOST_SHOWN = 1024


def results(standing: Standing) -> tuple[CardShown, ...]:
    """Return what may be seen of the cards of a workshop now."""
    return tuple(
        _counted_once(standing.workshop, card, tuple(votes))
        for card, votes in standing.game.results_of()
    )


def turns(standing: Standing) -> tuple[TurnShown, ...]:
    """Return what may be told of the turning questions that are closed."""
    told = []
    for step in closed(standing.game.steps):
        counts = responses.plain_counts(step.id, ANSWERS)
        shown = disclose_turn(step.card or "", step.id, counts)
        if shown:
            told.append(shown)
    return tuple(told)


def _counted_once(workshop: Workshop, card: str, votes: tuple[Step, ...]) -> CardShown:
    key = workshop.id, card, votes
    shown = _SHOWN.get(key)
    if shown is None:
        shown = _card_shown(workshop, card, votes)
        if len(_SHOWN) >= _MOST_SHOWN:
            _SHOWN.clear()
        _SHOWN[key] = shown
    return shown


def _card_shown(workshop: Workshop, slug: str, votes: Sequence[Step]) -> CardShown:
    card = workshop.deck.card(slug)
    assert card is not None  # an agenda is made from the deck's own cards
    tallies = [responses.tally(step, len(card.options)) for step in votes]
    # A round that nobody answered says nothing and must not hide the other one.
    given = [one for one in tallies if one.by_role] or tallies[:1]
    change = None
    if len(given) > 1:
        change = responses.change(votes[0], votes[-1])
    return disclose_card(slug, given, change, minimum=workshop.minimum)
