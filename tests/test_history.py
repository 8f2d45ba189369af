"""What the host did can be taken back, and nothing is ever lost by it."""

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

from dilemma.rules import history
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.comfort import DOES
from dilemma.rules.game import TABLE, Action, Game, act
from dilemma.rules.history import SENTENCE, UNDO, Act, about, undoable
from dilemma.rules.order import in_order
from dilemma.rules.refusals import MovedOn, NothingToUndo, Refusal, UndoShows
from dilemma.rules.replan import MAY_ADD, Change, Edit, replan
from tests.builders import a_card, a_deck, a_game
from tests.test_replan import numbered

NOW = 1_700_000_000_000
DECK = a_deck(cards=tuple(a_card(number) for number in range(1, 7)))


class Led:
    """A workshop that Fran leads, with its history as the store keeps it."""

    def __init__(self, *depths: Depth) -> None:
        self.game = a_game(*depths)
        self.acts: list[Act] = []
        self.before: dict[int, Game] = {}
        self.voters: dict[int, int] = {}
        self.clock = NOW

    def act(self, *actions: Action, expect: int | None = None) -> None:
        for action in actions:
            self.clock += 1000
            seen = self.game.acts if expect is None else expect
            after = act(
                self.game, action, expect=seen, now=self.clock, voters=self.voters
            )
            self._keep(after, action)

    def comfort(self, *actions: Action, after: int) -> None:
        """Do what is no history, each so many seconds after what came before it."""
        for action in actions:
            self.clock += after * 1000
            self.game = DOES[action](self.game, self.clock)

    def left(self) -> int:
        """Return the milliseconds that the clock has left."""
        assert self.game.step.ends is not None
        return self.game.step.ends - self.clock

    def change(self, change: Change, expect: int | None = None) -> None:
        seen = self.game.acts if expect is None else expect
        after = replan(self.game, change, DECK, expect=seen)
        self._keep(after, change.edit, change)

    def undo(self, expect: int | None = None) -> None:
        last = undoable(self.acts)
        after = history.undo(
            self.game,
            self.before[last.number] if last else None,
            expect=self.game.acts if expect is None else expect,
            now=self.clock,
            voters=self.voters,
        )
        self._keep(after, UNDO)

    def _keep(self, after: Game, action: str, change: Change | None = None) -> None:
        step = about(self.game, after, action, change)
        number = self.game.acts
        self.before[number] = self.game
        self.acts.append(Act(number, action, step.kind, step.card, "", self.clock))
        self.game = numbered(after)


def test_undo_goes_back_to_the_step_with_its_clock() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT)
    at_vote = led.game
    led.act(Action.NEXT)
    led.undo()
    assert led.game.at == at_vote.at
    assert led.game.step == at_vote.step
    assert led.game.acts == at_vote.acts + 2


def talking() -> Led:
    led = Led(Depth.QUICK)
    led.act(*[Action.NEXT] * 4)
    assert led.game.step.kind is Kind.TALK
    return led


@pytest.mark.parametrize("stop", [Action.PAUSE, Action.TIMEOUT])
def test_undo_after_a_pause_leaves_the_time_that_was_left(stop: Action) -> None:
    led = talking()
    led.act(Action.EXTEND)
    left = led.left()
    led.comfort(stop, Action.RESUME, after=600)
    assert led.left() == left - 600_000
    led.undo()
    assert led.left() == left - 630_000


@pytest.mark.parametrize("stop", [Action.PAUSE, Action.TIMEOUT])
def test_undo_in_a_pause_leaves_the_clock_standing(stop: Action) -> None:
    led = talking()
    led.act(Action.EXTEND)
    led.comfort(stop, after=10)
    left, paused = led.left(), led.game.paused
    led.undo()
    assert (led.left(), led.game.paused) == (left - 30_000, paused)


def test_undo_of_a_step_that_ended_a_pause_takes_no_time_off() -> None:
    led = talking()
    led.comfort(Action.PAUSE, after=10)
    left = led.left()
    led.clock += 600_000
    led.act(Action.NEXT)
    led.undo()
    assert led.left() == left


def test_a_pause_elsewhere_takes_no_time_off_the_step_that_undo_brings_back() -> None:
    led = talking()
    left = led.left()
    led.act(Action.NEXT)
    led.comfort(Action.TIMEOUT, after=0)
    led.clock += 600_000
    led.undo()
    assert led.left() == left - 1000


def test_a_pause_in_a_visit_that_is_taken_back_takes_no_time_off_the_first() -> None:
    led = talking()
    left = led.left()
    led.act(Action.NEXT, Action.BACK)
    led.comfort(Action.PAUSE, after=0)
    led.comfort(Action.RESUME, after=600)
    led.undo()
    led.undo()
    assert led.left() == left - 2000


