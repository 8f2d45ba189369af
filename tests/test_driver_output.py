"""Who does not read, answer or say hello holds up nobody and leaves nothing behind."""

import re
import select
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import gevent
import pytest

from dilemma.live.driver.output import NEVER, Output
from tests.driver_world import World, world
from tests.wire import CLOSE, GONE, PATH, RESET, TEXT, Wire, frame

SOON = 0.2  # seconds in which somebody else must have an answer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server that asks every second, and waits three seconds for an answer."""
    with world(tmp_path_factory.mktemp("data"), "own", pings="1 3 2") as one:
        yield one


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server that asks as seldom as the product."""
    with world(tmp_path_factory.mktemp("data"), "own") as one:
        yield one


@pytest.fixture(autouse=True)
def _hang_up(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for name in ("server", "patient"):
        if name in request.fixturenames:
            request.getfixturevalue(name).hang_up()


def small_ear(one: World, ticket: str) -> Wire:
    """Connect a phone for which the system takes in little."""
    wire = one.wire(small=True)
    return wire.join(one.code, ticket)


def news(wire: Wire, patience: float = 10) -> tuple[list[int], int | str]:
    """Read what was sent to everybody: the numbers, and how it ended."""
    heard: list[int] = []
    try:
        while got := wire.frame(patience):
            if got[0] & 15 == CLOSE:
                return heard, int.from_bytes(got[1][:2], "big")
            found = re.match(rb'42\["news",\[(\d+),"(x*)"\]\]$', got[1])
            if found:
                heard.append(int(found[1]))
    except ConnectionError:
        return heard, RESET
    except TimeoutError:
        return heard, "quiet"
    return heard, GONE


def answer_times(phone: Wire, count: int) -> list[float]:
    """Ask so many times, at a person's pace, and time the answers."""
    took = []
    for number in range(count):
        began = time.monotonic()
        assert phone.ask("echo", number, number) == number
        took.append(time.monotonic() - began)
        time.sleep(0.1)
    return took


@pytest.mark.parametrize(("count", "size"), [(200, 64_000), (2000, 4000)])
def test_who_stalls_gets_whole_frames_and_is_then_dropped(
    patient: World, count: int, size: int
) -> None:
    bo, *tickets = patient.tickets(2)
    stalled = small_ear(patient, tickets[0])
    ann = patient.wire().join(patient.code, bo)
    before = patient.memory()
    assert ann.ask("spam", {"count": count, "size": size}) == count
    time.sleep(3)
    heard, end = news(stalled)
    assert heard == list(range(len(heard)))
    assert end == RESET
    assert len(heard) < count
    assert patient.memory() - before < 20 * 1024


@pytest.mark.parametrize(("count", "size"), [(200, 64_000), (2000, 4001)])
def test_who_stalls_for_a_while_misses_nothing(
    server: World, count: int, size: int
) -> None:
    bo, late = server.tickets(2)
    stalled = small_ear(server, late)
    ann = server.wire().join(server.code, bo)
    assert ann.ask("spam", {"count": count, "size": size}) == count
    time.sleep(1)
    heard, end = news(stalled, 1)
    assert heard == list(range(count))
    assert end != RESET


def test_who_was_dropped_comes_back_and_gets_what_is_true(patient: World) -> None:
    bo, ticket = patient.tickets(2)
    stalled = small_ear(patient, ticket)
    patient.wire().join(patient.code, bo).ask("spam", {"count": 200, "size": 64_000})
    time.sleep(0.5)
    assert news(stalled)[1] == RESET
    again = patient.wire().join(patient.code, ticket)
    assert again.heard[1].startswith('42["fragments"')


def test_fifty_who_stall_slow_nobody_down(patient: World) -> None:
    ann_ticket, bo_ticket, *others = patient.tickets(52)
    for ticket in others:
        small_ear(patient, ticket)
    ann = patient.wire().join(patient.code, ann_ticket)
    bo = patient.wire().join(patient.code, bo_ticket)
    assert bo.ask("spam", {"count": 100, "size": 8000}) == 100
    took = answer_times(ann, 15)
    assert median(took) < SOON / 4
    assert sorted(took)[-2] < SOON
    assert len(news(bo, 1)[0]) <= 100
    assert patient.empties(0.1) is False  # those who read are still here


