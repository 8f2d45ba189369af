"""The last part in a real browser: two boxes, an agreement, and what the hall sees."""

from collections.abc import Iterator
from secrets import token_hex

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from dilemma import config, play
from dilemma.app import create_app
from dilemma.rules.agenda import Kind
from dilemma.rules.contribution import Genre, Handling, Said, State
from dilemma.rules.game import Action
from dilemma.rules.response import Cast
from tests.browser.conftest import Hall, Server, build, press, press_next, shoot

CARDS = "D04,D05,D10,D14,D20"
LONGEST = (
    "een welzijnscoach van het buurthuis laten meelopen met de huisartsenpraktijk, "
    "elke dinsdag, en na drie maanden samen kijken wat het oplevert"
)


@pytest.fixture
def workshop(server: Server) -> dict[str, str]:
    """Make a workshop, with the questions of the last part in it."""
    return server.new_workshop(
        "--deck", "sociaal-werk-beweegt", "--cards", CARDS, "--variant", "uur"
    )


@pytest.fixture
def beside(server: Server, workshop: dict[str, str]) -> Iterator[Flask]:
    """An app on the same file, to fill the room without its browsers."""
    settings = config.load({"DATA_DIR": str(server.data), "PUBLIC_URL": server.url})
    app = create_app(settings, async_mode="threading")
    with app.app_context():
        yield app


def at_the_end(workshop: str) -> None:
    """Go to the last card with everything else played."""
    people = [play.join(workshop, "inwoner", token_hex(16)) for _ in range(7)]
    people += [play.join(workshop, "gemeente", token_hex(16)) for _ in range(7)]
    while True:
        game = play.standing(workshop).game
        following = game.following(Action.NEXT)
        if following and following.kind is Kind.PRIORITIES:
            return
        play.act(workshop, Action.NEXT, game.acts)
        step = play.standing(workshop).game.open_vote
        for n, person in enumerate(people if step else ()):
            vote = Cast(step.id if step else 0, ("a2", "b1", "a1")[n % 3], 1)
            play.cast(workshop, person, vote)


def people_of(workshop: str) -> range:
    return range(1, 15)


@pytest.mark.parametrize("dark", [False, True])
def test_the_last_part_from_two_boxes_to_the_last_sentence(
    hall: Hall, server: Server, workshop: dict[str, str], beside: Flask, dark: bool
) -> None:
    id = workshop["id"]
    at_the_end(id)
    scheme = {"color_scheme": "dark"} if dark else {}
    fran = hall.laptop(workshop["host_url"])
    screen = hall.projector(workshop["screen_url"] + ("?dark" if dark else ""))
    ann = hall.phone(workshop["join_url"], 320, **scheme)
    ann.get_by_role("button", name="inwoner").click()
    name = f"closing-{'dark' if dark else 'light'}"

    # Two boxes; the third is refused kindly, and what is chosen comes back.
    press_next(fran)
    boxes = ann.locator(".picks input")
    expect(boxes).to_have_count(7)
    expect(ann.get_by_role("button", name="Verstuur mijn keuze")).to_be_hidden()
    shoot(ann, f"{name}-picks-320")
    boxes.nth(1).check()
    boxes.nth(3).check()
    expect(ann.locator(".receipt")).to_contain_text("Je antwoord is binnen.")
    boxes.nth(5).click()
    expect(ann.locator(".too-many")).to_contain_text("Haal er eerst één weg")
    expect(boxes.nth(5)).not_to_be_checked()
    shoot(ann, f"{name}-picked-320", full=True)
    ann.reload()
    expect(boxes.nth(3)).to_be_checked()
    expect(boxes.nth(1)).to_be_checked()
    expect(screen.locator("#turnout")).to_contain_text("1 van 15 gaven antwoord")
    shoot(screen, f"{name}-priorities-hall")
    step = play.standing(id).game.step.id
    slugs = [one.slug for one in play.standing(id).workshop.deck.challenges]
    for n, person in enumerate(people_of(id)):
        play.cast(id, person, Cast(step, f"{slugs[1]}+{slugs[3 + n % 3]}", 1))

    # The picture with the room's order and Fran's sentence.
    press_next(fran)
    expect(screen.locator(".puts-first")).to_contain_text("Van zorg naar welzijn")
    fran.locator("#sentence").fill(
        "Het Wenkend Perspectief van deze zaal landt in Oost op 1 maart."
    )
    fran.get_by_role("button", name="Toon deze zin").click()
    for page in (screen, ann):
        expect(page.locator(".sentence")).to_contain_text("landt in Oost")
    build(fran)
    shoot(screen, f"{name}-perspective-hall")
    fits(screen)
    shoot(ann, f"{name}-perspective-320", full=True)
    shoot(fran, f"{name}-perspective-host", full=True)

    # Recognition, with a line why that outlives a new look of the page.
    press_next(fran)
    ann.get_by_role("button", name="Deels", exact=True).click()
    expect(ann.locator(".receipt")).to_contain_text("Je antwoord is binnen.")
    ann.locator("#why-text").fill("Ik mis de jongeren in het beeld.")
    press(fran, "#extend")
    expect(ann.locator("#why-text")).to_have_value("Ik mis de jongeren in het beeld.")
    shoot(ann, f"{name}-recognise-320", full=True)
    ann.get_by_role("button", name="Verstuur deze zin").click()
    expect(ann.locator("#why-said")).to_contain_text("Je tekst is binnen")
    expect(ann.locator("#why-text")).to_have_value("")
    shoot(screen, f"{name}-recognise-hall")
    fits(screen)
    step = play.standing(id).game.step.id
    for n, person in enumerate(people_of(id)):
        play.cast(id, person, Cast(step, "abc"[n % 3], 1))

    # The doubt stands beside the picture, once it is shown.
    press_next(fran)
    press(fran, "#back")
    expect(screen.locator("#stage[data-kind=recognise]")).to_be_visible()
    press(fran, "#back")
    expect(screen.locator(".doubt")).to_contain_text("Minder dan 60%")
    shoot(screen, f"{name}-doubt-hall")
    fits(screen)
    press_next(fran)

    # Agreements.
    press_next(fran)
    ann.locator("#what").fill("elke week koffie schenken")
    ann.locator("#by").fill("1 maart")
    ann.get_by_role("button", name="Verstuur deze afspraak").click()
    expect(ann.locator("#agree-said")).to_contain_text("Je afspraak is binnen")
    expect(screen.locator("#turnout")).to_contain_text("1 afspraak geschreven")
    shoot(ann, f"{name}-agree-320", full=True)
    shoot(screen, f"{name}-agree-empty-hall")
    many_agreements(id)
    press(fran, "#extend")
    expect(screen.locator(".agreements li")).to_have_count(5)
    shoot(screen, f"{name}-agree-hall")
    fits(screen)
    press_next(fran)
    expect(screen.locator("#stage[data-kind=close]")).to_be_visible()
    shoot(screen, f"{name}-close-hall")
    shoot(ann, f"{name}-close-320", full=True)
    fits(screen)
    report = hall.phone(workshop["results_url"], 390, **scheme)
    shoot(report, f"{name}-results-390", full=True)


