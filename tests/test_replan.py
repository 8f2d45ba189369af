"""The programme changes ahead of the present step, and never behind it."""

from dataclasses import replace

import pytest

from dilemma.rules.agenda import MOST_CARDS, Depth, Kind, Step
from dilemma.rules.game import Action, Game, act
from dilemma.rules.order import in_order
from dilemma.rules.refusals import (
    AlreadyShown,
    CardPlanned,
    CardUnknown,
    IllegalMove,
    Malformed,
    MovedOn,
    OutOfPlace,
    ProgrammeFull,
    StepPlayed,
    TooManyChosen,
    VotedTwice,
)
from dilemma.rules.replan import (
    LONGEST,
    MOST_STEPS,
    SHORTEST,
    Change,
    Edit,
    possible,
    replan,
)
from tests.builders import a_card, a_deck, a_game

NOW = 1_700_000_000_000
DECK = a_deck(cards=tuple(a_card(number) for number in range(1, 31)))


def numbered(game: Game) -> Game:
    """Number new steps, as the store does."""
    newest = max(step.id for step in game.steps)
    steps = []
    for step in game.steps:
        newest += not step.id
        steps.append(step if step.id else replace(step, id=newest))
    return replace(game, steps=tuple(steps))


def edit(game: Game, edit: Edit, place: int, **what: object) -> Game:
    """Let Fran change the step at this place, with what she sees."""
    change = Change(edit, game.steps[place].id, **what)  # type: ignore[arg-type]
    return numbered(replan(game, change, DECK, expect=game.acts))


def go_on(game: Game, to: int, votes: int = 0) -> Game:
    while game.at < to:
        voters = {step.id: votes for step in game.steps if step.kind is Kind.VOTE}
        game = act(game, Action.NEXT, expect=game.acts, now=NOW, voters=voters)
    return game


def written(game: Game) -> str:
    """The programme in letters: a card's number, and a bracket for what is skipped."""
    words = []
    for step in game.steps:
        number = (step.card or "").removeprefix("kaart-")
        word = f"{step.kind.value}{step.round or ''}{'.' * bool(number)}{number}"
        words.append(f"({word})" if step.skipped else word)
    return " ".join(words)


def quick(cards: int = 1, at: int = 0) -> Game:
    return go_on(a_game(*[Depth.QUICK] * cards), at)


# Places in an agenda of quick cards.
LOBBY, READ, VOTE, REVEAL, TALK, READ_NEXT = range(6)


@pytest.mark.parametrize(
    ("change", "place", "what", "programme"),
    [
        (
            Edit.ADD,
            VOTE,
            {"kind": "talk"},
            "lobby read.1 vote1.1 talk.1 reveal.1 talk.1 perspective close",
        ),
        (
            Edit.ADD,
            LOBBY,
            {"kind": "plenary"},
            "lobby plenary read.1 vote1.1 reveal.1 talk.1 perspective close",
        ),
        (
            Edit.ADD_CARD,
            LOBBY,
            {"card": "kaart-2"},
            "lobby read.2 vote1.2 reveal.2 talk.2 "
            "read.1 vote1.1 reveal.1 talk.1 perspective close",
        ),
        (
            Edit.ADD_CARD,
            VOTE,
            {"card": "D02", "depth": Depth.DEEP},
            "lobby read.1 vote1.1 reveal.1 talk.1 "
            "read.2 vote1.2 talk.2 vote2.2 reveal.2 perspective close",
        ),
        (
            Edit.DROP,
            TALK,
            {},
            "lobby read.1 vote1.1 reveal.1 (talk.1) perspective close",
        ),
        (Edit.UP, TALK, {}, "lobby read.1 vote1.1 talk.1 reveal.1 perspective close"),
        (
            Edit.DOWN,
            REVEAL,
            {},
            "lobby read.1 vote1.1 talk.1 reveal.1 perspective close",
        ),
    ],
)
def test_a_step_ahead_is_put_in_moved_or_left_out(
    change: Edit, place: int, what: dict[str, object], programme: str
) -> None:
    before = quick()
    after = edit(before, change, place, **what)
    assert written(after) == programme
    assert after.acts == before.acts + 1
    assert (after.at, after.locked) == (before.at, before.locked)


def test_whole_cards_change_places() -> None:
    game = quick(3)
    up = edit(game, Edit.CARD_UP, READ_NEXT + 1)
    cards = list(dict.fromkeys(step.card for step in up.steps if step.card))
    assert cards == ["kaart-2", "kaart-1", "kaart-3"]
    down = edit(game, Edit.CARD_DOWN, READ_NEXT)
    cards = list(dict.fromkeys(step.card for step in down.steps if step.card))
    assert cards == ["kaart-1", "kaart-3", "kaart-2"]
    assert edit(up, Edit.CARD_DOWN, VOTE).steps == game.steps