def test_a_flood_slows_nobody_down(patient: World) -> None:
    ann = patient.phone()
    before = patient.state("")["handled"].get("echo", 0)
    for flooder in patient.phones(3):
        flooder.raw(b"".join(frame(TEXT, b'421["echo",1]') for _ in range(1000)))
    took = answer_times(ann, 10)
    assert sorted(took)[-2] < SOON
    assert patient.state("")["handled"]["echo"] - before - 10 <= 3 * 60


def test_a_slow_handler_keeps_only_its_own_phone_waiting(patient: World) -> None:
    ann, bo = patient.phones(2)
    bo.say('421["slow",1.0]')
    assert max(answer_times(ann, 5)) < 0.9
    assert bo.hear("43") == '431["done"]'


def test_three_hundred_strangers_keep_nobody_out(patient: World) -> None:
    for _ in range(300):
        patient.wire().open()
    began = time.monotonic()
    assert patient.phone().ask("sync")["ok"]
    assert time.monotonic() - began < 5


def test_everybody_gets_a_push_in_the_form_they_asked_for(patient: World) -> None:
    squeezed, narrow, ann = (
        patient.wire().join(patient.code, ticket, Sec_WebSocket_Extensions=offer)
        for ticket, offer in zip(
            patient.tickets(3),
            (
                "permessage-deflate",
                "permessage-deflate; server_max_window_bits=9",
                None,
            ),
            strict=True,
        )
    )
    assert (squeezed.window, narrow.window, ann.deflated) == (15, 9, False)
    ann.say('42["spam",{"count":5,"size":3000}]')
    for phone in (squeezed, narrow, ann):
        assert news(phone, 1)[0] == list(range(5))


# Who is not there any more.


def test_who_answers_no_ping_is_gone_and_leaves_nothing(server: World) -> None:
    assert server.empties()
    before = server.state()
    handled = before["handled"].get("disconnect", 0)
    gone = server.phones(10)
    assert server.settles(before, 8)
    assert server.state("")["handled"]["disconnect"] - handled == 10
    assert {news(wire, 1)[1] for wire in gone} <= {RESET, GONE}


def test_a_phone_that_left_is_no_rubbish_to_be_collected(server: World) -> None:
    assert server.empties()
    before = server.state("")
    server.phones(20)
    assert server.state("")["protocols"] == before["protocols"] + 20
    server.hang_up()
    assert server.empties()
    assert server.state("")["protocols"] <= before["protocols"] + 1  # a frame's own


def test_who_answers_pings_stays(server: World) -> None:
    ann = server.phone()
    for _ in range(5):
        assert ann.hear("2", 3) == "2"
        ann.say("3")
    assert ann.ask("echo", 1) == 1


def test_who_never_says_hello_is_asked_to_leave(server: World) -> None:
    before = server.state()
    stranger, refused, named = (server.wire().open() for _ in range(3))
    refused.say("40{}")
    named.say("3")
    assert {wire.ending(6) for wire in (stranger, refused, named)} == {1008}
    assert server.settles(before, 5)


def test_who_stalls_and_vanishes_leaves_nothing(server: World) -> None:
    bo, *others = server.tickets(6)
    assert server.empties()
    before = server.state()
    for ticket in others:
        small_ear(server, ticket)
    server.wire().join(server.code, bo).ask("spam", {"count": 50, "size": 4000})
    assert server.settles(before, 8)


def test_a_handler_that_waits_while_its_phone_vanishes(server: World) -> None:
    assert server.empties()
    before = server.state()
    ann = server.phone()
    ann.say('421["slow",4]')
    ann.close()
    assert server.settles(before, 8)


def test_a_connect_that_fails_leaves_nothing(server: World) -> None:
    assert server.empties()
    before = server.state()
    for _ in range(5):
        wire = server.wire().open(Cookie="stumble=1")
        wire.say('40{"as":"stumble"}')
        assert wire.ending() == 1011
    assert server.settles(before)


