"""The rehearsal as a facilitator plays it: the command, against a real server."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import csrf_token
from tests.test_server import (
    DECK,
    PATIENCE,
    Serve,
    Server,
    browser,
    dilemma,
    environ,
    get,
    refused,
    serve,
)

__all__ = ["serve"]  # a fixture

ROLES = {"inwoner", "gemeente", "sociaal-werker", "zorgverzekeraar", "ondernemer"}
KEPT = "Elk bevestigd antwoord is geteld."


@pytest.fixture(scope="module")
def server(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One server for the rehearsals that leave it alone."""
    return serve(tmp_path_factory.mktemp("data"), HOST="127.0.0.1")


def new_workshop(server: Server, cards: str = "D01,D02", *more: str) -> dict[str, str]:
    """Make one with a quick and a deep card; it tells what to say in Origin too."""
    made = ("workshop", "new", "--deck", DECK, "--cards", cards, *more, "--json")
    told: dict[str, str] = json.loads(server.command(*made))
    return told | {"origin": told["join_url"].rsplit("/j/", 1)[0]}


def words(server: Server, code: str, *more: str, pace: float = 0) -> list[str]:
    return [
        "rehearse",
        code,
        *("--participants", "12", "--seed", "5", "--pace", str(pace)),
        *("--data", str(server.data), *more),
    ]


def begin(server: Server, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "dilemma", *arguments],
        env=environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(what: Callable[[], Any]) -> Any:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def standing(server: Server, code: str) -> tuple[str, int]:
    """Return the step that a workshop is at, and how many people joined it."""
    with contextlib.closing(sqlite3.connect(server.data / "dilemma.db")) as file:
        found: tuple[str, int] = file.execute(
            "SELECT kind, (SELECT count(*) FROM participant WHERE workshop = w.id)"
            " FROM workshop w JOIN step ON step.workshop = w.id AND place = at"
            " WHERE code = ?",
            (code,),
        ).fetchone()
        return found


def answered(server: Server) -> int:
    """Count the answers that are stored."""
    with contextlib.closing(sqlite3.connect(server.data / "dilemma.db")) as file:
        found: int = file.execute("SELECT count(*) FROM response").fetchone()[0]
        return found


def texts_stored(server: Server, report: dict[str, Any]) -> int:
    """Count the texts that are stored of people in this workshop."""
    with contextlib.closing(sqlite3.connect(server.data / "dilemma.db")) as file:
        found: int = file.execute(
            "SELECT count(*) FROM contribution JOIN workshop ON workshop.id = workshop"
            " WHERE code = ? AND participant IS NOT NULL",
            (report["workshop"],),
        ).fetchone()[0]
        return found


def sound(server: Server, report: dict[str, Any]) -> None:
    assert report["joined"] == report["participants"] == 12
    assert report["cast"] == report["acknowledged"] == report["counted"] > 6
    assert (report["refused"], report["lost"]) == (0, 0)
    assert report["written"] == report["kept"] == texts_stored(server, report)
    assert sum(report["answers"].values()) == report["acknowledged"]
    for name in ("acknowledgement_ms", "connect_ms", "join_ms"):
        times = report[name]
        assert 0 < times["p50"] <= times["p95"] <= times["p99"] <= times["max"]
        assert times["n"] >= 12


def test_twelve_simulated_people_play_a_whole_workshop(
    server: Server, tmp_path: Path
) -> None:
    told, file = new_workshop(server), tmp_path / "report.json"
    done = dilemma(*words(server, told["code"], "--report", str(file)))
    assert done.returncode == 0, done.stderr
    report = json.loads(file.read_text())
    sound(server, report)
    assert (report["workshop"], report["seed"]) == (told["code"], 5)
    assert set(report["roles"]) == ROLES
    assert sum(report["roles"].values()) == 12
    assert report["reconnects"] > 0  # some fell asleep
    assert report["changed"] > 0  # and some changed their minds
    assert KEPT in done.stdout.splitlines()
    assert standing(server, told["code"])[0] == "close"
    assert "Generale repetitie" in get(told["screen_url"]).text
    assert "Generale repetitie" in get(told["results_url"]).text
    assert "Traceback" not in server.said
    again = refused(dilemma(*words(server, told["code"])))
    assert "Wis haar eerst" in again


