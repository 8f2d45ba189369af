"""Writing on a phone while the room moves on, and what the hall makes of it."""

import re

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hall, Server, dealt_with, press_next, shoot
from tests.browser.test_phones import take
from tests.browser.test_workshop import step, vote

LONG = "Vrijwilligersondersteuningsorganisatiemedewerkers " * 2
LONG += "kennen de mensen in hun eigen straat."  # 137 characters
COLLISIONS = """() => {
  const wrong = [];
  const flows = (one) => getComputedStyle(one).position !== "absolute";
  const seen = (one) => one.offsetHeight && flows(one);
  const parts = document.querySelectorAll(
    "#stage > *, .quote-side, .quote-side li, .by-role, .room");
  for (const one of [...parts].filter(seen)) {
    const box = one.getBoundingClientRect(), name = one.className || one.tagName;
    if (box.bottom > innerHeight + 1) wrong.push(`${name} is below the screen`);
    if (box.right > innerWidth + 1) wrong.push(`${name} is beside the screen`);
    if (one.scrollWidth > one.clientWidth + 2) wrong.push(`${name} is too wide`);
    const full = one.scrollHeight > one.clientHeight + 2;
    if (one.matches(".body") && full) wrong.push(`${name} is too high`);
  }
  const row = [...document.querySelector("#stage").children].filter(seen);
  row.slice(1).forEach((one, place) => {
    const above = row[place].getBoundingClientRect();
    const below = one.getBoundingClientRect();
    if (above.bottom > below.top + 1) wrong.push(`something on ${one.className}`);
  });
  return wrong;
}"""
WORDS = "De buren kennen elkaar al."


@pytest.fixture
def workshop(server: Server) -> dict[str, str]:
    """Make a workshop of two cards from the command line."""
    return server.new_workshop(
        "--deck", "sociaal-werk-beweegt", "--cards", "D05,D04", "--variant", "uur"
    )


@pytest.fixture
def fran(hall: Hall, workshop: dict[str, str]) -> Page:
    """Fran opened the host link that the command printed."""
    page = hall.laptop(workshop["host_url"])
    expect(page.locator("#host")).to_be_visible()
    return page


def begin(phone: Page, words: str, side: str = "A") -> None:
    """Open the form and type, without sending."""
    if not phone.locator("#say textarea").first.is_visible():
        phone.locator("#say summary").click()
    phone.locator("#say").get_by_text(side, exact=True).click()
    phone.locator("#say textarea").first.fill(words)


def send(phone: Page) -> None:
    phone.get_by_role("button", name="Stuur naar de spelleider").click()


def told(phone: Page, text: str) -> None:
    expect(phone.locator("#say .told")).to_contain_text(text, timeout=15000)


def press(fran: Page, name: str) -> None:
    fran.locator(f"#{name}").click()
    dealt_with(fran)


def come_in(join: str) -> list[requests.Session]:
    """Bring six people of each role in, without browsers."""
    crowd = []
    page = requests.get(join).text
    for role in re.findall(r'name="role" value="([^"]+)"', page):
        for _number in range(6):
            one = requests.Session()
            one.headers["Origin"] = join.partition("/j/")[0]
            one.get(join)
            assert one.post(f"{join}/role", {"role": role}).ok
            crowd.append(one)
    return crowd


def answer(join: str, crowd: list[requests.Session], fran: Page, *values: str) -> None:
    """Let the crowd answer at the present step, by turns."""
    shown = fran.locator("#stage").get_attribute("data-step") or ""
    for number, one in enumerate(crowd):
        given = {"step": shown, "answer": values[number % len(values)]}
        assert one.post(f"{join}/answer", given).ok