def test_undo_twice_goes_further_back() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.LOCK, Action.NEXT)
    led.undo()
    assert (led.game.at, led.game.locked) == (1, True)
    led.undo()
    assert (led.game.at, led.game.locked) == (1, False)
    led.undo()
    assert led.game.at == 0
    with pytest.raises(NothingToUndo):
        led.undo()


def test_undo_leaves_a_vote_closed_that_was_shown() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT)
    led.voters = {led.game.step.id: 6}
    led.act(Action.NEXT)
    led.undo()
    assert led.game.step.kind is Kind.VOTE
    assert led.game.open_vote is None


def test_undo_takes_a_step_away_that_was_put_in() -> None:
    led = Led(Depth.QUICK)
    before = led.game.steps
    led.change(Change(Edit.ADD_CARD, led.game.step.id, card="kaart-2"))
    assert len(led.game.steps) == len(before) + 4
    led.undo()
    assert led.game.steps == before


def test_what_was_put_in_and_entered_stays_and_is_skipped() -> None:
    led = Led(Depth.QUICK)
    led.change(Change(Edit.ADD_CARD, led.game.step.id, card="kaart-2"))
    led.act(Action.NEXT, Action.NEXT)
    led.voters = {led.game.step.id: 3}
    for _time in range(3):
        led.undo()
    kept = [step for step in led.game.steps if step.card == "kaart-2"]
    assert [(step.kind, step.skipped) for step in kept] == [
        (Kind.READ, True),
        (Kind.VOTE, True),
    ]
    assert led.game.at == 0
    led.act(Action.NEXT)
    assert led.game.step.card == "kaart-1"


def test_a_card_that_was_entered_is_not_put_into_the_midst_of_another() -> None:
    led = Led(Depth.QUICK)
    talk = led.game.steps[4].id
    led.change(Change(Edit.UP, talk))  # read, vote, talk, reveal
    led.change(Change(Edit.ADD_CARD, talk, card="kaart-2"))
    led.act(*[Action.NEXT] * 6)  # into the vote of the second card
    for _time in range(8):
        led.undo()
    assert in_order(led.game.steps)
    assert len([step for step in led.game.steps if step.card == "kaart-2"]) == 2


def test_answers_to_a_turning_question_that_were_told_stay_told() -> None:
    led = Led(Depth.DEEP)
    while led.game.step.kind is not Kind.TALK:
        led.act(Action.NEXT)
    led.act(Action.TURN)
    led.voters = {led.game.step.id: 6}
    led.act(Action.TELL)
    led.undo()
    led.undo()
    assert (led.game.step.turned, led.game.step.sealed) == (True, True)


def test_a_sentence_at_the_end_does_not_open_what_came_before() -> None:
    close = Act(1, Action.NEXT, Kind.CLOSE, None, "", NOW)
    wrote = Act(2, SENTENCE, Kind.CLOSE, None, "", NOW)
    back = Act(3, Action.BACK, Kind.AGREE, None, "", NOW)
    more = Act(4, Action.EXTEND, Kind.AGREE, None, "", NOW)
    before = Act(0, Action.NEXT, Kind.AGREE, None, "", NOW)
    assert undoable([before, close, wrote]) is None
    assert undoable([before, close, wrote, back]) is None
    assert undoable([before, close, wrote, back, more]) is more


def test_undo_never_shows_what_nobody_saw() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT)
    vote = led.game.step.id
    led.voters = {vote: 4}
    led.act(Action.NEXT, Action.BACK)  # too few to show, so the vote is open again
    led.voters = {vote: 9}
    with pytest.raises(UndoShows):
        led.undo()
    assert led.game.open_vote is not None


def test_coming_back_to_a_card_leaves_out_what_the_host_left_out() -> None:
    led = Led(Depth.DEEP, Depth.QUICK)
    led.act(Action.NEXT)
    talk, *_rest = (one.id for one in led.game.steps if one.kind is Kind.TALK)
    led.change(Change(Edit.DROP, talk))
    led.act(Action.SKIP)
    assert led.game.step.card == "kaart-2"
    led.act(Action.BACK)
    assert [one.id for one in led.game.steps if one.skipped] == [talk]
    led.act(*[Action.NEXT] * 3)
    assert led.game.step.kind is Kind.REVEAL
    led.act(Action.NEXT, Action.BACK)
    assert [one.id for one in led.game.steps if one.skipped] == [talk]