@pytest.mark.parametrize(("change", "place"), [(Edit.CARD_UP, 1), (Edit.CARD_DOWN, 4)])
def test_no_card_comes_before_the_lobby_or_after_the_perspective(
    change: Edit, place: int
) -> None:
    with pytest.raises((OutOfPlace, StepPlayed)):
        edit(quick(), change, place)


@pytest.mark.parametrize(
    ("seconds", "change", "then"),
    [
        (45, Edit.LONGER, 60),
        (60, Edit.LONGER, 120),
        (120, Edit.SHORTER, 60),
        (60, Edit.SHORTER, 45),
        (30, Edit.SHORTER, 15),
        (LONGEST - 10, Edit.LONGER, LONGEST),
    ],
)
def test_a_step_ahead_is_given_more_or_less_time(
    seconds: int, change: Edit, then: int
) -> None:
    game = _with_seconds(quick(), TALK, seconds)
    assert edit(game, change, TALK).steps[TALK].seconds == then


@pytest.mark.parametrize(
    ("seconds", "change"),
    [(SHORTEST, Edit.SHORTER), (LONGEST, Edit.LONGER), (0, Edit.LONGER)],
)
def test_a_time_that_cannot_change_is_refused(seconds: int, change: Edit) -> None:
    with pytest.raises(IllegalMove):
        edit(_with_seconds(quick(), TALK, seconds), change, TALK)


def _with_seconds(game: Game, place: int, seconds: int) -> Game:
    steps = list(game.steps)
    steps[place] = replace(steps[place], seconds=seconds)
    return replace(game, steps=tuple(steps))


def test_a_dropped_step_is_passed_over_and_comes_back_when_restored() -> None:
    dropped = edit(quick(at=VOTE), Edit.DROP, REVEAL)
    assert go_on(dropped, VOTE + 1).at == TALK
    restored = edit(dropped, Edit.RESTORE, REVEAL)
    assert restored.steps == quick(at=VOTE).steps


def test_back_within_a_card_leaves_a_dropped_step_dropped() -> None:
    game = edit(quick(at=VOTE), Edit.DROP, REVEAL)
    game = act(game, Action.NEXT, expect=game.acts, now=NOW, voters={})
    game = act(game, Action.BACK, expect=game.acts, now=NOW, voters={})
    assert (game.at, game.steps[REVEAL].skipped) == (VOTE, True)


def test_skipping_the_rest_of_a_card_passes_a_next_step_that_was_dropped() -> None:
    game = edit(quick(2, at=VOTE), Edit.DROP, READ_NEXT)
    game = act(game, Action.SKIP, expect=game.acts, now=NOW, voters={})
    assert game.at == READ_NEXT + 1


def test_a_vote_is_repeated_as_a_second_round() -> None:
    again = edit(quick(at=VOTE), Edit.REPEAT, VOTE)
    assert written(again).startswith("lobby read.1 vote1.1 vote2.1 reveal.1")
    assert again.steps[VOTE + 1].started is None


def test_a_talk_is_repeated_after_the_present_step() -> None:
    game = quick(at=TALK)
    assert written(edit(game, Edit.REPEAT, TALK)).endswith(
        "talk.1 talk.1 perspective close"
    )


def test_nobody_votes_again_on_a_card_that_was_shown() -> None:
    shown = go_on(quick(), REVEAL, votes=5)
    with pytest.raises(AlreadyShown):
        edit(shown, Edit.REPEAT, VOTE)


def test_a_card_has_two_votes_at_most() -> None:
    twice = edit(quick(at=VOTE), Edit.REPEAT, VOTE)
    with pytest.raises(VotedTwice) as refused:
        edit(twice, Edit.REPEAT, VOTE)
    assert refused.value.most == 2


def test_a_sealed_vote_that_was_passed_over_does_not_come_back() -> None:
    deep = go_on(a_game(Depth.DEEP), 2)
    seen = act(deep, Action.SKIP, expect=deep.acts, now=NOW, voters={3: 9})
    back = act(seen, Action.BACK, expect=seen.acts, now=NOW, voters={3: 9})
    dropped = edit(back, Edit.DROP, 4)
    with pytest.raises(AlreadyShown):
        edit(dropped, Edit.RESTORE, 4)


@pytest.mark.parametrize(
    "change", [one for one in Edit if one not in (Edit.ADD, Edit.ADD_CARD, Edit.REPEAT)]
)
def test_what_lies_behind_or_is_present_stays_as_it_is(change: Edit) -> None:
    game = quick(2, at=VOTE)
    for place in (READ, VOTE):
        with pytest.raises(StepPlayed):
            edit(game, change, place)


