"""The pages around the game: refusals that help, empty lists, print, dark."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Hall, Server, press_next, shoot
from tests.browser.test_phones import complaints_of_axe, take
from tests.browser.test_workshop import step

DECK = ("--deck", "sociaal-werk-beweegt", "--cards", "D16,D23")


def test_whoever_may_not_come_in_reads_what_to_do(hall: Hall, server: Server) -> None:
    workshop = server.new_workshop(*DECK)
    fran = hall.laptop(workshop["host_url"])
    fran.get_by_text("Meer", exact=True).click()
    fran.locator("button[value=lock]").click()
    expect(fran.locator("button[value=unlock]")).to_have_count(1)
    late = hall.phone(workshop["join_url"], width=320)
    expect(late.get_by_role("heading")).to_contain_text("Meedoen kan nu even niet")
    shoot(late, "phone-locked-320")
    lost = hall.phone(f"{server.url}/nergens", width=320)
    expect(lost.get_by_role("heading")).to_contain_text("bestaat niet")
    shoot(lost, "phone-404-320")
    stranger = hall.laptop(f"{server.url}/host")
    shoot(stranger, "host-sign-in")
    for page in (late, lost, stranger):
        assert complaints_of_axe(page) == []
    hall.complaints.clear()  # the browser notes every refusal


def test_a_closed_workshop_lets_nobody_new_in(hall: Hall, server: Server) -> None:
    workshop = server.new_workshop(*DECK)
    fran = hall.laptop(workshop["host_url"])
    step(fran, "read")
    while fran.locator("#next").count():
        press_next(fran)
    shoot(fran, "host-close")
    late = hall.phone(workshop["join_url"], width=320)
    expect(late.get_by_role("heading")).to_contain_text("afgelopen")
    shoot(late, "phone-over-320")
    shoot(hall.laptop(workshop["results_url"]), "results-nothing-played", full=True)
    hall.complaints.clear()


def test_the_list_and_the_form_are_there_in_english_too(
    hall: Hall, server: Server
) -> None:
    server.new_workshop(*DECK, "--title", "Een lange naam voor een sessie " * 3)
    fran = hall.laptop(server.sign_in_link(), locale="en-GB")
    shoot(fran, "host-list-english")
    assert complaints_of_axe(fran) == []
    fran.goto(f"{server.url}/host/new")
    shoot(fran, "host-new-english", full=True)
    assert complaints_of_axe(fran) == []
    fran.get_by_role("searchbox").fill("young")
    shown = fran.locator("[data-search]:visible")
    expect(shown.first).to_contain_text("oung")
    assert 1 < shown.count() < 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phones_and_the_host_in_a_dark_hall(
    hall: Hall, server: Server, scheme: str
) -> None:
    workshop = server.new_workshop(*DECK)
    fran = hall.laptop(workshop["host_url"], color_scheme=scheme)
    ann = take(hall.phone(workshop["join_url"], width=320, color_scheme=scheme))
    step(fran, "vote")
    expect(ann.locator("#stage[data-kind=vote]")).to_be_visible()
    ann.locator("button[value=b2]").click()
    expect(ann.get_by_text("Je stem is binnen.")).to_be_visible()
    shoot(ann, f"phone-vote-{scheme}-320", full=True)
    shoot(fran, f"host-vote-{scheme}")
    assert complaints_of_axe(ann) == []
    assert complaints_of_axe(fran) == []


def test_a_phone_whose_script_did_not_arrive_is_told_what_to_do(
    hall: Hall, server: Server
) -> None:
    workshop = server.new_workshop(*DECK)
    ann = hall.open("about:blank", viewport={"width": 320, "height": 640})
    ann.route("**/live.js*", lambda route: route.abort())
    ann.goto(workshop["join_url"])
    ann.get_by_role("button", name="inwoner").click()
    expect(ann.get_by_text("Verandert er niets?")).to_be_visible()
    ann.get_by_role("link", name="Laad deze pagina opnieuw").click()
    expect(ann.locator("#mine")).to_contain_text("inwoner")  # there everything stands
    bo = take(hall.phone(workshop["join_url"]))
    expect(bo.get_by_text("Verandert er niets?")).to_be_hidden()


def test_a_phone_without_the_socket_library_gets_the_page_without_scripts(
    hall: Hall, server: Server
) -> None:
    workshop = server.new_workshop(*DECK)
    ann = hall.open("about:blank", viewport={"width": 320, "height": 640})
    ann.route("**/socket.io.min.js*", lambda route: route.abort())
    ann.goto(workshop["join_url"])
    ann.get_by_role("button", name="inwoner").click()
    expect(ann.locator("#mine")).to_contain_text("inwoner")
    ann.unroute("**/socket.io.min.js*")
    ann.get_by_role("link", name="Probeer de pagina die vanzelf verandert").click()
    expect(ann.get_by_text("Verandert er niets?")).to_be_hidden()


def test_when_an_answer_is_lost_the_host_reads_no_untruth(
    hall: Hall, server: Server
) -> None:
    workshop = server.new_workshop(*DECK)
    fran = hall.laptop(workshop["host_url"])
    expect(fran.locator("#host")).to_have_attribute("data-kind", "lobby")

    def lose(route: Route) -> None:
        route.fetch()  # the server does it ...
        route.abort()  # ... and the laptop never hears

    fran.route("**/act", lose)
    fran.locator("#next").click()
    expect(fran.locator("#notice")).to_contain_text("We weten niet")
    # The push tells what is true, and the next press is about that.
    expect(fran.locator("#host")).to_have_attribute("data-kind", "read")
    fran.unroute("**/act")
    step(fran, "vote")
    expect(fran.locator("#notice")).to_be_empty()
