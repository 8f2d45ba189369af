"""Two hosts and a projector: blank, pause, names, keys, and a phone as the remote."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Hall, Server, dealt_with, press_next, shoot

TITLE = "Samen voor de buurt"


@pytest.fixture
def led(server: Server) -> dict[str, str]:
    """A workshop made on the command line, with its links."""
    deck = ("--deck", "sociaal-werk-beweegt")
    return server.new_workshop(*deck, "--title", TITLE)


def named(page: Page, name: str) -> None:
    """Answer the question for a name."""
    page.get_by_label("Hoe heet je?", exact=False).fill(name)
    page.get_by_role("button", name="Bewaar mijn naam").click()
    expect(page.locator(".ask-name")).to_have_count(0)


def key(page: Page, name: str) -> None:
    """Press a key with nothing in focus, and wait until it is dealt with."""
    acts = int(page.locator("#host").get_attribute("data-acts") or 0)
    page.keyboard.press(name)
    expect(page.locator("#host")).to_have_attribute("data-acts", str(acts + 1))
    dealt_with(page)


def in_view(page: Page, selector: str) -> bool:
    """Tell whether a part stands on the screen in full, without scrolling."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def covered(page: Page, selector: str) -> bool:
    """Tell whether something lies over the middle of a part."""
    return bool(
        page.evaluate(
            """(selector) => {
              const part = document.querySelector(selector);
              const box = part.getBoundingClientRect();
              const top = document.elementFromPoint(
                box.x + box.width / 2, box.y + box.height / 2);
              return !part.contains(top);
            }""",
            selector,
        )
    )


def test_two_hosts_lead_one_hall(
    server: Server, hall: Hall, led: dict[str, str]
) -> None:
    fran = hall.laptop(led["host_url"])
    shoot(fran, "comfort-host-asked")
    named(fran, "Fran")
    cor = hall.phone(led["host_url"], width=390)
    named(cor, "Cor")
    beamer = hall.projector(led["screen_url"])
    phone = hall.phone(led["join_url"], width=320)
    phone.get_by_role("button", name="inwoner", exact=False).first.click()

    press_next(fran)
    expect(fran.locator(".leads")).to_contain_text("Jij leidt nu")
    expect(cor.locator(".leads")).to_contain_text("Fran leidt nu")
    press_next(cor)
    expect(cor.locator(".leads")).to_contain_text("Jij leidt nu")
    expect(fran.locator(".leads")).to_contain_text("Cor leidt nu")

    # a key blanks the hall, another host shows it again
    key(fran, "b")
    expect(beamer.locator(".screen.calm-hall")).to_be_visible()
    expect(beamer.locator(".hall")).to_have_text(TITLE, use_inner_text=True)
    shoot(beamer, "comfort-hall-blank")
    shoot(fran, "comfort-host-blank")
    expect(phone.locator(".ballot")).to_be_visible()
    cor.locator("#blank").click()
    expect(beamer.locator(".screen.card")).to_be_visible()
    dealt_with(cor)
    key(fran, ".")
    key(fran, "b")

    # the clock stands still, everywhere
    key(fran, "p")
    still = beamer.locator(".clock.still")
    expect(still).to_contain_text("staat stil")
    before = still.inner_text()
    beamer.wait_for_timeout(1500)
    assert still.inner_text() == before
    expect(phone.locator(".clock.still")).to_be_visible()
    shoot(beamer, "comfort-hall-paused")
    shoot(phone, "comfort-phone-paused-320")
    key(fran, "e")
    expect(still).not_to_have_text(before)
    key(fran, "p")
    expect(beamer.locator(".clock[data-ends]")).to_be_visible()

    # a big clock, and a break in which no vote is lost
    cor.get_by_text("Meer", exact=True).click()
    shoot(cor, "comfort-host-more-390")
    cor.get_by_role("button", name="Grote klok in de zaal").click()
    expect(beamer.locator(".clock.big")).to_be_visible()
    shoot(beamer, "comfort-hall-big-clock")
    phone.get_by_role("button", name="Zeker A", exact=True).click()
    expect(phone.get_by_text("Je stem is binnen.")).to_be_visible()
    dealt_with(cor)
    cor.get_by_text("Meer", exact=True).click()
    cor.get_by_role("button", name="Even pauze", exact=False).click()
    for page in (beamer, phone):
        expect(page.get_by_role("heading", name="Even pauze")).to_be_visible()
    shoot(beamer, "comfort-hall-break")
    shoot(phone, "comfort-phone-break-320")
    dealt_with(cor)
    cor.locator("#pause").click()
    chosen = phone.get_by_role("button", name="Zeker A", exact=True)
    expect(chosen).to_have_attribute("aria-pressed", "true")
    expect(fran.locator("#host-turnout")).to_contain_text("1 van 1")


