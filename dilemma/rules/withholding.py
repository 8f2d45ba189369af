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
from dilemma.rules.openness import Box, Round, fits, stays_open, welcomes
from dilemma.rules.wording import EXTREMES_FROM, words_for

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

    Words that tell are left out; when they are so few that their absence tells, those
    with a little more slack go with them; failing that, all words with an extreme;
    failing that, everything. Which of these it is follows from sizes and totals.
    """
    for slack in SLACKS:
        left_out = [answers_that_tell(known, slack) for known in rounds]
        if _absence_is_safe(rounds, left_out):
            return said is None or not any(
                words_tell(known, box, slack)
                for known, box in zip(rounds, said, strict=True)
            )
    if min(min(known.sizes) for known in rounds) < EXTREMES_FROM:
        return False
    extremes = [tuple(_with_an_extreme(known)) for known in rounds]
    return said is None and _absence_is_safe(rounds, extremes)


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

    Not all of them: for every pair of words that some pair of groups can have in such
    an answer there is one, and a question about two people touches two groups only.
    """
    found: set[Box] = set()
    meanings = [words_for(size) for size in known.sizes]
    for pair in combinations(range(len(known.sizes)), 2):
        for chosen in product(*(meanings[group] for group in pair)):
            choices = list(meanings)
            for group, meaning in zip(pair, chosen, strict=True):
                choices[group] = (meaning,)
            found.update(_tight(known, choices, slack))
        if not found:
            break  # the first pair of groups already runs through every answer
    return tuple(sorted(found))


def _tight(
    known: Round, choices: Sequence[Sequence[tuple[int, int]]], slack: int
) -> Iterator[Box]:
    """A few boxes with one of these meanings a group, for which `words_tell`."""
    for spare in range(slack):
        lows = [[(low, low == 0) for low, _ in each] for each in choices]
        highs = [
            [(size - high, high == size) for _, high in each]
            for each, size in zip(choices, known.sizes, strict=True)
        ]
        for costs, total in ((lows, known.total), (highs, known.voters - known.total)):
            picks = _pick(costs, total - spare)
            if picks is not None:
                box = tuple(
                    each[pick] for each, pick in zip(choices, picks, strict=True)
                )
                if fits(known, box):
                    yield box


def _pick(
    costs: Sequence[Sequence[tuple[int, bool]]], total: int
) -> tuple[int, ...] | None:
    """Pick one a group, summing to the total, at least one of them marked.

    Sums that can be reached are the bits of a number, so a hall costs no more than a
    table.
    """
    if total < 0:
        return None
    mask = (1 << (total + 1)) - 1
    reached = [(1, 0)]  # sums without, and with, a marked one
    for options in costs:
        before, marked_before = reached[-1]
        plain = marked = 0
        for cost, is_marked in options:
            if is_marked:
                marked |= before << cost
            else:
                plain |= before << cost
            marked |= marked_before << cost
        reached.append((plain & mask, marked & mask))
    if not reached[-1][1] >> total & 1:
        return None
    picks: list[int] = []
    need_mark = True
    for options, (before, marked_before) in zip(
        reversed(costs), reversed(reached[:-1]), strict=True
    ):
        for pick, (cost, is_marked) in enumerate(options):
            if cost > total:
                continue
            if (need_mark and marked_before >> (total - cost) & 1) or (
                need_mark == is_marked and before >> (total - cost) & 1
            ):
                still = need_mark and bool(marked_before >> (total - cost) & 1)
                picks.append(pick)
                total -= cost
                need_mark = still
                break
    return tuple(reversed(picks))


def label_in_words(
    known: Round, said: Box, answer: Sequence[int], plain: Label
) -> tuple[Label, tuple[Box, ...]]:
    """The label beside words, and all answers that would get these words and label.

    `plain` is the label without roles; it takes the place of a label that tells.
    """
    classes = {label: answers_with(label, known, said) for label in WITH_ROLES}
    telling = [
        label for label, boxes in classes.items() if not stays_open(known, boxes)
    ]
    left_out = tuple(box for label in telling for box in classes[label])
    if not stays_open(known, left_out):
        return plain, (said,)
    label = label_with_roles(known, answer)
    if label in telling:
        label = plain
    boxes = () if label in telling else classes[label]
    return label, (*boxes, *(left_out if label is plain else ()))