def voted_too_early() -> Led:
    """Sixteen people vote; a second vote opens too early, with three, and is left."""
    led = Led(Depth.DEEP)
    led.act(*[Action.NEXT] * 4)  # lobby, read, vote, talk, vote
    first, second = (step.id for step in led.game.votes_on_card)
    led.voters = {first: 16, second: 3}
    led.act(Action.BACK)
    led.change(Change(Edit.DROP, second))
    led.act(Action.NEXT)
    assert led.game.step.kind is Kind.REVEAL
    return led


def rounds_shown(led: Led) -> list[int]:
    return [vote.round for _, votes in led.game.results_of() for vote in votes]


def test_a_second_vote_that_was_left_out_does_not_decide_the_reveal() -> None:
    led = voted_too_early()
    assert rounds_shown(led) == [1]
    assert all(vote.sealed for vote in led.game.votes_on_card)


def test_a_second_vote_that_was_taken_back_does_not_decide_the_reveal() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT)
    vote = led.game.step.id
    led.voters = {vote: 16}
    led.change(Change(Edit.REPEAT, vote))
    led.act(Action.NEXT)
    led.voters[led.game.step.id] = 7
    led.undo()
    led.undo()
    led.act(Action.NEXT)
    assert led.game.step.kind is Kind.REVEAL
    assert rounds_shown(led) == [1]
    assert len([one for one in led.game.steps if one.sealed]) == 2


def test_a_round_that_was_left_out_is_not_shown_later_either() -> None:
    led = voted_too_early()
    for _time in range(2):  # the drop itself is taken back
        led.undo()
    assert not any(step.skipped for step in led.game.steps)
    led.act(*[Action.NEXT] * 3)
    assert rounds_shown(led) == [1]


def test_leaving_out_a_round_that_was_shown_takes_it_from_nobody() -> None:
    led = Led(Depth.DEEP)
    led.act(*[Action.NEXT] * 4)
    votes = led.game.votes_on_card
    led.voters = {vote.id: 9 for vote in votes}
    led.act(Action.NEXT, Action.BACK, Action.BACK)
    led.change(Change(Edit.DROP, votes[1].id))
    assert rounds_shown(led) == [1, 2]


def test_of_a_card_that_was_passed_every_vote_counts() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT)
    led.voters = {led.game.step.id: 8}
    led.act(Action.BACK, Action.SKIP)
    while led.game.step.kind is not Kind.PERSPECTIVE:
        led.act(Action.NEXT)
    assert rounds_shown(led) == [1]


def test_nothing_from_before_a_close_is_taken_back() -> None:
    led = Led(Depth.QUICK)
    led.act(*[Action.NEXT] * 6)
    assert led.game.closed
    with pytest.raises(NothingToUndo):
        led.undo()
    led.act(Action.BACK)
    with pytest.raises(NothingToUndo):
        led.undo()
    led.act(Action.EXTEND)
    led.undo()
    assert led.game.step.extra == 0


def test_a_second_host_with_an_older_page_takes_nothing_back() -> None:
    led = Led(Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT)
    with pytest.raises(MovedOn):
        led.undo(expect=led.game.acts - 1)


def test_an_act_tells_what_it_was_about() -> None:
    led = Led(Depth.QUICK, Depth.QUICK)
    led.act(Action.NEXT, Action.NEXT, Action.SKIP, Action.BACK, Action.EXTEND)
    led.change(Change(Edit.DROP, led.game.steps[-3].id))
    led.change(Change(Edit.ADD, led.game.step.id, kind="plenary"))
    assert [(one.action, one.kind, one.card) for one in led.acts] == [
        ("next", "read", "kaart-1"),
        ("next", "vote", "kaart-1"),
        ("skip", "vote", "kaart-1"),
        ("back", "vote", "kaart-1"),
        ("extend", "vote", "kaart-1"),
        ("drop", "talk", "kaart-2"),
        ("add", "plenary", "kaart-1"),
    ]


EDITS = st.builds(
    Change,
    edit=st.sampled_from(Edit),
    step=st.integers(1, 40),
    kind=st.sampled_from([*MAY_ADD, "vote", ""]),
    card=st.sampled_from([card.slug for card in DECK.cards]),
    depth=st.sampled_from(Depth),
)


