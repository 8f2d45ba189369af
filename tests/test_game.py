"""The table of what may happen when, held against the table below, cell by cell."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from dilemma.rules.agenda import Depth, Kind, Step
from dilemma.rules.building import PARTS, Part, shown
from dilemma.rules.game import EXTEND_SECONDS, TABLE, Action, Game, act
from dilemma.rules.rash import is_rash
from dilemma.rules.refusals import IllegalMove, MovedOn, TooFewAnswers
from dilemma.rules.turning import closed
from tests.builders import a_game

NOW = 1_700_000_000_000

# Every kind of step, and what every action does there:
# ahead or behind a step, past the card, longer here, shut or open the door, a part of
# the picture more or less, or nothing.
EXPECTED = """
             next   back    skip   extend  lock  unlock  ease  dark   turn  tell  build
lobby        ahead  -       -      -       shut  open    -     dark   -     -  -
practice     ahead  behind  -      longer  shut  open    ease  dark   -     -  -
read         ahead  behind  past   longer  shut  open    ease  dark   -     -  -
vote         ahead  behind  past   longer  shut  open    ease  dark   -     -  -
predict      ahead  behind  past   longer  shut  open    ease  dark   -     -  -
swap         ahead  behind  past   longer  shut  open    ease  dark   -     -  -
talk         ahead  behind  past   longer  shut  open    ease  dark   turn  tell  -
deliberate   ahead  behind  past   longer  shut  open    ease  dark   -     -  -
reveal       ahead  behind  past   longer  shut  open    ease  dark   -     -  -
alone        ahead  behind  -      longer  shut  open    ease  dark   -     -  -
plenary      ahead  behind  -      longer  shut  open    ease  dark   -     -  -
priorities   ahead  behind  -      longer  shut  open    ease  dark   -     -  -
perspective  ahead  behind  -      longer  shut  open    ease  dark   -     -  build
recognise    ahead  behind  -      longer  shut  open    ease  dark   -     -  -
agree        ahead  behind  -      longer  shut  open    ease  dark   -     -  -
blank        ahead  behind  -      longer  shut  open    ease  dark   -     -  -
close        -      behind  -      -       -     -       -     dark   -     -  -
"""
HEAD, *LINES = [line.split() for line in EXPECTED.strip().splitlines()]
# Actions that are at the same steps share a column.
COLUMNS = {
    "extend": ("extend", "minute", "five"),
    "ease": ("pause", "timeout", "resume", "big", "small"),
    "dark": ("blank", "unblank"),
    "build": ("build", "unbuild"),
}
CELLS = {
    (Kind(kind), Action(action)): cell
    for kind, *cells in LINES
    for column, cell in zip(HEAD, cells, strict=True)
    for action in COLUMNS.get(column, (column,))
}
LEGAL = {pair: cell for pair, cell in CELLS.items() if cell != "-"}
ILLEGAL = [pair for pair, cell in CELLS.items() if cell == "-"]

# Places in an agenda of two deep cards.
LOBBY, READ, VOTE1, TALK, VOTE2, REVEAL, READ_NEXT = range(7)
PERSPECTIVE, CLOSE = 11, 12
PLACES = {
    Kind.LOBBY: LOBBY,
    Kind.READ: READ,
    Kind.VOTE: VOTE1,
    Kind.TALK: TALK,
    Kind.REVEAL: REVEAL,
    Kind.PERSPECTIVE: PERSPECTIVE,
    Kind.CLOSE: CLOSE,
}


def two_cards(at: int = LOBBY) -> Game:
    return a_game(Depth.DEEP, Depth.DEEP, at=at)


def at_kind(kind: Kind) -> Game:
    """A game at a step of this kind; kinds that these cards lack stand for a talk."""
    game = two_cards(PLACES.get(kind, TALK))
    steps = list(game.steps)
    steps[game.at] = replace(game.step, kind=kind)
    return replace(game, steps=tuple(steps))


def lead(game: Game, *actions: Action, voters: Mapping[int, int] | None = None) -> Game:
    """Let Fran act, one action after the other, with what she sees."""
    for action in actions:
        game = act(game, action, expect=game.acts, now=NOW, voters=voters or {})
    return game


def turned(game: Game) -> Game:
    """The host showed the turning question of the present step."""
    steps = list(game.steps)
    steps[game.at] = replace(game.step, turned=True)
    return replace(game, steps=tuple(steps))


def built(game: Game, parts: int) -> Game:
    """The picture of the present step has so many parts."""
    steps = list(game.steps)
    steps[game.at] = replace(game.step, round=parts)
    return replace(game, steps=tuple(steps))


def vote_of(game: Game, place: int, count: int) -> dict[int, int]:
    """So many people voted at this place."""
    return {game.steps[place].id: count}


def go_on(game: Game, to: int, voters: Mapping[int, int] | None = None) -> Game:
    """Press next until the workshop is at this place."""
    while game.at < to:
        game = lead(game, Action.NEXT, voters=voters)
    return game


def test_the_table_here_has_a_cell_for_every_kind_and_action() -> None:
    assert set(CELLS) == {(kind, action) for kind in Kind for action in Action}


def test_the_two_tables_allow_the_same() -> None:
    assert {(kind, action) for kind in TABLE for action in TABLE[kind]} == set(LEGAL)


def a_game_that_knows(kind: Kind, action: Action) -> Game:
    """Make a game at a step of this kind, where this action is not useless."""
    return replace(
        at_kind(kind),
        locked=action is Action.UNLOCK,
        blank=action is Action.UNBLANK,
        paused=NOW if action is Action.RESUME else None,
        big=action is Action.SMALL,
    )


@pytest.mark.parametrize(("kind", "action"), LEGAL)
def test_a_legal_action_does_what_the_table_says(kind: Kind, action: Action) -> None:
    before = a_game_that_knows(kind, action)
    if action is Action.TELL:
        before = turned(before)
    if action in (Action.BUILD, Action.UNBUILD):
        before = built(before, 3)
    after = lead(before, action, voters=vote_of(before, before.at, 5))
    more = {Action.MINUTE: 60, Action.FIVE: 300}.get(action, EXTEND_SECONDS)
    at, extra, locked = {
        "ahead": (before.at + 1, 0, before.locked),
        "behind": (before.at - 1, 0, before.locked),
        "past": (READ_NEXT, 0, before.locked),
        "longer": (before.at, more, before.locked),
        "ease": (before.at, 0, before.locked),
        "dark": (before.at, 0, before.locked),
        "shut": (before.at, 0, True),
        "open": (before.at, 0, False),
        "turn": (before.at, 0, before.locked),
        "tell": (before.at, 0, before.locked),
        "build": (before.at, 0, before.locked),
    }[CELLS[kind, action]]
    assert (after.at, after.step.extra, after.locked) == (at, extra, locked)
    assert after.acts == before.acts + 1
    assert after.step.started == (None if at == before.at else NOW)


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize(("kind", "action"), ILLEGAL)
def test_any_other_action_is_refused(kind: Kind, action: Action, locked: bool) -> None:
    with pytest.raises(IllegalMove) as refused:
        lead(replace(at_kind(kind), locked=locked), action)
    assert (refused.value.kind, refused.value.action) == (kind, action)


@pytest.mark.parametrize(
    ("action", "locked"), [(Action.LOCK, True), (Action.UNLOCK, False)]
)
def test_a_door_is_not_shut_or_opened_twice(action: Action, locked: bool) -> None:
    with pytest.raises(IllegalMove):
        lead(replace(two_cards(), locked=locked), action)


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("kind", Kind)
def test_the_buttons_are_what_the_step_knows(kind: Kind, locked: bool) -> None:
    useless = {
        Action.LOCK if locked else Action.UNLOCK,
        Action.UNBLANK,
        Action.RESUME,
        Action.SMALL,
        Action.TELL,
        Action.BUILD,  # a picture that was not begun is whole
        Action.UNBUILD,
    }
    assert (
        set(replace(at_kind(kind), locked=locked).actions)
        == {action for place, action in LEGAL if place is kind} - useless
    )


def test_the_picture_begins_with_the_land_and_grows_a_part_at_a_time() -> None:
    game = go_on(two_cards(), PERSPECTIVE)
    assert shown(game.step) == (Part.LAND,)
    assert Action.UNBUILD not in game.actions
    seen = [len(shown(game.step))]
    while Action.BUILD in game.actions:
        game = lead(game, Action.BUILD)
        seen.append(len(shown(game.step)))
    assert (seen, game.at) == ([1, 2, 3, 4, 5], PERSPECTIVE)
    assert shown(game.step) == PARTS
    with pytest.raises(IllegalMove):
        lead(game, Action.BUILD)
    assert shown(lead(game, Action.UNBUILD).step) == PARTS[:4]


def test_a_picture_that_was_built_up_is_still_whole_when_fran_comes_back() -> None:
    game = go_on(two_cards(), PERSPECTIVE)
    game = lead(game, *[Action.BUILD] * 4, Action.NEXT)
    assert shown(game.step) == PARTS
    assert shown(lead(game, Action.BACK).step) == PARTS


def test_fran_goes_on_before_the_picture_is_whole_if_she_wants() -> None:
    game = go_on(two_cards(), PERSPECTIVE)
    assert lead(game, Action.NEXT).closed


def test_a_turning_question_asks_once_it_is_turned_and_until_it_is_told() -> None:
    talk = two_cards(TALK)
    assert talk.asking is None
    asks = lead(talk, Action.TURN)
    assert asks.asking == asks.step
    assert Action.TURN not in asks.actions
    voters = vote_of(asks, TALK, 5)
    told = lead(asks, Action.TELL, voters=voters)
    assert (told.at, told.asking, told.step.sealed) == (TALK, None, True)
    assert not {Action.TURN, Action.TELL} & set(told.actions)
    assert closed(told.steps) == (told.step,)


def test_too_few_answers_to_a_turning_question_are_not_told_and_not_closed() -> None:
    asks = lead(two_cards(TALK), Action.TURN)
    voters = vote_of(asks, TALK, 4)
    with pytest.raises(TooFewAnswers) as refused:
        lead(asks, Action.TELL, voters=voters)
    assert refused.value.least == 5
    left = lead(asks, Action.NEXT, voters=voters)
    assert not left.steps[TALK].sealed
    back = lead(left, Action.BACK)
    assert back.asking == back.step


@pytest.mark.parametrize("action", [Action.NEXT, Action.BACK, Action.SKIP])
def test_leaving_a_turning_question_closes_it_for_good(action: Action) -> None:
    asks = lead(two_cards(TALK), Action.TURN)
    left = lead(asks, action, voters=vote_of(asks, TALK, 5))
    assert left.steps[TALK].sealed
    assert not any(step.sealed for step in left.steps if step.kind is Kind.VOTE)
    assert replace(left, at=TALK).asking is None


@pytest.mark.parametrize("action", Action)
def test_a_button_names_the_step_it_leads_to(action: Action) -> None:
    for place in PLACES.values():
        game = two_cards(place)
        leads_to = game.following(action)
        if action in game.actions:
            after = lead(game, action)
            assert leads_to == (None if after.at == game.at else game.steps[after.at])
        else:
            assert leads_to is None


def test_a_double_click_moves_once() -> None:
    seen = two_cards()
    moved = lead(seen, Action.NEXT)
    with pytest.raises(MovedOn):
        act(moved, Action.NEXT, expect=seen.acts, now=NOW, voters={})


def test_a_second_tab_that_saw_less_is_told_even_when_its_action_is_illegal() -> None:
    moved = go_on(two_cards(), CLOSE)
    with pytest.raises(MovedOn):
        act(moved, Action.NEXT, expect=moved.acts - 1, now=NOW, voters={})


def test_a_click_from_the_future_is_refused_too() -> None:
    with pytest.raises(MovedOn):
        act(two_cards(), Action.NEXT, expect=1, now=NOW, voters={})


def test_added_time_adds_up_and_is_gone_when_the_step_is_entered_again() -> None:
    longer = lead(go_on(two_cards(), TALK), Action.EXTEND, Action.EXTEND)
    assert longer.step.ends == NOW + (180 + 60) * 1000
    again = lead(longer, Action.NEXT, Action.BACK)
    assert again.step.ends == NOW + 180 * 1000


def test_next_passes_through_every_step_to_the_close() -> None:
    game = two_cards()
    visited = [game.step.id]
    while not game.closed:
        game = lead(game, Action.NEXT)
        visited.append(game.step.id)
    assert visited == [step.id for step in game.steps]


def test_skipping_marks_the_rest_of_the_card_and_nothing_else() -> None:
    skipped = lead(two_cards(VOTE1), Action.SKIP)
    assert skipped.at == READ_NEXT
    assert [place for place, step in enumerate(skipped.steps) if step.skipped] == [
        TALK,
        VOTE2,
        REVEAL,
    ]


def test_skipping_the_last_card_leads_to_the_perspective() -> None:
    assert lead(two_cards(READ_NEXT), Action.SKIP).at == PERSPECTIVE


def test_back_after_a_skip_returns_to_where_it_was_skipped() -> None:
    back = lead(two_cards(VOTE1), Action.SKIP, Action.BACK)
    assert back.at == VOTE1
    assert not any(step.skipped for step in back.steps)


def test_a_card_that_was_skipped_stays_skipped_while_the_host_is_elsewhere() -> None:
    elsewhere = lead(two_cards(VOTE1), Action.SKIP, Action.NEXT, Action.BACK)
    assert elsewhere.at == READ_NEXT
    assert [step.id for step in elsewhere.steps if step.skipped] == [4, 5, 6]


def test_only_a_vote_that_is_entered_and_not_sealed_is_open() -> None:
    opens = [two_cards(place).open_vote is not None for place in range(CLOSE + 1)]
    votes = [step.kind is Kind.VOTE for step in two_cards().steps]
    assert opens == votes


def test_a_card_knows_its_place_among_the_cards() -> None:
    game = two_cards()
    assert [game.card_place(card) for card in ("kaart-1", "kaart-2", None)] == [
        (1, 2),
        (2, 2),
        (0, 2),
    ]


def test_a_vote_that_was_shown_never_opens_again() -> None:
    game = two_cards()
    voters = vote_of(game, VOTE1, 8) | vote_of(game, VOTE2, 5)
    game = go_on(game, REVEAL, voters)
    assert game.results_of() == (("kaart-1", (game.steps[VOTE1], game.steps[VOTE2])),)
    back = lead(game, Action.BACK, voters=voters)
    assert (back.at, back.open_vote) == (VOTE2, None)
    further_back = lead(back, Action.BACK, Action.BACK, voters=voters)
    assert (further_back.at, further_back.open_vote) == (VOTE1, None)


def test_a_reveal_with_too_few_votes_shows_nothing_and_seals_nothing() -> None:
    game = two_cards()
    voters = vote_of(game, VOTE1, 8) | vote_of(game, VOTE2, 4)
    game = go_on(game, REVEAL, voters)
    assert game.results_of() == ()
    back = lead(game, Action.BACK, voters=voters)
    assert back.open_vote == back.steps[VOTE2]


def test_a_reveal_shows_its_own_card_only() -> None:
    game = two_cards()
    first, second = game.steps[VOTE1], game.steps[READ_NEXT + 1]
    voters = {first.id: 30, second.id: 30}
    game = go_on(game, VOTE1)
    game = lead(game, Action.SKIP)  # the first card was voted on and never revealed
    voters |= vote_of(game, READ_NEXT + 3, 30)
    game = go_on(game, PERSPECTIVE - 1, voters)
    assert [card for card, _ in game.results_of()] == ["kaart-2"]


def test_looking_back_on_the_whole_shows_and_seals_every_vote_that_was_opened() -> None:
    game = go_on(two_cards(), VOTE1)
    voters = vote_of(game, VOTE1, 3)
    game = lead(game, Action.SKIP, Action.SKIP, voters=voters)
    assert game.step.kind is Kind.PERSPECTIVE
    assert game.results_of() == (("kaart-1", (game.steps[VOTE1],)),)
    assert game.steps[VOTE1].sealed


def test_a_second_vote_does_not_open_after_the_first_was_shown() -> None:
    # Both rounds decide together which roles are merged: two mergings of the first
    # round, one with and one without the second, would give a small role away.
    game = go_on(two_cards(), VOTE1)
    voters = vote_of(game, VOTE1, 30)
    game = lead(game, Action.SKIP, Action.SKIP, voters=voters)
    assert [card for card, _ in game.results_of()] == ["kaart-1"]
    game = lead(game, Action.BACK, Action.BACK, voters=voters)  # to the first vote
    game = go_on(game, VOTE2, voters)
    assert game.open_vote is None


def test_a_card_that_was_never_voted_on_has_no_results_and_may_still_be_played() -> (
    None
):
    game = lead(two_cards(READ), Action.SKIP, Action.SKIP)
    assert (game.step.kind, game.results_of()) == (Kind.PERSPECTIVE, ())
    game = lead(game, Action.BACK, Action.NEXT)
    assert game.open_vote == game.steps[READ_NEXT + 1]


class Workshop(RuleBasedStateMachine):
    """Fran does anything at all, in any order, while people vote where they may."""

    game: Game

    @initialize(depths=st.lists(st.sampled_from(Depth), min_size=1, max_size=3))
    def begin(self, depths: list[Depth]) -> None:
        self.game = a_game(*depths)
        self.planned = [_plan(step) for step in self.game.steps]
        self.voters: dict[int, int] = {}
        self.clock = NOW
        self.acted = 0
        self.pictures: dict[str, dict[int, int]] = {}
        self.told: dict[int, int] = {}

    @rule(action=st.sampled_from(Action))
    def fran_acts(self, action: Action) -> None:
        self.clock += 1000
        legal = action in self.game.actions
        try:
            self.game = act(
                self.game,
                action,
                expect=self.acted,
                now=self.clock,
                voters=self.voters,
            )
        except IllegalMove:
            assert not legal
        except TooFewAnswers:
            assert action is Action.TELL
            assert self.voters.get(self.game.step.id, 0) < 5
        else:
            assert legal
            self.acted += 1

    @rule(action=st.sampled_from([Action.NEXT, Action.BACK, Action.SKIP]))
    def fran_moves(self, action: Action) -> None:
        self.fran_acts(action)  # moves come more often than locks

    @rule(action=st.sampled_from(Action), behind=st.sampled_from([-1, 1, 2]))
    def an_old_tab_acts(self, action: Action, behind: int) -> None:
        with pytest.raises(MovedOn):
            act(
                self.game,
                action,
                expect=self.acted - behind,
                now=self.clock,
                voters=self.voters,
            )

    @precondition(lambda self: self.game.asking)
    @rule(people=st.integers(1, 6))
    def people_answer(self, people: int) -> None:
        vote = self.game.asking
        assert vote
        assert vote.id not in self.told
        self.voters[vote.id] = self.voters.get(vote.id, 0) + people

    @invariant()
    def no_step_is_lost_or_changed_and_the_workshop_is_at_one(self) -> None:
        assert [_plan(step) for step in self.game.steps] == self.planned
        assert 0 <= self.game.at < len(self.planned)
        assert not self.game.step.skipped

    @invariant()
    def acts_are_counted_one_by_one(self) -> None:
        assert self.game.acts == self.acted

    @invariant()
    def there_is_always_a_way_on_or_back(self) -> None:
        assert {Action.NEXT, Action.BACK} & set(self.game.actions)

    @invariant()
    def an_open_vote_is_on_a_card_of_which_nothing_was_ever_shown(self) -> None:
        vote = self.game.open_vote
        assert vote is None or vote.card not in self.pictures

    @invariant()
    def what_was_shown_of_a_card_never_changes_and_never_disappears(self) -> None:
        shown = {
            card: {
                vote.id: self.voters[vote.id]
                for vote in votes
                if vote.id in self.voters
            }
            for card, votes in self.game.results_of()
        }
        assert {card: shown.get(card) for card in self.pictures} == self.pictures
        self.pictures = shown

    @invariant()
    def what_was_told_of_a_turning_question_never_changes(self) -> None:
        told = {one.id: self.voters[one.id] for one in closed(self.game.steps)}
        assert {step: told.get(step) for step in self.told} == self.told
        assert all(people >= 5 for people in told.values())
        self.told = told

    @invariant()
    def at_the_end_every_card_that_was_voted_on_is_shown(self) -> None:
        if self.game.step.kind in (Kind.PERSPECTIVE, Kind.CLOSE):
            cards = {
                step.card
                for step in self.game.steps
                if step.id in self.voters and step.kind is Kind.VOTE
            }
            assert cards <= {card for card, _ in self.game.results_of()}


def _plan(step: Step) -> Step:
    """The step as it was planned, without what became of it."""
    return replace(
        step,
        started=None,
        extra=0,
        sealed=False,
        skipped=False,
        passed=False,
        turned=False,
        spent=0,
        round=0 if step.kind is Kind.PERSPECTIVE else step.round,  # how far it is built
    )


TestWorkshop = Workshop.TestCase
TestWorkshop.settings = settings(
    max_examples=150, stateful_step_count=40, derandomize=True, deadline=None
)


def test_showing_a_vote_to_less_than_half_the_hall_is_rash() -> None:
    open_vote = a_game(Depth.DEEP, at=2)  # the first vote of a deep card
    quick = replace(
        open_vote,
        steps=tuple(
            replace(step, kind=Kind.REVEAL) if place == 3 else step
            for place, step in enumerate(open_vote.steps)
        ),
    )
    assert quick.step.kind is Kind.VOTE
    rash = [
        (answered, joined)
        for answered, joined in ((4, 40), (5, 40), (19, 40), (20, 40), (5, 10), (5, 11))
        if is_rash(quick, Action.NEXT, answered=answered, joined=joined)
    ]
    assert rash == [(5, 40), (19, 40), (5, 11)]
    assert not is_rash(quick, Action.EXTEND, answered=5, joined=40)
    assert not is_rash(open_vote, Action.NEXT, answered=5, joined=40)  # talk follows
    assert is_rash(quick, Action.SKIP, answered=5, joined=40)  # past the last card
