"""An hour with 2 hosts, a projector, 3 tables and 24 people in 6 roles, to the end.

Four of the people hold a phone in Chromium, one of them without scripts; the others
send the plain form. At every step: what each audience sees, and what it must not see.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests import crowd
from tests.browser.conftest import (
    OUTPUT,
    Hall,
    Server,
    build,
    dealt_with,
    press_next,
    shoot,
)
from tests.browser.test_comfort import key, named
from tests.browser.test_writing import begin, send

TITLE = "Wijkavond Oost"
ROLES = (
    "inwoner",
    "gemeente",
    "sociaal-werker",
    "zorgverzekeraar",
    "ondernemer",
    "huisarts",
)
NEVER_ALONE = ("zorgverzekeraar", "ondernemer", "huisarts")
# 20 guests; with the 4 phones: 7, 6 and 5 people in a role, and three roles of 2.
GUESTS: tuple[str, ...] = ("inwoner",) * 6 + ("gemeente",) * 5 + ("sociaal-werker",) * 3
GUESTS += NEVER_ALONE * 2
PHONES = ("inwoner", "gemeente", "sociaal werker", "sociaal werker")
FIRST = ("a2", "b1", "a1", "b2", "a2", "pass")
AGAIN = ("a2", "a1", "a1", "b2", "b1", "a2")
SHOWN = "Samen koken brengt buren bij elkaar."
HIDDEN = "Mijn buurvrouw Zwaantje is ziek."
CLOSING = "Het Wenkend Perspectief van deze zaal landt in Oost op 1 maart."
AGREED = "elke week koffie schenken in het buurthuis"
CARD_1 = "Begin: Iedereen in één groep?"
CARD_2 = "Volgende kaart: Eerst naar de welzijnscoach?"
CARD_3 = "Volgende kaart: Wie betaalt de welzijnscoach?"
CARD_4 = "Volgende kaart: Minder gebouwen, meer mensen?"
VOTES = {
    "a2": "Zeker A",
    "a1": "Eerder A",
    "b1": "Eerder B",
    "b2": "Zeker B",
    "pass": "Ik sla over",
}
Words = Mapping[str, str]
BARS = ".rounds, .split, .room, .by-role, .share, .numbers"


@dataclass
class Evening:
    """Everybody of one evening."""

    fran: Page
    cor: Page
    beamer: Page
    phones: list[Page]
    guests: list[crowd.Guest]
    lead: str
    url: str
    pressed: dict[tuple[int, int], str] = field(default_factory=dict)  # step, phone

    def keep(self, phone: int, value: str) -> None:
        """Remember what was pressed on a phone at the present step."""
        step = self.fran.locator("#stage").get_attribute("data-step")
        self.pressed[int(str(step)), phone] = value

    def chosen(self) -> dict[int, Counter[str]]:
        """Count per step what everybody chose."""
        counted = crowd.chosen(self.guests)
        for (step, _phone), value in self.pressed.items():
            counted.setdefault(step, Counter())[value] += 1
        return counted

    def home(self) -> None:
        """Fran goes back to leading."""
        self.fran.goto(self.lead)
        expect(self.fran.locator("#host")).to_be_visible()

    def shoot(self, name: str) -> None:
        """Keep the pictures of this moment."""
        for page in (self.fran, self.cor):
            page.evaluate("scrollTo(0, 0)")  # a press by a test scrolls a little
        shoot(self.beamer, f"whole-{name}-hall")
        for who, page in (("host", self.fran), ("cor", self.cor)):
            page.screenshot(path=OUTPUT / f"whole-{name}-{who}.png")
        phone = self.phones[1]
        phone.screenshot(path=OUTPUT / f"whole-{name}-phone.png", full_page=True)

    def at(self, kind: str) -> None:
        """Everybody is at a step of this kind."""
        expect(self.beamer.locator(f"#stage[data-kind={kind}]")).to_be_visible()
        for phone in self.phones[1:]:
            expect(phone.locator(f"#stage[data-kind={kind}]")).to_be_attached()
        expect(self.cor.locator(f"#host[data-kind={kind}]")).to_be_visible()
        # The page without scripts comes by itself after a while; nobody waits for it.
        self.phones[0].goto(self.phones[0].url.split("?")[0] + "?plain")
        expect(self.phones[0].locator(f"#stage[data-kind={kind}]")).to_be_visible()

    def go(self, label: str, kind: str, by: Page | None = None) -> None:
        """Press the one big button, which says where it leads."""
        host = by or self.fran
        expect(host.locator("#next")).to_have_text(label)
        press_next(host)
        self.at(kind)

    def unseen(self, *texts: str) -> None:
        """Nobody in the room sees any of these, save who wrote it."""
        for phone in self.phones[1:]:
            expect(phone.locator("#stage")).to_be_attached()
        pages = [self.beamer.content(), self.phones[0].content()]
        pages += [one.locator("#stage").inner_html() for one in self.phones[1:]]
        pages += [guest.page() for guest in self.guests[:2]]
        for text in texts:
            assert not [page for page in pages if text in page], text

    def nothing_counted(self) -> None:
        """No bar, share or number of choices, for anybody."""
        for page in (self.beamer, self.fran, self.cor, *self.phones):
            expect(page.locator(BARS)).to_have_count(0)


@pytest.fixture
def evening(server: Server, hall: Hall) -> Iterator[Evening]:
    """Fran makes the session; Cor gets the link; everybody comes in by a table."""
    fran = hall.laptop(server.sign_in_link())
    fran.get_by_role("link", name="sessie").first.click()
    fran.locator("#recipe input[value=uur]").check()
    expect(fran.locator("#make input[name=variant]")).to_have_value("uur")
    expect(fran.locator("input[name=extra][value=predict]")).to_be_checked()
    fran.get_by_label("Naam van de sessie").fill(TITLE)
    for box in fran.locator("input[name=role]").all():
        box.set_checked(box.get_attribute("value") in ROLES)
    fran.get_by_label("Aantal tafels").fill("3")
    shoot(fran, "whole-new", full=True)
    # By key: a picture of the whole page moves what is under the mouse.
    fran.get_by_role("button", name="Maak de sessie").press("Enter")
    named(fran, "Fran")
    screen = fran.locator(".lobby-code a").get_attribute("href")
    beamer = hall.projector(f"{server.url}{screen}")
    code = fran.locator(".top-code b").inner_text().replace(" ", "")

    lead = hall.laptop(fran.url, storage_state=fran.context.storage_state())
    lead.get_by_role("link", name="Samen leiden").first.click()
    lead.get_by_role("button", name="Toon de code").click()
    link = lead.locator("[data-copy]").get_attribute("data-copy") or ""
    lead.close()
    cor = hall.phone(link)
    named(cor, "Cor")

    seats = [(role, 1 + number % 3) for number, role in enumerate(GUESTS)]
    guests = crowd.come_in(server.url, code, seats)
    phones = []
    for number, role in enumerate(PHONES):
        phone = hall.phone(
            f"{server.url}/t/{code}/{1 + number % 3}",
            width=320 if number < 2 else 390,
            java_script_enabled=number > 0,
        )
        if number == 1:
            shoot(phone, "whole-phone-join", full=True)
        phone.get_by_role("button", name=role).click()
        expect(phone.locator("#mine")).to_contain_text(f"Tafel {1 + number % 3}")
        phones.append(phone)
    yield Evening(fran, cor, beamer, phones, guests, fran.url, server.url)
    for guest in guests:
        guest.browser.close()


def all_answer(evening: Evening, words: Words, *values: str) -> None:
    """Let the four phones press a button in Chromium, and the others send a form."""
    crowd.everybody(evening.guests, *values)
    for number, phone in enumerate(evening.phones):
        value = values[number % len(values)]
        button = phone.get_by_role("button", name=words[value], exact=True)
        button.click()
        expect(phone.locator(".receipt")).to_be_visible()
        evening.keep(number, value)


def all_vote(evening: Evening, *values: str) -> None:
    """Everybody votes; while they do, nothing but the turnout is seen."""
    all_answer(evening, VOTES, *values)
    expect(evening.beamer.locator("#turnout")).to_have_text("24 van 24 stemden")
    expect(evening.fran.locator(".tables")).to_contain_text("allen gestemd")
    expect(evening.phones[1].locator("#say summary")).to_be_visible()
    evening.nothing_counted()


def test_an_hour_with_two_hosts_three_tables_and_24_people(
    evening: Evening, server: Server, hall: Hall
) -> None:
    welcome(evening)
    practice_and_a_quick_card(evening)
    a_deep_card(evening)
    a_pause_a_slip_and_a_talk_more(evening)
    two_more_cards(evening)
    link = the_last_part(evening)
    the_results(evening, hall, link)
    assert stored(server) == evening.chosen()


def welcome(e: Evening) -> None:
    """Everybody sees who is in; nobody sees a role change hands."""
    e.at("lobby")
    expect(e.beamer.locator("#turnout")).to_contain_text("24 mensen zijn binnen")
    for number, people in enumerate((9, 8, 7)):
        row = e.fran.locator(".tables li").nth(number)
        expect(row).to_have_text(f"Tafel {number + 1} {people} deelnemers")
    e.shoot("lobby")


def practice_and_a_quick_card(e: Evening) -> None:
    """One vote that counts for nothing, then one vote that is shown at once."""
    e.go("Begin met de oefenkaart", "practice")
    all_answer(e, VOTES, "a2", "b1")
    expect(e.beamer.locator("#turnout")).to_have_text("24 van 24 gaven antwoord")
    e.nothing_counted()
    e.shoot("practice")
    e.go(CARD_1, "read")
    e.go("Open de stemming", "vote")
    all_vote(e, *FIRST)
    e.shoot("vote")
    e.go("Sluit de stemming en toon de keuzes", "reveal")
    expect(e.beamer.locator(".room tbody tr")).to_have_count(1)
    no_small_role(e.beamer)
    e.shoot("reveal-quick")
    e.go("Laat ze praten", "talk")


def a_deep_card(e: Evening) -> None:
    """Vote, look through another's glasses, write, turn the question, vote again."""
    e.go(CARD_2, "read")
    # Cor takes over on a phone.
    e.go("Open de stemming", "vote", by=e.cor)
    expect(e.fran.locator(".leads")).to_contain_text("Cor leidt nu")
    expect(e.cor.locator(".leads")).to_contain_text("Jij leidt nu")
    all_vote(e, *FIRST)
    e.go("Vraag wat een andere rol kiest", "predict")
    expect(e.cor.locator(".leads")).to_contain_text("Fran leidt nu")
    for phone, role in zip(e.phones, PHONES, strict=True):
        asked = phone.locator("#asked b")
        assert asked.inner_text() in {"inwoner", "gemeente", "sociaal werker"} - {role}
    all_answer(e, {"a": "Ik denk A", "b": "Ik denk B"}, "a", "b", "a")
    e.nothing_counted()
    e.shoot("predict")
    e.go("Laat ze praten", "talk")
    arguments(e)
    the_turning_question(e)
    e.go("Laat opnieuw stemmen", "vote")
    e.unseen(SHOWN)  # in silence again
    all_vote(e, *AGAIN)
    hands(e)
    e.go("Sluit de stemming en toon de keuzes", "reveal")
    expect(e.beamer.locator(".room tbody tr")).to_have_count(2)
    expect(e.beamer.locator(".room")).to_contain_text("waarvan 6 handen")
    expect(e.beamer.locator("thead")).to_contain_text("anderen dachten")
    expect(e.phones[1].locator(".guessed")).to_contain_text("Anderen dachten")
    expect(e.beamer.locator(".quotes")).to_contain_text(SHOWN)
    e.unseen(HIDDEN)
    no_small_role(e.beamer)
    e.shoot("reveal")


