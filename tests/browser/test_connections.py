"""A phone on a bad network: sockets that are blocked or dead, tickets of nobody."""

import re
import sqlite3
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, WebSocket, WebSocketRoute, expect

from tests.browser.conftest import Hall, Server, shoot
from tests.browser.test_phones import fran, take, turnout, workshop
from tests.browser.test_workshop import step, vote

__all__ = ["fran", "workshop"]  # pytest finds fixtures by name
SOCKETS = re.compile(r"/socket\.io/")
IN = "Je stem is binnen."
BLOCKED = """window.WebSocket = class {
    constructor() { setTimeout(() => this.onerror(new Event("error")), 50); }
    close() {}
};"""


def choice(phone: Page, name: str) -> Locator:
    """Find one button of the ballot."""
    return phone.get_by_role("button", name=name, exact=True)


def pressed(phone: Page, name: str) -> None:
    """Wait until this choice is the one that counts."""
    expect(choice(phone, name)).to_have_attribute("aria-pressed", "true", timeout=15000)
    expect(phone.get_by_text(IN)).to_be_visible(timeout=15000)


def votes(server: Server) -> int:
    """Count the votes that are stored."""
    with sqlite3.connect(server.data / "dilemma.db") as file:
        return int(file.execute("select count(*) from response").fetchone()[0])


class Line:
    """A phone's line to the server, which a test may cut unseen by the phone."""

    def __init__(self, phone: Page) -> None:
        self.opened = 0
        self.dead = 0  # nothing passes through this socket and the ones before it
        phone.route_web_socket(SOCKETS, self._open)

    def _open(self, phone: WebSocketRoute) -> None:
        self.opened += 1
        number = self.opened
        server = phone.connect_to_server()

        def pass_on(to: WebSocketRoute, text: str | bytes) -> None:
            if number > self.dead:
                to.send(text)

        phone.on_message(lambda text: pass_on(server, text))
        server.on_message(lambda text: pass_on(phone, text))

    def cut(self) -> None:
        """From now on nothing arrives any more over the present socket."""
        self.dead = self.opened


def with_line(hall: Hall, url: str) -> tuple[Page, Line]:
    """Open a phone whose line can be cut."""
    phone = hall.phone("about:blank")
    line = Line(phone)
    phone.goto(url)
    return phone, line


def without_sockets(hall: Hall, url: str, width: int = 390) -> Page:
    """Open a phone on a network that lets no web socket through."""
    phone = hall.phone("about:blank", width=width)
    phone.add_init_script(BLOCKED)
    phone.goto(url)
    return phone


