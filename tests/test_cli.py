"""The command line: one line in, an answer or a sentence that names what is wrong."""

import contextlib
import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dilemma import __version__
from dilemma.cli import main
from dilemma.deckfile import load_deck, starter
from dilemma.store.tables import db
from tests.conftest import Room

DECK = "sociaal-werk-beweegt"
BROKEN = Path(__file__).parent / "decks"
URL = "https://spel.example"

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on an empty data folder, at a fixed address, in Dutch."""
    for name in ("HOST", "PORT", "SECRET_KEY", "DATABASE_URL", "DILEMMA_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def run(*words: str, exit: int = 0, **environ: str) -> Result:
        result = CliRunner().invoke(main, words, env=environ, prog_name="dilemma")
        assert result.exit_code == exit, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def new(command: Command, *words: str) -> dict[str, Any]:
    """Make a workshop and return what the command told."""
    answer = command("workshop", "new", "--deck", DECK, "--json", *words)
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def exported(command: Command, workshop: str) -> dict[str, Any]:
    answer = command("export", workshop, "--format", "json", "-o", "-")
    read: dict[str, Any] = json.loads(answer.stdout_bytes)
    return read


def test_a_new_workshop_tells_its_id_code_and_four_addresses(command: Command) -> None:
    told = new(command)
    assert list(told) == [
        "id",
        "code",
        "join_url",
        "host_url",
        "screen_url",
        "results_url",
    ]
    assert re.fullmatch(r"[0-9a-f]{16}", told["id"])
    assert re.fullmatch(r"[2-9B-DF-HJ-NP-TV-Z]{6}", told["code"])
    assert told["join_url"] == f"{URL}/j/{told['code']}"
    key = r"[\w-]{22}"
    for name, path in (
        ("host_url", "host/{}/key/"),
        ("screen_url", "screen/{}/"),
        ("results_url", "results/{}/"),
    ):
        start = f"{URL}/{path.format(told['id'])}"
        assert re.fullmatch(re.escape(start) + key, told[name])


def test_a_new_workshop_has_what_is_added_to_its_variant(
    command: Command, tmp_path: Path
) -> None:
    new(command, "--variant", "uur", "--add", "practice", "--add", "predict")
    path = tmp_path / "data" / "dilemma.db"
    with contextlib.closing(sqlite3.connect(path)) as database:
        kinds = {kind for (kind,) in database.execute("SELECT kind FROM step")}
    assert {"practice", "predict"} < kinds


def test_json_is_all_there_is_on_standard_output(command: Command) -> None:
    answer = command("workshop", "new", "--deck", DECK, "--json")
    assert (answer.stdout[0], answer.stdout[-2:], answer.stderr) == ("{", "}\n", "")


def test_without_json_the_same_is_told_in_lines(command: Command) -> None:
    answer = command("workshop", "new", "--deck", DECK)
    lines = dict(line.split(maxsplit=1) for line in answer.stdout.splitlines())
    assert lines["join_url"] == f"{URL}/j/{lines['code']}"
    assert len(lines) == 6


def cards_of(command: Command, workshop: str) -> list[str]:
    """The cards of a workshop, in the order in which they are played."""
    from dilemma import play
    from dilemma.app import create_app
    from dilemma.config import load

    app = create_app(load(), async_mode="threading")
    with app.app_context():
        steps = play.look(workshop).game.steps
        db.session.remove()
        db.engine.dispose()
    return list(dict.fromkeys(step.card for step in steps if step.card))


def test_cards_are_chosen_by_slug_or_code_in_any_order(command: Command) -> None:
    listed = json.loads(command("deck", "list", "--json").stdout)
    assert DECK in [one["slug"] for one in listed]
    told = new(command, "--cards", " d05, D02 ,d05,")
    by_code = cards_of(command, told["id"])
    assert len(by_code) == 2
    told = new(command, "--cards", ",".join(reversed(by_code)))
    assert cards_of(command, told["id"]) == by_code[::-1]


def test_a_variant_decides_how_many_cards_are_played(command: Command) -> None:
    told = new(command, "--variant", "anderhalf")
    assert len(cards_of(command, told["id"])) == 6


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--deck", "bestaat-niet"], "bestaat-niet"),
        (["--deck", DECK, "--cards", "D01,D99"], "D99"),
        (["--deck", DECK, "--roles", "inwoner,tovenaar"], "tovenaar"),
        (["--deck", DECK, "--variant", "polonaise"], "polonaise"),
        (["--deck", DECK, "--variant", "polonaise"], "zaal, uur, anderhalf"),
        (
            ["--deck", DECK, "--cards", ",".join(f"D{n:02}" for n in range(1, 22))],
            "20 kaarten",
        ),
        (["--deck", DECK, "--roles", "inwoner"], "8 rollen"),
    ],
    ids=["deck", "card", "role", "variant", "variants", "cards", "roles"],
)
def test_what_does_not_exist_or_fit_is_named(
    command: Command, words: list[str], named: str
) -> None:
    answer = command("workshop", "new", "--json", *words, exit=2)
    assert answer.stdout == ""
    assert named in answer.stderr
    assert "Traceback" not in answer.stderr
    assert json.loads(command("workshop", "list", "--json").stdout) == []


def test_the_command_line_speaks_english_when_asked(command: Command) -> None:
    words = ("workshop", "new", "--deck", "none")
    dutch = command(*words, exit=2)
    english = command(*words, exit=2, DILEMMA_LANG="en")
    assert dutch.stderr != english.stderr
    assert english.stderr == "There is no deck none. See: dilemma deck list\n"


def test_what_is_played_alone_is_made_beside_a_session_or_put_there_later(
    command: Command,
) -> None:
    congress, other = new(command)["id"], new(command, "--cards", "D01")["id"]
    beside = ("--variant", "zelf", "--cards", "D02", "--belongs-to")
    apart = new(command, *beside, congress)["id"]
    late = new(command, "--variant", "zelf", "--cards", "D01")["id"]
    told = command("workshop", "belongs", late, other)
    assert "De uitkomst staat nu naast die van: Sociaal werk beweegt" in told.stdout
    assert exported(command, congress)["workshop"]["participants"] == 0
    for one, to, why in (
        (late, congress, "Daar hoort al een andere sessie"),
        (congress, other, "geen sessie die mensen alleen spelen"),
        (late, apart, "Ook de andere sessie spelen mensen alleen"),
        (late, "bestaat-niet", "Er is geen sessie met id bestaat-niet"),
    ):
        wrong = command("workshop", "belongs", one, to, exit=2)
        assert why in wrong.stderr
    made = ("workshop", "new", "--deck", DECK)
    refused = command(*made, "--belongs-to", congress, exit=2)
    assert "geen sessie die mensen alleen spelen" in refused.stderr
    refused = command(*made, *beside, "bestaat-niet", exit=2)
    assert "bestaat-niet" in refused.stderr


def test_workshops_are_listed_the_newest_first(command: Command) -> None:
    first = new(command, "--title", "  Eerste   sessie ")
    second = new(command, "--title", "Tweede sessie")
    assert json.loads(command("workshop", "list", "--json").stdout) == [
        {
            "id": one["id"],
            "code": one["code"],
            "title": title,
            "step": "lobby",
            "joined": 0,
        }
        for one, title in ((second, "Tweede sessie"), (first, "Eerste sessie"))
    ]
    lines = command("workshop", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [second["id"], first["id"]]


def test_an_empty_installation_lists_nothing(command: Command) -> None:
    assert command("workshop", "list").stdout == ""
    assert command("workshop", "list", "--json").stdout == "[]\n"


def test_a_workshop_is_written_as_csv_to_a_file(
    command: Command, tmp_path: Path
) -> None:
    told = new(command, "--title", "Proefsessie")
    file = tmp_path / "uitkomst.csv"
    answer = command("export", told["id"], "--format", "csv", "-o", str(file))
    assert answer.stdout == ""
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "kaart"
    assert any("Proefsessie" in row for row in rows)


def test_a_workshop_is_written_as_json_to_standard_output(command: Command) -> None:
    told = new(command, "--title", "Proefsessie")
    read = exported(command, told["id"])
    assert read == exported(command, told["code"].lower())  # as people type it
    assert read["workshop"]["title"] == "Proefsessie"
    assert read["workshop"]["code"] == told["code"]
    assert read["cards"] == []


def test_what_is_written_is_what_the_room_showed(
    room: Room, command: Command, tmp_path: Path
) -> None:
    people = [room.join("inwoner") for _ in range(6)]
    step = room.reach("vote").game.step
    for person in people:
        form = {"step": str(step.id), "answer": "a2"}
        person.post(f"/j/{room.code}/answer", page=f"/j/{room.code}", **form)
    room.reach("vote", 2)
    words = ("export", room.id, "--data", str(tmp_path), "--format", "json", "-o", "-")
    open_still = json.loads(command(*words).stdout_bytes)
    assert open_still["cards"] == []
    room.reach("perspective")
    written = json.loads(command(*words).stdout_bytes)
    assert written["workshop"]["participants"] == 6
    assert written["cards"][0]["rounds"][0]["votes"]["A"] == {"sure": 6, "rather": 0}


@pytest.mark.parametrize(
    ("language", "read_me"), [([], "LEESMIJ.txt"), (["--language", "en"], "README.txt")]
)
def test_everything_is_written_in_one_file_in_a_language(
    command: Command, tmp_path: Path, language: list[str], read_me: str
) -> None:
    told, file = new(command), tmp_path / "alles.zip"
    command("export", told["id"], "--format", "zip", *language, "-o", str(file))
    names = zipfile.ZipFile(file).namelist()
    assert names[0] == read_me
    assert f"wenkend-perspectief-{told['code']}.xlsx" in names


def test_a_title_that_is_too_long_is_not_cut_off(command: Command) -> None:
    words = ("workshop", "new", "--deck", "sociaal-werk-beweegt")
    answer = command(*words, "--title", "Wijk" * 31, exit=2)
    assert "120" in answer.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["export", "0123456789abcdef", "-o", "-"], "0123456789abcdef"),
        (["export", "x", "--format", "docx", "-o", "-"], "docx"),
        (["export", "x", "--format", "docx", "-o", "-"], "csv, json"),
        (["export", "x", "--language", "fy", "-o", "-"], "fy"),
    ],
)
def test_what_cannot_be_exported_is_named(
    command: Command, words: list[str], named: str
) -> None:
    answer = command(*words, exit=2)
    assert named in answer.stderr
    assert answer.stdout == ""


def test_a_file_that_cannot_be_written_is_named_with_why(command: Command) -> None:
    told = new(command)
    answer = command("export", told["id"], "-o", "/dev/null/uit.csv", exit=2)
    assert "/dev/null/uit.csv" in answer.stderr
    assert "Not a directory" in answer.stderr


def test_a_good_deck_is_good(command: Command) -> None:
    deck = Path(__file__).parent.parent / "decks" / f"{DECK}.md"
    answer = command("deck", "check", str(deck))
    assert answer.stdout.startswith(f"{deck}: goed, 34 kaarten.\n")


def test_a_deck_without_problems_is_given_advice_that_may_be_left_out(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "klein.md"
    text = starter("Klein", "nl").replace("Omslagvraag: Wat als", "Notitie: Wat als", 1)
    file.write_text(text.replace("Notitie: Alleen", "Omslagvraag: Alleen"), "utf-8")
    told = command("deck", "check", str(file)).stdout.splitlines()
    assert told[0] == f"{file}: goed, 1 kaarten."
    assert [line.split(":")[0] for line in told[1:]] == ["  Advies bij D01"]
    assert command("deck", "check", "--no-advice", str(file)).stdout.count("\n") == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", ["md", "json", "xlsx"])
def test_a_deck_is_begun_checked_and_converted(
    command: Command, tmp_path: Path, form: str, language: str
) -> None:
    first, second = tmp_path / f"set.{form}", tmp_path / "set2.md"
    command("deck", "new", str(first), "--title", "Van ons", DILEMMA_LANG=language)
    assert command("deck", "check", str(first)).stdout.count("\n") == 1
    command("deck", "convert", str(first), "-o", str(second))
    assert replace(load_deck(first), slug="") == replace(load_deck(second), slug="")
    again = command("deck", "new", str(first), exit=2)
    assert f"{first} is er al" in again.stderr


def test_a_deck_that_can_be_played_is_converted_by_its_slug(command: Command) -> None:
    told = command("deck", "convert", DECK, "-o", "-", "--to", "json").stdout_bytes
    assert json.loads(told)["title"] == "Sociaal werk beweegt"
    assert b"# Sociaal" in command("deck", "convert", DECK, "-o", "-").stdout_bytes


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ((DECK, "-o", "set.pdf"), "pdf"),
        ((DECK, "-o", "set"), "set"),
        (("none", "-o", "set.md"), "none"),
        ((str(BROKEN / "broken-keys.md"), "-o", "set.md"), "Spaning"),
    ],
)
def test_what_cannot_be_converted_is_named(
    command: Command, words: tuple[str, ...], wrong: str
) -> None:
    assert wrong in command("deck", "convert", *words, exit=2).stderr


@pytest.mark.parametrize(
    "path", sorted(BROKEN.glob("*.md")), ids=lambda path: path.stem
)
def test_every_problem_of_a_broken_deck_is_told_with_its_line(
    command: Command, path: Path
) -> None:
    expected = json.loads(path.with_suffix(".json").read_text())
    answer = command("deck", "check", str(path), exit=1)
    lines = [
        int(found.group(1)) if (found := re.search(r": Regel (\d+): ", line)) else 0
        for line in answer.stdout.splitlines()
    ]
    assert lines == [line for line, *_ in expected]
    assert all(line.startswith(f"{path}: ") for line in answer.stdout.splitlines())


def test_a_missing_deck_is_told_and_the_next_file_is_still_checked(
    command: Command, tmp_path: Path
) -> None:
    missing, folder = tmp_path / "weg.md", tmp_path
    good = Path(__file__).parent.parent / "decks" / f"{DECK}.md"
    answer = command(
        "deck", "check", "--no-advice", *map(str, (missing, folder, good)), exit=1
    )
    first, second, third = answer.stdout.splitlines()
    assert first.startswith(f"{missing}: ")
    assert second.startswith(f"{folder}: ")
    assert third.endswith("goed, 34 kaarten.")


def test_checking_nothing_is_wrong_use(command: Command) -> None:
    assert "FILE" in command("deck", "check", exit=2).stderr


def test_the_decks_are_listed_with_their_number_of_cards(command: Command) -> None:
    listed = json.loads(command("deck", "list", "--json").stdout)
    assert listed[0] == {"slug": DECK, "title": "Sociaal werk beweegt", "cards": 34}
    assert [one["cards"] for one in listed] == [34, 12, 12, 4]
    assert command("deck", "list").stdout.split()[:2] == [DECK, "34"]


def test_a_deck_in_the_data_folder_is_listed_and_a_broken_one_is_told(
    command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "decks"
    folder.mkdir(parents=True)
    real = Path(__file__).parent.parent / "decks" / f"{DECK}.md"
    (folder / "eigen.md").write_text(
        real.read_text().replace("# Sociaal werk beweegt", "# Onze eigen kaarten", 1)
    )
    (folder / "stuk.md").write_bytes((BROKEN / "broken-latin1.md").read_bytes())
    answer = command("deck", "list", "--json")
    assert [one["slug"] for one in json.loads(answer.stdout)][:2] == ["eigen", DECK]
    assert answer.stderr.startswith("stuk: ")
    told = json.loads(command("workshop", "new", "--deck", "eigen", "--json").stdout)
    assert exported(command, told["id"])["workshop"]["title"] == "Onze eigen kaarten"
    assert "stuk: " in command("workshop", "new", "--deck", "stuk", exit=2).stderr


def test_a_link_signs_in_at_the_public_address(command: Command) -> None:
    first, second = (command("link").stdout for _ in range(2))
    assert re.fullmatch(re.escape(f"{URL}/in/") + r"[\w-]{22}\n", first)
    assert first != second


def test_the_option_for_the_data_folder_goes_before_the_environment(
    command: Command, tmp_path: Path
) -> None:
    elsewhere = str(tmp_path / "elders")
    told = new(command, "--data", elsewhere)
    assert json.loads(command("workshop", "list", "--json").stdout) == []
    there = command("workshop", "list", "--json", "--data", elsewhere)
    assert [one["id"] for one in json.loads(there.stdout)] == [told["id"]]


@pytest.mark.parametrize(
    "words",
    [
        ["link"],
        ["workshop", "new", "--deck", DECK],
        ["workshop", "list"],
        ["export", "x", "-o", "-"],
        ["deck", "list"],
    ],
    ids=" ".join,
)
def test_a_command_refuses_a_wrong_setting_in_dutch(
    command: Command, words: list[str]
) -> None:
    answer = command(*words, exit=2, PORT="http")
    assert answer.stderr == (
        "PORT kan niet http zijn: een poort is een getal van 1 tot 65535.\n"
    )
    answer = command(*words, "--data", "/dev/null/x", exit=2)
    assert "/dev/null/x" in answer.stderr


def test_data_of_a_newer_dilemma_are_left_alone(
    command: Command, tmp_path: Path
) -> None:
    command("workshop", "list")
    path = tmp_path / "data" / "dilemma.db"
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    answer = command("workshop", "list", exit=2)
    assert answer.stderr == (
        "Een nieuwere versie van Dilemma maakte deze gegevens. Zet die versie terug.\n"
    )


def test_a_file_that_is_no_database_is_named(command: Command, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dilemma.db").write_text("Dit zijn geen tabellen. " * 1000)
    answer = command("workshop", "list", exit=2)
    assert f"{tmp_path}/data/dilemma.db" in answer.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], ["serve", "workshop", "export", "deck", "link"]),
        (["serve"], ["--port", "--host", "--data"]),
        (["workshop"], ["new", "list"]),
        (["workshop", "new"], ["--deck", "--cards", "--variant", "--json", "--data"]),
        (["export"], ["--format", "--output", "--data"]),
        (["deck"], ["check", "list"]),
        (["rehearse"], ["--participants", "--seed", "--pace", "--follow", "--report"]),
    ],
)
def test_help_names_what_there_is(
    command: Command, words: list[str], named: list[str]
) -> None:
    for flag in ("-h", "--help"):
        told = command(*words, flag).stdout
        assert [name for name in named if name not in told] == []


def test_an_unknown_command_is_named(command: Command) -> None:
    assert "feest" in command("feest", exit=2).stderr


def test_the_version_is_told(command: Command) -> None:
    assert command("--version").stdout == f"{__version__}\n"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--participants", "0"], "1 tot 10000"),
        (["--participants", "10001"], "1 tot 10000"),
        (["--participants", "5", "--pace", "-1"], "tempo"),
        (["--participants", "5", "--pace", "nan"], "tempo"),
        (["--participants", "5"], "BCDFGH"),
    ],
)
def test_a_rehearsal_that_cannot_be_is_named(
    command: Command, words: list[str], named: str
) -> None:
    answer = command("rehearse", "BCDFGH", *words, exit=2)
    assert named in answer.stderr
    assert answer.stdout == ""


def test_a_rehearsal_needs_a_running_server(command: Command, tmp_path: Path) -> None:
    told = new(command)
    answer = command("rehearse", told["code"], "--participants", "5", exit=2)
    assert "dilemma serve" in answer.stderr
    assert str(tmp_path / "data") in answer.stderr


def test_a_rehearsal_needs_room_and_an_open_door(
    room: Room, command: Command, tmp_path: Path
) -> None:
    words = ("rehearse", room.code, "--data", str(tmp_path), "--participants")
    assert "nog plaats voor 5000 mensen" in command(*words, "5001", exit=2).stderr
    room.act("lock")
    assert "Niemand kan meer meedoen" in command(*words, "5", exit=2).stderr
    room.act("unlock", "next")
    assert "al begonnen" in command(*words, "5", exit=2).stderr


def test_too_few_files_for_a_rehearsal_are_told_beforehand(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _what: (256, 4096))
    words = ("rehearse", "BCDFGH", "--participants")
    answer = command(*words, "4000", exit=2)
    assert "4096 bestanden" in answer.stderr
    assert "4200" in answer.stderr
