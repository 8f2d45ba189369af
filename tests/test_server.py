"""A real server in a process of its own: it starts, tells where, stops, comes back."""

import contextlib
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket
from flask import Flask

from dilemma import running
from dilemma.config import lan

ROOT = Path(__file__).resolve().parent.parent
BROKEN = Path(__file__).parent / "decks" / "broken-latin1.md"
DECK = "sociaal-werk-beweegt"
PATIENCE = 30  # seconds; a start takes one or two


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


def environ(**more: str) -> dict[str, str]:
    """The environment without settings of ours, and with everything said in Dutch."""
    ours = {
        "HOST",
        "PORT",
        "PUBLIC_URL",
        "DATA_DIR",
        "SECRET_KEY",
        "DATABASE_URL",
        "LIVE_TRANSPORT",
    }
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    kept.pop("DILEMMA_LANG", None)
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | more


def dilemma(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "dilemma", *words],
        env=environ(**more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@dataclass
class Server:
    """One running server, with everything it printed."""

    process: "subprocess.Popen[bytes]"
    port: int
    data: Path
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace")

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def sign_in(self) -> str:
        found = re.search(rf"{self.url}/in/[\w-]+", self.said)
        assert found, self.said
        return found.group()

    def wait(self) -> None:
        """Wait until it answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said
            try:
                if browser().get(f"{self.url}/healthz", timeout=5).ok:
                    return
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.05)
        raise AssertionError(self.said)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def command(self, *words: str) -> str:
        """Run a command on the same data folder."""
        done = dilemma(*words, "--data", str(self.data))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def new_workshop(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(
            self.command("workshop", "new", "--deck", DECK, "--json")
        )
        return told


Serve = Callable[..., Server]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start servers that end with the tests of this file."""
    started: list[Server] = []

    def start(data: Path, **more: str) -> Server:
        port = int(more.get("PORT") or free_port())
        output = tmp_path_factory.mktemp("output") / "said"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "dilemma", "serve"],
                env=environ(PORT=str(port), DATA_DIR=str(data)) | more,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        server = Server(process, port, data, output)
        started.append(server)
        server.wait()
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


