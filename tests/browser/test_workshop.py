"""A whole workshop in Chromium: Fran, a projector and eight phones in five roles."""

import csv
import io

from playwright.sync_api import Page, expect

from tests.browser.conftest import Hall, Server, build, press_next, shoot

# Five inwoners can be shown alone; four roles of one person each cannot.
ROLES = ["inwoner"] * 4 + [
    "gemeente",
    "sociaal werker",
    "zorgverzekeraar",
    "ondernemer",
]
FIRST = ["Zeker A", "Eerder A", "Eerder B", "Zeker B", "Eerder B", "Zeker B"]
FIRST += ["Ik sla over", "Eerder A"]
SECOND = ["Zeker A", "Zeker A", "Eerder A", "Eerder B", "Eerder A", "Zeker B"]
SECOND += ["Eerder A", "Eerder A"]


def join(phone: Page, role: str) -> None:
    """Take a role on the join page."""
    phone.get_by_role("button", name=role, exact=False).first.click()
    expect(phone.locator("#mine")).to_contain_text(role)


def vote(phone: Page, choice: str) -> None:
    """Press one button of the ballot and wait for the receipt."""
    button = phone.get_by_role("button", name=choice, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_text("Je stem is binnen.")).to_be_visible()


def step(fran: Page, kind: str) -> None:
    """Press the one big button until the hall is at a step of this kind."""
    host = fran.locator("#host")
    for _press in range(8):
        press_next(fran)
        if host.get_attribute("data-kind") == kind:
            return
    raise AssertionError(f"never reached {kind}")


def test_eight_phones_play_two_cards_to_the_end(server: Server, hall: Hall) -> None:
    fran = hall.laptop(server.sign_in_link())
    expect(fran).to_have_url(f"{server.url}/host")
    shoot(fran, "host-list-empty")
    fran.get_by_role("link", name="sessie").first.click()
    shoot(fran, "host-new", full=True)
    boxes = fran.locator("input[name=card]")
    for number in range(boxes.count()):
        boxes.nth(number).set_checked(number < 2)
    depths = fran.locator("select[name^=depth-]")
    depths.nth(0).select_option("deep")
    depths.nth(1).select_option("quick")
    fran.get_by_role("button", name="Maak de sessie").click()
    expect(fran.locator("#host")).to_be_visible()
    shoot(fran, "host-lobby")

    links = {
        link.get_attribute("href") or "" for link in fran.get_by_role("link").all()
    }
    screen_url = server.url + next(link for link in links if "/screen/" in link)
    results_url = server.url + next(link for link in links if "/results/" in link)
    code = fran.locator(".top-code b").inner_text().strip()
    beamer = hall.projector(screen_url)
    expect(beamer.locator("#stage")).to_contain_text(code[:3])
    shoot(beamer, "projector-lobby-empty")

    phones = []
    for number, role in enumerate(ROLES):
        phone = hall.phone(f"{server.url}/j", width=320 if number == 0 else 390)
        if number == 0:
            shoot(phone, "phone-home-320")
        phone.get_by_role("textbox").fill(f" {code[:3].lower()} {code[3:].lower()}")
        phone.keyboard.press("Enter")
        if number == 0:
            shoot(phone, "phone-join-320", full=True)
        join(phone, role)
        phones.append(phone)
    shoot(phones[0], "phone-lobby-320")
    expect(beamer.locator("#turnout")).to_contain_text("8")
    shoot(beamer, "projector-lobby")

    step(fran, "read")
    expect(phones[3].locator("#stage[data-kind=read]")).to_be_visible()
    shoot(phones[0], "phone-read-320", full=True)
    shoot(beamer, "projector-read")
    shoot(fran, "host-read")

    step(fran, "vote")
    shoot(phones[0], "phone-vote-320", full=True)
    for phone, choice in zip(phones, FIRST, strict=True):
        vote(phone, choice)
    expect(beamer.locator("#turnout")).to_contain_text("8 van 8")
    # While a vote is open nothing but the turnout may be seen: no bar, no count.
    assert beamer.locator("#stage .rounds, #stage .split, #stage .numbers").count() == 0
    shoot(phones[0], "phone-voted-320", full=True)
    shoot(phones[1], "phone-voted-390")
    shoot(beamer, "projector-vote")
    shoot(fran, "host-vote")

    # Somebody reloads: same screen, same choice, still one vote.
    phones[1].reload()
    again = phones[1].get_by_role("button", name=FIRST[1], exact=True)
    expect(again).to_have_attribute("aria-pressed", "true")
    vote(phones[1], "Zeker B")
    vote(phones[1], FIRST[1])
    expect(beamer.locator("#turnout")).to_contain_text("8 van 8")

    step(fran, "talk")
    shoot(phones[0], "phone-talk-320")
    shoot(beamer, "projector-talk")
    step(fran, "vote")
    for phone, choice in zip(phones, SECOND, strict=True):
        vote(phone, choice)
    shoot(phones[0], "phone-vote-again-320", full=True)

    step(fran, "reveal")
    expect(phones[0].locator("#stage[data-kind=reveal]")).to_be_visible()
    shoot(phones[0], "phone-reveal-320", full=True)
    shoot(beamer, "projector-reveal")
    shoot(fran, "host-reveal", full=True)

    step(fran, "vote")
    for phone, choice in zip(phones, FIRST, strict=True):
        vote(phone, choice)
    step(fran, "perspective")
    expect(phones[0].locator("#stage[data-kind=perspective]")).to_be_visible()
    build(fran)
    shoot(phones[0], "phone-perspective-320", full=True)
    shoot(beamer, "projector-perspective")
    shoot(fran, "host-perspective")
    step(fran, "close")
    shoot(phones[0], "phone-close-320", full=True)
    shoot(beamer, "projector-close")

    results = hall.laptop(results_url)
    shoot(results, "results", full=True)
    shoot(hall.phone(results_url, width=320), "results-320", full=True)
    with results.expect_download() as caught:
        results.get_by_role("link", name="CSV").click()
    rows = list(
        csv.DictReader(
            io.StringIO(caught.value.path().read_text("utf-8-sig")), delimiter=";"
        )
    )
    votes = [row for row in rows if row["maat"] == "stemmen" and row["ronde"] == "2"]
    counted = {row["keuze"]: int(row["waarde"]) for row in votes}
    assert counted == {
        "zeker A": 2,
        "eerder A": 4,
        "eerder B": 1,
        "zeker B": 1,
        "overgeslagen": 0,
    }
    # Roles of one person are never shown, alone or by subtraction.
    groups = {row["groep"] for row in rows}
    assert not groups & {"gemeente", "sociaal werker", "zorgverzekeraar", "ondernemer"}
