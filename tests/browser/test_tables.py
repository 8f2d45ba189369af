"""Tables in a real browser: sheets, sitting down on a small phone, leading a table."""

import sqlite3

from playwright.sync_api import Page, expect

from dilemma import config
from dilemma.places import table_host_link
from tests.browser.conftest import Hall, Server, press, press_next, shoot
from tests.browser.test_phones import complaints_of_axe, take
from tests.browser.test_workshop import step

DECK = ("--deck", "sociaal-werk-beweegt", "--cards", "D16,D23")


def arranged(fran: Page, tables: int, dealing: str = "chosen") -> None:
    """Set tables and dealing on the host's page about the room."""
    fran.get_by_role("link", name="Tafels en rollen").click()
    fran.get_by_label("Aantal tafels").fill(str(tables))
    fran.locator(f"input[name=dealing][value={dealing}]").check()
    fran.get_by_role("button", name="Bewaar dit").click()
    expect(fran.get_by_role("status")).to_contain_text("Bewaard")


def test_people_sit_down_by_scanning_and_the_table_host_follows(
    hall: Hall, server: Server
) -> None:
    workshop = server.new_workshop(*DECK, "--title", "Wijkavond Oost")
    fran = hall.laptop(workshop["host_url"])
    arranged(fran, 3)
    shoot(fran, "tables-room", full=True)
    assert complaints_of_axe(fran) == []
    home = fran.url.split("/room")[0]

    fran.goto(f"{home}/tables")
    expect(fran.locator(".sheet")).to_have_count(3)
    shoot(fran, "tables-sheets")
    assert complaints_of_axe(fran) == []
    fran.emulate_media(media="print")
    fran.set_viewport_size({"width": 794, "height": 1123})
    shoot(fran, "tables-print", full=True)
    fran.emulate_media(media="screen")
    fran.set_viewport_size({"width": 1366, "height": 768})
    fran.goto(f"{home}/roles")
    shoot(fran, "roles-sheets")

    ann = hall.phone(f"{server.url}/T/{workshop['code']}/2", width=320)
    shoot(ann, "phone-table-join-320", full=True)
    assert complaints_of_axe(ann) == []
    take(ann, "inwoner")
    expect(ann.locator("#mine")).to_contain_text("Tafel 2")
    shoot(ann, "phone-table-lobby-320", full=True)
    assert complaints_of_axe(ann) == []
    ann.get_by_role("button", name="Nee").click()
    expect(ann.locator(".real")).to_have_count(0)

    bo = hall.phone(workshop["join_url"], width=320)
    expect(bo.get_by_text("nog niemand").first).to_be_visible()
    shoot(bo, "phone-nudge-320", full=True)
    take(bo, "gemeente")
    bo.goto(f"{server.url}/t/{workshop['code']}/2")
    shoot(bo, "phone-table-move-320")
    bo.get_by_role("button", name="Ik zit aan tafel 2").click()
    expect(bo.locator("#mine")).to_contain_text("Tafel 2")

    fran.goto(home)
    expect(fran.locator(".tables")).to_contain_text("2 deelnemers")
    step(fran, "vote")
    shoot(fran, "host-tables")
    tess = hall.phone(link_of_table(server, workshop["code"]), width=320)
    expect(tess.locator("#table-now")).to_contain_text("Laat iedereen eerst in stilte")
    shoot(tess, "table-host-320", full=True)
    assert complaints_of_axe(tess) == []
    tess.locator("textarea").fill("Samen koken in het buurthuis.\nElke week.")
    for phone in (ann, bo):
        phone.locator("button[name=answer]").first.click()
    expect(tess.locator("#table-now")).to_contain_text(
        "Iedereen heeft gestemd", timeout=8000
    )
    before = tess.locator("#table-now .clock").get_attribute("data-ends")
    press(fran, "#extend")
    expect(tess.locator("#table-now .clock")).not_to_have_attribute(
        "data-ends", before or "", timeout=8000
    )
    press_next(fran)
    expect(tess.locator("#table-now")).to_have_attribute(
        "data-kind", "reveal", timeout=8000
    )
    expect(tess.locator("textarea")).to_have_value(
        "Samen koken in het buurthuis.\nElke week."
    )
    tess.get_by_role("button", name="Bewaar deze notitie").click()
    expect(tess.get_by_text("Bewaard.", exact=True)).to_be_visible()
    shoot(tess, "table-host-saved-320", full=True)
    laptop = hall.laptop(tess.url)
    shoot(laptop, "table-host-laptop", full=True)


def test_a_dealt_role_a_desk_and_hands(hall: Hall, server: Server) -> None:
    workshop = server.new_workshop(*DECK)
    fran = hall.laptop(workshop["host_url"])
    arranged(fran, 0, "dealt")
    ann = hall.phone(workshop["join_url"], width=320)
    shoot(ann, "phone-dealt-320")
    assert complaints_of_axe(ann) == []
    ann.get_by_role("button", name="Doe mee").click()
    expect(ann.locator("#mine b").first).not_to_be_empty()
    home = fran.url.split("/room")[0]
    fran.goto(f"{home}/desk")
    fran.locator("button[name=role]").first.click()
    expect(fran.get_by_role("status")).to_contain_text("Persoon 1")
    fran.goto(home)
    step(fran, "vote")
    fran.goto(f"{home}/desk")
    shoot(fran, "desk", full=True)
    assert complaints_of_axe(fran) == []
    fran.get_by_role("link", name="Stem").first.click()
    shoot(fran, "desk-ballot", full=True)
    fran.locator("button[name=answer]").first.click()
    expect(fran.get_by_role("status")).to_contain_text("Gestemd.")
    fran.goto(f"{home}/hands")
    shoot(fran, "hands", full=True)
    assert complaints_of_axe(fran) == []
    fran.locator(".cells input").nth(0).fill("6")
    fran.get_by_role("button", name="Bewaar deze handen").first.click()
    expect(fran.get_by_role("status")).to_contain_text("Bewaard")
    phone = hall.phone(f"{home}/hands", width=320)
    phone.goto(workshop["host_url"])
    phone.goto(f"{home}/hands")
    shoot(phone, "hands-320", full=True)
    hall.complaints.clear()  # the phone was refused before it had the link


def link_of_table(server: Server, code: str) -> str:
    """Return the link of table 2's host, which stands in a picture alone."""
    settings = config.load({"DATA_DIR": str(server.data), "PUBLIC_URL": server.url})
    with sqlite3.connect(server.data / "dilemma.db") as file:
        ((workshop,),) = file.execute("SELECT id FROM workshop WHERE code = ?", (code,))
    return table_host_link(settings, workshop, 2)
