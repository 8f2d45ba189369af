"""Whether a room recognises the picture: in words that give nobody away."""

from collections import defaultdict

import pytest

from dilemma.rules.recognition import (
    NO,
    PARTLY,
    TOO_FEW,
    YES,
    RecognitionShown,
    disclose_recognition,
)
from dilemma.rules.wording import Word


@pytest.mark.parametrize("answers", [(0, 0, 0), (4, 0, 0), (1, 2, 1)])
def test_fewer_than_five_answers_are_too_few(answers: tuple[int, ...]) -> None:
    assert disclose_recognition(answers) == TOO_FEW


@pytest.mark.parametrize(
    ("answers", "yes", "most", "doubted"),
    [
        ((3, 2, 0), Word.MORE_THAN_HALF, YES, False),
        ((5, 0, 0), Word.MORE_THAN_HALF, YES, False),
        ((2, 2, 1), Word.LESS_THAN_HALF, None, True),
        ((0, 4, 1), Word.LESS_THAN_HALF, PARTLY, True),
        ((10, 0, 90), Word.LESS_THAN_HALF, NO, True),
        ((59, 41, 0), Word.MORE_THAN_HALF, YES, True),
        ((60, 40, 0), Word.MORE_THAN_HALF, YES, False),
        ((90, 5, 5), Word.NEARLY_EVERYBODY, YES, False),
    ],
)
def test_words_say_how_many_recognise_it(
    answers: tuple[int, ...], yes: Word, most: int | None, doubted: bool
) -> None:
    assert disclose_recognition(answers) == RecognitionShown(True, yes, most, doubted)


@pytest.mark.parametrize("people", range(5, 31))
def test_nobody_works_out_an_answer(people: int) -> None:
    """Whoever gave one answer, or none, is never sure of all of the others."""
    alike = defaultdict(list)
    for yes in range(people + 1):
        for partly in range(people - yes + 1):
            answers = (yes, partly, people - yes - partly)
            alike[disclose_recognition(answers)].append(answers)
    for shown, rooms in alike.items():
        for own in (None, YES, PARTLY, NO):
            left = [
                tuple(count - (one == own) for one, count in enumerate(room))
                for room in rooms
                if own is None or room[own]
            ]
            others = people - (own is not None)
            for one in (YES, PARTLY, NO) if left else ():
                assert {room[one] for room in left} not in ({0}, {others}), (shown, own)
