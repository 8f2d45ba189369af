"""A text waits until the host shows it; what it says, as whom, beside which others."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.rules import contribution
from dilemma.rules.agenda import Kind
from dilemma.rules.argued import best, sides
from dilemma.rules.contribution import (
    TABLE,
    Contribution,
    Genre,
    Handling,
    State,
    clean,
    handle,
)
from dilemma.rules.disclosure import disclose_card
from dilemma.rules.refusals import (
    IllegalMove,
    Malformed,
    NothingSaid,
    OptionUnknown,
    TooLong,
)
from dilemma.rules.saying import (
    MOST_OF_DILEMMA,
    argument,
    dilemma,
    may_write,
    named_role,
)
from tests.builders import a_card, a_deck, a_game, a_tally

ENTRY = "formulier-1"
READ, VOTE, TALK = 1, 2, 3  # places in a deep card

# What every move of the host makes of a text: shown, chosen, hidden, merged, waiting
# or nothing.
EXPECTED = """
         show   choose  hide    merge   release
waiting  shown  -       hidden  merged  -
shown    -      chosen  hidden  merged  waiting
chosen   shown  -       hidden  -       -
hidden   shown  -       -       -       waiting
merged   -      -       -       -       waiting
"""
HEAD, *LINES = [line.split() for line in EXPECTED.strip().splitlines()]
CELLS = {
    (State(state), Handling(name)): cell
    for state, *cells in LINES
    for name, cell in zip(HEAD, cells, strict=True)
}


def a_text(number: int = 1, **changes: object) -> Contribution:
    """Make an argument for A on the first card that the host shows."""
    one = Contribution(
        id=number,
        kind=Genre.ARGUMENT,
        text=f"Tekst {number}",
        original=f"Tekst {number}",
        state=State.SHOWN,
        step=3,
        card="kaart-1",
        side=0,
        label="",
        details={},
        role="",
        seat=None,
        merged=None,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def started(*places: int) -> object:
    game = a_game()
    return replace(
        game,
        steps=tuple(
            replace(step, started=1) if place in places else step
            for place, step in enumerate(game.steps)
        ),
    )


def argue(**changes: str) -> contribution.Said:
    """Hand in an argument while the room talks."""
    game = started(READ, VOTE, TALK)
    form = {"step": "4", "side": "a", "mark": "", "text": "Ja.", "entry": ENTRY}
    return argument(game, a_deck(), **form | changes)  # type: ignore[arg-type]


def test_the_table_here_has_a_cell_for_every_state_and_move() -> None:
    assert set(CELLS) == {(state, one) for state in State for one in Handling}
    assert set(TABLE) == set(State)


@pytest.mark.parametrize(("state", "name"), CELLS)
def test_a_move_does_what_the_table_says(state: State, name: Handling) -> None:
    if CELLS[state, name] == "-":
        with pytest.raises(IllegalMove):
            handle(state, name)
        assert name not in a_text(state=state).handlings
    else:
        assert handle(state, name) == CELLS[state, name]
        assert name in a_text(state=state).handlings


def test_a_text_comes_on_one_line_without_what_cannot_be_seen() -> None:
    assert (
        clean("  Ja,\r\n\tmits\u202e er\x00 geld is. ", 140) == "Ja, mits er geld is."
    )


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\u200e"])
def test_a_text_without_words_is_no_text(text: str) -> None:
    with pytest.raises(NothingSaid):
        clean(text, 140)


def test_a_text_fits_or_is_refused_and_never_cut() -> None:
    assert clean("a" * 140, 140) == "a" * 140
    with pytest.raises(TooLong) as refused:
        clean("a" * 141, 140)
    assert (refused.value.length, refused.value.most) == (141, 140)


def test_an_argument_belongs_to_the_card_of_the_step_it_was_typed_at() -> None:
    said = argue(side="b", mark="value")
    assert (said.kind, said.card, said.side, said.label) == (
        Genre.ARGUMENT,
        "kaart-1",
        1,
        "value",
    )
    assert argue(step="3").step == 3  # typed while voting, sent while talking


def test_a_condition_is_a_text_of_its_own_kind_without_a_mark() -> None:
    said = argue(mark="condition")
    assert (said.kind, said.label) == (Genre.CONDITION, "")


@pytest.mark.parametrize("step", ["", "2", "5", "99", "x", "-1"])
def test_nobody_argues_at_a_step_that_was_not_opened_or_knows_no_arguments(
    step: str,
) -> None:
    with pytest.raises(Malformed):
        argue(step=step)


@pytest.mark.parametrize("side", ["", "c", "ab", "A", "0"])
def test_a_side_is_one_of_the_cards_own(side: str) -> None:
    with pytest.raises(OptionUnknown):
        argue(side=side)


def test_a_card_that_the_deck_lost_takes_no_argument() -> None:
    game = started(READ, VOTE, TALK)
    form = {"step": "4", "side": "a", "mark": "", "text": "Ja.", "entry": ENTRY}
    with pytest.raises(OptionUnknown):
        argument(game, a_deck(cards=(a_card(2),)), **form)  # type: ignore[arg-type]


def test_a_mark_that_no_form_has_is_refused() -> None:
    with pytest.raises(Malformed):
        argue(mark="gossip")


@pytest.mark.parametrize("entry", ["", "kort", "a" * 65, "met spatie", "accént-12"])
def test_a_form_without_a_number_of_its_own_is_refused(entry: str) -> None:
    with pytest.raises(Malformed):
        argue(entry=entry)


def test_a_dilemma_needs_all_its_parts_and_each_fits_on_a_card() -> None:
    fields = dict.fromkeys(MOST_OF_DILEMMA, "Woorden.")
    said = dilemma(fields, ENTRY)
    assert said.kind is Genre.DILEMMA
    assert said.details == {"situation": "Woorden.", "a": "Woorden.", "b": "Woorden."}
    for name, most in MOST_OF_DILEMMA.items():
        with pytest.raises(NothingSaid):
            dilemma(fields | {name: " "}, ENTRY)
        with pytest.raises(TooLong):
            dilemma(fields | {name: "a" * (most + 1)}, ENTRY)


def test_somebody_writes_after_the_own_vote_and_about_an_own_dilemma_at_the_end() -> (
    None
):
    after_voting = {kind: may_write(kind, answered=True) for kind in Kind}
    assert {kind: one for kind, one in after_voting.items() if one} == {
        Kind.VOTE: Genre.ARGUMENT,
        Kind.TALK: Genre.ARGUMENT,
        Kind.BLANK: Genre.DILEMMA,
        Kind.CLOSE: Genre.DILEMMA,
    }
    assert may_write(Kind.VOTE, answered=False) is None
    assert may_write(Kind.TALK, answered=False) is Genre.ARGUMENT


@pytest.mark.parametrize(
    ("joined", "named"),
    [
        ({"inwoner": 5, "gemeente": 5}, {"inwoner", "gemeente"}),
        ({"inwoner": 5, "gemeente": 0}, {"inwoner"}),
        ({"inwoner": 9, "gemeente": 6, "school": 4}, {"inwoner"}),
        ({"inwoner": 9, "gemeente": 3, "school": 2}, {"inwoner"}),
        ({"inwoner": 4}, set()),
        ({"inwoner": 5, "gemeente": 1}, set()),
        ({}, set()),
    ],
)
def test_a_role_stands_beside_a_text_when_enough_people_hold_it(
    joined: Mapping[str, int], named: set[str]
) -> None:
    assert {role for role in joined if named_role(role, joined, 5)} == named


@given(
    joined=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12)),
    least=st.sampled_from([5, 7, 10]),
)
def test_another_role_never_means_fewer_people_than_a_role_that_is_named(
    joined: dict[str, int], least: int
) -> None:
    named = {role for role in joined if named_role(role, joined, least) == role}
    others = sum(people for role, people in joined.items() if role not in named)
    assert all(joined[role] >= least for role in named)
    assert others == 0 or others >= least or not named


def test_sides_stand_in_the_order_of_the_card_until_votes_are_shown() -> None:
    said = [a_text(1), a_text(2, side=1), a_text(3)]
    assert [
        (one.option, [text.id for text in one.said])
        for one in sides(said, "kaart-1", 2)
    ] == [(0, [1, 3]), (1, [2])]


@pytest.mark.parametrize(
    ("votes", "order"),
    [("AAAAb", [1, 0]), ("Abbbb", [0, 1]), ("AAAbbb", [0, 1]), ("Ab", [0, 1])],
)
def test_at_a_reveal_the_side_of_fewer_people_comes_first(
    votes: str, order: list[int]
) -> None:
    shown = disclose_card("kaart-1", [a_tally(f"inwoner: {votes}")])
    both = sides([a_text()], "kaart-1", 2, shown=shown)
    assert [one.option for one in both] == order


def test_only_the_newest_that_fit_stand_there() -> None:
    both = sides([a_text(n) for n in range(1, 6)], "kaart-1", 2, most=3)
    assert [text.id for text in both[0].said] == [3, 4, 5]
    assert both[1].said == ()


@pytest.mark.parametrize(
    "other",
    [
        {"state": State.WAITING},
        {"state": State.HIDDEN},
        {"state": State.MERGED},
        {"card": "kaart-2"},
        {"kind": Genre.DILEMMA},
        {"kind": Genre.WHY},
    ],
)
def test_nothing_else_stands_beside_a_card(other: dict[str, object]) -> None:
    assert sides([a_text(1, **other)], "kaart-1", 2) == ()


def test_the_lines_of_a_tables_notes_stay_lines() -> None:
    typed = "  een   twee \n\n drie\t"
    assert contribution.clean_lines(typed, 1000) == "een twee\ndrie"
    for nothing in ("", " \n \n"):
        with pytest.raises(NothingSaid):
            contribution.clean_lines(nothing, 1000)
    for long in ("x" * 2001, "x" * 600 + "\n" + "y" * 600):
        with pytest.raises(TooLong):
            contribution.clean_lines(long, 1000)


# The best argument for each side.


def test_only_an_argument_or_a_condition_is_chosen_as_the_best() -> None:
    able = {kind for kind in Genre if Handling.CHOOSE in a_text(kind=kind).handlings}
    assert able == {Genre.ARGUMENT, Genre.CONDITION}


def test_the_best_stand_with_the_minority_first_and_of_two_the_newest() -> None:
    shown = disclose_card("kaart-1", [a_tally("inwoner: 7a 3b")])
    said = [
        a_text(1, state=State.CHOSEN),
        a_text(2, state=State.CHOSEN),
        a_text(3, state=State.CHOSEN, side=1),
        a_text(4, side=1),
        a_text(5, state=State.CHOSEN, card="kaart-2"),
    ]
    both = best(said, "kaart-1", 2, shown=shown)
    assert [(one.option, [text.id for text in one.said]) for one in both] == [
        (1, [3]),
        (0, [2]),
    ]


def test_a_side_for_which_nothing_was_chosen_has_no_best() -> None:
    shown = disclose_card("kaart-1", [a_tally("inwoner: 7a 3b")])
    assert best([a_text(1)], "kaart-1", 2, shown=shown) == ()
    (only,) = best([a_text(1, state=State.CHOSEN)], "kaart-1", 2, shown=shown)
    assert only.option == 0
