"""Where stored answers meet disclosure: counts go in, what may be seen comes out.

Nothing else reads a tally. Of a settled workshop nothing is left to count: what was
told of it was kept.
"""

from collections.abc import Iterable, Mapping, Sequence

from dilemma.rules.agenda import Kind, Step
from dilemma.rules.beside import Beside
from dilemma.rules.beside import beside as beside_cards
from dilemma.rules.contribution import Genre
from dilemma.rules.dealing import last_dealt
from dilemma.rules.disclosure import CardShown
from dilemma.rules.ending import Ending, asked
from dilemma.rules.guessed import CardGuessed, Guesses, guessed
from dilemma.rules.hands import disclose_counted
from dilemma.rules.priorities import TOO_FEW as TOO_FEW_PICKS
from dilemma.rules.priorities import PrioritiesShown, disclose_priorities
from dilemma.rules.recognition import TOO_FEW as TOO_FEW_ANSWERS
from dilemma.rules.recognition import RecognitionShown, disclose_recognition
from dilemma.rules.seating import TableTurnout, tell_other_role
from dilemma.rules.snapshot import Workshop
from dilemma.rules.totals import Totals
from dilemma.rules.turning import ANSWERS, TurnShown, closed, disclose_turn
from dilemma.store import endings, hands, participants, responses, retention, seating
from dilemma.store import guesses as stored
from dilemma.store.workshops import Standing

# A sealed vote never changes, so it is counted once; its steps tell when they began,
# so that a workshop that is played again counts anew.
_SHOWN: dict[tuple[str, str, tuple[Step, ...]], CardShown] = {}
_GUESSED: dict[tuple[str, CardShown, Step | None, Step | None], CardGuessed] = {}
_MOST_SHOWN = 1024


def results(standing: Standing) -> tuple[CardShown, ...]:
    """Return what may be seen of the cards of a workshop now."""
    if kept := _kept(standing):
        return kept.results
    return tuple(
        _counted_once(standing.workshop, card, tuple(votes))
        for card, votes in standing.game.results_of()
    )


def beside(
    standing: Standing, shown: Sequence[CardShown], alone: Standing, joined: int
) -> Beside | None:
    """Return what may stand beside a workshop of what was played alone, if anything.

    Only cards that are closed in both; nothing of a rehearsal.
    """
    if standing.game.rehearsal or alone.game.rehearsal:
        return None
    cards = beside_cards(
        shown, standing.workshop.deck, results(alone), alone.workshop.deck
    )
    return Beside(alone.workshop.title, joined, cards)


def guesses(standing: Standing, shown: Iterable[CardShown]) -> tuple[CardGuessed, ...]:
    """Return what may be told of the guesses on the cards that are shown now.

    They are sealed with the votes of their card, so they are counted once too.
    """
    if kept := _kept(standing):
        return kept.guessed
    return tuple(_guessed_once(standing, one) for one in shown)


def joined(standing: Standing) -> Mapping[str, int]:
    """Count who joined, per role."""
    if kept := _kept(standing):
        return dict(kept.joined)
    return participants.joined(standing.workshop.id)


def other_role(standing: Standing) -> int | None:
    """Count who played another role than their own, where that may be told."""
    if kept := _kept(standing):
        return kept.other_role
    if not standing.game.closed:
        return None
    return tell_other_role(*seating.real_roles(standing.workshop.id))


def tables(standing: Standing) -> tuple[TableTurnout, ...]:
    """Return what may be told of every table now."""
    if kept := _kept(standing):
        return kept.tables
    workshop = standing.workshop.id
    number = seating.arrangement(workshop).tables
    return seating.turnout(workshop, number, standing.game.step.id) if number else ()


def _kept(standing: Standing) -> Totals | None:
    return retention.totals(standing.workshop.id) if standing.game.settled else None


def _guessed_once(standing: Standing, shown: CardShown) -> CardGuessed:
    game, workshop = standing.game, standing.workshop
    predict = last_dealt(game, shown.card, Kind.PREDICT)
    swap = last_dealt(game, shown.card, Kind.SWAP)
    key = workshop.id, shown, predict, swap
    told = _GUESSED.get(key)
    if told is None:
        thought, played = (_guesses(step, shown) for step in (predict, swap))
        told = guessed(shown, thought, played, minimum=workshop.minimum)
        if len(_GUESSED) >= _MOST_SHOWN:
            _GUESSED.clear()
        _GUESSED[key] = told
    return told


def _guesses(step: Step | None, shown: CardShown) -> Guesses | None:
    return stored.guesses(step, shown.options) if step else None


def turns(standing: Standing) -> tuple[TurnShown, ...]:
    """Return what may be told of the turning questions that are closed."""
    if kept := _kept(standing):
        return kept.turns
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
    options = len(card.options)
    tallies = [
        (responses.tally(step, options), hands.tally(step, options)) for step in votes
    ]
    # A round that nobody answered says nothing and must not hide the other one.
    given = [one for one in tallies if any(of.by_role for of in one)] or tallies[:1]
    change = None
    if len(given) > 1:
        change = responses.change(votes[0], votes[-1])
    phones, raised = zip(*given, strict=True)
    return disclose_counted(slug, phones, raised, change, minimum=workshop.minimum)


def ending(standing: Standing) -> Ending:
    """Return what may be seen of the last part of a workshop now."""
    if kept := _kept(standing):
        return kept.ending
    workshop, steps = standing.workshop, standing.game.steps
    opened = {step.kind for step in steps if step.started is not None}
    written = 0
    if Kind.AGREE in opened:
        written = endings.written(workshop.id, Genre.AGREEMENT)
    priorities = recognition = None
    if Kind.PRIORITIES in opened:
        priorities = _priorities(
            workshop, asked(steps, standing.game.at, Kind.PRIORITIES)
        )
    if Kind.RECOGNISE in opened:
        recognition = _recognition(asked(steps, standing.game.at, Kind.RECOGNISE))
    return Ending(priorities, recognition, written)


def _priorities(workshop: Workshop, step: Step | None) -> PrioritiesShown | None:
    if step is None:
        return None
    if not step.sealed:
        return TOO_FEW_PICKS
    return disclose_priorities(workshop.deck, endings.picks(step))


def _recognition(step: Step | None) -> RecognitionShown | None:
    if step is None:
        return None
    if not step.sealed:
        return TOO_FEW_ANSWERS
    return disclose_recognition(endings.recognised(step, 3))