@pytest.mark.parametrize("change", [Edit.ADD, Edit.ADD_CARD])
def test_nothing_is_put_in_behind(change: Edit) -> None:
    with pytest.raises(StepPlayed):
        edit(quick(at=REVEAL), change, READ, kind="talk", card="kaart-9")


def test_a_step_that_was_entered_is_not_moved_when_the_host_goes_back() -> None:
    game = quick(at=TALK)
    for _press in range(2):
        game = act(game, Action.BACK, expect=game.acts, now=NOW, voters={})
    assert game.at == VOTE
    for change in (Edit.UP, Edit.DOWN):
        with pytest.raises(StepPlayed):
            edit(game, change, TALK)


@pytest.mark.parametrize(
    ("change", "place", "what", "refusal"),
    [
        (Edit.ADD, LOBBY, {"kind": "talk"}, OutOfPlace),  # about which card?
        (Edit.ADD, 6, {"kind": "plenary"}, OutOfPlace),  # after the close
        (Edit.ADD, LOBBY, {"kind": "vote"}, Malformed),
        (Edit.ADD_CARD, 5, {"card": "kaart-2"}, OutOfPlace),  # after the perspective
        (Edit.ADD_CARD, LOBBY, {"card": "kaart-1"}, CardPlanned),
        (Edit.ADD_CARD, LOBBY, {"card": "kaart-99"}, CardUnknown),
        (Edit.REPEAT, TALK, {}, IllegalMove),  # it comes anyway
        (Edit.REPEAT, LOBBY, {}, IllegalMove),
        (Edit.DROP, 5, {}, OutOfPlace),
        (Edit.DROP, 6, {}, OutOfPlace),
        (Edit.RESTORE, TALK, {}, IllegalMove),  # it is not left out
        (Edit.UP, READ, {}, StepPlayed),
        (Edit.UP, REVEAL, {}, OutOfPlace),  # showing before voting
        (Edit.DOWN, TALK, {}, OutOfPlace),  # past the perspective
        (Edit.CARD_UP, 5, {}, OutOfPlace),
        (Edit.CARD_DOWN, 6, {}, OutOfPlace),
    ],
)
def test_what_makes_no_sense_is_refused(
    change: Edit, place: int, what: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        edit(quick(), change, place, **what)


def test_an_old_page_changes_nothing() -> None:
    game = quick()
    change = Change(Edit.DROP, game.steps[TALK].id)
    with pytest.raises(MovedOn):
        replan(game, change, DECK, expect=game.acts + 1)


def test_a_step_of_another_workshop_is_refused() -> None:
    with pytest.raises(Malformed):
        replan(quick(), Change(Edit.DROP, 999), DECK, expect=0)


def test_a_closed_workshop_has_no_programme_to_change() -> None:
    closed = go_on(quick(), 6)
    with pytest.raises(IllegalMove):
        edit(closed, Edit.REPEAT, TALK)


def test_a_workshop_holds_so_many_cards_and_steps() -> None:
    full = quick(MOST_CARDS)
    with pytest.raises(TooManyChosen):
        edit(full, Edit.ADD_CARD, LOBBY, card="kaart-30")
    long = replace(full, steps=_long(full.steps))
    with pytest.raises(ProgrammeFull):
        edit(long, Edit.ADD, READ, kind="talk")


def _long(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    more = [
        Step(1000 + number, Kind.PLENARY) for number in range(MOST_STEPS - len(steps))
    ]
    return (*steps[:-2], *more, *steps[-2:])


def test_the_buttons_of_a_step_are_what_is_possible() -> None:
    game = quick(2, at=VOTE)
    assert possible(game, game.steps[READ].id, DECK) == (Edit.REPEAT,)
    assert possible(game, game.steps[VOTE].id, DECK) == (Edit.REPEAT,)
    assert possible(game, game.steps[TALK].id, DECK) == (
        Edit.DROP,
        Edit.UP,
        Edit.LONGER,
        Edit.SHORTER,
    )
    assert possible(game, game.steps[-1].id, DECK) == ()


def test_a_programme_in_disorder_is_seen() -> None:
    steps = quick(2).steps
    lobby, read, vote, reveal, talk, read_2, *_rest, perspective, close = steps
    for wrong in (
        (read, lobby, perspective, close),
        (lobby, read, close, perspective),
        (lobby, read, close),
        (lobby, perspective, read, close),
        (lobby, lobby, perspective, close),
        (lobby, read, read_2, talk, perspective, close),
        (lobby, reveal, vote, perspective, close),
        (lobby, vote, vote, perspective, close),
    ):
        assert not in_order(wrong), wrong
    assert in_order(steps)
