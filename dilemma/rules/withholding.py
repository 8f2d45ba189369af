"""What is left out because it, or its very absence, would tell how somebody voted.

Leaving something out is itself a message: the adversary knows these rules, so "no
split" means "one of the answers that get no split". Hence each decision asks two
things: does what is printed keep every vote open, and does the class of answers for
which it is left out? If the latter does not, it is left out always: then the absence
follows from sizes and room total alone, and tells nothing.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

from dilemma.rules.labels import WITH_ROLES, Label, answers_with, label_with_roles
from dilemma.rules.openness import Box, Round, stays_open, welcomes
from dilemma.rules.wording import words_for

# Votes of slack below which words are left out: two are needed, three may be kept to
# make a larger crowd of those who get no words. A group's word always has room for two.
SLACKS = (2, 3)


def words_tell(known: Round, said: Box, slack: int = SLACKS[0]) -> bool:
    """Whether the words for all groups leave too little room around the room total.

    A group whose word allows nobody on a side needs two votes of slack: one for the
    adversary and one for a neighbour. All other words keep two people on either side.
    """
    slack_up = known.total - sum(low for low, _ in said)
    slack_down = sum(high for _, high in said) - known.total
    may_lack_a = any(low == 0 for low, _ in said)
    may_lack_b = any(
        high == size for (_, high), size in zip(said, known.sizes, strict=True)
    )
    return (may_lack_a and slack_up < slack) or (may_lack_b and slack_down < slack)


def split_is_shown(rounds: Sequence[Round], said: Sequence[Box] | None) -> bool:
    """Whether the groups may be shown, in these words or (None) in numbers.

    Numbers need no look at the answer: they are only used where every group has at
    least three people on either side, and people in a group are exchangeable.
    """
    slack = slack_asked(tuple(rounds))
    if slack is None:
        return said is None and may_show_numbers(tuple(rounds))
    return said is None or not any(
        words_tell(known, box, slack) for known, box in zip(rounds, said, strict=True)
    )


@lru_cache(maxsize=256)
def slack_asked(rounds: tuple[Round, ...]) -> int | None:
    """The slack below which words are left out, by sizes and room totals alone.

    Words that tell are left out; when they are so few that their absence tells, those
    with a little more slack go with them; failing that (None), all words.
    """
    for slack in SLACKS:
        left_out = [answers_that_tell(known, slack) for known in rounds]
        if _absence_is_safe(rounds, left_out):
            return slack
    return None


@lru_cache(maxsize=256)
def may_show_numbers(rounds: tuple[Round, ...]) -> bool:
    """Whether numbers may be shown in a room that never gets words.

    Asked only of groups that are large enough for numbers, hence for the extreme words;
    no split then means that some group was at an extreme.
    """
    return _absence_is_safe(rounds, [list(_with_an_extreme(each)) for each in rounds])


def _absence_is_safe(
    rounds: Sequence[Round], left_out: Sequence[Sequence[Box]]
) -> bool:
    """Whether a card may go without split if any of its rounds is in its class.

    The adversary does not learn which round it was. So another round that could be the
    reason, whoever the adversary is, covers this one.
    """
    classes = list(zip(rounds, left_out, strict=True))
    return all(
        not boxes
        or (welcomes(known, boxes) and stays_open(known, boxes))
        or any(welcomes(*other) for other in classes[:index] + classes[index + 1 :])
        for index, (known, boxes) in enumerate(classes)
    )


def _with_an_extreme(known: Round) -> Iterator[Box]:
    """All answers that put some group at an extreme word, so that no number is used."""
    for group, size in enumerate(known.sizes):
        for meaning in (words_for(size)[0], words_for(size)[-1]):
            yield (*known.anything[:group], meaning, *known.anything[group + 1 :])


@lru_cache(maxsize=256)
def answers_that_tell(known: Round, slack: int = SLACKS[0]) -> tuple[Box, ...]:
    """Answers for which `words_tell`; none when there are none.

    Adding up what the words allow at least (or, from B's side, at most) then comes
    within the slack of the total, with some group at nobody. Not all such answers: one
    for every slack and every pair of words that a pair of groups can have in it, since
    a question about two people touches two groups only.
    """
    words = [words_for(size) for size in known.sizes]
    from_a = [[low for low, _ in each] for each in words]
    from_b = [
        [size - high for _, high in each]
        for each, size in zip(words, known.sizes, strict=True)
    ]
    found: set[Box] = set()
    for spare in range(slack):
        for counts, total in (
            (from_a, known.total - spare),
            (from_b, known.voters - known.total - spare),
        ):
            for picks in _picks_for_every_pair(counts, total):
                found.add(
                    tuple(each[pick] for each, pick in zip(words, picks, strict=True))
                )
    return tuple(sorted(found))


def _picks_for_every_pair(
    counts: Sequence[Sequence[int]], total: int
) -> Iterator[tuple[int, ...]]:
    """Picks as `_pick`, until every pair of counts that can be picked has been."""
    if total < 0 or _pick(counts, total) is None:
        return
    pairs = list(combinations(range(len(counts)), 2))
    seen: set[tuple[int, int, int, int]] = set()
    for one, other in pairs:
        each = range(len(counts[one])), range(len(counts[other]))
        for first, second in product(*each):
            if (one, first, other, second) in seen:
                continue
            fixed = {one: first, other: second}
            picks = _pick(
                [  # more than the total is never picked
                    [
                        count if fixed.get(group, pick) == pick else total + 1
                        for pick, count in enumerate(options)
                    ]
                    for group, options in enumerate(counts)
                ],
                total,
            )
            if picks is not None:
                seen.update((a, picks[a], b, picks[b]) for a, b in pairs)
                yield picks


def _pick(counts: Sequence[Sequence[int]], total: int) -> tuple[int, ...] | None:
    """Pick one count a group, summing to the total, at least one of them zero.

    Sums that can be reached are the bits of a number, so a hall costs no more than a
    table.
    """
    mask = (1 << (total + 1)) - 1
    reached = [(1, 0)]  # sums without, and with, a zero among the picks
    for options in counts:
        without, with_zero = reached[-1]
        next_without = next_with = 0
        for count in options:
            next_with |= with_zero << count
            if count:
                next_without |= without << count
            else:
                next_with |= without
        reached.append((next_without & mask, next_with & mask))
    if not reached[-1][1] >> total & 1:
        return None
    picks: list[int] = []
    zero = True  # whether a zero is among the picks up to here
    for options, sums in zip(reversed(counts), reversed(reached[:-1]), strict=True):
        pick, zero = next(
            (pick, before)
            for pick, count in enumerate(options)
            for before in (False, True)
            if zero == (before or not count)
            and count <= total
            and sums[before] >> (total - count) & 1
        )
        picks.append(pick)
        total -= options[pick]
    return tuple(reversed(picks))


def label_in_words(
    known: Round, said: Box, answer: Sequence[int], plain: Label
) -> tuple[Label, tuple[Box, ...]]:
    """The label beside words, and all answers that would get these words and label.

    `plain` is the label without roles. It takes the place of all labels when any of
    them would tell: if one was left out by itself, that would tell as much.
    """
    classes = {label: answers_with(label, known, said) for label in WITH_ROLES}
    if not all(stays_open(known, boxes) for boxes in classes.values()):
        return plain, (said,)
    label = label_with_roles(known, answer)
    return label, classes[label]