def test_keys_stay_quiet_while_somebody_types_and_on_the_big_screen(
    hall: Hall, led: dict[str, str]
) -> None:
    fran = hall.laptop(led["host_url"])
    beamer = hall.projector(led["screen_url"])
    field = fran.get_by_label("Hoe heet je?", exact=False)
    field.focus()
    fran.keyboard.type("b .pe?")
    assert field.input_value() == "b .pe?"
    assert fran.locator("#host").get_attribute("data-acts") == "0"
    named(fran, "Fran")
    fran.keyboard.press("?")
    expect(fran.locator("#keys")).to_be_visible()
    shoot(fran, "comfort-host-keys")
    fran.keyboard.press("PageDown")
    fran.keyboard.press("Escape")
    expect(fran.locator("#keys")).to_be_hidden()
    for name in ("b", " ", "PageDown", "p", "."):
        beamer.keyboard.press(name)
    fran.wait_for_timeout(500)
    assert fran.locator("#host").get_attribute("data-acts") == "0"
    assert beamer.evaluate("getComputedStyle(document.body).cursor") == "none"
    beamer.mouse.move(400, 400)
    expect(beamer.locator("body.pointing")).to_have_count(1)
    beamer.keyboard.press("f")
    expect(beamer.locator("html:fullscreen")).to_have_count(1)
    expect(beamer.locator("body.pointing")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (430, 740)])
def test_a_phone_is_a_remote_on_one_screen(
    hall: Hall, led: dict[str, str], width: int, height: int
) -> None:
    fran = hall.open(
        led["host_url"],
        viewport={"width": width, "height": height},
        has_touch=True,
        is_mobile=True,
    )
    named(fran, "Fran")
    for _step in ("read", "vote", "reveal or talk"):
        press_next(fran)
        fran.evaluate("window.scrollTo(0, 0)")  # a press by a test scrolls a little
        shoot(fran, f"comfort-host-{_step.split()[0]}-{width}")
        for part in (
            "#next",
            "#back",
            "#blank",
            "#pause",
            "#extend",
            ".controls .clock",
            ".prompts",
            "#turnout-title",
        ):
            assert in_view(fran, part), part
            assert not covered(fran, part), part
        for target in (
            "#next",
            "#back",
            "#blank",
            "#pause",
            "#extend",
            ".more summary",
        ):
            box = fran.locator(target).bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44, target
        assert fran.evaluate("document.documentElement.scrollWidth") <= width


def test_the_link_to_lead_opens_this_session_on_a_phone(
    hall: Hall, led: dict[str, str]
) -> None:
    fran = hall.laptop(led["host_url"])
    fran.get_by_role("link", name="Samen leiden").first.click()
    expect(fran.locator(".lead-qr")).to_have_count(0)
    shoot(fran, "comfort-phone-link-asked")
    fran.get_by_role("button", name="Toon de code").click()
    expect(fran.locator(".lead-qr")).to_be_visible()
    shoot(fran, "comfort-phone-link")
    link = fran.locator("[data-copy]").get_attribute("data-copy") or ""
    assert link == led["host_url"]
    expect(hall.phone(link).locator("#host")).to_be_visible()


def test_somebody_steps_out_and_comes_back_on_one_phone(
    hall: Hall, led: dict[str, str]
) -> None:
    fran = hall.laptop(led["host_url"])
    phone = hall.phone(led["join_url"], width=320)
    phone.get_by_role("button", name="inwoner", exact=False).first.click()
    shoot(phone, "comfort-phone-lobby-320", full=True)
    press_next(fran)
    press_next(fran)
    expect(phone.locator(".ballot")).to_be_visible()
    shoot(phone, "comfort-phone-vote-320", full=True)
    phone.get_by_role("link", name="Ik doe even niet mee").click()
    expect(phone.get_by_role("heading", name="Je doet even niet mee")).to_be_visible()
    expect(phone.locator(".ballot")).to_be_hidden()
    shoot(phone, "comfort-phone-rest-320", full=True)
    press_next(fran)
    phone.reload()
    expect(phone.get_by_role("heading", name="Je doet even niet mee")).to_be_visible()
    expect(phone.locator("#stage")).to_be_hidden()
    phone.get_by_role("link", name="Ik doe weer mee").click()
    expect(phone.locator("#stage")).to_be_visible()
    assert "?" not in phone.url


def test_a_reader_is_not_disturbed_by_what_changes_in_the_hall(
    hall: Hall, led: dict[str, str]
) -> None:
    fran = hall.laptop(led["host_url"])
    phone = hall.phone(led["join_url"])
    phone.get_by_role("button", name="inwoner", exact=False).first.click()
    press_next(fran)
    phone.get_by_text("Een feit hierover", exact=False).click()
    acts = phone.locator("#stage").get_attribute("data-revision")
    key(fran, "b")
    expect(phone.locator("#stage")).not_to_have_attribute("data-revision", acts or "")
    expect(phone.locator("details.fact[open]")).to_have_count(1)
    key(fran, "e")
    expect(phone.locator("details.fact[open]")).to_have_count(0)
