"""What the projector shows to the hall: no controls, and never bars while voting."""

from dataclasses import dataclass
from typing import ClassVar

from dilemma.places import Places
from dilemma.rules.agenda import Kind
from dilemma.rules.building import PARTS, Part
from dilemma.rules.building import shown as parts_shown
from dilemma.rules.contribution import Contribution
from dilemma.rules.deck import Challenge, Role
from dilemma.rules.perspective import Perspective
from dilemma.rules.projection import projected
from dilemma.rules.snapshot import Headcount, Snapshot
from dilemma.rules.turning import TurnShown
from dilemma.screens import sheets
from dilemma.screens.comfort import clock_of, instead
from dilemma.screens.endings import EndingFace, ending, picks
from dilemma.screens.faces import (
    CardFace,
    Clock,
    Result,
    card_face,
    dealt_roles,
    practice_face,
    result,
    turning,
    whole,
)
from dilemma.screens.looks import CardLook, drawn, looks
from dilemma.screens.polder import Polder
from dilemma.screens.said import QuoteSide, on_the_wall
from dilemma.screens.sheets import Sheet


@dataclass(frozen=True)
class Turnout:
    """Who is in and how many answered: numbers only."""

    template: ClassVar[str] = "hall/turnout"
    kind: Kind
    revision: int
    joined: int
    answered: int
    people: tuple[Headcount, ...]  # filled in the lobby only
    written: int = 0  # agreements


@dataclass(frozen=True)
class HallStage:
    """The projector's screen at one step; each kind fills what it shows."""

    template: str
    kind: Kind
    revision: int
    step: int
    round: int
    title: str
    code: str
    locked: bool
    rehearsal: bool
    places: Places
    turnout: Turnout
    card: CardFace | None = None
    practice: CardFace | None = None  # the deck's own card to practise with
    clock: Clock | None = None
    open: bool = False
    result: Result | None = None
    whole: Perspective | None = None
    polder: Polder | None = None  # the same, drawn
    parts: tuple[Part, ...] = PARTS  # of the picture that are shown
    looks: tuple[CardLook, ...] = ()  # the cards, as they stand beside the picture
    roles: tuple[Role, ...] = ()  # those that this step deals
    ending: EndingFace | None = None
    picks: tuple[Challenge, ...] = ()
    said: tuple[QuoteSide, ...] = ()  # what the host shows of what people wrote
    turning: str = ""  # the turning question, once the host showed it
    turn: TurnShown | None = None  # what may be told of the answers
    harvest: Contribution | None = None  # a table's note that stands here instead


# Steps that show something of the last part.
_LOOKING_BACK = (Kind.PERSPECTIVE, Kind.RECOGNISE, Kind.CLOSE)
_ENDING = (Kind.PERSPECTIVE, Kind.RECOGNISE, Kind.AGREE, Kind.CLOSE)


def turnout(snapshot: Snapshot) -> Turnout:
    """Build the hall's turnout: people by role in the lobby, else two numbers."""
    kind = snapshot.game.step.kind
    return Turnout(
        kind=kind,
        revision=snapshot.revision,
        joined=snapshot.joined,
        answered=snapshot.answered,
        people=snapshot.people if kind is Kind.LOBBY else (),
        written=snapshot.ending.written,
    )


def stage(snapshot: Snapshot, places: Places) -> HallStage:
    """Build the projector's screen for the step that the workshop is at."""
    game = snapshot.game
    kind, card = game.step.kind, snapshot.card
    shown = snapshot.result(game.step.card or "") if kind is Kind.REVEAL else None
    harvest = projected(snapshot.said, game)
    found = whole(snapshot) if kind in _LOOKING_BACK else None
    said = ending(snapshot) if kind in _ENDING else None
    return HallStage(
        template=instead(game, "hall") or f"hall/{'harvest' if harvest else kind}",
        kind=kind,
        revision=snapshot.revision,
        step=game.step.id,
        round=game.step.round,
        title=snapshot.workshop.title,
        code=snapshot.workshop.code,
        locked=game.locked,
        rehearsal=game.rehearsal,
        places=places,
        turnout=turnout(snapshot),
        card=card_face(snapshot, card) if card else None,
        practice=practice_face(snapshot),
        clock=clock_of(game) if kind is not Kind.REVEAL else None,
        open=game.asking is not None,
        result=result(snapshot, shown) if shown else None,
        whole=found,
        polder=drawn(snapshot, found, _sheet(kind, said)) if found else None,
        parts=parts_shown(game.step),
        looks=looks(snapshot, found) if found else (),
        roles=dealt_roles(snapshot),
        ending=said,
        picks=picks(snapshot) if kind is Kind.PRIORITIES else (),
        said=on_the_wall(snapshot),
        turning=turning(snapshot),
        turn=snapshot.turn(game.step.id),
        harvest=harvest,
    )


def _sheet(kind: Kind, said: EndingFace | None) -> Sheet:
    """The picture is large where nothing else has to stand beside it."""
    if kind is Kind.PERSPECTIVE:
        return sheets.HALL
    busy = said and (said.agreements or said.sentence)
    return sheets.LOW if busy or kind is Kind.RECOGNISE else sheets.HALL
