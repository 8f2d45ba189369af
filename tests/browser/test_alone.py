"""A congress, and what people played alone before it: each at one's own pace.

Fran makes both; Ann and Bo play on phones, the others send the plain form. What they
chose stands beside what the hall chose, marked, and in none of its numbers.
"""

import json
import re

from playwright.sync_api import Page, expect

from tests import crowd
from tests.browser.conftest import Hall, Server, build, press_next, shoot

CARDS = ("--deck", "sociaal-werk-beweegt", "--cards", "D02,D03", "--variant", "zaal")
MARK = "Alleen gespeeld, vooraf of achteraf"


def make_alone(fran: Page, server: Server, congress: str) -> None:
    """Make it with the form: it belongs to the congress."""
    fran.goto(f"{server.url}/host/new?variant=zelf")
    expect(fran.get_by_text("ieder in eigen tempo").first).to_be_visible()
    expect(fran.locator("input[name=tables], input[name=extra]")).to_have_count(0)
    chosen = fran.locator("input[name=card]:checked")
    while chosen.count():
        chosen.first.uncheck()
    for code in ("D02", "D03"):
        fran.locator(".pick").filter(has_text=code).locator("input").first.check()
    fran.get_by_label("Naam van de sessie").fill("Vooraf thuis")
    fran.get_by_label("Hoort bij").select_option(congress)
    shoot(fran, "alone-new", full=True)
    fran.get_by_role("button", name="Maak de sessie").click()
    expect(fran.locator("#host")).to_be_visible()


def come_in(hall: Hall, server: Server, code: str, role: str, width: int) -> Page:
    phone = hall.phone(f"{server.url}/j/{code}", width)
    phone.get_by_role("button", name=role).click()
    expect(phone.locator("#stage")).to_be_visible()
    return phone


def guests(server: Server, code: str, many: int) -> list[crowd.Guest]:
    roles = [("inwoner" if number % 2 else "gemeente", 0) for number in range(many)]
    return crowd.come_in(server.url, code, roles)


def alone_too(guest: crowd.Guest, *values: str) -> None:
    """Choose on every card with the plain forms."""
    for number, value in enumerate(values, start=1):
        page = guest.browser.get(f"/j/{guest.code}/alone?card={number}").text
        step = re.search(r'name="step" value="(\d+)"', page)
        assert step
        fields = {"step": step[1], "answer": value, "after": str(number + 1)}
        assert guest.browser.post(f"/j/{guest.code}/alone", fields).status == 303


def test_what_people_play_alone_stands_beside_the_congress(
    hall: Hall, server: Server
) -> None:
    congress = server.new_workshop(*CARDS, "--title", "Congres")
    fran = hall.laptop(server.sign_in_link())
    make_alone(fran, server, congress["id"])
    code = fran.locator(".lobby-code .mono").inner_text()
    press_next(fran)  # the cards are open

    # Ann goes card by card, changes her mind, and is not hurried.
    ann = come_in(hall, server, code, "inwoner", 320)
    shoot(ann, "alone-welcome-320")
    ann.get_by_role("link", name="Naar de kaarten").click()
    expect(ann.get_by_text("kaart 1 van 2")).to_be_visible()
    shoot(ann, "alone-card-320", full=True)
    ann.get_by_role("button", name="Zeker A").click()
    expect(ann.get_by_text("kaart 2 van 2")).to_be_visible()
    ann.get_by_role("link", name="Terug").click()
    chosen = ann.get_by_role("button", name="Zeker A")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    ann.get_by_role("button", name="Eerder B").click()
    ann.get_by_role("button", name="Ik sla over").click()
    expect(ann.get_by_text("Al je keuzes zijn binnen.")).to_be_visible()
    shoot(ann, "alone-end-320", full=True)

    # She may stop at any card, without a word, and comes back to it.
    ann.get_by_role("link", name="Ik doe even niet mee").click()
    expect(ann.get_by_text("Dat is goed.")).to_be_visible()
    ann.get_by_role("link", name="Ik doe weer mee").click()
    ann.get_by_role("link", name="Naar de kaarten").click()
    expect(ann.get_by_role("button", name="Eerder B")).to_have_attribute(
        "aria-pressed", "true"
    )

    # Bo stops after one card, and goes on later on the same phone, in English.
    bo = come_in(hall, server, code, "gemeente", 390)
    bo.get_by_role("link", name="Naar de kaarten").click()
    bo.get_by_role("button", name="Zeker A").click()
    bo.goto(f"{server.url}/j/{code}?lang=en")
    expect(bo.get_by_role("heading", name="At your own pace")).to_be_visible()
    bo.get_by_role("link", name="To the cards").click()
    expect(bo.get_by_role("button", name="Surely A")).to_have_attribute(
        "aria-pressed", "true"
    )
    bo.get_by_role("link", name="Next card").click()
    bo.get_by_role("button", name="Rather A").click()
    expect(bo.get_by_text("All your choices are in.")).to_be_visible()

    for number, guest in enumerate(guests(server, code, 10)):
        alone_too(guest, "a2" if number < 7 else "b1", "b2")
        guest.browser.close()

    # Fran sees how many began, never what; closing is asked once.
    expect(fran.locator("#host-turnout")).to_contain_text("12")
    fran.locator("#next").click()
    expect(fran.get_by_text("Alle kaarten gaan voorgoed dicht")).to_be_visible()
    shoot(fran, "alone-close")
    fran.locator("#next").click()
    expect(fran.locator("#host[data-kind=perspective]")).to_be_visible()
    assert all("409" in one or "htmx:response" in one for one in hall.complaints)
    hall.complaints.clear()  # the question came as a conflict, and was answered
    shoot(fran, "alone-host")
    late = bo.goto(f"{server.url}/j/{code}/alone")
    assert late
    expect(bo.get_by_role("heading", name="Wenkend Perspectief")).to_be_visible()

    # The congress: a hall of twenty votes; what was chosen alone is told apart.
    fran.goto(congress["host_url"])
    beamer = hall.projector(congress["screen_url"])
    everybody = guests(server, congress["code"], 20)
    cas = come_in(hall, server, congress["code"], "inwoner", 320)
    while fran.locator("#host[data-kind=perspective]").count() == 0:
        if fran.locator("#host[data-kind=vote]").count():
            crowd.everybody(everybody, "a1", "b2", "b2")
        press_next(fran)
    for guest in everybody:
        guest.browser.close()
    press_next(fran)  # the cards come into the picture
    expect(beamer.get_by_text("alleen: 8 voor A, 4 voor B")).to_be_visible()
    expect(beamer.get_by_text("12 mensen speelden alleen")).to_be_visible()
    shoot(beamer, "alone-beside-hall")
    build(fran)
    cas.locator("summary").filter(has_text="Van alleen naar samen").click()
    expect(cas.get_by_text(f"{MARK}: 8 van de 12 kozen A.")).to_be_visible()
    shoot(cas, "alone-beside-320", full=True)
    page = hall.laptop(congress["results_url"])
    told = page.locator(".played").filter(has_text="Iedereen in één groep?")
    expect(told).to_contain_text(MARK)
    expect(told).to_contain_text("8 voor A, 4 voor B · 12 stemmen")
    expect(page.locator(".cover")).to_contain_text("21 deelnemers")
    shoot(page, "alone-beside-results", full=True)
    data = page.request.get(f"{congress['results_url']}/download.json").text()
    first = next(one for one in json.loads(data)["cards"] if one["code"] == "D02")
    assert first["played_alone"]["voters"] == 12
    assert first["rounds"][0]["voters"] == 20
