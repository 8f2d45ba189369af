"""What one workshop publishes, and which publications may stand in one picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from dilemma.rules.beside import is_same
from dilemma.rules.deck import Deck
from dilemma.rules.priorities import PrioritiesShown
from dilemma.rules.recognition import RecognitionShown
from dilemma.rules.refusals import Refusal
from dilemma.rules.shown import CardShown
from dilemma.rules.snapshot import Snapshot

LEAST, MOST = 2, 20  # rooms in a picture; workshops in it
LONGEST_NAME = 80  # of a picture


class CannotCompare(Refusal):
    """These workshops do not go into one picture; `why` is a short reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Room:
    """What one workshop publishes, as far as it is put beside others."""

    id: str
    title: str
    created: int  # milliseconds since 1970
    participants: int
    deck: Deck
    results: tuple[CardShown, ...]
    priorities: PrioritiesShown | None = None
    recognition: RecognitionShown | None = None
    closed: bool = True
    rehearsal: bool = False
    alone: bool = False


def published(snapshot: Snapshot) -> Room:
    """Take what a workshop publishes out of its snapshot."""
    workshop = snapshot.workshop
    return Room(
        id=workshop.id,
        title=workshop.title,
        created=workshop.created,
        participants=snapshot.joined,
        deck=workshop.deck,
        results=snapshot.results,
        priorities=snapshot.ending.priorities,
        recognition=snapshot.ending.recognition,
        closed=snapshot.game.closed,
        rehearsal=snapshot.game.rehearsal,
        alone=workshop.alone,
    )


def require(rooms: Sequence[Room]) -> None:
    """Let rooms through that make one picture; raises CannotCompare."""
    if len([one for one in rooms if not one.alone]) < LEAST:
        raise CannotCompare("few")
    if len(rooms) > MOST:
        raise CannotCompare("many")
    if not all(one.closed for one in rooms):
        raise CannotCompare("open")
    if len({one.rehearsal for one in rooms}) > 1:
        raise CannotCompare("rehearsal")
    if not all(_share_a_card(*pair) for pair in combinations(rooms, 2)):
        raise CannotCompare("no card")


def _share_a_card(one: Room, other: Room) -> bool:
    return any(is_same(card, other.deck.card(card.slug)) for card in one.deck.cards)
