"""What is written beforehand says exactly what a serializer would have said."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from dilemma import play
from dilemma.live import guard, rooms
from dilemma.live.driver.packets import text_frame
from dilemma.live.ready import UNNUMBERED, Ready, part
from tests.conftest import Room

texts = st.text(alphabet=st.characters(codec="utf-8"))


@given(st.lists(texts), st.integers(0, 2**53), st.booleans())
def test_a_ready_message_is_the_message(
    html: list[str], now: int, answers: bool
) -> None:
    ready = Ready(tuple(part(one) for one in html), now, answers=answers)
    assert json.loads(ready.json) == ready
    assert ready["html"] == "".join(html)
    assert ("ok" in ready) is answers


@given(texts, st.integers(0, 2**53))
def test_a_part_gets_its_number_on_screen_and_in_json(rest: str, number: int) -> None:
    before = part(f"<section {UNNUMBERED}>é “{rest}”</section>")
    after = before.numbered(number)
    assert f'data-revision="{number}"' in after.html
    assert json.loads(f'"{after.json}"') == after.html


@given(st.integers(0, 2**53), texts)
def test_an_acknowledgement_is_what_socketio_would_write(
    number: int, html: str
) -> None:
    ready = Ready((part(html),), 7, answers=True)
    written = guard.acknowledgement(number, ready)
    assert written == guard.acknowledgement(number, dict(ready))
    assert json.loads(written.removeprefix(f"43{number}")) == [ready]


def test_an_event_with_a_ready_message_is_what_socketio_would_write() -> None:
    ready = Ready((part('<p class="é">'),), 7, answers=False)
    packets = [guard.Packet(data=["fragments", one]) for one in (ready, dict(ready))]
    assert len({packet.encode() for packet in packets}) == 1


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_a_frame_of_ours_is_the_librarys(size: int) -> None:
    text = "x" * size
    frame = Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
    assert text_frame(text) == frame


def test_hundreds_who_come_in_at_once_cost_one_look(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    look = play.look

    def slow(workshop: str) -> Any:
        looks.append(workshop)
        time.sleep(0.05)
        return look(workshop)

    monkeypatch.setattr(play, "look", slow)
    rooms._stages.clear()

    def come_in() -> str:
        with room.app.app_context():
            return rooms.player_stage("nl", room.id, acts).html

    acts = 0
    with ThreadPoolExecutor(50) as crowd:
        shown = [one.result() for one in [crowd.submit(come_in) for _ in range(100)]]
    assert len(set(shown)) == 1
    assert looks == [room.id]
    room.act("next")
    acts = 1
    looks.clear()
    come_in()
    acts = 0  # who asked just before the act sees what is newer, without a look
    assert come_in() != shown[0]
    assert looks == [room.id]