def wake(phone: Page) -> None:
    """Tell the page that somebody looks at it again."""
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_where_sockets_are_blocked_a_phone_joins_votes_and_follows(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(without_sockets(hall, workshop["join_url"]))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible(timeout=15000)
    choice(ann, "Zeker A").click()
    pressed(ann, "Zeker A")
    expect(ann.locator("#connection")).to_be_hidden()
    choice(ann, "Eerder B").click()
    pressed(ann, "Eerder B")
    turnout(fran, "1 van 1")
    step(fran, "talk")
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible(timeout=15000)
    assert re.fullmatch(r"\d+:\d\d", ann.locator(".clock").inner_text())


def test_a_choice_after_the_close_is_refused_without_sockets_too(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    ann = take(without_sockets(hall, workshop["join_url"]))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible(timeout=15000)
    step(fran, "talk")
    choice(ann, "Zeker A").click()
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible(timeout=15000)
    expect(ann.locator("#connection")).to_contain_text("niet")
    assert votes(server) == 0
    hall.complaints.clear()  # the browser notes that the form was refused


def test_a_phone_that_slept_shows_the_present_step_and_keeps_out_of_the_next(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    ann, line = with_line(hall, workshop["join_url"])
    take(ann)
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    line.cut()
    choice(ann, "Zeker A").click()
    expect(ann.locator("#connection")).to_contain_text("verstuurd")
    step(fran, "talk")
    wake(ann)
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible(timeout=8000)
    expect(ann.locator("#connection")).to_contain_text("telt misschien niet mee")
    shoot(ann, "phone-too-late-390")
    assert votes(server) == 0
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    expect(ann.locator("#connection")).to_be_hidden()
    expect(ann.locator("button[aria-pressed=true]")).to_have_count(0)
    vote(ann, "Eerder A")
    assert votes(server) == 1


def test_a_choice_that_never_left_the_phone_is_not_sent_into_the_next_step(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    ann.context.set_offline(True)
    choice(ann, "Zeker A").click()
    expect(ann.locator("#connection")).to_contain_text("Geen verbinding")
    step(fran, "talk")
    ann.context.set_offline(False)
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible(timeout=15000)
    expect(ann.locator("#connection")).to_contain_text("telt niet mee")
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    assert votes(server) == 0


@pytest.mark.parametrize("how", ["dead line", "no network"])
def test_a_choice_under_way_survives_loading_the_page_again(
    hall: Hall, workshop: dict[str, str], fran: Page, how: str
) -> None:
    ann, line = with_line(hall, workshop["join_url"])
    take(ann)
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    if how == "dead line":
        line.cut()
    else:
        ann.context.set_offline(True)
    choice(ann, "Eerder B").click()
    expect(choice(ann, "Eerder B")).to_have_attribute("aria-pressed", "true")
    ann.context.set_offline(False)
    ann.reload()
    pressed(ann, "Eerder B")
    turnout(fran, "1 van 1")


def test_two_tabs_show_the_same_choice_and_the_newest_counts(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    ann, line = with_line(hall, workshop["join_url"])
    take(ann)
    other = ann.context.new_page()
    other.goto(workshop["join_url"])
    step(fran, "vote")
    for tab in (ann, other):
        expect(tab.locator("#stage[data-kind=vote]")).to_be_visible()
    vote(ann, "Zeker A")
    pressed(other, "Zeker A")
    line.cut()
    choice(ann, "Zeker B").click()
    expect(choice(ann, "Zeker B")).to_have_attribute("aria-pressed", "true")
    vote(other, "Eerder A")  # newer than what the first tab could not send
    pressed(ann, "Eerder A")
    pressed(other, "Eerder A")
    assert votes(server) == 1


def test_who_taps_like_mad_is_not_sent_away_and_the_last_tap_counts(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = hall.phone("about:blank")
    sent: list[float] = []
    opened: list[str] = []

    def note(frame: str | bytes) -> None:
        if '"cast"' in str(frame):
            sent.append(time.monotonic())

    def listen(socket: WebSocket) -> None:
        opened.append(socket.url)
        socket.on("framesent", note)

    ann.on("websocket", listen)
    ann.goto(workshop["join_url"])
    take(ann)
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    ann.evaluate(
        """async () => {
            const buttons = document.querySelectorAll("button[name=answer]");
            for (let tap = 0; tap < 100; tap += 1) {
                buttons[tap % 2].click();
                await new Promise((done) => setTimeout(done, 20));
            }
        }"""
    )
    pressed(ann, "Eerder A")
    assert 2 <= len(sent) <= 40
    for number, at in enumerate(sent):
        assert len([one for one in sent[number:] if one < at + 1]) <= 8
    assert len(opened) == 1
    turnout(fran, "1 van 1")


def test_the_clock_stays_away_until_it_is_right(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    step(fran, "read")
    ann = hall.phone("about:blank")
    ann.add_init_script("const now = Date.now; Date.now = () => now() + 5000000;")
    let_through: list[Callable[[], None]] = []

    def hold(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def keep(text: str | bytes) -> None:
            let_through.append(lambda: route.send(text))

        server.on_message(keep)
        route.on_message(server.send)

    ann.route_web_socket(SOCKETS, hold)
    ann.goto(workshop["join_url"])
    ann.get_by_role("button", name="inwoner").click()
    expect(ann.locator("#stage[data-kind=read]")).to_be_visible()
    ann.wait_for_timeout(1000)
    expect(ann.locator(".clock")).to_have_text("")
    for _ in range(20):
        while let_through:
            let_through.pop(0)()
        ann.wait_for_timeout(100)
    expect(ann.locator(".clock")).to_have_text(re.compile(r"^\d+:\d\d$"))

    def seconds(page: Page) -> int:
        minutes, rest = page.locator(".clock").first.inner_text().split(":")
        return 60 * int(minutes) + int(rest)

    assert abs(seconds(ann) - seconds(fran)) <= 2


def test_a_ticket_of_nobody_leads_to_the_roles_once(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    with sqlite3.connect(server.data / "dilemma.db") as file:
        file.execute("delete from participant")
    loads: list[str] = []
    ann.on("framenavigated", lambda frame: loads.append(frame.url))
    ann.reload()
    expect(ann.get_by_role("heading", name="Kies je rol")).to_be_visible()
    ann.wait_for_timeout(3000)
    assert len(loads) == 2, loads
    take(ann)
    expect(ann.locator("#connection")).to_be_hidden()


def test_before_the_socket_is_there_the_page_looks_whole(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = without_sockets(hall, workshop["join_url"], width=320)
    ann.route("**/j/*?plain", lambda route: None)  # a slow network answers nothing yet
    ann.get_by_role("button", name="inwoner").click()
    for kind in ("lobby", "read", "vote"):
        if kind != "lobby":
            step(fran, kind)
            ann.reload()
        expect(ann.locator(f"#stage[data-kind={kind}]")).to_be_visible()
        shoot(ann, f"phone-shell-{kind}-320")
        expect(ann.locator("#connection")).to_be_hidden()
        if kind != "lobby":
            title = ann.locator(".stage h1").bounding_box()
            place = ann.locator(".place").bounding_box()
            assert title
            assert place
            assert title["y"] >= place["y"] + place["height"] - 1