def arguments(e: Evening) -> None:
    """Two people write; one text is shown, the other is hidden."""
    for phone, text, side in ((e.phones[1], SHOWN, "A"), (e.phones[2], HIDDEN, "B")):
        begin(phone, text, side)
        send(phone)
        expect(phone.locator("#say .own-said")).to_contain_text(text)
        phone.locator("#say summary").click()
    expect(e.fran.locator("#waiting")).to_contain_text("2 teksten wachten op jou")
    e.unseen(SHOWN, HIDDEN)
    e.fran.get_by_role("link", name="Zie wat mensen schreven").click()
    handle(e.fran, SHOWN, "Toon")
    handle(e.fran, HIDDEN, "Verberg")
    expect(e.fran.locator("#waiting")).to_contain_text("geen tekst")
    shoot(e.fran, "whole-host-queue", full=True)
    e.home()
    expect(e.beamer.locator(".quotes")).to_contain_text(SHOWN)
    e.unseen(HIDDEN)
    e.shoot("talk-argued")


def handle(host: Page, text: str, name: str) -> None:
    """Press a button at one of the texts."""
    row = host.locator(".queued").filter(has_text=text)
    row.get_by_role("button", name=name).click()
    expect(host.locator("#handle.htmx-request")).to_have_count(0)


