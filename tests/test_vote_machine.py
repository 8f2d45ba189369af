"""Whatever people, phones and the server do: every answer counts once, the last wins.

Hypothesis plays workshops in any order: come in, vote in two tabs, change a choice,
close, open again, send old messages again, restart. A plain dictionary keeps score.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dilemma import config
from dilemma.app import create_app
from dilemma.live import events, rooms
from dilemma.rules.agenda import Depth
from dilemma.store import workshops
from dilemma.store.tables import db
from tests.conftest import URL, Person, Room

VALUES = ("a2", "a1", "b1", "b2", "pass")
some = st.integers(0, 99)


@dataclass
class Phone:
    """One participant with two tabs that count together, as `live.js` does."""

    person: Person
    tabs: list[SocketIOTestClient]
    sequence: int = 0
    sent: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[int, tuple[str, int]] = field(default_factory=dict)  # by step


class Hall(RuleBasedStateMachine):
    """A workshop of one deep card, with at most six phones."""

    def __init__(self, app: Flask, make_room: Callable[..., Room]) -> None:
        super().__init__()
        self.room = make_room(Depth.DEEP)
        self.room.reach("vote")
        self.apps = [app]
        self.phones: list[Phone] = []

    def teardown(self) -> None:
        for app in self.apps[1:]:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()

    @property
    def open_step(self) -> int:
        step = self.room.look().game.open_vote
        return step.id if step else 0

    def phone(self, which: int) -> Phone:
        return self.phones[which % len(self.phones)]

    def cast(self, phone: Phone, tab: int, message: dict[str, Any]) -> None:
        """Send a message and keep score of what the answer promises."""
        answer: Any = phone.tabs[tab].emit("cast", message, callback=True)
        step, value, sequence = message["step"], message["answer"], message["seq"]
        assert answer["ok"] is (step == self.open_step)
        if not answer["ok"]:
            assert answer["final"]
            return
        if sequence > phone.counts.get(step, ("", 0))[1]:
            phone.counts[step] = value, sequence
        shown = re.search(r'data-sequence="(\d+)" data-value="(\w+)"', answer["html"])
        assert shown
        assert (shown[2], int(shown[1])) == phone.counts[step]

    @precondition(lambda self: len(self.phones) < 6)
    @rule(role=st.sampled_from(["inwoner", "gemeente"]))
    def come_in(self, role: str) -> None:
        if self.room.look().game.closed:
            return
        person = self.room.join(role)
        tabs = [self.room.phone(person) for _ in range(2)]
        self.phones.append(Phone(person, tabs))

    @precondition(lambda self: self.phones)
    @rule(which=some, values=st.lists(st.sampled_from(VALUES), min_size=1, max_size=3))
    def vote_and_change_the_choice(self, which: int, values: list[str]) -> None:
        phone = self.phone(which)
        step = self.room.look().game.step.id
        for tab, value in enumerate(values):
            phone.sequence += 1
            message = {"step": step, "answer": value, "seq": phone.sequence}
            phone.sent.append(message)
            self.cast(phone, tab % 2, message)

    @precondition(lambda self: any(phone.sent for phone in self.phones))
    @rule(which=some, tab=st.integers(0, 1))
    def send_old_messages_again_newest_first(self, which: int, tab: int) -> None:
        phone = self.phone(which)
        for message in phone.sent[:-4:-1]:
            self.cast(phone, tab, message)

    @rule(action=st.sampled_from(["next", "back", "next"]))
    def the_facilitator_acts(self, action: str) -> None:
        if action in [str(one) for one in self.room.look().game.actions]:
            self.room.act(action)

    @precondition(lambda self: self.phones)
    @rule(which=some, tab=st.integers(0, 1))
    def a_tab_sleeps_and_comes_back(self, which: int, tab: int) -> None:
        phone = self.phone(which)
        phone.tabs[tab].disconnect()
        phone.tabs[tab] = self.room.phone(phone.person)
        assert phone.tabs[tab].is_connected()

    @rule()
    def the_server_restarts(self) -> None:
        """A new app on the same file: nothing that was only in memory is left."""
        data = self.apps[0].config["DILEMMA"].data
        settings = config.load({"DATA_DIR": str(data), "PUBLIC_URL": URL})
        app = create_app(settings, async_mode="threading")
        app.jinja_env.bytecode_cache = self.apps[0].jinja_env.bytecode_cache
        self.apps.append(app)
        events._seats.clear()
        rooms._stages.clear()
        workshops._GAMES.clear()
        self.room.app = app
        for phone in self.phones:
            old, phone.person = phone.person, Person(app)
            phone.person.browser._cookies = old.browser._cookies
            phone.tabs = [self.room.phone(phone.person) for _ in range(2)]

    @invariant()
    def every_answer_counts_once(self) -> None:
        data = self.apps[0].config["DILEMMA"].data
        with sqlite3.connect(data / "dilemma.db") as file:
            rows = file.execute(
                "select step, sequence from response join step on step.id = step "
                "where workshop = ?",
                (self.room.id,),
            ).fetchall()
        file.close()
        promised = [
            (step, sequence)
            for phone in self.phones
            for step, (_value, sequence) in phone.counts.items()
        ]
        assert sorted(rows) == sorted(promised)

    @invariant()
    def turnout_says_how_many(self) -> None:
        step = self.room.look().game.step.id
        voted = sum(step in phone.counts for phone in self.phones)
        assert self.room.look().answered == (voted if self.is_vote() else 0)

    def is_vote(self) -> bool:
        return self.room.look().game.step.kind == "vote"


@pytest.fixture(autouse=True)
def no_seats_left() -> Iterator[None]:
    """What stays in memory is of this test alone."""
    yield
    events._seats.clear()


def test_in_any_order_every_answer_counts_once_and_the_last_one_wins(
    app: Flask, make_room: Callable[..., Room]
) -> None:
    class ThisHall(Hall):
        def __init__(self) -> None:
            super().__init__(app, make_room)

    run_state_machine_as_test(
        ThisHall,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
