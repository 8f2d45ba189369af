"""What the host may change of the programme, how far it is, and what was done last."""

from dataclasses import dataclass
from typing import ClassVar

from dilemma.rules import alone, timing
from dilemma.rules.agenda import Depth, Kind, Step
from dilemma.rules.deck import Card
from dilemma.rules.game import Game
from dilemma.rules.history import Act
from dilemma.rules.replan import MAY_ADD, Edit, possible
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.timing import Timing

CARD_EDITS = (Edit.CARD_UP, Edit.CARD_DOWN)


@dataclass(frozen=True)
class History:
    """The last things the host did, the newest first; the first may be undone."""

    template: ClassVar[str] = "host/history"
    revision: int
    acts: int
    lines: tuple[tuple[Act, int], ...]  # with the number of the card, from 1
    may_undo: bool


@dataclass(frozen=True)
class Schedule:
    """How far the workshop is behind its programme when the present step began."""

    template: ClassVar[str] = "host/schedule"
    revision: int
    timing: Timing | None
    planned: int  # minutes of the whole programme
    alone: bool = False  # everybody plays at their own pace: no clock runs


@dataclass(frozen=True)
class Line:
    """One step that may be edited; `state` is done, now, ahead or skipped."""

    id: int
    kind: Kind
    round: int
    state: str
    seconds: int
    spent: int  # seconds
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Block:
    """The steps of one card, or one step without a card; the edits are of the whole."""

    card: Card | None
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Programme:
    """The programme as a list to edit, with what may be put in."""

    template: ClassVar[str] = "host/programme"
    revision: int
    acts: int
    blocks: tuple[Block, ...]
    may_add: tuple[Kind, ...]
    cards: tuple[Card, ...]  # those that may be put in
    depths: tuple[Depth, ...]
    here: int  # the present step
    closed: bool
    path: str  # where this list is asked for again
    schedule: Schedule


def history(snapshot: Snapshot) -> History:
    """Build the last lines of what was done."""
    game = snapshot.game
    return History(
        revision=snapshot.revision,
        acts=game.acts,
        lines=tuple(
            (one, game.card_place(one.card)[0]) for one in reversed(snapshot.acts)
        ),
        may_undo=snapshot.undoable is not None,
    )


def schedule(snapshot: Snapshot) -> Schedule:
    """Build the line that compares the plan with the clock."""
    return Schedule(
        revision=snapshot.revision,
        timing=timing.timing(snapshot.game),
        planned=timing.planned_minutes(snapshot.game),
        alone=snapshot.workshop.alone,
    )


def programme(snapshot: Snapshot) -> Programme:
    """Build the list that the host edits."""
    game, deck = snapshot.game, snapshot.workshop.deck
    planned = {step.card for step in game.steps}
    has_card = game.step.card is not None
    return Programme(
        revision=snapshot.revision,
        acts=game.acts,
        blocks=_blocks(snapshot),
        may_add=tuple(kind for kind, of_card in MAY_ADD.items() if has_card >= of_card),
        cards=tuple(card for card in deck.cards if card.slug not in planned),
        depths=(Depth.QUICK, Depth.DEEP, Depth.DELIBERATE),
        here=game.step.id,
        closed=game.closed,
        path=f"/host/{snapshot.workshop.id}/programme",
        schedule=schedule(snapshot),
    )


def _blocks(snapshot: Snapshot) -> tuple[Block, ...]:
    deck = snapshot.workshop.deck
    blocks: list[Block] = []
    before: str | None = None
    for place, step in enumerate(snapshot.game.steps):
        edits = possible(snapshot.game, step.id, deck)
        line = _line(snapshot.game, place, step, edits)
        if step.card is not None and step.card == before:
            blocks[-1] = Block(
                blocks[-1].card, (*blocks[-1].lines, line), blocks[-1].edits
            )
        else:
            card = deck.card(step.card or "")
            of_card = tuple(one for one in edits if one in CARD_EDITS)
            blocks.append(Block(card, (line,), of_card if card else ()))
        before = step.card
    return tuple(blocks)


def _line(game: Game, place: int, step: Step, edits: tuple[Edit, ...]) -> Line:
    state = "done" if place < game.at else "ahead"
    if place == game.at:
        state = "now"
    elif step.skipped and step not in alone.votes(game.steps):
        state = "skipped"
    return Line(
        id=step.id,
        kind=step.kind,
        round=step.round,
        state=state,
        seconds=step.seconds + step.extra,
        spent=round(step.spent / 1000),
        edits=tuple(one for one in edits if one not in CARD_EDITS),
    )