def test_what_somebody_types_survives_every_step_and_a_reload(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(hall.phone(workshop["join_url"], width=320))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    expect(ann.locator("#say")).to_be_hidden()  # first the own choice
    vote(ann, "Zeker A")
    expect(ann.locator("#say summary")).to_be_visible()
    shoot(ann, "phone-write-closed-320")
    begin(ann, "De bur")
    expect(ann.locator("#say .count").first).to_contain_text("134")
    shoot(ann, "phone-write-320", full=True)
    title = ann.locator("#stage h1").inner_text()
    field = ann.locator("#say textarea").first
    field.focus()
    while fran.locator("#host").get_attribute("data-kind") != "read":
        press_next(fran)
        ann.wait_for_timeout(150)
        expect(field).to_be_focused()
        expect(field).to_have_value("De bur")
    ann.keyboard.type("en")
    expect(ann.locator("#say .about")).to_contain_text(title)
    ann.reload()
    expect(field).to_have_value("De buren")
    shoot(ann, "phone-write-about-an-earlier-card-320", full=True)
    send(ann)
    told_or_listed(ann, "De buren")
    # At this step there is nothing to write, so the form is gone.
    expect(ann.locator("#say details")).to_be_hidden()


def told_or_listed(phone: Page, text: str) -> None:
    expect(phone.locator("#say .own-said")).to_contain_text(text, timeout=15000)


def test_without_a_network_a_text_waits_and_comes_in_once(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    step(fran, "talk")
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible()
    begin(ann, WORDS)
    ann.context.set_offline(True)
    send(ann)
    told(ann, "Je tekst blijft hier staan")
    expect(ann.locator("#say textarea").first).to_have_value(WORDS)
    ann.context.set_offline(False)
    told_or_listed(ann, WORDS)
    told(ann, "Binnen")
    shoot(ann, "phone-write-in-390", full=True)
    expect(fran.locator("#waiting")).to_contain_text("1 tekst wacht op jou")
    fran.locator("#waiting a").click()
    expect(fran.locator(".queued")).to_have_count(1)


def test_a_refused_text_stays_and_says_why(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(hall.phone(workshop["join_url"]))
    step(fran, "talk")
    expect(ann.locator("#stage[data-kind=talk]")).to_be_visible()
    begin(ann, WORDS)
    ann.evaluate("document.querySelector('#say [name=step]').value = '0'")
    send(ann)
    told(ann, "konden")
    expect(ann.locator("#say textarea").first).to_have_value(WORDS)
    hall.complaints.clear()  # the browser notes every 400


def test_texts_go_through_the_queue_to_the_hall(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    beamer = hall.projector(workshop["screen_url"])
    crowd = come_in(workshop["join_url"])
    people = [take(hall.phone(workshop["join_url"])) for _number in range(3)]
    ann = people[0]
    step(fran, "vote")
    answer(workshop["join_url"], crowd, fran, "a2", "a1", "b2", "a2", "b1")
    for one in people:
        vote(one, "Zeker A")
    for number in range(4):
        for side in "AB":
            begin(ann, f"{number + 1} {LONG}"[:140], side)
            mark = ("feit", "belang", "waarde", "ja, als ...")[number]
            ann.locator("#say").get_by_text(mark, exact=True).click()
            send(ann)
            expect(ann.locator("#say .own-said li")).to_have_count(
                min(5, 2 * number + 1 + (side == "B")), timeout=15000
            )
            expect(ann.locator("#say .own-said li").first).to_contain_text(
                str(number + 1)
            )
    desk = fran.context.new_page()
    desk.goto(fran.url + "/said")
    expect(desk.locator(".queued")).to_have_count(8)
    shoot(desk, "host-queue", full=True)
    for _number in range(8):
        desk.get_by_role("button", name="Toon").first.click()
        expect(desk.locator("#handle.htmx-request")).to_have_count(0)
    expect(desk.locator(".queued.shown")).to_have_count(8)
    expect(beamer.locator(".quote-side")).to_have_count(0)  # the vote is still open
    press_next(fran)
    # As many as fit beside the roles; the side of fewer people first.
    expect(beamer.locator(".by-role tbody tr")).to_have_count(5)
    expect(beamer.locator(".quote-side li")).to_have_count(4)
    expect(beamer.locator(".quote-side").first).to_have_class("quote-side b")
    shoot(beamer, "projector-reveal-argued")
    fits(beamer)
    press_next(fran)
    expect(beamer.locator(".quote-side li")).to_have_count(6)
    shoot(ann, "phone-talk-write-390", full=True)
    shoot(beamer, "projector-talk-argued")
    fits(beamer)
    desk.get_by_role("link", name="Verbeter of voeg samen").first.click()
    shoot(desk, "host-mend", full=True)
    press(fran, "turn")
    expect(beamer.locator(".question")).to_be_visible()
    shoot(beamer, "projector-turned")
    shoot(fran, "host-turned", full=True)
    expect(ann.get_by_role("button", name="misschien")).to_be_visible()
    shoot(ann, "phone-turned-390", full=True)
    answer(workshop["join_url"], crowd, fran, "b")
    ann.get_by_role("button", name="misschien").click()
    expect(ann.get_by_text("Je antwoord is binnen.")).to_be_visible()
    expect(fran.locator("#turned")).to_contain_text("31 van 33")
    press(fran, "tell")
    expect(beamer.locator(".asked")).to_contain_text("Bijna iedereen zegt: misschien")
    shoot(beamer, "projector-turn-told")
    shoot(ann, "phone-turn-told-390", full=True)
    fits(beamer)


def test_eight_roles_two_rounds_and_texts_fit_on_one_screen(
    hall: Hall, server: Server
) -> None:
    roles = "inwoner,gemeente,sociaal-werker,zorgverzekeraar,ondernemer"
    made = server.new_workshop(
        *("--deck", "sociaal-werk-beweegt", "--cards", "D05,D04", "--variant", "uur"),
        *("--roles", f"{roles},huisarts,woningcorporatie,school"),
    )
    fran, beamer = hall.laptop(made["host_url"]), hall.projector(made["screen_url"])
    crowd = come_in(made["join_url"])
    step(fran, "talk")
    step(fran, "vote")
    answer(made["join_url"], crowd, fran, "a2", "a1", "b2", "a2", "b1")
    shown = fran.locator("#stage").get_attribute("data-step") or ""
    for number, side in enumerate("abab"):
        form = {"side": side, "text": LONG, "entry": f"formulier-{number}"}
        said = crowd[number].post(f"{made['join_url']}/say", form | {"step": shown})
        assert said.ok
    fran.locator("#waiting a").click()
    for _number in range(4):
        fran.get_by_role("button", name="Toon").first.click()
        expect(fran.locator("#handle.htmx-request")).to_have_count(0)
    fran.get_by_role("link", name="Terug naar de sessie").click()
    step(fran, "vote")
    answer(made["join_url"], crowd, fran, "a2", "b1", "b2", "a2", "b1", "a1")
    step(fran, "reveal")
    expect(beamer.locator(".quote-side")).to_have_count(2)
    expect(beamer.locator(".room tbody tr")).to_have_count(2)
    expect(beamer.locator(".by-role tbody tr")).to_have_count(8)
    expect(beamer.locator(".quote-side li")).to_have_count(2)
    beamer.wait_for_timeout(900)
    shoot(beamer, "projector-reveal-argued-8-roles")
    fits(beamer)


def fits(beamer: Page) -> None:
    """Nothing on the projector runs into something else or off the screen."""
    wrong = beamer.evaluate(COLLISIONS)
    assert wrong == []


def test_an_own_dilemma_is_handed_in_at_the_end_and_becomes_a_card(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    ann = take(hall.phone(workshop["join_url"], width=320))
    step(fran, "read")
    for _press in range(20):  # the picture builds up in five presses
        if fran.locator("#host").get_attribute("data-kind") == "close":
            break
        press_next(fran)
    expect(ann.locator("#stage[data-kind=close]")).to_be_visible()
    ann.locator("#say summary").click()
    ann.get_by_label("Titel").fill("Wie betaalt de bus?")
    ann.get_by_label("Wat is er aan de hand?").fill("De bus rijdt niet meer.")
    ann.get_by_label("Keuze A").fill("De reizigers.")
    ann.get_by_label("Keuze B").fill("De gemeente.")
    shoot(ann, "phone-own-dilemma-320", full=True)
    ann.get_by_role("button", name="Lever dit dilemma in").click()
    told_or_listed(ann, "Wie betaalt de bus?")
    fran.locator("#waiting a").click()
    fran.get_by_role("link", name="Maak er een kaart van").click()
    shoot(fran, "host-own-card", full=True)
    fran.get_by_role("button", name="Maak er een kaart van").click()
    expect(fran.get_by_role("heading", name="De kaart is gemaakt")).to_be_visible()


def test_without_scripts_an_argument_has_a_page_of_its_own(
    hall: Hall, workshop: dict[str, str], fran: Page
) -> None:
    bo = hall.phone(workshop["join_url"], java_script_enabled=False, width=320)
    bo.get_by_role("button", name="gemeente").click()
    step(fran, "talk")
    bo.get_by_role("link", name="Laad deze pagina opnieuw").click()
    bo.get_by_role("link", name="Schrijf een argument op").click()
    bo.get_by_label("B", exact=True).check()
    bo.get_by_label("Eén zin").fill(WORDS)
    shoot(bo, "phone-write-no-scripts-320", full=True)
    bo.get_by_role("button", name="Stuur naar de spelleider").click()
    expect(bo.locator(".own-said")).to_contain_text(WORDS)
    expect(fran.locator("#waiting")).to_contain_text("1 tekst wacht op jou")