def many_agreements(workshop: str) -> None:
    """Let five more people write the longest, and show everything."""
    for person in list(people_of(workshop))[:5]:
        details = {"with": "de gemeente", "by": "het einde van dit jaar"}
        said = Said(Genre.AGREEMENT, LONGEST, "", details=details)
        play.write_down(workshop, person, said)
    for one in play.said(workshop, tuple(Genre), (State.WAITING,)):
        play.handle(workshop, one.id, Handling.SHOW)


def fits(screen: Page) -> None:
    """Nothing on the big screen runs out of it or over its foot."""
    for part in screen.locator("#stage .body, #stage .scene").all():
        over = part.evaluate("part => part.scrollHeight - part.clientHeight")
        assert over <= 1, over
    # What stands at the bottom of the scene runs over its top.
    for name in screen.locator(".sky-names").all():
        top, inside = name.bounding_box(), screen.locator(".scene").bounding_box()
        assert top
        assert inside
        assert top["y"] >= inside["y"] - 1


def test_without_scripts_boxes_and_texts_are_plain_forms(
    hall: Hall, workshop: dict[str, str], beside: Flask
) -> None:
    id = workshop["id"]
    at_the_end(id)
    ann = hall.phone(workshop["join_url"], 320, java_script_enabled=False)
    ann.get_by_role("button", name="inwoner").click()
    ann.wait_for_url("**?plain")  # a phone without scripts is led there by itself
    play.act(id, Action.NEXT, play.standing(id).game.acts)
    ann.goto(workshop["join_url"] + "?plain")
    ann.locator(".picks input").nth(0).check()
    ann.locator(".picks input").nth(2).check()
    shoot(ann, "closing-plain-picks-320", full=True)
    ann.get_by_role("button", name="Verstuur mijn keuze").click()
    expect(ann.locator(".receipt")).to_contain_text("Van alleen naar samen")
    shoot(ann, "closing-plain-picked-320", full=True)
    for _ in range(3):
        play.act(id, Action.NEXT, play.standing(id).game.acts)
    ann.goto(workshop["join_url"] + "?plain")
    ann.locator("#what").fill("bellen")
    ann.get_by_role("button", name="Verstuur deze afspraak").click()
    expect(ann.locator("h1")).to_contain_text("Je tekst is binnen")
    shoot(ann, "closing-plain-written-320")
    ann.get_by_role("link", name="Terug naar de sessie").click()
    expect(ann.locator("#what")).to_be_visible()
