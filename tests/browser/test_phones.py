"""What happens to phones: no network, a dead server, two tabs, no scripts, late."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hall, Server, dealt_with, press_next, shoot
from tests.browser.test_workshop import step, vote

MOST_FIRST_LOAD = 45 * 1024  # bytes over the wire
AXE = next(Path(__file__).parent.glob("vendor/axe-core@*/axe.min.js"))


@pytest.fixture
def workshop(server: Server) -> dict[str, str]:
    """Make a workshop of one deep card from the command line."""
    return server.new_workshop(
        "--deck", "sociaal-werk-beweegt", "--cards", "D04,D05", "--variant", "uur"
    )


@pytest.fixture
def fran(hall: Hall, workshop: dict[str, str]) -> Page:
    """Fran opened the host link that the command printed."""
    page = hall.laptop(workshop["host_url"])
    expect(page.locator("#host")).to_be_visible()
    return page


def take(phone: Page, role: str = "inwoner") -> Page:
    """Take a role."""
    phone.get_by_role("button", name=role).click()
    expect(phone.locator("#mine")).to_contain_text(role)
    return phone


def turnout(page: Page, text: str) -> None:
    """Wait until the hall's turnout says this."""
    expect(page.locator("#turnout")).to_contain_text(text)


def test_a_vote_without_network_waits_and_counts_once(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    ann.context.set_offline(True)
    ann.get_by_role("button", name="Zeker B", exact=True).click()
    expect(ann.locator("#connection")).to_contain_text("Geen verbinding")
    shoot(ann, "phone-offline-390")
    turnout(fran, "0 van 1")
    ann.context.set_offline(False)
    expect(ann.get_by_text("Je stem is binnen.")).to_be_visible(timeout=15000)
    expect(ann.locator("#connection")).to_be_hidden()
    turnout(fran, "1 van 1")


def test_a_waiting_vote_survives_a_reload_of_the_page(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    server.stop(kill=True)
    ann.get_by_role("button", name="Eerder A", exact=True).click()
    expect(ann.locator("#connection")).to_contain_text("Geen verbinding")
    server.start()
    ann.reload()
    expect(ann.get_by_text("Je stem is binnen.")).to_be_visible(timeout=15000)
    chosen = ann.get_by_role("button", name="Eerder A", exact=True)
    expect(chosen).to_have_attribute("aria-pressed", "true")


def test_after_a_crash_everybody_is_back_where_they_were(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    beamer = hall.projector(workshop["screen_url"])
    ann = take(hall.phone(workshop["join_url"]))
    step(fran, "vote")
    vote(ann, "Zeker A")
    server.stop(kill=True)
    server.start()
    # Nobody reloads: phone, host and projector come back by themselves.
    button = ann.get_by_role("button", name="Zeker B", exact=True)
    button.click()
    expect(ann.get_by_text("Je stem is binnen.")).to_be_visible(timeout=30000)
    expect(button).to_have_attribute("aria-pressed", "true")
    turnout(beamer, "1 van 1")
    step(fran, "talk")
    expect(beamer.locator("#stage[data-kind=talk]")).to_be_visible(timeout=30000)
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible()


def test_two_tabs_of_one_person_are_one_vote(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    other = ann.context.new_page()
    other.goto(workshop["join_url"])
    step(fran, "vote")
    expect(other.locator("#stage[data-kind=vote]")).to_be_visible()
    vote(ann, "Zeker A")
    vote(other, "Zeker B")
    vote(ann, "Eerder A")  # the tab that was asleep votes last, and that counts
    chosen = other.get_by_role("button", name="Eerder A", exact=True)
    expect(chosen).to_have_attribute("aria-pressed", "true")  # nobody loads it again
    other.reload()
    expect(chosen).to_have_attribute("aria-pressed", "true")
    turnout(fran, "1 van 1")


def test_a_latecomer_lands_on_the_present_step(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    step(fran, "vote")
    bo = take(hall.phone(workshop["join_url"].upper()), "gemeente")
    vote(bo, "Eerder B")


def test_without_scripts_a_phone_joins_votes_and_follows(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    bo = hall.phone(workshop["join_url"], java_script_enabled=False, width=320)
    bo.get_by_role("button", name="gemeente").click()
    expect(bo).to_have_url(re.compile(r"\?plain$"))
    expect(bo.locator("#mine")).to_contain_text("gemeente")
    step(fran, "vote")  # who waits follows without doing anything
    bo.get_by_role("button", name="Zeker A", exact=True).click(timeout=15000)
    expect(bo.get_by_text("Je stem is binnen.")).to_be_visible()
    expect(bo.get_by_text("Je koos: Zeker A")).to_be_visible()
    shoot(bo, "phone-no-scripts-320", full=True)
    turnout(fran, "1 van 1")
    step(fran, "talk")
    bo.get_by_role("link", name="Laad deze pagina opnieuw").click()
    expect(bo.locator("#stage[data-kind=talk]")).to_be_visible()


def test_two_host_tabs_and_a_remote_never_advance_twice(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    other = hall.laptop(workshop["host_url"])
    # Both tabs press at once: the second press was meant for what it saw.
    fran.evaluate("document.getElementById('next').click()")
    other.evaluate("document.getElementById('next').click()")
    expect(fran.locator("#host")).to_have_attribute("data-kind", "read")
    expect(other.locator("#host")).to_have_attribute("data-kind", "read")
    fran.wait_for_timeout(500)
    expect(fran.locator("#host")).to_have_attribute("data-acts", "1")
    hall.complaints.clear()  # the browser notes that the second press was refused
    fran.keyboard.press("PageDown")
    expect(fran.locator("#host")).to_have_attribute("data-kind", "vote")
    dealt_with(fran)
    fran.keyboard.press("PageUp")
    expect(fran.locator("#host")).to_have_attribute("data-kind", "read")
    dealt_with(fran)
    fran.locator("body").click(position={"x": 5, "y": 400})
    fran.keyboard.press("Space")
    expect(fran.locator("#host")).to_have_attribute("data-kind", "vote")
    expect(other.locator("#host")).to_have_attribute("data-kind", "vote")


def test_a_wrong_code_keeps_what_was_typed(hall: Hall, server: Server) -> None:
    phone = hall.phone(f"{server.url}/j", width=320)
    phone.get_by_role("textbox").fill("bcd fgh")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("textbox")).to_have_value("bcd fgh")
    expect(phone.get_by_text("Deze code kennen we niet")).to_be_visible()
    shoot(phone, "phone-wrong-code-320", full=True)
    hall.complaints.clear()  # the browser notes every 404


def test_in_english_by_a_visible_switch(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    zoe = hall.phone(workshop["join_url"])
    zoe.get_by_role("link", name="English").click()
    expect(zoe.get_by_role("heading", name="Choose your role")).to_be_visible()
    zoe.get_by_role("button", name="resident").click()
    step(fran, "vote")
    expect(zoe.get_by_role("button", name="Surely A", exact=True)).to_be_visible()
    shoot(zoe, "phone-vote-english-390", full=True)
    beamer = hall.projector(workshop["screen_url"] + "?lang=en&dark")
    shoot(beamer, "projector-vote-english-dark")


def test_the_first_load_is_small_and_from_one_host(
    hall: Hall, workshop: dict[str, str], server: Server
) -> None:
    phone = hall.open("about:blank")
    wire = phone.context.new_cdp_session(phone)
    wire.send("Network.enable")
    sizes: Counter[str] = Counter()
    asked: dict[str, str] = {}

    def sent(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def loaded(event: dict[str, Any]) -> None:
        sizes[asked[event["requestId"]]] += int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", sent)
    wire.on("Network.loadingFinished", loaded)
    phone.goto(workshop["join_url"])
    take(phone)
    phone.wait_for_timeout(1000)
    total = sum(sizes.values())
    report = Path(__file__).resolve().parents[2] / "test-output" / "first-load.json"
    report.parent.mkdir(exist_ok=True)
    report.write_text(json.dumps({"total": total, **sizes}, indent=2))
    assert total <= MOST_FIRST_LOAD, sizes
    assert {url for url in asked.values() if not url.startswith(server.url)} == set()


def complaints_of_axe(page: Page) -> list[str]:
    """Run axe-core on a page and return what it finds, in short."""
    # The policy of the page forbids foreign scripts; the test brings its own.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})"
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def test_every_screen_is_free_of_accessibility_faults_that_a_machine_can_find(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server
) -> None:
    beamer = hall.projector(workshop["screen_url"])
    ann = hall.phone(workshop["join_url"], width=320)
    faults = {"join": complaints_of_axe(ann)}
    take(ann)
    for kind in ("lobby", "read", "vote", "talk", "reveal", "perspective", "close"):
        while fran.locator(f"#host[data-kind={kind}]").count() == 0:
            press_next(fran)
        for name, page in (("phone", ann), ("hall", beamer), ("host", fran)):
            here = page.locator(f"#stage[data-kind={kind}], #host[data-kind={kind}]")
            expect(here.first).to_be_visible()
            page.wait_for_timeout(600)
            faults[f"{name} {kind}"] = complaints_of_axe(page)
    results = hall.laptop(workshop["results_url"])
    faults["results"] = complaints_of_axe(results)
    home = hall.phone(f"{server.url}/")
    faults["home"] = complaints_of_axe(home)
    assert {place: found for place, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [320, 390, 768, 1366])
def test_nothing_scrolls_sideways(
    hall: Hall, workshop: dict[str, str], fran: Page, server: Server, width: int
) -> None:
    wide = []
    ann = hall.open(workshop["join_url"], viewport={"width": width, "height": 800})
    take(ann)
    host = hall.open(workshop["host_url"], viewport={"width": width, "height": 800})
    for kind in ("lobby", "read", "vote", "talk", "reveal", "perspective", "close"):
        while fran.locator(f"#host[data-kind={kind}]").count() == 0:
            press_next(fran)
        for name, page in (("phone", ann), ("host", host)):
            here = page.locator(f"#stage[data-kind={kind}], #host[data-kind={kind}]")
            expect(here.first).to_be_visible()
            over = page.evaluate(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
            if over > 0:
                wide.append((name, kind, over))
        if kind in ("lobby", "vote"):
            shoot(host, f"host-{kind}-{width}")
    assert wide == []
