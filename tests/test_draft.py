"""Two people write one deck at once, and nothing that either wrote is lost."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.rules.draft import (
    DECK,
    MOST_CHARACTERS,
    MOST_PIECES,
    Change,
    Draft,
    Edit,
    Piece,
    adding,
    after,
    beginning,
    fold,
    merge,
    placing,
    putting_back,
    removing,
    stepping,
    writing,
)
from dilemma.rules.refusals import DraftFull, PieceGone


def a_piece(id: int, kind: str = "card", **texts: str) -> Piece:
    return Piece(id, kind).saying(texts)


def a_draft(*cards: str) -> Draft:
    pieces = [a_piece(1, DECK, title="Proef")]
    pieces += [a_piece(id, title=one) for id, one in enumerate(cards, start=2)]
    return after(Draft(), beginning(pieces))


def titles(draft: Draft) -> list[str]:
    return [one.title for one in draft.of("card")]


def test_an_empty_text_is_no_text() -> None:
    piece = a_piece(2, title="Samen koken?", situation="")
    assert piece.texts == {"title": "Samen koken?"}
    assert a_piece(3, "role", name="inwoner").title == "inwoner"


def test_a_new_piece_comes_last_with_an_id_that_nobody_ever_had() -> None:
    draft = a_draft("een", "twee")
    draft = after(draft, removing(draft, 3))
    edit = adding(draft, "card", {"title": "drie"}, most=9)
    assert edit.pieces[0].id == 4
    assert titles(after(draft, edit)) == ["een", "drie"]


def test_what_comes_back_from_an_earlier_moment_takes_no_id_of_a_later_one() -> None:
    early = a_draft("een")
    later = after(early, adding(early, "card", {"title": "twee"}, most=9))
    back = after(later, beginning(early.pieces))
    assert titles(back) == ["een"]
    assert adding(back, "card", {}, most=9).pieces[0].id == 4


@pytest.mark.parametrize(
    ("id", "by", "order"),
    [
        (2, 1, ["twee", "een", "drie"]),
        (4, -1, ["een", "drie", "twee"]),
        (3, 1, ["een", "drie", "twee"]),
        (2, -1, ["een", "twee", "drie"]),
        (4, 1, ["een", "twee", "drie"]),
    ],
)
def test_arrows_move_a_card_one_place(id: int, by: int, order: list[str]) -> None:
    draft = a_draft("een", "twee", "drie")
    assert titles(after(draft, stepping(draft, id, by))) == order


@pytest.mark.parametrize(
    ("id", "before", "order"),
    [
        (4, 2, ["drie", "een", "twee"]),
        (2, 0, ["twee", "drie", "een"]),
        (2, 2, ["een", "twee", "drie"]),
    ],
)
def test_dragging_puts_a_card_before_another(
    id: int, before: int, order: list[str]
) -> None:
    draft = a_draft("een", "twee", "drie")
    assert titles(after(draft, placing(draft, id, before))) == order


def test_a_card_moves_among_cards_only() -> None:
    draft = after(a_draft("een"), Edit(Change.ADD, (a_piece(9, "role", name="ik"),)))
    with pytest.raises(PieceGone):
        placing(draft, 2, 9)
    moved = after(draft, Edit(Change.MOVE, id=9, before=77))
    assert [one.kind for one in moved.pieces] == [DECK, "card", "role"]
    assert after(draft, Edit(Change.MOVE, id=77)) == draft


def test_the_deck_itself_stays() -> None:
    with pytest.raises(PieceGone):
        removing(a_draft(), 1)
    with pytest.raises(PieceGone):
        a_draft().piece(2)


def test_a_piece_that_was_taken_away_can_be_put_back_under_its_id() -> None:
    draft = a_draft("een", "twee")
    gone = after(draft, removing(draft, 2))
    back = after(gone, putting_back(gone, draft.piece(2)))
    assert titles(back) == ["twee", "een"]
    assert back.piece(2).title == "een"


def test_a_deck_has_an_end() -> None:
    draft = a_draft("een")
    with pytest.raises(DraftFull):
        adding(draft, "card", {}, most=1)
    with pytest.raises(DraftFull):
        writing(draft, 2, {"situation": "a" * (MOST_CHARACTERS + 1)})
    with pytest.raises(DraftFull):
        beginning([a_piece(id) for id in range(MOST_PIECES + 1)])
    full = Draft(tuple(a_piece(id) for id in range(MOST_PIECES)))
    with pytest.raises(DraftFull):
        adding(full, "role", {}, most=9)


def test_two_people_in_two_texts_both_get_what_they_wrote() -> None:
    seen = {"title": "oud", "a": "ja"}
    both = merge(seen, {"title": "nieuw", "a": "ja"}, {"title": "oud", "a": "jawel"})
    assert both.texts == {"title": "nieuw", "a": "jawel"}
    assert both.clashes == {}


def test_two_people_in_one_text_are_told_and_the_first_stays() -> None:
    both = merge({"a": "ja"}, {"a": "ja graag"}, {"a": "jawel"})
    assert both.texts == {"a": "jawel"}
    assert both.clashes == {"a": "jawel"}


def test_the_same_text_twice_is_no_clash() -> None:
    assert merge({"a": "ja"}, {"a": "nee"}, {"a": "nee"}).clashes == {}


def test_emptying_a_text_is_writing_too() -> None:
    assert merge({"a": "ja"}, {}, {"a": "ja"}).texts == {"a": ""}
    assert merge({"a": "ja"}, {}, {"a": "nee"}).clashes == {"a": "nee"}


@dataclass
class Writer:
    """Somebody with a form open: what it showed, and what stands in it now."""

    seen: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(("write", "save", "load")),
        st.integers(0, 1),
        st.sampled_from(("title", "a", "b")),
        st.text("xyz", min_size=1, max_size=3),
    ),
    max_size=40,
)


@given(MOVES)
def test_no_order_of_two_peoples_saves_loses_a_text(
    moves: list[tuple[str, int, str, str]],
) -> None:
    """Every saved text stands there, was seen by who replaced it, or clashed."""
    stored: dict[str, str] = {}
    people = (Writer(), Writer())
    for what, who, name, text in moves:
        one = people[who]
        if what == "write":
            one.form[name] = text
        elif what == "load":
            one.seen, one.form = dict(stored), dict(stored)
        else:
            before = dict(stored)
            both = merge(one.seen, one.form, stored)
            stored = {name: text for name, text in both.texts.items() if text}
            for key in {*before, *stored, *one.form}:
                was, mine = before.get(key, ""), one.form.get(key, "")
                now, looked = stored.get(key, ""), one.seen.get(key, "")
                # Nobody's text goes away unless who saved had it on the screen.
                assert now == was or looked == was
                # What was written is there, or comes back as a clash.
                assert mine in (now, looked) or both.clashes[key] == now
            kept = {key: one.form.get(key, "") for key in both.clashes}
            one.seen, one.form = dict(stored), {**stored, **kept}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=20))
def test_no_moving_about_loses_or_doubles_a_piece(moves: list[tuple[int, int]]) -> None:
    draft = a_draft("een", "twee", "drie", "vier")
    edits = [Edit(Change.BEGIN, draft.pieces)]
    for id, before in moves:
        edits.append(Edit(Change.MOVE, id=id, before=before))
    assert sorted(fold(edits).pieces, key=lambda one: one.id) == list(draft.pieces)