EVERYTHING = ("--add", "practice", "--add", "predict", "--add", "swap")


def test_they_answer_everything_that_is_asked_and_write_here_and_there(
    server: Server, tmp_path: Path
) -> None:
    roles = ("--roles", "inwoner,gemeente")
    told = new_workshop(server, "D01,D02", "--variant", "uur", *roles, *EVERYTHING)
    file = tmp_path / "report.json"
    done = dilemma(*words(server, told["code"], "--report", str(file)))
    assert done.returncode == 0, done.stderr
    report = json.loads(file.read_text())
    sound(server, report)
    asked = {"practice", "vote", "predict", "swap", "talk", "priorities", "recognise"}
    assert set(report["answers"]) == asked
    assert report["written"] > 0
    page = get(told["results_url"]).text
    assert "Omslagvraag" in page  # the leader asked it, and showed the answers


def test_where_roles_are_dealt_the_report_tells_which_they_got(
    server: Server, tmp_path: Path
) -> None:
    told, file = new_workshop(server, "D01"), tmp_path / "report.json"
    with contextlib.closing(sqlite3.connect(server.data / "dilemma.db")) as data:
        data.execute(
            "UPDATE workshop SET dealing = 'dealt' WHERE code = ?", (told["code"],)
        )
        data.commit()
    done = dilemma(*words(server, told["code"], "--report", str(file)))
    assert done.returncode == 0, done.stderr
    report = json.loads(file.read_text())
    sound(server, report)
    assert set(report["roles"]) == ROLES
    assert {*report["roles"].values()} == {2, 3}


def test_killed_and_started_again_in_the_middle_no_vote_is_lost(
    serve: Serve, tmp_path: Path
) -> None:
    first = serve(tmp_path, HOST="127.0.0.1")
    code, file = new_workshop(first, "D01")["code"], tmp_path / "report.json"
    run = begin(first, *words(first, code, "--report", str(file), pace=0.1))
    wait_for(lambda: answered(first))
    first.process.send_signal(signal.SIGSTOP)
    time.sleep(1)  # others vote meanwhile, and hear nothing
    first.stop(signal.SIGKILL)
    again = serve(tmp_path, HOST="127.0.0.1", PORT=str(first.port))
    said, complaint = run.communicate(timeout=PATIENCE * 2)
    assert run.returncode == 0, complaint
    report = json.loads(file.read_text())
    sound(again, report)
    assert report["reconnects"] >= 12
    assert KEPT in said.splitlines()


def test_the_host_leads_the_simulated_room_follows_and_a_wipe_ends_it(
    server: Server,
) -> None:
    told = new_workshop(server)
    run = begin(server, *words(server, told["code"], "--follow"))
    wait_for(lambda: standing(server, told["code"])[1] == 12)
    fran, page = browser(), f"{told['origin']}/host/{told['id']}"
    get(told["host_url"], fran)
    html = get(page, fran).text
    assert "Wis de repetitie" in html
    assert standing(server, told["code"])[0] == "lobby"  # nobody else leads
    form = {"csrf_token": csrf_token(html), "sure": "yes"}
    origin = {"Origin": told["origin"]}
    wiped = fran.post(f"{page}/wipe", form, headers=origin, timeout=PATIENCE)
    assert wiped.ok
    said, complaint = run.communicate(timeout=PATIENCE)
    assert run.returncode == 2, said
    assert "De repetitie is gewist" in complaint
    assert standing(server, told["code"])[1] == 0


def test_real_people_never_share_a_workshop_with_simulated_ones(
    server: Server,
) -> None:
    told = new_workshop(server)
    ann = browser()
    get(told["join_url"], ann)
    form = {"role": "inwoner"}
    origin = {"Origin": told["origin"]}
    ann.post(f"{told['join_url']}/role", form, headers=origin, timeout=PATIENCE)
    assert standing(server, told["code"])[1] == 1
    why = refused(dilemma(*words(server, told["code"])))
    assert "Echte en nagespeelde deelnemers gaan nooit samen" in why
    assert standing(server, told["code"])[1] == 1
    assert "Generale repetitie" not in get(told["screen_url"]).text