@pytest.fixture(scope="module")
def server(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One server for all tests that do not stop it; it has a broken deck to bear."""
    data = tmp_path_factory.mktemp("data")
    (data / "decks").mkdir()
    (data / "decks" / "stuk.md").write_bytes(BROKEN.read_bytes())
    return serve(data)


def browser() -> requests.Session:
    """A browser of its own, without cookies and without a proxy."""
    session = requests.Session()
    session.trust_env = False
    return session


def get(url: str, who: requests.Session | None = None, **more: Any) -> Any:
    return (who or browser()).get(url, timeout=PATIENCE, allow_redirects=False, **more)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said when it refused, without a word of Python in it."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_it_says_that_it_is_up(server: Server) -> None:
    answer = get(f"{server.url}/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_it_prints_its_addresses_a_sign_in_link_and_a_qr_code(server: Server) -> None:
    lines = server.said.splitlines()
    assert lines[0] == "Dilemma draait."
    assert [
        line.split()[-1] for line in lines if re.match(r"  \w.*: +[/\w]", line)
    ] == [
        server.url,
        f"http://{lan('')}:{server.port}",
        server.sign_in,
        str(server.data),
    ]
    picture = [line for line in lines if re.fullmatch(r"[█▀▄ \xa0]{20,}", line)]
    assert len(picture) >= 14


def test_the_home_page_opens_on_the_address_for_participants(server: Server) -> None:
    answer = get(f"http://{lan('')}:{server.port}/")
    assert answer.status_code == 200
    assert '<html lang="nl"' in answer.text


def test_a_port_that_is_taken_is_named(server: Server, tmp_path: Path) -> None:
    port, data = str(server.port), str(tmp_path)
    why = refused(dilemma("serve", "--port", port, "--data", data))
    assert port in why
    assert "--port" in why


def test_a_second_server_on_the_same_data_is_refused(server: Server) -> None:
    words = ("serve", "--port", str(free_port()), "--data", str(server.data))
    why = refused(dilemma(*words))
    assert str(server.data) in why
    assert "--data" in why
    assert get(f"{server.url}/healthz").ok


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("DATA_DIR", "/dev/null/data", "/dev/null/data"),
        ("PORT", "achtduizend", "achtduizend"),
        ("HOST", "203.0.113.7", "203.0.113.7"),
    ],
)
def test_a_setting_that_cannot_work_is_named(
    tmp_path: Path, setting: str, value: str, named: str
) -> None:
    given = {"DATA_DIR": str(tmp_path), "PORT": str(free_port())} | {setting: value}
    assert named in refused(dilemma("serve", **given))


def test_a_workshop_made_beside_the_server_answers_at_once(server: Server) -> None:
    told = server.new_workshop()
    start = f"http://{lan('')}:{server.port}/"
    assert [told[name] for name in told if not told[name].startswith(start)] == [
        told["id"],
        told["code"],
    ]
    assert get(told["join_url"]).status_code == 200
    assert get(told["screen_url"]).status_code == 200
    assert get(told["results_url"]).status_code == 200
    fran = browser()
    assert get(told["host_url"], fran).status_code == 303
    assert get(f"{start}host/{told['id']}", fran).status_code == 200
    assert get(f"{start}host/{told['id']}").status_code == 403


def test_a_sign_in_link_works_once_and_only_the_newest(server: Server) -> None:
    older, link = (server.command("link").strip() for _ in range(2))
    assert get(older).status_code == 403
    assert browser().head(link, timeout=PATIENCE).status_code == 403
    for ahead in ("Sec-Purpose", "Purpose", "X-Moz"):
        assert get(link, headers={ahead: "prefetch"}).status_code == 403
    fran, somebody = browser(), browser()
    signed_in = get(link, fran)
    assert (signed_in.status_code, signed_in.headers["Location"]) == (303, "/host")
    assert get(link, somebody).status_code == 403
    assert get(link, fran).status_code == 303
    new = f"http://{lan('')}:{server.port}/host/new"
    assert get(new, somebody).status_code == 403
    page = get(new, fran)
    assert page.status_code == 200
    assert "Sociaal werk beweegt" in page.text  # the broken deck is not in its way


def test_stopped_and_started_again_it_knows_everything(
    serve: Serve, tmp_path: Path
) -> None:
    first = serve(tmp_path)
    told = first.new_workshop()
    socket_url = f"{first.url}/socket.io/?EIO=4&transport=websocket"
    phone = websocket.create_connection(socket_url.replace("http", "ws", 1))
    assert str(phone.recv()).startswith("0")  # it greets; phones stay connected
    began = time.monotonic()
    assert first.stop(signal.SIGTERM) == 0
    assert time.monotonic() - began < 5
    phone.close()
    assert "Dilemma is gestopt" in first.said.splitlines()[-1]
    assert running.url(tmp_path) is None

    second = serve(tmp_path)
    assert "Traceback" not in first.said
    assert get(f"{second.url}/j/{told['code']}").status_code == 200
    key = told["host_url"].split("/", 3)[3]
    assert get(f"{second.url}/{key}").status_code == 303
    assert second.sign_in.rsplit("/")[-1] != first.sign_in.rsplit("/")[-1]
    assert get(second.sign_in).status_code == 303
    assert second.stop(signal.SIGINT) == 0


def test_killed_it_leaves_no_lock_and_comes_back(serve: Serve, tmp_path: Path) -> None:
    first = serve(tmp_path)
    told = first.new_workshop()
    assert running.url(tmp_path) == f"http://{lan('')}:{first.port}"
    assert first.stop(signal.SIGKILL) == -signal.SIGKILL
    assert (tmp_path / running.STATE).exists()
    assert running.url(tmp_path) is None

    second = serve(tmp_path)
    assert get(f"{second.url}/j/{told['code']}").status_code == 200
    assert running.url(tmp_path) == f"http://{lan('')}:{second.port}"


def test_data_of_a_newer_dilemma_are_refused_and_left_alone(
    app: Flask, tmp_path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "dilemma.db")) as database:
        with database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        before = list(database.iterdump())
        words = ("serve", "--port", str(free_port()), "--data", str(tmp_path))
        assert refused(dilemma(*words)) == (
            "Een nieuwere versie van Dilemma maakte deze gegevens. "
            "Zet die versie terug.\n"
        )
        assert list(database.iterdump()) == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "dilemma.db").write_text("Dit zijn geen tabellen. " * 1000)
    words = ("serve", "--port", str(free_port()), "--data", str(tmp_path))
    why = refused(dilemma(*words))
    assert f"{tmp_path}/dilemma.db" in why
    assert "file is not a database" in why


def test_an_old_terminal_without_block_letters_is_no_reason_to_stop(
    serve: Serve, tmp_path: Path
) -> None:
    old = serve(tmp_path, PYTHONIOENCODING="latin-1")
    assert old.sign_in in old.said
    assert old.stop() == 0


def test_a_data_folder_may_have_a_difficult_name(serve: Serve, tmp_path: Path) -> None:
    data = tmp_path / "Spèl & data 100%? #1"
    server = serve(data, HOST="127.0.0.1", DILEMMA_LANG="en")
    assert f"Data folder:         {data}" in server.said
    assert (data / "dilemma.db").exists()
    assert server.new_workshop()["join_url"].startswith("http://127.0.0.1:")


def test_rubbish_on_the_socket_ends_that_connection_alone(
    serve: Serve, tmp_path: Path
) -> None:
    server = serve(tmp_path)
    address = f"{server.url}/socket.io/?EIO=4&transport=websocket"
    for rubbish in ("42[", "9zz", "451-[1]", "", '42["disconnect"', "4" * 100_000):
        phone = websocket.create_connection(address.replace("http", "ws", 1))
        phone.recv()  # the greeting
        phone.send(rubbish)
        phone.settimeout(5)
        with contextlib.suppress(websocket.WebSocketConnectionClosedException, OSError):
            while phone.recv():
                pass
        phone.shutdown()
    assert get(f"{server.url}/healthz").ok
    assert server.stop(signal.SIGTERM) == 0
    assert "Traceback" not in server.said


def test_nobody_else_on_this_computer_reads_the_votes(
    serve: Serve, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    server = serve(folder)
    assert server.stop(signal.SIGTERM) == 0
    modes = {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()}
    assert folder.stat().st_mode & 0o077 == 0
    assert {name for name, mode in modes.items() if mode} == set()
