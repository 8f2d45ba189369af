"""What a participant's phone shows: the same for everybody in the room.

Own choices are personal and come only in `Mine`, in answers to that person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from dilemma.play import Personal
from dilemma.rules.agenda import Kind
from dilemma.rules.building import PARTS
from dilemma.rules.building import shown as parts_shown
from dilemma.rules.dealing import DEALING
from dilemma.rules.deck import Challenge, Role
from dilemma.rules.perspective import Perspective
from dilemma.rules.priorities import MOST_PICKED
from dilemma.rules.snapshot import OwnAnswer, Snapshot
from dilemma.rules.turning import TurnShown
from dilemma.screens import sheets
from dilemma.screens.comfort import instead, stilled
from dilemma.screens.endings import EndingFace, ending, picks
from dilemma.screens.faces import (
    CardFace,
    Choice,
    Clock,
    Result,
    card_face,
    choices,
    clock,
    guess_choices,
    practice_choices,
    practice_face,
    result,
    turning,
    whole,
)
from dilemma.screens.looks import CardLook, drawn, looks
from dilemma.screens.polder import Polder


@dataclass(frozen=True)
class PlayerStage:
    """The phone's screen at one step; each kind fills what it shows."""

    template: str
    kind: Kind
    revision: int
    step: int
    round: int
    title: str
    card: CardFace | None = None
    practice: CardFace | None = None  # the deck's own card to practise with
    choices: tuple[Choice, ...] = ()
    open: bool = False
    closed: bool = False  # what was asked here was shown: nobody answers any more
    clock: Clock | None = None
    result: Result | None = None
    whole: Perspective | None = None
    polder: Polder | None = None  # the same, drawn
    looks: tuple[CardLook, ...] = ()  # the cards, as they stand beside the picture
    building: bool = False  # the hall does not see the whole picture yet
    deals: bool = False  # what is asked differs from person to person
    ending: EndingFace | None = None
    picks: tuple[Challenge, ...] = ()
    most: int = 0  # of the picks, for one person
    turning: str = ""  # the turning question, once the host showed it
    turn: TurnShown | None = None  # what may be told of the answers
    timeout: bool = False
    writes: bool = True  # whether this person may write a text here, too


@dataclass(frozen=True)
class OwnChoice:
    """One own answer on the present card."""

    step: int
    round: int
    value: str
    letter: str
    strength: int


@dataclass(frozen=True)
class Mine:
    """The personal part of a phone: role and own answers on the present card."""

    template: ClassVar[str] = "player/mine"
    revision: int
    card: str
    step: int
    sequence: int
    role: str
    sign: str
    glasses: str
    language: str  # of the two texts above
    may_switch: bool
    seat: int | None
    asks_real: bool  # whether the role is theirs outside the game too
    receipt: OwnChoice | None  # the answer at the present step
    own: tuple[OwnChoice, ...]  # all own answers on this card
    kind: Kind  # of the present step
    picked: tuple[Challenge, ...]  # at the present step
    about: Role | None = None  # the role that this step deals
    unasked: bool = False  # this step deals roles, but none to this person
    closed: bool = False  # this step takes no more answers


def stage(snapshot: Snapshot) -> PlayerStage:
    """Build the phone's screen for the step that the workshop is at."""
    kind = snapshot.game.step.kind
    fill = dict(_FILL[kind](snapshot))
    fill["clock"] = stilled(fill.get("clock"), snapshot.game)  # type: ignore[arg-type]
    step = snapshot.game.step
    return PlayerStage(
        template=instead(snapshot.game, "player") or f"player/{kind}",
        kind=kind,
        revision=snapshot.game.acts,  # people who come and vote change nothing here
        step=step.id,
        round=step.round,
        title=snapshot.workshop.title,
        timeout=snapshot.game.timeout,
        closed=step.sealed,
        **fill,  # type: ignore[arg-type]
    )


def mine(personal: Personal) -> Mine:
    """Build the personal part of one participant's phone."""
    game, me = personal.game, personal.me
    step = game.step
    votes = {one.id for one in game.votes_on_card}
    choices = [_own_choice(answer) for answer in me.answers]
    own = tuple(one for one in choices if one.step in votes)
    at_step = me.answer_at(step.id)
    return Mine(
        kind=step.kind,
        revision=personal.revision,
        card=step.card or "",
        step=step.id,
        sequence=at_step.sequence if at_step else 0,
        role=me.role.name,
        sign=me.role.sign,
        glasses=me.role.glasses,
        language=me.role.language,
        may_switch=not me.answered_before and not game.closed,
        seat=me.seat,
        asks_real=me.real is None and not me.answered_before and not game.told,
        receipt=next((one for one in choices if one.step == step.id), None),
        own=own,
        about=me.about,
        unasked=step.kind in DEALING and me.about is None,
        closed=step.sealed,
        picked=me.picked,
    )


