"""Whatever comes over the wire, the server keeps to RFC 6455 and to its own size."""

import os
import socket
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.driver_world import World, world
from tests.wire import (
    BINARY,
    CLOSE,
    CONT,
    GONE,
    PING,
    PONG,
    RESET,
    TEXT,
    Wire,
    frame,
    handshake,
    squeeze,
)

DEFLATE = {"Sec_WebSocket_Extensions": "permessage-deflate; client_max_window_bits"}
LIMIT = 16 * 1024
MOST_GROWTH = 5 * 1024  # kilobytes
RSV1, RSV2, RSV3 = 0x40, 0x20, 0x10
ECHO = b'421["echo","hello"]'
ANSWER = '431["hello"]'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("data"), "own") as one:
        yield one


@pytest.fixture
def ann(server: World) -> Iterator[Wire]:
    yield server.phone()
    server.hang_up()


@pytest.fixture
def squeezed(server: World) -> Iterator[Wire]:
    """A phone that compresses."""
    yield server.phone(**DEFLATE)
    server.hang_up()


# Messages, whole and in pieces.


def test_a_message_may_come_in_pieces(ann: Wire) -> None:
    for size in (1, 2, 7):
        pieces = [ECHO[at : at + size] for at in range(0, len(ECHO), size)]
        ann.raw(frame(TEXT, pieces[0], fin=False))
        for piece in pieces[1:-1]:
            ann.raw(frame(CONT, piece, fin=False))
        ann.raw(frame(CONT, pieces[-1]))
        assert ann.hear("43") == ANSWER


def test_a_ping_may_come_between_the_pieces(ann: Wire) -> None:
    ann.raw(frame(TEXT, ECHO[:5], fin=False) + frame(PING, b"now"))
    assert ann.frame() == (0x80 | PONG, b"now")
    ann.raw(frame(CONT, ECHO[5:]))
    assert ann.hear("43") == ANSWER


def test_a_character_may_be_cut_in_two(ann: Wire) -> None:
    data = '421["echo","é🙂"]'.encode()
    for at in range(11, 18):
        ann.raw(frame(TEXT, data[:at], fin=False) + frame(CONT, data[at:]))
        assert ann.hear("43") == '431["\\u00e9\\ud83d\\ude42"]'


def test_byte_by_byte_is_as_good_as_at_once(ann: Wire) -> None:
    for byte in frame(TEXT, ECHO):
        ann.raw(bytes([byte]))
        time.sleep(0.001)
    assert ann.hear("43") == ANSWER


def test_many_messages_in_one_piece_are_all_answered(ann: Wire) -> None:
    ann.raw(b"".join(frame(TEXT, b'42%d["echo",1]' % n) for n in range(15)))
    assert [ann.hear("43") for _ in range(15)] == [f"43{n}[1]" for n in range(15)]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(CONT, b"x"), 1002),
        (frame(TEXT, b"4", fin=False) + frame(TEXT, b"2"), 1002),
        (frame(TEXT, b"4", fin=False) + frame(BINARY, b"2"), 1002),
        (frame(PING, b"x", fin=False), 1002),
        (frame(PING, b"x" * 126), 1002),
        (frame(3), 1002),
        (frame(7), 1002),
        (frame(11), 1002),
        (frame(TEXT, ECHO, reserved=RSV1), 1002),
        (frame(TEXT, ECHO, reserved=RSV2), 1002),
        (frame(TEXT, ECHO, reserved=RSV3), 1002),
        (frame(TEXT, ECHO, masked=False), 1002),
        (frame(BINARY, b"42"), 1003),
        (frame(BINARY, b"4", fin=False), 1003),
        (frame(TEXT, b"42\xff"), 1007),
        (frame(TEXT, b'42["echo","\xed\xa0\x80"]'), 1007),
        (frame(TEXT, b'42["echo","\xc0\xaf"]'), 1007),
        (frame(TEXT, "é".encode()[:1]), 1007),
        (frame(TEXT, b"42\xc3", fin=False) + frame(CONT, b"x"), 1007),
        (frame(TEXT, length=LIMIT + 1), 1009),
        (frame(TEXT, length=2**62), 1009),
        (frame(TEXT, length=2**63), 1009),
        (frame(TEXT, b"x" * LIMIT, fin=False) + frame(CONT, b"x"), 1009),
        (frame(TEXT, b"4", fin=False) + frame(CONT, length=LIMIT), 1009),
        (frame(CLOSE, b"x"), 1002),
        (frame(CLOSE, (1005).to_bytes(2, "big")), 1002),
        (frame(CLOSE, (999).to_bytes(2, "big")), 1002),
        (frame(CLOSE, (1000).to_bytes(2, "big") + b"\xff"), 1007),
        (frame(CLOSE, (1000).to_bytes(2, "big") + b"bye"), 1000),
        (frame(CLOSE, (1001).to_bytes(2, "big")), 1001),
        (frame(CLOSE, (4321).to_bytes(2, "big")), 4321),
        (frame(TEXT, b"1"), 1000),
    ],
)
def test_the_close_code_says_what_was_wrong(ann: Wire, sent: bytes, code: int) -> None:
    ann.raw(sent)
    assert ann.ending() == code
    assert ann.at_end(5)


