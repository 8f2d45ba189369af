"""Node and its packages: put outside the repository, in exactly the versions named."""

import shutil
import subprocess
from pathlib import Path

from tests.bench.servers import HERE, OUTPUT, CannotRun

PACKAGES = HERE / "package.json"
FOLDER = OUTPUT / "node"
MODULES = FOLDER / "node_modules"
BUILT = MODULES / "better-sqlite3" / "build" / "Release" / "better_sqlite3.node"


def command(floor: str, *words: str) -> list[str]:
    """Write out how to start a floor. Raises CannotRun when Node is not here."""
    return [_program("node"), str(HERE / "floors" / floor), *words]


def install() -> None:
    """Fetch the packages, once for each package.json. Raises CannotRun."""
    node, npm = _program("node"), _program("npm")
    stamp = FOLDER / "installed.json"
    wanted = PACKAGES.read_text()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copy(PACKAGES, FOLDER)
    # Their own install scripts would fetch programs from elsewhere.
    quiet = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"]
    _run([npm, "install", *quiet, "--loglevel=error"], FOLDER)
    _build(node, npm)
    stamp.write_text(wanted)


def _build(node: str, npm: str) -> None:
    """Compile better-sqlite3 with the headers that came with Node; npm can do that."""
    prefix = Path(node).resolve().parents[1]
    gyp = Path(npm).resolve().parents[1] / "node_modules/node-gyp/bin/node-gyp.js"
    if not (prefix / "include" / "node").is_dir() or not gyp.is_file():
        raise CannotRun("Node's headers are not here, so better-sqlite3 is not built")
    _run(
        [node, str(gyp), "rebuild", "--release", f"--nodedir={prefix}"],
        MODULES / "better-sqlite3",
    )
    if not BUILT.is_file():
        raise CannotRun("better-sqlite3 was not built")


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise CannotRun(f"{name} is not here")
    return found


def _run(words: list[str], folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise CannotRun(f"{words[1]}: {(done.stderr or done.stdout).strip()[-300:]}")