def for_one(stage: PlayerStage, mine: Mine) -> PlayerStage:
    """Return the phone's screen for one person, where no script puts them together."""
    return replace(stage, open=False) if mine.unasked else stage


def at_desk(stage: PlayerStage, mine: Mine) -> PlayerStage:
    """Return the screen for one person who answers through a helper: no texts."""
    return replace(for_one(stage, mine), writes=False)


def _own_choice(answer: OwnAnswer) -> OwnChoice:
    """Take a vote or a guess apart; other answers speak for themselves."""
    voted, guess = len(answer.value) == 2, len(answer.value) == 1
    return OwnChoice(
        answer.step,
        answer.round,
        answer.value,
        answer.value[0].upper() if voted or guess else "",
        int(answer.value[1]) if voted else 0,
    )


def _nothing(snapshot: Snapshot) -> Mapping[str, object]:
    return {}


def _card(snapshot: Snapshot) -> Mapping[str, object]:
    card = snapshot.card
    assert card is not None  # steps of these kinds always have a card
    return {"card": card_face(snapshot, card), "clock": clock(snapshot.game.step)}


def _plenary(snapshot: Snapshot) -> Mapping[str, object]:
    if snapshot.card is None:
        return {"clock": clock(snapshot.game.step)}
    return _card(snapshot)


def _vote(snapshot: Snapshot) -> Mapping[str, object]:
    card = snapshot.card
    assert card is not None
    return {
        **_card(snapshot),
        "choices": choices(card),
        "open": snapshot.game.open_vote is not None,
    }


def _practice(snapshot: Snapshot) -> Mapping[str, object]:
    return {
        "practice": practice_face(snapshot),
        "choices": practice_choices(),
        "open": snapshot.game.asking is not None,
        "clock": clock(snapshot.game.step),
    }


def _predict(snapshot: Snapshot) -> Mapping[str, object]:
    card = snapshot.card
    assert card is not None
    return {**_swap(snapshot), "choices": guess_choices(card)}


def _swap(snapshot: Snapshot) -> Mapping[str, object]:
    step = snapshot.game.asking
    return {**_vote(snapshot), "open": bool(step and step.roles), "deals": True}


def _talk(snapshot: Snapshot) -> Mapping[str, object]:
    step = snapshot.game.step
    return {
        **_card(snapshot),
        "turning": turning(snapshot),
        "turn": snapshot.turn(step.id),
        "open": snapshot.game.asking is not None,
    }


def _reveal(snapshot: Snapshot) -> Mapping[str, object]:
    shown = snapshot.result(snapshot.game.step.card or "")
    return {
        **_card(snapshot),
        "result": result(snapshot, shown) if shown else None,
        "clock": None,
    }


def _whole(snapshot: Snapshot) -> Mapping[str, object]:
    found, step = whole(snapshot), snapshot.game.step
    return {
        "whole": found,
        "polder": drawn(snapshot, found, sheets.PHONE),
        "looks": looks(snapshot, found),
        "building": parts_shown(step) != PARTS,
        "ending": ending(snapshot),
    }


def _ask(snapshot: Snapshot) -> Mapping[str, object]:
    return {
        "open": snapshot.game.asking is not None,
        "clock": clock(snapshot.game.step),
    }


def _priorities(snapshot: Snapshot) -> Mapping[str, object]:
    return {**_ask(snapshot), "picks": picks(snapshot), "most": MOST_PICKED}


_FILL: Mapping[Kind, Callable[[Snapshot], Mapping[str, object]]] = {
    Kind.LOBBY: _nothing,
    Kind.PRACTICE: _practice,
    Kind.READ: _card,
    Kind.VOTE: _vote,
    Kind.PREDICT: _predict,
    Kind.SWAP: _swap,
    Kind.TALK: _talk,
    Kind.DELIBERATE: _card,
    Kind.REVEAL: _reveal,
    Kind.ALONE: _nothing,
    Kind.PLENARY: _plenary,
    Kind.PRIORITIES: _priorities,
    Kind.PERSPECTIVE: _whole,
    Kind.RECOGNISE: _ask,
    Kind.AGREE: _ask,
    Kind.BLANK: _nothing,
    Kind.CLOSE: _whole,
}
