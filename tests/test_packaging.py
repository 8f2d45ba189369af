"""What people install holds everything that the checkout holds, and runs alone."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as pip does, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def inside(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def files(folder: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_code_is_inside(inside: set[str]) -> None:
    assert files("dilemma") - inside == set()


@pytest.mark.parametrize("folder", ["templates", "static", "decks"])
def test_every_file_beside_the_code_is_inside(inside: set[str], folder: str) -> None:
    beside = files(folder)
    assert beside
    assert {f"dilemma/{path}" for path in beside} - inside == set()


@pytest.mark.parametrize(
    "path",
    [
        "dilemma/templates/layout.html",
        "dilemma/static/live.js",
        "dilemma/static/vendor/README.md",
        "dilemma/decks/sociaal-werk-beweegt.md",
        "dilemma/decks/LICENSE",
        "dilemma/translations/nl/LC_MESSAGES/messages.mo",
        "dilemma/translations/en/LC_MESSAGES/messages.mo",
        "dilemma/store/migrations/alembic.ini",
        "dilemma/store/migrations/env.py",
        "dilemma/store/migrations/script.py.mako",
        "dilemma/store/migrations/versions/0001_first.py",
    ],
)
def test_what_is_needed_while_it_runs_is_inside(inside: set[str], path: str) -> None:
    assert path in inside


def test_nothing_else_is_inside(inside: set[str]) -> None:
    assert {
        path
        for path in inside
        if path.split("/")[0].split("-")[0] != "dilemma" or "__pycache__" in path
    } == set()


def test_the_licence_travels_along(inside: set[str]) -> None:
    licences = {path.split("/licenses/")[1] for path in inside if "/licenses/" in path}
    assert {"LICENSE", "decks/LICENSE"} <= licences


def test_unpacked_elsewhere_it_makes_a_workshop(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    words = ["workshop", "new", "--deck", "sociaal-werk-beweegt", "--json"]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dilemma", *words, "--data", tmp_path / "data"],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 6