def the_turning_question(e: Evening) -> None:
    """It is asked on every screen; what the room says comes in words."""
    e.fran.locator("#turn").click()
    expect(e.beamer.locator(".question")).to_be_visible()
    e.at("talk")
    e.shoot("turn-asked")
    all_answer(e, {"a": "ja", "b": "misschien", "c": "nee"}, "b")
    expect(e.fran.locator("#turned")).to_contain_text("24 van 24")
    expect(e.beamer.locator(".asked")).not_to_contain_text("misschien")
    dealt_with(e.fran)
    e.fran.locator("#tell").click()
    expect(e.beamer.locator(".asked")).to_contain_text("Bijna iedereen zegt: misschien")
    dealt_with(e.fran)
    e.shoot("turn-told")


def hands(e: Evening) -> None:
    """Six people without a phone raise their hand, all in one role."""
    e.fran.get_by_role("link", name="Tafels en rollen").click()
    e.fran.get_by_role("link", name="Handen tellen").click()
    form = e.fran.locator("form.hands").first  # of the vote that is open now
    form.locator("fieldset").filter(has_text="gemeente").locator("input").first.fill(
        "6"
    )
    form.get_by_role("button", name="Bewaar deze handen").click()
    expect(e.fran.get_by_role("status")).to_contain_text("Bewaard")
    shoot(e.fran, "whole-host-hands", full=True)
    e.home()
    expect(e.fran.locator("#host-turnout")).to_contain_text("6 mensen met de hand")


