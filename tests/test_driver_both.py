"""Whichever transport carries it, a phone, a page and a rule are the same."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.driver_world import World, world
from tests.wire import PATH, RESET


@pytest.fixture(scope="module", params=["own", "stock"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("data"), request.param) as one:
        yield one


@pytest.fixture(autouse=True)
def _hang_up(server: World) -> Iterator[None]:
    yield
    server.hang_up()


def vote_step(server: World) -> int:
    """Go on to a step in which people vote."""
    while True:
        told = server.get(f"/test/next?code={server.code}")
        if told["kind"] == "vote":
            return int(told["step"])


def test_the_setting_says_which_transport_it_is(server: World) -> None:
    assert server.state()["own"] is (server.transport == "own")


def test_a_phone_with_a_ticket_comes_in_and_sees_what_is_true(server: World) -> None:
    ann = server.phone()
    greeting, present, welcome = ann.heard
    assert '"pingInterval":20000,"pingTimeout"' in greeting or (
        '"pingTimeout":15000,"pingInterval":20000' in greeting
    )
    assert present.startswith('42["fragments",{"html":"<section id=\\"stage\\"')
    assert welcome.startswith('40{"sid":"')


@pytest.mark.parametrize(
    "proof",
    [
        "40",
        "40{}",
        '40{"as":"player","code":"%s"}',
        '40{"as":"host","workshop":"x"}',
        '40{"as":"projector","workshop":"%s","key":"x"}',
    ],
)
def test_a_phone_without_proof_is_refused(server: World, proof: str) -> None:
    zoe = server.wire().open()
    zoe.say(proof.replace("%s", server.code))
    assert zoe.hear("44") == '44{"message":"not allowed"}'


def test_a_forged_ticket_is_refused(server: World) -> None:
    (ticket,) = server.tickets(1)
    zoe = server.wire().open(Cookie=f"dilemma-{server.code}={ticket[:-2]}xx")
    zoe.say(f'40{{"as":"player","code":"{server.code}"}}')
    assert "not allowed" in zoe.hear("44")


def test_a_vote_is_acknowledged_with_what_was_stored(server: World) -> None:
    ann = server.phone()
    step = vote_step(server)
    said = ann.ask("cast", {"step": step, "answer": "a2", "seq": 7}, 12)
    assert said["ok"] is True
    assert 'id="mine"' in said["html"]


def test_a_wrong_vote_is_acknowledged_with_why(server: World) -> None:
    ann = server.phone()
    said = ann.ask("cast", {"step": "x", "answer": 5})
    assert (said["ok"], said["why"], said["final"]) == (False, "Malformed", True)


def test_a_phone_that_woke_up_asks_what_is_true(server: World) -> None:
    said = server.phone().ask("sync")
    assert said["ok"] is True
    assert 'id="stage"' in said["html"]


def test_everybody_hears_what_the_facilitator_does(server: World) -> None:
    phones = server.phones(3)
    server.get(f"/test/next?code={server.code}")
    pushed = {phone.hear('42["fragments"') for phone in phones}
    assert len(pushed) == 1


def test_a_phone_that_comes_back_is_who_it_was(server: World) -> None:
    (ticket,) = server.tickets(1)
    ann = server.wire().join(server.code, ticket)
    step = vote_step(server)
    ann.ask("cast", {"step": step, "answer": "b1", "seq": 1})
    ann.close()
    again = server.wire().join(server.code, ticket)
    assert "b1" in again.ask("sync")["html"]


def test_of_four_sockets_with_one_ticket_the_oldest_leaves(server: World) -> None:
    (ticket,) = server.tickets(1)
    oldest, *others = [server.wire().join(server.code, ticket) for _ in range(4)]
    assert oldest.hear("41") == "41"
    assert [one.ask("echo", 1) for one in others] == [1, 1, 1]


def test_a_large_letter_and_a_smile_survive(server: World) -> None:
    said = "Één 🙂 " * 500
    assert server.phone().ask("echo", said) == said


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Host", "evil.example"),
    ],
)
def test_a_foreign_page_or_address_opens_no_socket(
    server: World, header: str, value: str
) -> None:
    assert server.wire().open(**{header: value}).status == 400


def test_our_own_page_opens_a_socket(server: World) -> None:
    ours = f"http://127.0.0.1:{server.port}"
    assert server.wire().open(Origin=ours).status == 101


@pytest.mark.parametrize(
    "path",
    [
        PATH.replace("websocket", "polling"),
        PATH.replace("EIO=4", "EIO=3"),
        PATH + "&sid=nobody",
    ],
)
def test_nothing_but_a_new_websocket_is_served(server: World, path: str) -> None:
    assert server.wire().open(line=f"GET {path} HTTP/1.1").status == 400


FORGED = [
    '42["connect"]',
    '42["disconnect"]',
    '421["disconnect","transport close"]',
    '42["connect_error"]',
    '42["*"]',
    '42["newListener"]',
]
RUBBISH = [
    "",
    "0",
    "2",
    "2probe",
    "3probe",
    "4",
    "5",
    "6",
    "9zz",
    "b4AAAA",
    "42",
    "42[",
    "42[]",
    "42{}",
    "42[1]",
    "42[null]",
    '42["echo",1,2]',
    '42["echo",NaN]',
    '42["echo",1e999]',
    '42["echo",' + "9" * 400 + "]",
    '42["echo",' + "[" * 9 + "]" * 9 + "]",
    "42" + "[" * 8000,
    '42["echo","\\ud800"]',
    '42/other,["echo"]',
    "40/other,",
    "40[]",
    '40"x"',
    "43[1]",
    "431[1]",
    "44",
    '451-["echo",{"_placeholder":true,"num":0}]',
    "461-1[]",
    "42²[1]",
    "42" + "1" * 40 + '["echo"]',
    "47",
    "41x",
]


@pytest.mark.parametrize("text", FORGED + RUBBISH)
def test_what_no_phone_sends_ends_the_connection(server: World, text: str) -> None:
    ann = server.phone()
    before = server.state("")["handled"]
    ann.say(text)
    assert ann.ending() == 1008
    # The stock one leaves the line itself to the phone.
    assert server.transport == "stock" or ann.at_end()
    ann.close()
    assert server.empties()
    after = server.state("")["handled"]
    # Its own end is the only handler that ran.
    assert changed(before, after) == {"disconnect": 1}


def changed(before: dict[str, int], after: dict[str, int]) -> dict[str, Any]:
    return {
        name: after[name] - before.get(name, 0)
        for name in after
        if after[name] != before.get(name, 0)
    }


def test_who_floods_is_ended(server: World) -> None:
    ann = server.phone()
    before = server.state()["handled"].get("echo", 0)
    for number in range(1000):
        ann.say(f'42{number}["echo",1]')
    assert ann.ending() in (1008, RESET)
    ann.close()
    assert server.empties()
    assert server.state()["handled"]["echo"] - before <= 60


def test_the_pace_of_a_person_is_no_flood(server: World) -> None:
    ann = server.phone()
    for number in range(18):
        assert ann.ask("echo", number, number) == number
    for _ in range(200):
        ann.say("3")  # an answer to a ping is no event
    assert ann.ask("echo", "still here", 99) == "still here"


def test_a_message_over_16_kb_ends_the_connection(server: World) -> None:
    ann = server.phone()
    ann.say('42["echo","' + "x" * 17_000 + '"]')
    assert ann.ending() == 1009
    bo = server.phone()
    assert len(bo.ask("echo", "x" * 16_000)) == 16_000


def test_nothing_is_left_of_phones_that_left(server: World) -> None:
    server.hang_up()
    assert server.empties()
    before = server.state()
    for phone in server.phones(10):
        phone.ask("sync")
    for wire in [server.wire().open() for _ in range(10)]:
        wire.close()
    assert server.state()["phones"] >= 10
    server.hang_up()
    if server.transport == "stock":  # its pings sleep on beside the dead
        before |= {"greenlets": server.state()["greenlets"]}
    assert server.settles(before)
