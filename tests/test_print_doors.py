"""Who may print, what comes out of a browser and of the command, and who must wait."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import gevent
import pytest
from click.testing import CliRunner
from flask import Flask
from pypdf import PdfReader

from dilemma.cli import main
from dilemma.live import press
from dilemma.rules.agenda import Depth
from dilemma.rules.seating import Arrangement, Dealing
from tests.conftest import Person, Room

DECK = "/decks/leeg-voorbeeld/print"
OF_A_DECK = ("cards", "booklet", "roles")
Rooms = Callable[..., Room]


def pages(pdf: bytes) -> list[str]:
    found = PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in found]


@pytest.fixture
def seated(make_room: Rooms) -> Room:
    """A workshop with two tables that plays two of its three cards."""
    return make_room(
        Depth.DEEP, Depth.QUICK, arrangement=Arrangement(2, Dealing.CHOSEN)
    )


@pytest.fixture
def host(seated: Room, app: Flask) -> Person:
    person = Person(app)
    person.get(seated.links.host.removeprefix("http://localhost:8000"))
    return person


def test_a_facilitator_prints_a_deck(gus: Person) -> None:
    page = gus.get(DECK).get_data(as_text=True)
    for what in OF_A_DECK:
        assert f'href="{DECK}/{what}"' in page
        answer = gus.get(f"{DECK}/{what}")
        assert answer.mimetype == "application/pdf"
        assert (
            f"dilemma-leeg-voorbeeld-{what}.pdf"
            in answer.headers["Content-Disposition"]
        )
        assert pages(answer.data)
    assert "/tents" not in page


def test_the_form_for_a_new_session_and_the_list_lead_to_prints(
    gus: Person, room: Room
) -> None:
    deck = gus.get("/decks/leeg-voorbeeld").get_data(as_text=True)
    assert f'href="{DECK}"' in deck
    assert re.search(r'href="/decks/[\w-]+/print"', gus.get("/host/new").text)
    assert f'href="/host/{room.id}/print"' in gus.get("/host").get_data(as_text=True)
    assert f'href="/host/{room.id}/print"' in gus.get(f"/host/{room.id}/room").get_data(
        as_text=True
    )


def test_a_print_is_in_the_language_of_the_reader(gus: Person) -> None:
    english = pages(gus.get(f"{DECK}/roles?lang=en").data)
    assert "Today I am" in english[0]
    assert "Vandaag ben ik" in pages(gus.get(f"{DECK}/roles?lang=nl").data)[0]


def test_a_workshop_prints_the_cards_and_roles_that_it_plays(
    seated: Room, host: Person
) -> None:
    at = f"/host/{seated.id}/print"
    cards = " ".join(pages(host.get(f"{at}/cards").data))
    assert "Kaart 1" in cards
    assert "Kaart 2" in cards
    assert "Kaart 3" not in cards
    roles = " ".join(pages(host.get(f"{at}/roles").data))
    offered = [role.name for role in seated.look().workshop.offered]
    assert all(name in roles for name in offered)
    booklet = " ".join(pages(host.get(f"{at}/booklet").data))
    assert f"Ik sla over {' '.join(offered)} Samen" in booklet


def test_a_workshop_prints_what_its_room_needs(seated: Room, host: Person) -> None:
    at = f"/host/{seated.id}/print"
    assert f'href="{at}/tents"' in host.get(at).get_data(as_text=True)
    tents = pages(host.get(f"{at}/tents").data)
    assert len(tents) == 2
    for number, tent in enumerate(tents, start=1):
        assert f"Tafel {number}" in tent
        assert f"localhost:8000/t/{seated.code}/{number}" in tent.replace("\u200b", "")
    (poster,) = pages(host.get(f"{at}/poster").data)
    assert seated.code in poster
    assert "localhost:8000/j" in poster.replace("\u200b", "")


def test_without_tables_there_are_no_tents(fran: Person, room: Room) -> None:
    assert "/tents" not in fran.get(f"/host/{room.id}/print").get_data(as_text=True)
    assert fran.get(f"/host/{room.id}/print/tents").status_code == 404


def test_only_who_leads_prints(
    room: Room, seated: Room, fran: Person, ann: Person, zoe: Person
) -> None:
    for path in ("", *(f"/{what}" for what in (*OF_A_DECK, "tents", "poster"))):
        for person in (ann, zoe, fran):
            assert person.get(f"/host/{seated.id}/print{path}").status_code == 403
            assert person.get(f"{DECK}{path}").status_code == 403


def test_what_is_not_there_is_not_printed(gus: Person, room: Room) -> None:
    for path in (
        f"{DECK}/poster",
        f"{DECK}/nonsense",
        "/decks/nergens/print",
        "/decks/nergens/print/cards",
        f"/host/{room.id}/print/nonsense",
        "/host/nergens/print/cards",
    ):
        assert gus.get(path).status_code == 404, path


# The press.


def test_who_comes_while_too_many_wait_is_told_so(
    gus: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "_waiting", [None] * press.MOST_WAITING)
    answer = gus.get(f"{DECK}/cards")
    assert answer.status_code == 503
    assert "Er worden nu al veel bestanden gemaakt" in answer.get_data(as_text=True)


def test_a_print_that_fails_leaves_its_place_to_the_next() -> None:
    def breaks() -> None:
        raise OSError

    for _ in range(press.MOST_WAITING + 1):
        with pytest.raises(OSError):  # noqa: PT011 - raised right here
            press.in_turn(breaks)
    assert press.in_turn(lambda: "printed") == "printed"


def test_prints_are_set_one_after_another() -> None:
    said: list[str] = []

    def work(name: str) -> Callable[[], None]:
        def do() -> None:
            said.append(f"{name} begins")
            gevent.sleep(0)  # the others would come in now
            said.append(f"{name} ends")

        return do

    gevent.joinall([gevent.spawn(press.in_turn, work(name)) for name in "ab"])
    assert said == ["a begins", "a ends", "b begins", "b ends"]


# The command.


def run(tmp_path: Path, *args: str, language: str = "nl") -> tuple[int, str]:
    env = {"DATA_DIR": str(tmp_path), "DILEMMA_LANG": language}
    done = CliRunner().invoke(main, ["deck", "print", *args], env=env)
    return done.exit_code, done.output


@pytest.mark.parametrize("what", OF_A_DECK)
def test_the_command_prints_a_deck(tmp_path: Path, what: str) -> None:
    out = tmp_path / "out.pdf"
    assert run(tmp_path, "leeg-voorbeeld", "--what", what, "-o", str(out)) == (0, "")
    assert pages(out.read_bytes())


def test_the_command_prints_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    out = str(tmp_path / "out.pdf")
    args = ("leeg-voorbeeld", "--what", "roles", "-o", out)
    run(tmp_path, *args)
    assert "Vandaag ben ik" in pages(Path(out).read_bytes())[0]
    run(tmp_path, *args, language="en")
    assert "Today I am" in pages(Path(out).read_bytes())[0]
    run(tmp_path, *args, "--language", "en")
    assert "Today I am" in pages(Path(out).read_bytes())[0]


def test_the_command_says_what_it_does_not_know(tmp_path: Path) -> None:
    out = ("-o", str(tmp_path / "out.pdf"))
    code, said = run(tmp_path, "leeg-voorbeeld", "--what", "poster", *out)
    assert code == 2
    assert "cards, booklet, roles" in said
    code, said = run(tmp_path, "leeg-voorbeeld", "--language", "fr", *out)
    assert code == 2
    assert "nl, en" in said
    code, said = run(tmp_path, "nergens", *out)
    assert code == 2
    assert "nergens" in said
    assert not (tmp_path / "out.pdf").exists()