def test_a_close_without_a_code_is_answered_so(ann: Wire) -> None:
    ann.raw(frame(CLOSE))
    assert ann.frame() == (0x80 | CLOSE, b"")
    assert ann.at_end(1)


def test_a_vote_just_before_leaving_still_counts(server: World, ann: Wire) -> None:
    before = server.state("")["handled"].get("echo", 0)
    ann.raw(frame(TEXT, ECHO) + frame(CLOSE, (1001).to_bytes(2, "big")))
    assert ann.ending() == 1001
    assert server.state("")["handled"]["echo"] == before + 1


def test_nothing_counts_after_a_refusal(server: World, ann: Wire) -> None:
    before = server.state("")["handled"].get("echo", 0)
    ann.raw(frame(TEXT, b"42[]") + frame(TEXT, ECHO))
    assert ann.ending() == 1008
    assert server.state("")["handled"].get("echo", 0) == before


def test_what_follows_a_close_is_no_request(ann: Wire) -> None:
    ann.raw(frame(CLOSE) + b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert ann.ending() == 0
    ann.sock.settimeout(3)
    assert ann.buffer + ann.sock.recv(4096) == b""


def test_who_does_not_leave_when_asked_is_cut_off(server: World, ann: Wire) -> None:
    ann.raw(frame(TEXT, b"42[]"))
    while (got := ann.frame()) and got[0] & 15 != CLOSE:
        pass
    began = time.monotonic()
    assert server.empties(5)
    assert 1 < time.monotonic() - began < 5


def test_a_line_that_is_reset_is_no_fault_of_ours(server: World) -> None:
    ann, bo = server.phone(), server.wire().open()
    ann.say('421["slow",0.2]')
    ann.reset()
    bo.reset()
    assert server.empties()
    assert "Traceback" not in server.said
    server.hang_up()


# Pings.


@pytest.mark.parametrize("payload", [b"", b"x", bytes(range(125))])
def test_a_ping_is_answered_with_what_it_held(ann: Wire, payload: bytes) -> None:
    ann.raw(frame(PING, payload))
    assert ann.frame() == (0x80 | PONG, payload)


def test_a_pong_that_nobody_asked_for_is_nothing(ann: Wire) -> None:
    ann.raw(frame(PONG, b"x") + frame(TEXT, ECHO))
    assert ann.hear("43") == ANSWER


@pytest.mark.parametrize(
    "grain",
    [frame(PING, b"x"), frame(PONG), frame(TEXT, b"3"), frame(CONT, fin=False)],
    ids=["pings", "pongs", "engine", "empty pieces"],
)
def test_a_flood_of_small_frames_is_ended(
    server: World, ann: Wire, grain: bytes
) -> None:
    before = server.memory()
    server.forget_peak()
    ann.raw(frame(TEXT, b"4", fin=False) if grain[0] == 0 else b"")
    for _ in range(20):
        ann.raw(grain * 1000)
    assert ann.ending() in (1008, RESET)
    assert server.memory(peak=True) - before < MOST_GROWTH


def test_a_flood_of_pings_by_who_never_reads_is_ended(server: World) -> None:
    ann = server.phone()
    ann.sock.settimeout(2)
    flood = frame(PING, b"x" * 125) * 200_000
    with pytest.raises((ConnectionError, TimeoutError)):
        ann.sock.sendall(flood)
    assert server.empties()


# Size.


def test_16_kb_is_the_limit_and_not_less(ann: Wire) -> None:
    text = b'421["echo","' + b"x" * (LIMIT - 14) + b'"]'
    assert len(text) == LIMIT
    ann.raw(frame(TEXT, text))
    assert len(ann.hear("43")) == LIMIT - len('421["echo",""]') + len('431[""]')


def huge(ann: Wire) -> None:
    """Send 100 MB as one message."""
    ann.raw(frame(TEXT, length=100 * 1024 * 1024))
    for _ in range(100):
        ann.raw(b"x" * 1024 * 1024)


def bomb(ann: Wire) -> None:
    """Send 200 MB squeezed into 200 KB, in pieces below the limit."""
    made = zlib.compressobj(9, wbits=-15)
    zeros = b"0" * 1024 * 1024
    data = b"".join(made.compress(zeros) for _ in range(200)) + made.flush()
    first, rest = data[:8000], data[8000:]
    ann.raw(frame(TEXT, first, fin=False, reserved=RSV1))
    for at in range(0, len(rest), 8000):
        ann.raw(frame(CONT, rest[at : at + 8000], fin=False))


def one_bomb(ann: Wire) -> None:
    """Send 16 MB squeezed into one frame below the limit."""
    data = squeeze(b"0" * 16 * 1024 * 1024)
    assert len(data) <= LIMIT
    ann.raw(frame(TEXT, data, reserved=RSV1))


def exact_bomb(ann: Wire) -> None:
    """Fill the limit to the byte, then go on."""
    made = zlib.compressobj(9, wbits=-15)
    first = made.compress(b"0" * LIMIT) + made.flush(zlib.Z_SYNC_FLUSH)
    rest = made.compress(b"0" * 10_000_000) + made.flush(zlib.Z_SYNC_FLUSH)
    ann.raw(frame(TEXT, first, fin=False, reserved=RSV1) + frame(CONT, rest[:-4]))


@pytest.mark.parametrize("attack", [huge, bomb, one_bomb, exact_bomb])
def test_a_huge_message_costs_next_to_nothing(
    server: World, squeezed: Wire, attack: Callable[[Wire], None]
) -> None:
    assert squeezed.deflated
    squeezed.ask("echo", 1)
    before = server.memory()
    server.forget_peak()
    attack(squeezed)
    assert squeezed.ending() in (1009, RESET)
    assert server.memory(peak=True) - before < MOST_GROWTH
    assert server.empties()


def test_the_code_for_too_large_arrives(ann: Wire) -> None:
    ann.raw(frame(TEXT, b"x" * 100_000))
    assert ann.ending() == 1009


# Compression.


def test_a_squeezed_message_is_understood_and_answered(squeezed: Wire) -> None:
    text = b'421["echo","' + b"x" * 9000 + b'"]'
    squeezed.raw(frame(TEXT, squeeze(text), reserved=RSV1))
    first, answer = squeezed.frame() or (0, b"")
    assert (first & RSV1, len(answer)) == (0, 9007)  # to one phone: not squeezed


def test_a_short_answer_is_not_squeezed(squeezed: Wire) -> None:
    squeezed.raw(frame(TEXT, squeeze(ECHO), reserved=RSV1))
    assert squeezed.frame() == (0x80 | TEXT, ANSWER.encode())


@pytest.mark.parametrize(
    "sent",
    [
        frame(TEXT, b"\xff" * 50, reserved=RSV1),
        frame(PING, b"", reserved=RSV1),
        frame(TEXT, squeeze(ECHO)[:5], reserved=RSV1, fin=False)
        + frame(CONT, squeeze(ECHO)[5:], reserved=RSV1),
    ],
)
def test_compression_that_breaks_the_rules_is_refused(
    squeezed: Wire, sent: bytes
) -> None:
    squeezed.raw(sent)
    assert squeezed.ending() == 1002


@pytest.mark.parametrize(
    ("offer", "taken"),
    [
        ("permessage-deflate", True),
        ("permessage-deflate; server_max_window_bits=9", True),
        ("permessage-deflate; nonsense", False),
        ("x-webkit-deflate-frame", False),
    ],
)
def test_compression_is_negotiated(server: World, offer: str, taken: bool) -> None:
    phone = server.phone(Sec_WebSocket_Extensions=offer)
    assert phone.deflated is taken
    assert phone.ask("sync")["ok"]
    server.hang_up()


# Handshakes.


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Sec_WebSocket_Key": None}, 400),
        ({"Sec_WebSocket_Key": "short"}, 400),
        ({"Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}, 101),
        ({"Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==,x"}, 400),
        ({"Sec_WebSocket_Version": "8"}, 400),
        ({"Sec_WebSocket_Version": None}, 400),
        ({"Connection": "keep-alive"}, 426),
        ({"Connection": "keep-alive, Upgrade"}, 101),
        ({"Upgrade": "h2c"}, 400),
        ({"Upgrade": None}, 400),
        ({"Content_Length": "5"}, 400),
        ({"Transfer_Encoding": "chunked"}, 400),
        ({"line": "POST /socket.io/?EIO=4&transport=websocket HTTP/1.1"}, 400),
        ({"line": "GET /socket.io/?EIO=4&transport=websocket HTTP/1.0"}, 505),
    ],
)
def test_a_handshake_is_right_or_refused(
    server: World, changes: dict[str, str | None], status: int
) -> None:
    wire = server.wire().open(**changes)
    assert wire.status == status
    server.hang_up()
    assert server.empties()


def test_what_is_glued_to_the_handshake_is_heard(server: World) -> None:
    (ticket,) = server.tickets(1)
    hello = f'40{{"as":"player","code":"{server.code}"}}'.encode()
    glued = frame(TEXT, hello) + frame(TEXT, ECHO)
    wire = server.wire()
    wire.raw(handshake(server.port, Cookie=f"dilemma-{server.code}={ticket}") + glued)
    wire.read_answer()
    assert wire.hear("40").startswith("40{")
    assert wire.hear("43") == ANSWER
    server.hang_up()


def test_a_request_glued_to_the_handshake_is_none(server: World) -> None:
    before = server.state("")["handled"].get("next", 0)
    host = f"Host: 127.0.0.1:{server.port}"
    glued = f"GET /test/next?code={server.code} HTTP/1.1\r\n{host}\r\n\r\n"
    wire = server.wire()
    wire.raw(handshake(server.port) + glued.encode())
    wire.read_answer()
    assert wire.ending() == 1002
    server.hang_up()
    assert server.empties()
    assert server.state("")["handled"].get("next", 0) == before


def test_a_handshake_byte_by_byte(server: World) -> None:
    wire = server.wire()
    for byte in handshake(server.port):
        wire.raw(bytes([byte]))
    wire.read_answer()
    assert wire.status == 101
    server.hang_up()


# Rubbish of any kind.

RANDOM = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
frames = st.builds(
    lambda opcode, data, fin, reserved, masked: frame(
        opcode, data, fin=fin, reserved=reserved, masked=masked
    ),
    st.integers(0, 15),
    st.binary(max_size=60) | st.text(max_size=20).map(str.encode),
    st.booleans() | st.just(True),
    st.sampled_from([0, 0, 0, RSV1, RSV2]),
    st.sampled_from([True, True, True, False]),
)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(st.text(max_size=9), inside, max_size=4)
    ),
    max_leaves=12,
)


