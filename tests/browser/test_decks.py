"""A new user writes a deck from nothing, with somebody beside, and plays it."""

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Hall, Server, press_next, shoot
from tests.browser.test_phones import complaints_of_axe

TITLE = "Buurthuis De Verbinding in Zuid"


def saved(page: Page) -> None:
    expect(page.locator("#saving")).to_have_text("Alles is bewaard.")


def test_a_deck_from_nothing_to_its_first_card(hall: Hall, server: Server) -> None:
    fran = hall.laptop(server.sign_in_link())
    fran.get_by_role("link", name="Kaartensets").click()
    shoot(fran, "decks-list", full=True)
    assert complaints_of_axe(fran) == []
    fran.get_by_label("Hoe heet hij?").fill(TITLE)
    fran.get_by_role("button", name="Maak deze kaartenset").click()
    expect(fran.locator("#todo")).to_contain_text("te doen")
    shoot(fran, "decks-new", full=True)
    assert complaints_of_axe(fran) == []

    # The first card: it saves by itself, and one sees how it will look.
    fran.locator("#kind-card ~ ol a").first.click()
    fran.get_by_label("Titel (nodig)").fill("Wie heeft de sleutel?")
    fran.get_by_label("Situatie (nodig)").fill("De beheerder stopt. Wie opent de deur?")
    fran.get_by_label("Opgave (nodig)").select_option(label="Inwoners aan zet")
    fran.get_by_label("Keuze A (nodig)").fill("De buurt krijgt de sleutel.")
    fran.get_by_label("Keuze B (nodig)").fill("De gemeente houdt de sleutel.")
    expect(fran.locator("#beside .hall")).to_contain_text(
        "De gemeente houdt de sleutel."
    )
    saved(fran)
    shoot(fran, "decks-card", full=True)

    # The network goes away and the page is closed: what was typed is still there.
    fran.context.set_offline(True)
    fran.get_by_label("Omslagvraag").first.fill("Wat als er iets kapotgaat?")
    expect(fran.locator("#saving")).to_contain_text("geen verbinding")
    shoot(fran, "decks-offline")
    fran.on("dialog", lambda dialog: dialog.accept())
    fran.context.set_offline(False)
    fran.reload()
    expect(fran.get_by_label("Omslagvraag").first).to_have_value(
        "Wat als er iets kapotgaat?"
    )
    saved(fran)

    # A colleague in the same text: both are told, and one chooses.
    bo = hall.laptop(server.another_link())
    bo.goto(fran.url)
    bo.get_by_label("Keuze A (nodig)").fill("Een groep buren krijgt de sleutel.")
    saved(bo)
    fran.get_by_label("Keuze A (nodig)").fill("Drie buren krijgen de sleutel.")
    clash = fran.locator("#field-a")
    expect(clash).to_contain_text("Iemand anders schreef hier ook")
    expect(clash).to_contain_text("Een groep buren krijgt de sleutel.")
    shoot(fran, "decks-clash", full=True)
    clash.get_by_label("Mijn tekst").first.check()
    expect(fran.get_by_label("Keuze A (nodig)")).to_have_value(
        "Drie buren krijgen de sleutel."
    )
    saved(fran)

    # A second card goes first by its arrow; then it is taken away again.
    fran.get_by_role("link", name=TITLE).click()
    fran.get_by_role("button", name="Kaart erbij", exact=True).click()
    fran.get_by_label("Titel (nodig)").fill("Nog een kaart")
    saved(fran)
    fran.get_by_role("link", name=TITLE).click()
    fran.get_by_role("button", name="Omhoog: Nog een kaart").click()
    cards = fran.locator("#kind-card ~ ol a")
    expect(cards.first).to_contain_text("Nog een kaart")
    cards.nth(1).drag_to(cards.first)
    expect(cards.first).to_contain_text("Wie heeft de sleutel?")
    cards.nth(1).click()
    fran.get_by_role("button", name="Haal dit weg").click()
    expect(fran.locator(".ready")).to_be_visible()

    phone = hall.phone(server.another_link(), 320)
    phone.goto(fran.url)
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide == 320
    shoot(phone, "decks-edit-320", full=True)
    cards = phone.locator("#kind-card ~ ol a")
    cards.first.click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    shoot(phone, "decks-card-320", full=True)
    assert complaints_of_axe(phone) == []  # last: it leaves styles that htmx copies

    # And now it is played.
    fran.get_by_role("link", name="Speel ermee").click()
    fran.get_by_role("button", name="Maak de sessie").click()
    press_next(fran)
    if fran.locator("#host").get_attribute("data-kind") == "practice":
        press_next(fran)
    expect(fran.locator("#host")).to_contain_text("Wie heeft de sleutel?")


RETRY = 6000  # milliseconds: longer than a page waits before it tries again


def test_what_is_typed_without_a_network_lands_beside_what_a_colleague_saved(
    hall: Hall, server: Server
) -> None:
    fran = hall.laptop(server.sign_in_link())
    fran.clock.install()
    fran.goto(f"{server.url}/decks")
    fran.get_by_label("Hoe heet hij?").fill(TITLE)
    fran.get_by_role("button", name="Maak deze kaartenset").click()
    fran.locator("#kind-card ~ ol a").first.click()
    bo = hall.laptop(server.another_link())
    bo.goto(fran.url)

    fran.context.set_offline(True)
    fran.get_by_label("Omslagvraag").first.fill("Wat als er iets kapotgaat?")
    expect(fran.locator("#saving")).to_contain_text("geen verbinding")
    bo.get_by_label("Keuze A (nodig)").fill("Een groep buren krijgt de sleutel.")
    saved(bo)

    # The network is back, but the first try meets a proxy whose server is away.
    tries: list[int] = []

    def away_once(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        tries.append(502 if not tries else 200)
        if len(tries) > 1:
            route.continue_()
        else:
            route.fulfill(status=502, body="Bad gateway")

    fran.route("**/edit/*", away_once)
    fran.context.set_offline(False)
    with fran.expect_response(lambda one: one.status == 502):
        fran.clock.fast_forward(RETRY)
    expect(fran.locator("#saving")).to_contain_text("geen verbinding")
    with fran.expect_response(
        lambda one: one.request.method == "POST" and one.status == 200
    ):
        fran.clock.fast_forward(RETRY)
    saved(fran)
    assert tries == [502, 200]
    expect(fran.get_by_label("Keuze A (nodig)")).to_have_value(
        "Een groep buren krijgt de sleutel."
    )
    for page in (fran, bo):
        page.reload()
        expect(page.get_by_label("Omslagvraag").first).to_have_value(
            "Wat als er iets kapotgaat?"
        )
        expect(page.get_by_label("Keuze A (nodig)")).to_have_value(
            "Een groep buren krijgt de sleutel."
        )
    assert all("502" in one for one in hall.complaints), hall.complaints
    hall.complaints.clear()  # what the browser itself says of that one answer