class TwoHosts(RuleBasedStateMachine):
    """Fran and a second host do anything at all, while people vote where they may."""

    @initialize(depths=st.lists(st.sampled_from(Depth), min_size=1, max_size=3))
    def begin(self, depths: list[Depth]) -> None:
        self.led = Led(*depths)
        self.pictures: dict[str, dict[int, int]] = {}
        self.sealed: set[int] = set()
        self.rounds: dict[str, list[int]] = {}
        self.entered: list[int] = []
        self.acted = 0

    @property
    def game(self) -> Game:
        return self.led.game

    def _try(self, do: str, *what: object, **how: object) -> None:
        before = self.game
        try:
            getattr(self.led, do)(*what, **how)
        except Refusal:
            assert self.game is before
        else:
            self.acted += 1
            assert "expect" not in how or how["expect"] == before.acts

    @rule(action=st.sampled_from(Action))
    def a_host_acts(self, action: Action) -> None:
        legal = action in self.game.actions
        before = self.acted
        self._try("act", action)
        assert (self.acted > before) is legal

    @rule(action=st.sampled_from([Action.NEXT, Action.NEXT, Action.BACK, Action.SKIP]))
    def a_host_moves(self, action: Action) -> None:
        self._try("act", action)

    @rule(change=EDITS)
    def a_host_changes_the_programme(self, change: Change) -> None:
        self._try("change", change)

    @rule(
        edit=st.sampled_from([one for one in Edit if one is not Edit.DROP]),
        on=st.integers(0, 9),
        card=st.sampled_from([card.slug for card in DECK.cards]),
    )
    def a_host_changes_what_comes_soon(self, edit: Edit, on: int, card: str) -> None:
        place = min(self.game.at + on, len(self.game.steps) - 1)
        step = self.game.steps[place].id
        self._try("change", Change(edit, step, kind="talk", card=card))

    @rule(times=st.integers(1, 5))
    def a_host_takes_back(self, times: int) -> None:
        for _time in range(times):
            self._try("undo")

    @rule(
        card=st.sampled_from([card.slug for card in DECK.cards]),
        people=st.integers(0, 6),
        back=st.integers(0, 5),
    )
    def a_host_plays_a_further_card_at_once(
        self, card: str, people: int, back: int
    ) -> None:
        self._try("change", Change(Edit.ADD_CARD, self.game.step.id, card=card))
        if self.led.acts and self.led.acts[-1].action == Edit.ADD_CARD:
            self._try("act", Action.SKIP)
            self._try("act", Action.NEXT)
            if self.game.open_vote and people:
                self.people_vote(people)
        self.a_host_takes_back(back)

    @precondition(lambda self: self.game.open_vote)
    @rule(people=st.integers(5, 6), early=st.integers(0, 6), undone=st.booleans())
    def a_second_vote_is_opened_too_early_and_left(
        self, people: int, early: int, undone: bool
    ) -> None:
        self.people_vote(people)
        self._try("change", Change(Edit.REPEAT, self.game.step.id))
        self._try("act", Action.NEXT)
        second = self.game.step.id
        if self.game.open_vote and early:
            self.people_vote(early)
        if undone:
            self.a_host_takes_back(2)
        else:
            self._try("act", Action.BACK)
            self._try("change", Change(Edit.DROP, second))
        self._try("act", Action.NEXT)

    @rule()
    def a_host_lets_them_vote_once_more(self) -> None:
        card = self.game.step.card
        for step in self.game.steps:
            if step.kind is Kind.VOTE and step.card == card:
                self._try("change", Change(Edit.REPEAT, step.id))

    @rule(
        do=st.sampled_from(["act", "change", "undo"]),
        behind=st.sampled_from([-1, 1, 2]),
        action=st.sampled_from(Action),
        change=EDITS,
    )
    def an_old_page_does(
        self, do: str, behind: int, action: Action, change: Change
    ) -> None:
        what: dict[str, list[object]] = {"act": [action], "change": [change]}
        with pytest.raises(MovedOn):
            getattr(self.led, do)(*what.get(do, []), expect=self.game.acts - behind)

    @precondition(lambda self: self.game.open_vote)
    @rule(people=st.integers(1, 6))
    def people_vote(self, people: int) -> None:
        vote = self.game.step.id
        self.led.voters[vote] = self.led.voters.get(vote, 0) + people

    @invariant()
    def the_workshop_is_at_a_step_of_the_table(self) -> None:
        game = self.game
        assert 0 <= game.at < len(game.steps)
        assert game.step.kind in TABLE
        assert not game.step.skipped
        assert {Action.NEXT, Action.BACK} & set(game.actions)

    @invariant()
    def the_programme_can_be_played(self) -> None:
        steps = self.game.steps
        assert in_order(steps)
        ids = [step.id for step in steps]
        assert len(set(ids)) == len(ids)
        fixed = (Kind.LOBBY, Kind.PERSPECTIVE, Kind.CLOSE)
        assert not [one for one in steps if one.kind in fixed and one.skipped]

    @invariant()
    def acts_are_counted_one_by_one(self) -> None:
        assert self.game.acts == self.acted == len(self.led.acts)

    @invariant()
    def no_step_that_was_entered_is_lost(self) -> None:
        entered = {s.id for s in self.game.steps if s.started is not None}
        assert set(self.entered) <= entered
        assert set(self.led.voters) <= entered
        self.entered = list(entered)

    @invariant()
    def a_sealed_vote_stays_sealed(self) -> None:
        sealed = {step.id for step in self.game.steps if step.sealed}
        assert self.sealed <= sealed | self._never_entered()
        self.sealed = sealed

    def _never_entered(self) -> set[int]:
        """An added vote that never opened may be sealed with its card, and go."""
        known = {step.id for step in self.game.steps}
        return {one for one in self.sealed if one not in known}

    @invariant()
    def an_open_vote_is_on_a_card_of_which_nothing_was_ever_shown(self) -> None:
        vote = self.game.open_vote
        assert vote is None or vote.card not in self.pictures

    @invariant()
    def what_was_shown_of_a_card_never_changes_and_never_disappears(self) -> None:
        shown = {
            card: {
                vote.id: self.led.voters[vote.id]
                for vote in votes
                if vote.id in self.led.voters
            }
            for card, votes in self.game.results_of()
        }
        assert {card: shown.get(card) for card in self.pictures} == self.pictures
        self.pictures = shown

    @invariant()
    def at_the_end_every_card_that_was_voted_on_is_shown(self) -> None:
        if self.game.step.kind in (Kind.PERSPECTIVE, Kind.CLOSE):
            cards = {s.card for s in self.game.steps if s.id in self.led.voters}
            assert cards <= {card for card, _ in self.game.results_of()}

    @invariant()
    def a_reveal_of_enough_votes_in_the_last_round_that_was_kept_shows_them(
        self,
    ) -> None:
        game = self.game
        kept = [s for s in game.steps if s in game.opened_votes and not s.skipped]
        kept = [s for s in kept if s.card == game.step.card]
        if game.step.kind is Kind.REVEAL and kept and self.led.voters.get(kept[-1].id):
            shown = {card for card, votes in game.results_of() if votes}
            enough = self.led.voters[kept[-1].id] >= 5
            assert game.step.card in shown or not enough

    @invariant()
    def a_round_that_was_left_out_is_never_shown_beside_one_that_was_kept(
        self,
    ) -> None:
        for card, votes in self.game.results_of():
            fixed = self.rounds.setdefault(card, [vote.id for vote in votes])
            answered = [vote.id for vote in votes if vote.id in self.led.voters]
            assert set(answered) <= set(fixed)

    @invariant()
    def a_turning_question_is_asked_once_a_card(self) -> None:
        asked = [step.card for step in self.game.steps if step.turned]
        assert len(set(asked)) == len(asked)

    @invariant()
    def time_is_never_counted_twice(self) -> None:
        spent = sum(step.spent for step in self.game.steps)
        assert 0 <= spent <= self.led.clock - NOW