def no_small_role(page: Page) -> None:
    """No figure of a role of under five people, nor anything to work it out from."""
    rows = page.locator(".by-role tbody th").all_inner_texts()
    assert not {row.strip() for row in rows} & set(NEVER_ALONE), rows


def a_pause_a_slip_and_a_talk_more(e: Evening) -> None:
    """The clock stands still, the screen is blank, a press is taken back, and a talk
    is put in."""
    e.go("Praat met de hele groep", "plenary")
    key(e.fran, "p")
    expect(e.beamer.locator(".clock.still")).to_contain_text("staat stil")
    expect(e.phones[1].locator(".clock.still")).to_be_visible()
    e.shoot("paused")
    key(e.fran, "b")
    expect(e.beamer.locator(".screen.calm-hall")).to_be_visible()
    expect(e.cor.locator(".leads")).to_contain_text("Het grote scherm is leeg")
    expect(e.phones[1].locator("#stage h1")).to_be_visible()
    e.shoot("blank")
    key(e.fran, "b")
    key(e.fran, "p")
    expect(e.beamer.locator(".clock[data-ends]")).to_be_visible()

    e.go(CARD_3, "read")
    e.fran.locator("#undo-button").click()
    e.at("plenary")
    dealt_with(e.fran)
    expect(e.cor.locator("#history li").first).to_contain_text(
        "Fran maakte het vorige ongedaan"
    )
    e.fran.get_by_role("link", name="Pas het programma aan").click()
    e.fran.locator("#add-kind").select_option("talk")
    e.fran.locator("button[value=add]").click()
    expect(e.fran.locator("li[aria-current=step] + li")).to_contain_text("Praten")
    shoot(e.fran, "whole-host-programme", full=True)
    e.home()
    e.go("Laat ze praten", "talk")
    expect(e.beamer.locator(".quotes")).to_contain_text(SHOWN)


def two_more_cards(e: Evening) -> None:
    """A quick card in haste, and a deep one that is left."""
    e.go(CARD_3, "read")
    e.go("Open de stemming", "vote")
    all_vote(e, *AGAIN)
    e.go("Sluit de stemming en toon de keuzes", "reveal")
    e.go("Laat ze praten", "talk")
    e.go(CARD_4, "read")
    e.fran.locator(".more summary").click()
    shoot(e.fran, "whole-host-more")
    e.fran.get_by_role("button", name="Sla de rest van deze kaart over").click()
    e.at("priorities")
    dealt_with(e.fran)