def test_who_asks_nothing_for_long_is_cut_off(server: World) -> None:
    before = server.state()
    silent, slow = server.wire(), server.wire()
    slow.raw(b"GET /healthz HTTP/1.1\r\nHost: 127.")
    kept = server.wire()
    kept.raw(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    kept.read_answer()
    assert kept.status == 200
    for wire in (silent, slow, kept):
        assert wire.at_end(6)
    assert server.settles(before, 5)


@pytest.mark.parametrize(
    "length", ["Content-Length: 100", "Transfer-Encoding: chunked"]
)
def test_a_form_that_never_comes_in_whole_is_cut_off(
    server: World, length: str
) -> None:
    before, slow = server.state(), server.wire()
    here = f"127.0.0.1:{server.port}"
    head = f"POST /j/X/role HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    slow.raw(f"{head}{kind}{length}\r\n\r\nrole=".encode())
    assert slow.at_end(6)
    assert server.settles(before, 5)


def test_who_reads_no_answer_is_cut_off(server: World) -> None:
    before, deaf = server.state(), server.wire(small=True)
    head = f"GET /static/live.js HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
    deaf.raw(head.encode() * 300)
    assert server.settles(before, 12)


def test_a_refused_vote_holds_on_to_nobody(server: World) -> None:
    assert server.empties()
    before = server.state("")
    for phone in server.phones(20):
        answer = phone.ask("cast", {"step": 1, "answer": "a2", "seq": 1})
        assert answer["why"] == "VoteClosed"
    server.hang_up()
    assert server.empties()
    assert server.state("")["protocols"] <= before["protocols"] + 1


# The queue of one phone.


def test_what_waits_goes_out_in_order_and_has_its_time() -> None:
    here, there = socket.socketpair()
    with here, there:
        here.setblocking(False)
        output = Output(here)
        assert output.due == NEVER
        sent = b""
        while output.due == NEVER and len(sent) < 50_000_000:
            sent += (more := b"%06d" % len(sent) * 50_000)
            output.write(more)
        assert 9 < output.due - time.monotonic() <= 10
        output.write(b"last")
        output.finish()
        output.write(b"too late")
        sent += b"last"
        got = b""
        there.settimeout(0.05)
        while len(got) < len(sent):
            gevent.sleep(0.001)
            got += there.recv(65536)
        gevent.sleep(0.01)
        assert (got, there.recv(10), output.due) == (sent, b"", NEVER)
        output.stop()


def test_what_is_written_together_leaves_at_the_end_whatever_happens() -> None:
    here, there = socket.socketpair()
    with here, there:
        here.setblocking(False)
        there.settimeout(1)
        output = Output(here)

        def stumble() -> None:
            with output.together():
                output.write(b"one")
                output.write(b"two")
                assert not select.select([there], [], [], 0)[0]
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            stumble()
        assert there.recv(10) == b"onetwo"
        with output.together():
            output.write(b"last")
            output.finish()
        assert (there.recv(10), there.recv(10)) == (b"last", b"")
        output.stop()


def test_a_flood_is_not_held_up_to_be_together() -> None:
    here, there = socket.socketpair()
    with here, there:
        here.setblocking(False)
        output = Output(here)
        with output.together():
            for _ in range(20):
                output.write(b"x")
            assert len(there.recv(100)) == 20
        output.stop()


# The end.


def test_told_to_stop_it_tells_everybody_to_come_back(tmp_path: Path) -> None:
    with world(tmp_path, "own") as one:
        assert one.process
        phones, (bo, *late) = one.phones(20), one.tickets(6)
        stalled = [small_ear(one, ticket) for ticket in late]
        one.wire().join(one.code, bo).ask("spam", {"count": 30, "size": 8000})
        listener = one.port
        one.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert {phone.ending() for phone in phones} == {1012}
        assert time.monotonic() - began < 1.5
        with pytest.raises(ConnectionError):
            socket.create_connection(("127.0.0.1", listener), 1)
        assert one.process.wait(6) == 0
        assert time.monotonic() - began < 5
        assert all(news(wire)[1] in (RESET, 1012, GONE) for wire in stalled)
        assert "connect=27 disconnect=27" in one.said


def test_a_plain_page_is_still_served_beside_the_phones(server: World) -> None:
    server.wire().open(line=f"GET {PATH} HTTP/1.1")
    assert server.get("/healthz")["status"] == "ok"