TestTwoHosts = TwoHosts.TestCase
TestTwoHosts.settings = settings(
    max_examples=200, stateful_step_count=40, derandomize=True, deadline=None
)


class Alone(RuleBasedStateMachine):
    """Without answers and shown results, undo leads all the way to the start."""

    @initialize()
    def begin(self) -> None:
        self.led = Led(Depth.QUICK, Depth.DEEP)
        self.start = self.led.game

    @rule(action=st.sampled_from(Action))
    def acts(self, action: Action) -> None:
        if action in self.led.game.actions:
            self.led.act(action)

    @rule(change=EDITS)
    def changes(self, change: Change) -> None:
        try:
            self.led.change(change)
        except Refusal:
            return

    @rule()
    def takes_back_everything(self) -> None:
        while undoable(self.led.acts) and not self.led.game.closed:
            try:
                self.led.undo()
            except UndoShows:
                return
        if any(one.kind == Kind.CLOSE for one in self.led.acts):
            return
        game, known = self.led.game, {step.id for step in self.start.steps}
        assert (game.at, game.locked) == (0, False)
        steps = [step for step in game.steps if step.id in known]
        plain = [replace(step, started=None, sealed=False) for step in steps]
        assert plain == list(self.start.steps)
        assert all(step.skipped for step in game.steps if step.id not in known)


TestAlone = Alone.TestCase
TestAlone.settings = settings(
    max_examples=60, stateful_step_count=30, derandomize=True, deadline=None
)
