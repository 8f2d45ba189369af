"""Small worlds that speak the domain; ask only for what a test is about."""

import re
from dataclasses import replace
from typing import Any

from dilemma.rules.agenda import SECONDS, Depth, Kind, Step
from dilemma.rules.deck import (
    Card,
    Challenge,
    Deck,
    Effect,
    EffectTag,
    Example,
    Fact,
    Option,
    Role,
)
from dilemma.rules.game import Game
from dilemma.rules.snapshot import Headcount, Snapshot, Workshop
from dilemma.rules.tally import Counts, Tally
from dilemma.rules.variants import plan

CHALLENGES = (
    Challenge("samen-sterk", "O1", "Samen sterk", "We werken samen."),
    Challenge("eerder-erbij", "O2", "Eerder erbij", "We helpen op tijd."),
)
EFFECTS = (
    Effect("meer-veerkracht", "E1", "Meer veerkracht"),
    Effect("meer-verbondenheid", "E2", "Meer verbondenheid"),
    Effect("minder-kosten", "E3", "Minder kosten"),
)
ROLES = (
    Role("inwoner", "inwoner", "door", "Wat merk ik ervan?"),
    Role("gemeente", "gemeente", "desk", "Is dit eerlijk?"),
    Role("sociaal-werker", "sociaal werker", "hands"),
    Role("ondernemer", "ondernemer", "coin"),
    Role("zorgverzekeraar", "zorgverzekeraar", "shield"),
)


def a_card(number: int = 1, **changes: Any) -> Card:
    """Make a card; its number decides its code, title, challenge and effects."""
    ahead = EFFECTS[number % len(EFFECTS)].slug
    behind = EFFECTS[(number + 1) % len(EFFECTS)].slug
    card = Card(
        slug=f"kaart-{number}",
        code=f"D{number:02}",
        title=f"Kaart {number}",
        tension="Dichtbij / groot",
        challenge=CHALLENGES[number % len(CHALLENGES)].slug,
        roles=("inwoner", "sociaal-werker"),
        situation=f"In dorp {number} is geld voor één plan.",
        options=(
            Option("a", "Klein.", (EffectTag(ahead, True), EffectTag(behind, False))),
            Option("b", "Groot.", (EffectTag(behind, True), EffectTag(ahead, False))),
        ),
        fact=Fact("Er zijn twee plannen.", "Dorpskrant, 2024"),
        turning="Wat als er niemand komt?",
        note="Noem geen namen.",
    )
    return replace(card, **changes)


def a_deck(**changes: Any) -> Deck:
    """Make a deck of five roles, two challenges, three effects and three cards."""
    deck = Deck(
        slug="proef",
        title="Proef",
        language="nl",
        intro="Een kleine kaartenset.",
        licence="CC BY 4.0",
        credit="Met dank aan iedereen.",
        roles=ROLES,
        challenges=CHALLENGES,
        effects=EFFECTS,
        examples=(
            Example(
                slug="een-huis",
                title="Een huis",
                text="In een dorp begon een huis.",
                challenge="samen-sterk",
                source="Dorpskrant, 2023",
                unknown="Hoe het afliep.",
            ),
        ),
        cards=tuple(a_card(number) for number in (1, 2, 3)),
    )
    return replace(deck, **changes)


def a_game(*depths: Depth, **changes: Any) -> Game:
    """Make a game in the lobby with a card for each depth; one deep card if none."""
    cards = [a_card(number) for number in range(1, len(depths) + 1)] or [a_card()]
    steps = plan(list(zip(cards, depths or (Depth.DEEP,), strict=True)))
    return replace(Game(steps), **changes)


def with_ending(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Put the questions of the last part around the perspective; new ones have id 0."""
    found: list[Step] = []
    for step in steps:
        if step.kind is Kind.PERSPECTIVE:
            found += [_asks(Kind.PRIORITIES), step]
            found += [_asks(Kind.RECOGNISE), _asks(Kind.AGREE)]
        else:
            found.append(step)
    return tuple(found)


def an_ending(**changes: Any) -> Game:
    """Make a game with the last part, at its first step."""
    steps = with_ending(plan([(a_card(), Depth.QUICK)]))
    steps = tuple(replace(one, id=number) for number, one in enumerate(steps, start=1))
    return replace(Game(steps, at=PRIORITIES), **changes)


PRIORITIES, PERSPECTIVE, RECOGNISE, AGREE, CLOSE = range(5, 10)  # places in `an_ending`


def _asks(kind: Kind) -> Step:
    return Step(0, kind, seconds=SECONDS[kind])


def a_workshop(**changes: Any) -> Workshop:
    """Make a workshop from the small deck; it offers three of its roles."""
    workshop = Workshop(
        id="w1",
        code="BCDFGH",
        title="Proefsessie",
        variant="zaal",
        deck=a_deck(),
        roles=("inwoner", "gemeente", "sociaal-werker"),
        capacity=100,
        minimum=5,
        created=1_700_000_000_000,
    )
    return replace(workshop, **changes)


def a_snapshot(**changes: Any) -> Snapshot:
    """Make a snapshot of a workshop in the lobby that nobody joined yet."""
    workshop = changes.pop("workshop", a_workshop())
    snapshot = Snapshot(
        workshop=workshop,
        game=a_game(),
        revision=1,
        people=tuple(Headcount(role, 0, 0) for role in workshop.offered),
        results=(),
    )
    return replace(snapshot, **changes)


def a_tally(*groups: str, round: int = 1, options: int = 2) -> Tally:
    """Count one round from lines as "inwoner: AAab-" or "gemeente: 12a 8b 3-".

    A capital is a sure vote, a small letter a rather vote, a dash a pass.
    """
    by_role = []
    for group in groups:
        role, answers = group.split(":")
        counts = Counts.none(options)
        for number, letter in re.findall(r"(\d*)([A-Da-d-])", answers):
            votes = [[0, 0] for _ in range(options)]
            if letter != "-":
                votes["abcd".index(letter.lower())][letter.islower()] = int(number or 1)
            passes = int(number or 1) if letter == "-" else 0
            counts += Counts(tuple((sure, rather) for sure, rather in votes), passes)
        by_role.append((role.strip(), counts))
    return Tally(step=round, round=round, by_role=tuple(by_role), options=options)
