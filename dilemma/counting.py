"""Where stored answers meet disclosure: counts go in, what may be seen comes out.

Nothing else reads a tally.
"""

from collections.abc import Sequence

from dilemma.rules.agenda import Step
from dilemma.rules.disclosure import CardShown, disclose_card
from dilemma.rules.snapshot import Workshop
from dilemma.store import responses
from dilemma.store.workshops import Standing

# What may be shown of a workshop changes only when its facilitator acts.
_RESULTS: dict[str, tuple[int, tuple[CardShown, ...]]] = {}
_MOST_RESULTS = 256


def results(standing: Standing) -> tuple[CardShown, ...]:
    """Return what may be seen of the cards of a workshop now."""
    workshop = standing.workshop
    known = _RESULTS.get(workshop.id)
    if known and known[0] == standing.game.acts:
        return known[1]
    shown = tuple(
        _card_shown(workshop, card, votes) for card, votes in standing.game.results_of()
    )
    if len(_RESULTS) >= _MOST_RESULTS:
        _RESULTS.clear()
    _RESULTS[workshop.id] = (standing.game.acts, shown)
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
