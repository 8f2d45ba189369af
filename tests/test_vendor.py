"""Other people's files are exactly what was published, and all of them are listed."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOMES = [ROOT / "static/vendor", ROOT / "tests/browser/vendor"]


def listed(home: Path) -> dict[Path, str]:
    lines = (home / "SHA512SUMS").read_text().splitlines()
    pairs = (line.split("  ", 1) for line in lines)
    return {home / name: checksum for checksum, name in pairs}


LISTED = {path: checksum for home in HOMES for path, checksum in listed(home).items()}


def test_both_lists_name_files() -> None:
    assert all(listed(home) for home in HOMES)


@pytest.mark.parametrize("path", LISTED, ids=lambda path: path.name)
def test_file_is_what_was_published(path: Path) -> None:
    assert hashlib.sha512(path.read_bytes()).hexdigest() == LISTED[path]


@pytest.mark.parametrize("home", HOMES, ids=["static", "tests"])
def test_every_file_is_listed_and_its_readme_agrees(home: Path) -> None:
    own = {home / "README.md", home / "SHA512SUMS"}
    assert {path for path in home.rglob("*") if path.is_file()} - own == set(
        listed(home)
    )
    in_readme = re.findall(r"SHA-512 `(\w{128})`", (home / "README.md").read_text())
    assert sorted(in_readme) == sorted(listed(home).values())


@pytest.mark.parametrize("home", HOMES, ids=["static", "tests"])
def test_every_package_carries_its_licence_and_version(home: Path) -> None:
    for package in {path.parent for path in listed(home)}:
        assert re.fullmatch(r"[a-z.-]+@\d+\.\d+\.\d+", package.name)
        assert (package / "LICENSE").stat().st_size > 500
