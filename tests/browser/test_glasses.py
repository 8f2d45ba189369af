"""The glasses round in Chromium: each phone gets its own question, with and without
scripts."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Hall, Server, press_next, shoot

ROLES = ["inwoner", "gemeente"] * 5
ASKED = "Wat denk je dat deze rol kiest:"


def test_phones_practise_and_are_asked_about_another_role(
    server: Server, hall: Hall
) -> None:
    fran = hall.laptop(server.sign_in_link())
    fran.get_by_role("link", name="sessie").first.click()
    for card in fran.locator("input[name=card]").all():
        card.uncheck()
    fran.locator("input[name=card]").first.check()
    fran.locator("select[name^=depth-]").first.select_option("deep")
    expect(fran.locator("input[name=extra][value=practice]")).to_be_checked()
    for extra in ("predict", "swap"):
        fran.locator(f"input[name=extra][value={extra}]").check()
    fran.get_by_role("button", name="Maak de sessie").click()
    code = fran.locator(".lobby-code .mono").inner_text().replace(" ", "")
    beam = hall.projector(
        server.url + str(fran.locator(".lobby-code a").get_attribute("href"))
    )
    phones = [
        hall.phone(
            f"{server.url}/j/{code}",
            width=320 if number == 1 else 390,
            java_script_enabled=number > 0,
        )
        for number in range(len(ROLES))
    ]
    for phone, role in zip(phones, ROLES, strict=True):
        phone.get_by_role("button", name=role).first.click()
        expect(phone.locator("#mine")).to_contain_text(role)
    plain, ann = phones[0], phones[1]

    press_next(fran)
    ann.get_by_role("button", name="Eerder B").click()
    expect(ann.locator(".receipt")).to_contain_text("Het werkt")
    expect(ann.get_by_text("Kies een andere rol")).to_be_attached()
    expect(beam.locator("#turnout")).to_have_text("1 van 10 gaven antwoord")
    shoot(ann, "phone-practice-320")
    shoot(beam, "hall-practice")

    for _press in ("read", "vote", "predict"):
        press_next(fran)
    for phone, other in ((ann, "inwoner"), (phones[2], "gemeente")):
        expect(phone.locator("#asked")).to_have_text(f"{ASKED} {other}")
        expect(phone.locator(".ballot")).to_be_visible()
    # The question stands above the card, wherever it came from.
    places = [ann.locator(part).bounding_box() for part in ("#asked", "#stage h1")]
    above, below = (place["y"] for place in places if place)
    assert above < below
    shoot(ann, "phone-predict-320")
    shoot(beam, "hall-predict")
    ann.get_by_role("button", name="Ik denk B").click()
    expect(ann.locator(".receipt")).to_contain_text("Je antwoord is binnen.")
    plain.goto(f"{server.url}/j/{code}?plain")
    expect(plain.locator("#asked")).to_have_text(f"{ASKED} gemeente")
    plain.get_by_role("button", name="Ik denk A").click()
    expect(plain.locator(".receipt")).to_contain_text("Je antwoord is binnen.")
    expect(beam.locator("#turnout")).to_have_text("2 van 10 gaven antwoord")
    shoot(plain, "phone-predict-plain", full=True)

    press_next(fran)
    expect(ann.locator("#asked")).to_have_text(re.compile("Stem nu alsof .* inwoner"))
    ann.get_by_role("button", name="Zeker A").click()
    expect(ann.locator(".receipt")).to_contain_text("Je antwoord is binnen.")
    press_next(fran)  # to the talk: nothing of the question stays
    expect(ann.locator("#asked")).to_be_hidden()
