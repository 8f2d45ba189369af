"""Accounts, sharing, privacy and wiping: by hand, on a small phone, and accessible."""

from playwright.sync_api import expect

from tests.browser.conftest import Hall, Server, shoot
from tests.browser.test_phones import complaints_of_axe

DECK = ("--deck", "sociaal-werk-beweegt", "--cards", "D16,D23")
NARROW = "document.documentElement.scrollWidth <= innerWidth"


def test_an_account_is_made_used_and_shared_with(hall: Hall, server: Server) -> None:
    workshop = server.new_workshop(*DECK, "--title", "Samen in Oost")
    gus = hall.laptop(server.sign_in_link())
    gus.goto(f"{server.url}/accounts")
    gus.get_by_label("Naam").fill("Olga")
    gus.get_by_label("organisator").check()
    gus.get_by_role("button", name="Voeg toe").click()
    link = gus.locator("code.address").inner_text()
    shoot(gus, "accounts", full=True)
    assert complaints_of_axe(gus) == []
    olga = hall.phone(link, width=320)
    olga.get_by_role("link", name="Je account").click()
    olga.get_by_label("nieuwe wachtwoord").fill("een heel lang wachtwoord")
    olga.get_by_role("button", name="Bewaar dit wachtwoord").click()
    expect(olga.get_by_role("status")).to_contain_text("Je wachtwoord is veranderd")
    shoot(olga, "account-320", full=True)
    assert complaints_of_axe(olga) == []
    olga.get_by_role("button", name="Log hier uit").click()
    olga.goto(f"{server.url}/sign-in")
    olga.get_by_label("Naam van je account").fill("olga")
    olga.get_by_label("Wachtwoord").fill("een heel lang wachtwoord")
    olga.get_by_role("button", name="Log in").click()
    expect(olga.get_by_text("nog niets met je gedeeld")).to_be_visible()
    gus.goto(f"{server.url}/host/{workshop['id']}/share")
    gus.get_by_label("Naam van het account").fill("Olga")
    gus.get_by_role("button", name="Deel", exact=True).click()
    expect(gus.get_by_role("button", name="Niet meer")).to_be_visible()
    olga.reload()
    olga.get_by_role("link", name="Samen in Oost").first.click()
    expect(olga.get_by_role("heading", level=1)).to_contain_text("Samen in Oost")
    for name, address in (
        ("share", f"/host/{workshop['id']}/share"),
        ("erase", f"/host/{workshop['id']}/erase"),
    ):
        gus.goto(server.url + address)
        shoot(gus, name, full=True)
        assert complaints_of_axe(gus) == [], name


def test_the_story_and_the_privacy_page_read_well_on_a_small_phone(
    hall: Hall, server: Server
) -> None:
    workshop = server.new_workshop(*DECK)
    fran = hall.laptop(workshop["host_url"])
    fran.goto(f"{server.url}/host/{workshop['id']}/share")
    fran.get_by_role("button", name="Maak een link").click()
    story = hall.phone(fran.locator("code.address").inner_text(), width=320)
    privacy = hall.phone(f"{server.url}/privacy", width=320)
    for name, page in (("story", story), ("privacy", privacy)):
        shoot(page, f"{name}-320", full=True)
        assert page.evaluate(NARROW), name
        assert complaints_of_axe(page) == [], name