def the_last_part(e: Evening) -> str:
    """What comes first, the picture, whether they recognise it, and what they do."""
    boxes = e.phones[1].locator(".picks input")
    slugs = [str(box.get_attribute("value")) for box in boxes.all()]
    crowd.everybody(e.guests, f"{slugs[1]}+{slugs[3]}", f"{slugs[1]}+{slugs[4]}")
    for number, phone in enumerate(e.phones):
        for place in (1, 3):
            phone.locator(".picks input").nth(place).check()
        if number == 0:
            phone.get_by_role("button", name="Verstuur mijn keuze").click()
        expect(phone.locator(".receipt")).to_contain_text("Je antwoord is binnen.")
        e.keep(number, f"{slugs[1]}+{slugs[3]}")
    expect(e.beamer.locator("#turnout")).to_contain_text("24 van 24")
    expect(e.beamer.locator(".puts-first")).to_have_count(0)
    e.shoot("priorities")
    e.go("Toon het Wenkend Perspectief", "perspective")
    expect(e.beamer.locator(".puts-first")).to_contain_text("Van zorg naar welzijn")
    e.fran.locator("#sentence").fill(CLOSING)
    e.fran.get_by_role("button", name="Toon deze zin").click()
    expect(e.beamer.locator(".sentence")).to_have_text(CLOSING)
    build(e.fran)
    e.shoot("perspective")
    e.go("Vraag of ze het beeld herkennen", "recognise")
    all_answer(e, {"a": "Ja", "b": "Deels", "c": "Nee"}, "a", "a", "b", "a", "c")
    expect(e.beamer.locator(".recognition")).to_have_count(0)
    e.shoot("recognise")
    e.go("Maak afspraken", "agree")
    e.phones[1].locator("#what").fill(AGREED)
    e.phones[1].locator("#by").fill("1 maart")
    e.phones[1].get_by_role("button", name="Verstuur deze afspraak").click()
    expect(e.phones[1].locator("#agree-said")).to_contain_text("Je afspraak is binnen")
    e.unseen(AGREED)
    e.fran.get_by_role("link", name="Zie wat mensen schreven").click()
    handle(e.fran, AGREED, "Toon")
    e.home()
    expect(e.beamer.locator(".agreements")).to_contain_text(AGREED)
    e.shoot("agree")
    e.go("Sluit de sessie af", "close")
    expect(e.beamer.locator(".sentence")).to_have_text(CLOSING)
    e.shoot("close")
    link = e.fran.get_by_role("link", name="Bekijk de uitkomst").get_attribute("href")
    return str(link)


def the_results(e: Evening, hall: Hall, link: str) -> None:
    """The page and the download hold what was shown, and nothing else."""
    results = hall.laptop(e.url + link)
    expect(results.locator("main")).to_contain_text(AGREED)
    expect(results.locator("main")).to_contain_text(CLOSING)
    shoot(results, "whole-results", full=True)
    shoot(hall.phone(e.url + link, width=320), "whole-results-320", full=True)
    with results.expect_download() as caught:
        results.get_by_role("link", name="JSON").click()
    text = caught.value.path().read_text()
    assert HIDDEN not in text
    assert HIDDEN not in results.content()
    data = json.loads(text)
    assert data["workshop"]["participants"] == 24
    assert len(data["cards"]) == 3
    for card in data["cards"]:
        roles = {one["role"] for one in card["roles"]}
        assert "gemeente" in roles
        assert not roles & set(NEVER_ALONE)
    (guessed,) = [one for one in data["cards"] if one["thought_and_chosen"]]
    assert not [
        role for role in NEVER_ALONE if role in str(guessed["thought_and_chosen"])
    ]


def stored(server: Server) -> dict[int, Counter[str]]:
    """Read back what the file holds, in the words of the buttons."""
    counted: dict[int, Counter[str]] = {}
    with sqlite3.connect(server.data / "dilemma.db") as file:
        for step, option, strength, picked in file.execute(
            "SELECT step, option, strength, picked FROM response"
        ):
            value = "pass" if option is None else "abcd"[option] + str(strength or "")
            counted.setdefault(step, Counter())[picked or value] += 1
    return counted
