"""What tables see: the table host's screen, sheets with a QR code, hands, the desk."""

from dataclasses import dataclass
from typing import ClassVar

from dilemma.places import Qr
from dilemma.play import AtDesk, Countable
from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import Contribution
from dilemma.rules.deck import Role
from dilemma.rules.hands import field
from dilemma.rules.response import answers_to
from dilemma.rules.seating import (
    Arrangement,
    TableTurnout,
    advised_roles,
)
from dilemma.rules.snapshot import Snapshot, Workshop
from dilemma.screens.comfort import clock_of
from dilemma.screens.faces import CardFace, Choice, Clock, card_face, choices


@dataclass(frozen=True)
class TableNow:
    """A table host's screen at the present step: no results, no buttons."""

    template: ClassVar[str] = "table/now"
    revision: int
    kind: Kind
    round: int
    open: bool
    card: CardFace | None
    turning: str
    clock: Clock | None
    turnout: TableTurnout
    timeout: bool


@dataclass(frozen=True)
class Sheet:
    """One page to print or project: a QR code, the address, and what it stands for."""

    name: str
    number: int  # of the table; 0 for a role
    sign: str
    qr: Qr
    address: str
    language: str = ""  # of the name


@dataclass(frozen=True)
class HandsCell:
    """One field of the form for hands."""

    name: str
    choice: Choice
    count: int


@dataclass(frozen=True)
class HandsForm:
    """The form for the hands of one vote: a row a role, a field an answer."""

    step: int
    round: int
    card: CardFace
    choices: tuple[Choice, ...]
    rows: tuple[tuple[Role, tuple[HandsCell, ...]], ...]
    total: int


@dataclass(frozen=True)
class RoomPage:
    """Tables and roles, for the host."""

    workshop: Workshop
    arrangement: Arrangement
    may_arrange: bool
    tables: tuple[TableTurnout, ...]
    joined: int
    advised: int
    offered: int
    notes: tuple[Contribution, ...]


@dataclass(frozen=True)
class DeskPage:
    """The host's desk: who is there, and how much is asked of each now."""

    workshop: Workshop
    arrangement: Arrangement
    asks: int  # questions: one, or every card for who plays alone
    people: tuple[AtDesk, ...]
    entry: str
    done: int = 0  # number of who just answered
    came: int = 0  # number of who just came in


def table_now(snapshot: Snapshot, seat: int) -> TableNow:
    """Build the screen of one table's host."""
    card, step = snapshot.card, snapshot.game.step
    turnout = next(one for one in snapshot.tables if one.seat == seat)
    return TableNow(
        revision=snapshot.revision,
        kind=step.kind,
        round=step.round,
        open=snapshot.game.open_vote is not None,
        card=card_face(snapshot, card) if card else None,
        turning=card.turning if card and step.kind is Kind.TALK else "",
        clock=clock_of(snapshot.game) if step.kind is not Kind.REVEAL else None,
        timeout=snapshot.game.timeout,
        turnout=turnout,
    )


def hands_form(snapshot: Snapshot, one: Countable) -> HandsForm:
    """Build the form for the hands of one vote, with what was typed before."""
    card = snapshot.workshop.deck.card(one.card)
    assert card is not None  # votes are about cards of the deck
    faces = choices(card)
    rows = tuple(
        (
            role,
            tuple(
                HandsCell(
                    field(role.slug, answer),
                    choice,
                    one.hands.get((role.slug, answer), 0),
                )
                for answer, choice in zip(answers_to(card), faces, strict=True)
            ),
        )
        for role in snapshot.workshop.offered
    )
    return HandsForm(
        one.step,
        one.round,
        card_face(snapshot, card),
        faces,
        rows,
        sum(one.hands.values()),
    )


def room_page(snapshot: Snapshot, notes: tuple[Contribution, ...]) -> RoomPage:
    """Build the host's page about tables and roles."""
    return RoomPage(
        workshop=snapshot.workshop,
        arrangement=snapshot.arrangement,
        may_arrange=snapshot.game.step.kind is Kind.LOBBY,
        tables=snapshot.tables,
        joined=snapshot.joined,
        advised=advised_roles(snapshot.joined),
        offered=len(snapshot.workshop.roles),
        notes=notes,
    )
