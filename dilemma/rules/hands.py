"""Hands that were counted in the room: who raises one votes in the open.

Whoever counted them, or looked around, knows these votes. So they are taken as known
to everybody, and whatever is shown is the phones' own disclosure (which never looks at
hands) with known numbers added to the exact total of the room. Subtracting them gives
what would have been shown without them, and never less than five phones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dilemma.rules.deck import Card
from dilemma.rules.disclosure import MINIMUM, disclose_card
from dilemma.rules.game import Game
from dilemma.rules.labels import Label, label_without_roles
from dilemma.rules.refusals import HandsClosed, Malformed, TooManyHands
from dilemma.rules.response import Answer, answers_to
from dilemma.rules.sealing import SHOWN_FROM
from dilemma.rules.shown import (
    CardShown,
    GroupShown,
    Mode,
    NoSplit,
    RoomShown,
    ShareShown,
)
from dilemma.rules.tally import Change, Tally
from dilemma.rules.wording import word_for

Hands = Mapping[tuple[str, Answer], int]  # role and answer -> people
MOST_DIGITS = 4


def field(role: str, answer: Answer) -> str:
    """Name the field of a form in which these hands are typed."""
    return f"hands-{role}-{answer.value}"


def parse(data: Mapping[str, str], roles: Sequence[str], card: Card) -> Hands:
    """Read a form with counted hands, an empty field being nobody; raises Malformed."""
    found: dict[tuple[str, Answer], int] = {}
    for role in roles:
        for answer in answers_to(card):
            text = data.get(field(role, answer), "").strip()
            if text and not (text.isascii() and text.isdigit()):
                raise Malformed
            if len(text) > MOST_DIGITS:
                raise TooManyHands(10**MOST_DIGITS - 1)
            if text and int(text):
                found[role, answer] = int(text)
    return found


def open_for_hands(game: Game) -> tuple[int, ...]:
    """The votes for which hands may be counted now: opened, and nothing shown yet."""
    if game.closed:
        return ()
    return tuple(step.id for step in game.opened_votes if not step.sealed)


def admit(game: Game, step: int, hands: Hands, *, others: int, capacity: int) -> None:
    """Let hands in; `others` are the people with a phone and hands of other tables.

    Raises HandsClosed, and TooManyHands for more people than the workshop may hold.
    """
    if step not in open_for_hands(game):
        raise HandsClosed
    room = max(capacity - others, 0)
    if sum(hands.values()) > room:
        raise TooManyHands(room)


def weigh(voters: int, answered: int, hands: int) -> int:
    """Valid votes towards a picture: hands count when no few phones would follow."""
    return voters if answered and voters < SHOWN_FROM else voters + hands


def disclose_counted(
    card: str,
    phones: Sequence[Tally],
    hands: Sequence[Tally],
    change: Change | None = None,
    *,
    minimum: int = MINIMUM,
) -> CardShown:
    """Decide what may be shown of one card when hands were counted too.

    Both as rounds in order of play. Without hands this is `disclose_card`.
    """
    raised = [tally.room for tally in hands]
    if not any(counts.answered for counts in raised):
        return disclose_card(card, phones, change, minimum=minimum)
    told = [index for index, tally in enumerate(phones) if tally.by_role]
    alone = disclose_card(card, [phones[index] for index in told], minimum=minimum)
    rooms = tuple(map(_room, phones, hands))
    last = rooms[-1]
    # One raised hand would follow from the room and the roles: too few say nothing.
    few = any(0 < counts.voters < MINIMUM for counts in raised)
    groups = () if few else tuple(_words(one, phones, told) for one in alone.groups)
    return replace(
        alone,
        rounds=rooms,
        mode=Mode.WORDS if groups else None,
        groups=groups,
        no_split=NoSplit.FEW_HANDS if alone.groups and few else alone.no_split,
        # Phones beside phones and hands would compare different people.
        equal_roles=(None,) * len(rooms),
        totals_differ=False,
        changed=None,
        label=(
            label_without_roles([sum(pair) for pair in last.votes])
            if last
            else Label.TOO_FEW
        ),
        small_groups=alone.small_groups and bool(groups),
        options=phones[0].options,
    )


def _room(phones: Tally, hands: Tally) -> RoomShown | None:
    """The exact room, unless the hands taken off would leave one to four phones."""
    mine, raised = phones.room, hands.room
    both = mine + raised
    if weigh(mine.voters, mine.answered, raised.voters) < SHOWN_FROM:
        return None
    return RoomShown(
        phones.round, both.votes, both.passes, both.voters, raised.answered
    )


def _words(
    group: GroupShown, phones: Sequence[Tally], told: Sequence[int]
) -> GroupShown:
    """What a group's phones chose, always in words: exact ones would give the hands."""
    members = group.merged or (group.role or "",)
    shares: list[ShareShown | None] = [None] * len(phones)
    for index, share in zip(told, group.rounds, strict=True):
        counts = [phones[index].role(role) for role in members]
        if share is not None:
            chose = sum(one.chose(0) for one in counts)
            shares[index] = ShareShown(
                word=word_for(chose, sum(one.voters for one in counts))
            )
    return replace(group, rounds=tuple(shares))
