"""The only door from counts to anything that leaves the server.

The rules are domain 4.4 and 4.5. Everything is decided once a card, over all its rounds
together: which roles are shown, which are merged, and one way of printing for all. So
comparing before and after tells nothing more. Disclose a card once its last round is
closed, not after every round: two different mergings of one round must never be seen.

The room's own total is exact and is what everybody may know. Whatever is added per role
keeps every vote open that the room total leaves open: `withholding`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules.change import change_is_shown
from dilemma.rules.grouping import Answers, Party, answers_of, group_roles
from dilemma.rules.labels import (
    VOTES_FOR_A_LABEL,
    Label,
    label_with_roles,
    label_without_roles,
)
from dilemma.rules.openness import Box
from dilemma.rules.rolemean import means_that_tell, rounded_mean
from dilemma.rules.shown import (
    CardShown,
    EqualRoles,
    GroupShown,
    Mode,
    NoSplit,
    RoomShown,
    ShareShown,
)
from dilemma.rules.tally import Change, Tally
from dilemma.rules.withholding import label_in_words, split_is_shown
from dilemma.rules.wording import Word, meant_by_word_for, word_for

__all__ = [
    "MINIMUM",
    "CardShown",
    "EqualRoles",
    "GroupShown",
    "Label",
    "Mode",
    "NoSplit",
    "RoomShown",
    "ShareShown",
    "Word",
    "disclose_card",
]

# Voters in a role that is shown, and never fewer: the most used minimum in Dutch staff
# surveys (Effectory and Dialog 5, Business-wise 7; domain 4.5).
MINIMUM = 5
# Smallest group from which counts, and from which percentages, are printed: below 10
# one person is over 10 points, below 20 over 5 points (own choice, domain 4.4).
COUNTS_FROM = 10
PERCENT_FROM = 20
# A group outside this range is too near unanimity for numbers (own choice, on the
# border of the extreme words).
NUMBERS_ABOVE, NUMBERS_BELOW = 20, 80
# Points between the two totals from which they are said to differ (domain 4.4).
TOTALS_DIFFER = 10


def disclose_card(
    card: str,
    tallies: Sequence[Tally],
    change: Change | None = None,
    *,
    minimum: int = MINIMUM,
) -> CardShown:
    """Decide what may be shown of one card, over all its rounds together.

    `tallies` are the closed rounds in order of play. Raises ValueError for a minimum
    below five, or when the rounds are not about the same options.
    """
    if minimum < MINIMUM:
        raise ValueError(f"a role is never shown below {MINIMUM} voters")
    if len({tally.options for tally in tallies}) > 1:
        raise ValueError("all rounds of a card have the same options")
    rooms = tuple(_room(tally) for tally in tallies)
    told = [index for index, room in enumerate(rooms) if room]
    last = rooms[-1] if rooms else None
    plain = label_without_roles(_per_option(last)) if last else Label.TOO_FEW
    closed = [tallies[index] for index in told]
    parties = group_roles(closed, minimum)
    no_split = _why_not(closed, parties)
    answers = [] if no_split else [answers_of(tally, parties) for tally in closed]
    split = _split(answers, plain) if answers else None
    if answers and not split:
        no_split = NoSplit.WOULD_TELL
    means = tuple(
        split.means[told.index(index)] if split and index in told else None
        for index in range(len(rooms))
    )
    return CardShown(
        card=card,
        rounds=rooms,
        mode=split.mode if split else None,
        groups=(
            _groups(parties, answers, split.mode, told, len(rooms)) if split else ()
        ),
        no_split=no_split,
        equal_roles=means,
        totals_differ=_totals_differ(last, means[-1]) if last else False,
        changed=_changed(tallies, answers, change, no_split),
        label=split.label if split else plain,
        small_groups=bool(split and _smallest(answers) < COUNTS_FROM),
        options=tallies[0].options if tallies else 2,
    )


@dataclass(frozen=True)
class _Split:
    """What the groups of a card get; per round in which the room voted."""

    mode: Mode
    means: tuple[EqualRoles | None, ...]
    label: Label


def _room(tally: Tally) -> RoomShown | None:
    room = tally.room
    if room.voters < VOTES_FOR_A_LABEL:
        return None
    return RoomShown(tally.round, room.votes, room.passes, room.voters)


def _per_option(room: RoomShown) -> list[int]:
    return [sure + rather for sure, rather in room.votes]


def _why_not(closed: Sequence[Tally], parties: Sequence[Party]) -> NoSplit | None:
    """Why sizes and options alone allow no split, if so."""
    if not closed:
        return NoSplit.TOO_FEW
    if closed[0].options > 2:
        return NoSplit.MANY_OPTIONS
    if parties:
        return None
    voting = {slug for tally in closed for slug, one in tally.by_role if one.voters}
    return NoSplit.ONE_GROUP if len(voting) == 1 else NoSplit.TOO_FEW


def _smallest(answers: Sequence[Answers]) -> int:
    return min(min(answer.known.sizes) for answer in answers)


def _mode(answers: Sequence[Answers]) -> Mode:
    """One way of printing for all groups and rounds of a card.

    Exact numbers beside words would give the words away by subtraction. Numbers go
    with a range that the extreme words announce, so the mode tells no more than they.
    """
    smallest = _smallest(answers)
    between = all(
        NUMBERS_ABOVE * size < 100 * chose < NUMBERS_BELOW * size
        for answer in answers
        for chose, size in zip(answer.chose_a, answer.known.sizes, strict=True)
    )
    if smallest < COUNTS_FROM or not between:
        return Mode.WORDS
    return Mode.COUNTS if smallest < PERCENT_FROM else Mode.PERCENT


def _split(answers: Sequence[Answers], plain: Label) -> _Split | None:
    """Print the groups, or None when that would tell how somebody voted.

    `plain` is the label of the last round without roles; a round with too few votes
    in the room is not among the answers, and has that label.
    """
    mode = _mode(answers)
    said = [_said(answer) for answer in answers] if mode is Mode.WORDS else None
    if not split_is_shown([answer.known for answer in answers], said):
        return None
    label = plain
    known: list[Sequence[Box]] = [[box] for box in said or ()]
    if plain is not Label.TOO_FEW:
        end = answers[-1]
        if said:
            label, known[-1] = label_in_words(end.known, said[-1], end.chose_a, plain)
        else:
            label = label_with_roles(end.known, end.chose_a)
    if not said:
        return _Split(mode, tuple(_mean(answer, 1) for answer in answers), label)
    means = [
        mean
        if mean and mean.percent not in means_that_tell(answer.known, boxes)
        else None
        for answer, boxes in zip(answers, known, strict=True)
        for mean in [_mean(answer, 10)]
    ]
    return _Split(mode, tuple(means), label)


def _said(answer: Answers) -> Box:
    return tuple(
        meant_by_word_for(chose, size)
        for chose, size in zip(answer.chose_a, answer.known.sizes, strict=True)
    )


def _mean(answer: Answers, step: int) -> EqualRoles | None:
    percent = rounded_mean(answer.known, answer.chose_a, step)
    return None if percent is None else EqualRoles(percent, about=step > 1)


def _share(mode: Mode, chose: int, voters: int) -> ShareShown:
    if mode is Mode.WORDS:
        return ShareShown(word=word_for(chose, voters))
    if mode is Mode.COUNTS:
        return ShareShown(count=(chose, voters))
    return ShareShown(percent=(200 * chose + voters) // (2 * voters))


def _groups(
    parties: Sequence[Party],
    answers: Sequence[Answers],
    mode: Mode,
    told: Sequence[int],
    rounds: int,
) -> tuple[GroupShown, ...]:
    shares: list[list[ShareShown | None]] = [[None] * rounds for _ in parties]
    for index, answer in zip(told, answers, strict=True):
        for party, chose, size in zip(
            answer.present, answer.chose_a, answer.known.sizes, strict=True
        ):
            shares[party][index] = _share(mode, chose, size)
    return tuple(
        GroupShown(
            party.role, () if party.role is not None else party.members, tuple(shown)
        )
        for party, shown in zip(parties, shares, strict=True)
    )


def _totals_differ(room: RoomShown, mean: EqualRoles | None) -> bool:
    """Whether the two printed totals are far apart or name another winner."""
    if mean is None:
        return False
    chose_a, voters = sum(room.votes[0]), room.voters
    other_winner = (mean.percent - 50) * (2 * chose_a - voters) < 0
    apart = abs(mean.percent * voters - 100 * chose_a)
    return other_winner or apart >= TOTALS_DIFFER * voters


def _changed(
    tallies: Sequence[Tally],
    answers: Sequence[Answers],
    change: Change | None,
    no_split: NoSplit | None,
) -> int | None:
    """People who chose otherwise, for a card of two options played twice.

    Without split the room is one group; but not when the answers decided that.
    """
    if not change or len(tallies) != 2 or tallies[0].options > 2:
        return None
    if no_split is NoSplit.WOULD_TELL:
        return None
    groups = [[(tally.room.chose(0), tally.room.voters)] for tally in tallies]
    if not no_split:
        if len({answer.present for answer in answers}) > 1 or len(answers) < 2:
            return None
        groups = [
            list(zip(answer.chose_a, answer.known.sizes, strict=True))
            for answer in answers
        ]
    first, second = groups
    return change.chose_other if change_is_shown(first, second, change) else None