def calm(server: World, before: dict[str, int]) -> None:
    """The server lives, and no handler ran that nobody may call."""
    after = server.state("")["handled"]
    assert after.get("connect", 0) == before.get("connect", 0)
    assert after.get("disconnect", 0) == before.get("disconnect", 0)
    assert "Traceback" not in server.said


@RANDOM
@given(data=st.binary(max_size=300))
def test_any_bytes_at_all(server: World, data: bytes) -> None:
    before = server.state("")["handled"]
    wire = server.wire().open()
    wire.raw(data)
    wire.sock.shutdown(socket.SHUT_WR)
    assert wire.ending() != TEXT
    server.hang_up()
    calm(server, before)


@RANDOM
@given(sent=st.lists(frames, max_size=6))
def test_any_frames_at_all(server: World, sent: list[bytes]) -> None:
    before = server.state("")["handled"]
    wire = server.wire().open()
    wire.raw(b"".join(sent))
    wire.sock.shutdown(socket.SHUT_WR)
    assert wire.ending() in (1000, 1002, 1003, 1007, 1008, 1009, GONE, RESET, 0)
    server.hang_up()
    calm(server, before)


@RANDOM
@given(
    kind=st.sampled_from(["42", "421", "40", "41", "43", "45-", "44", "4"]),
    name=st.sampled_from(["connect", "disconnect", "echo", "cast", "sync", "*", ""]),
    data=json_like,
    cut=st.integers(0, 300),
)
def test_any_packet_at_all(
    server: World, kind: str, name: str, data: object, cut: int
) -> None:
    import json

    before = server.state("")["handled"].get("disconnect", 0)
    wire = server.phone()
    wire.say((kind + json.dumps([name, data]))[: cut or None])
    wire.sock.shutdown(socket.SHUT_WR)
    assert wire.ending() in (1000, 1008, GONE, RESET)
    server.hang_up()
    assert server.empties()
    assert server.state("")["handled"]["disconnect"] == before + 1
    assert "Traceback" not in server.said


def test_and_still_it_serves(server: World) -> None:
    assert server.phone().ask("sync")["ok"]
    assert os.path.exists(f"/proc/{server.pid}")
    lines = [line for line in server.said.splitlines() if "was ended" in line]
    # A line a second, however many were ended.
    assert 0 < len(lines) < time.monotonic() - server.began + 2
