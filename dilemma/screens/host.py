"""What the facilitator sees: the agenda, the buttons of the table's row, the notes."""

from dataclasses import dataclass
from typing import ClassVar

from dilemma.places import Links, Places
from dilemma.rules import alone
from dilemma.rules.agenda import Kind, Step
from dilemma.rules.deck import Card
from dilemma.rules.game import Action
from dilemma.rules.seating import TableTurnout, advised_roles
from dilemma.rules.snapshot import Headcount, Snapshot
from dilemma.rules.turning import asked_elsewhere
from dilemma.screens.comfort import Comfort, clock_of, for_host
from dilemma.screens.faces import Clock, Result, result
from dilemma.screens.hall import HallStage
from dilemma.screens.hall import stage as hall_stage
from dilemma.screens.programme import History, Schedule, history, schedule
from dilemma.screens.said import Turned, Waiting, turned, waiting

SOME_PEOPLE = 10  # before that many are in, nobody knows how many will be


@dataclass(frozen=True)
class AgendaLine:
    """One step in the agenda; `state` is done, now, ahead or skipped."""

    kind: Kind
    round: int
    card: Card | None
    opens_card: bool  # the first step of its card
    minutes: float
    state: str
    sealed: bool


@dataclass(frozen=True)
class Notes:
    """What only the facilitator reads beside a card."""

    tension: str
    note: str
    turning: str
    asked: bool  # the turning question, at an earlier step of this card
    fact: str
    source: str
    language: str


@dataclass(frozen=True)
class HostTurnout:
    """Turnout by role for the facilitator: numbers, never choices."""

    template: ClassVar[str] = "host/turnout"
    kind: Kind
    revision: int
    joined: int
    answered: int
    people: tuple[Headcount, ...]
    tables: tuple[TableTurnout, ...] = ()
    hands: int = 0  # people whose hands were counted at this vote
    advised: int = 0  # roles for this many people, in the lobby, where more are offered


@dataclass(frozen=True)
class HostStage:
    """The facilitator's whole screen."""

    template: ClassVar[str] = "host/stage"
    revision: int
    acts: int  # what the form sends back as `expect`
    title: str
    code: str
    kind: Kind
    round: int
    sealed: bool
    locked: bool
    rehearsal: bool
    agenda: tuple[AgendaLine, ...]
    actions: tuple[Action, ...]
    following: Step | None  # where next leads
    following_card: Card | None  # of that step
    clock: Clock | None
    notes: Notes | None
    result: Result | None
    turnout: HostTurnout
    hall: HallStage  # what the hall sees now, small but true
    waiting: Waiting
    turned: Turned
    links: Links
    history: History
    schedule: Schedule
    programme_path: str
    comfort: Comfort


def turnout(snapshot: Snapshot) -> HostTurnout:
    """Build the facilitator's turnout by role."""
    return HostTurnout(
        kind=snapshot.game.step.kind,
        revision=snapshot.revision,
        joined=snapshot.joined,
        answered=snapshot.answered,
        people=snapshot.people,
        tables=snapshot.tables,
        hands=snapshot.hands,
        advised=_advised(snapshot),
    )


def _advised(snapshot: Snapshot) -> int:
    """Return how many roles suit these people, once they are some and it is fewer."""
    if snapshot.game.step.kind is not Kind.LOBBY or snapshot.joined < SOME_PEOPLE:
        return 0
    advised = advised_roles(snapshot.joined)
    return advised if advised < len(snapshot.people) else 0


def stage(snapshot: Snapshot, places: Places, links: Links) -> HostStage:
    """Build the facilitator's screen."""
    game = snapshot.game
    shown = snapshot.result(game.step.card or "")
    following = game.following(Action.NEXT)
    return HostStage(
        revision=snapshot.revision,
        acts=game.acts,
        title=snapshot.workshop.title,
        code=snapshot.workshop.code,
        kind=game.step.kind,
        round=game.step.round,
        sealed=game.step.sealed,
        locked=game.locked,
        rehearsal=game.rehearsal,
        agenda=_agenda(snapshot),
        actions=game.actions,
        following=following,
        following_card=_card_of(snapshot, following),
        clock=clock_of(game),
        notes=_notes(snapshot),
        result=result(snapshot, shown) if shown else None,
        turnout=turnout(snapshot),
        hall=hall_stage(snapshot, places),
        waiting=waiting(snapshot),
        turned=turned(snapshot),
        links=links,
        history=history(snapshot),
        schedule=schedule(snapshot),
        programme_path=f"/host/{snapshot.workshop.id}/programme",
        comfort=for_host(snapshot),
    )


def _agenda(snapshot: Snapshot) -> tuple[AgendaLine, ...]:
    game, lines, before = snapshot.game, [], None
    together = alone.votes(game.steps) if game.step.kind is Kind.ALONE else ()
    for place, step in enumerate(game.steps):
        state = "done" if place < game.at else "ahead"
        if place == game.at:
            state = "now"
        elif step.skipped:
            state = "now" if step in together else "skipped"
        lines.append(
            AgendaLine(
                kind=step.kind,
                round=step.round,
                card=_card_of(snapshot, step),
                opens_card=step.card is not None and step.card != before,
                minutes=(step.seconds + step.extra) / 60,
                state=state,
                sealed=step.sealed,
            )
        )
        before = step.card
    return tuple(lines)


def _notes(snapshot: Snapshot) -> Notes | None:
    card = snapshot.card
    if card is None:
        return None
    return Notes(
        tension=card.tension,
        note=card.note,
        turning=card.turning,
        asked=asked_elsewhere(snapshot.game.steps, snapshot.game.at),
        fact=card.fact.text if card.fact else "",
        source=card.fact.source if card.fact else "",
        language=card.language,
    )


def _card_of(snapshot: Snapshot, step: Step | None) -> Card | None:
    return snapshot.workshop.deck.card(step.card or "") if step else None
