"""What installs Dilemma is complete, unchanged and names no address."""

import hashlib
import re
import runpy
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOOTSTRAP = ROOT / "deploy" / "bootstrap"
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^([\w.-]+==[\w.]+)", lock.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_holds_names_versions_and_hashes_only(lock: Path) -> None:
    for line in lock.read_text().splitlines():
        assert re.fullmatch(
            r"[a-z0-9.-]+==[\w.]+( ; [\w.<>=!' ]+)? \\|    --hash=sha256:\w{64}( \\)?",
            line,
        ), line


def test_the_tests_run_on_the_versions_that_users_get() -> None:
    runtime, dev = (pins(lock) for lock in LOCKS)
    assert runtime
    assert runtime <= dev


def test_the_bundled_pip_is_the_one_that_was_checked() -> None:
    install = runpy.run_path(str(BOOTSTRAP / "install.py"))
    wheel = (BOOTSTRAP / install["PIP"]).read_bytes()
    assert hashlib.sha256(wheel).hexdigest() == install["PIP_SHA256"]
    assert [path.name for path in BOOTSTRAP.glob("*.whl")] == [install["PIP"]]


def test_packages_that_would_change_the_websocket_driver_are_absent() -> None:
    names = {pin.split("==")[0] for lock in LOCKS for pin in pins(lock)}
    assert not names & {"eventlet", "gevent-websocket", "uwsgi"}


def test_a_python_that_is_too_old_is_refused_in_two_languages(tmp_path: Path) -> None:
    old = tmp_path / "old python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    answer = subprocess.run(
        [BOOTSTRAP / "python.sh"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(old)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert "ouder dan Python 3.11" in answer.stderr
    assert "older than Python 3.11" in answer.stderr
