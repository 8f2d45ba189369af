"""Make .venv from a lock file: every package at its locked version and hash.

Needs nothing but a Python 3.11 with its standard library: no pip, no ensurepip, no
root. pip comes from the wheel beside this file, so that Debian without its
python3-venv takes the same road as every other machine.

    install.py LOCK          make or mend .venv until it holds LOCK
    install.py --check LOCK  run by .venv's own Python: exit 0 when it holds LOCK
"""

import sys

try:
    import hashlib
    import os
    import shutil
    import subprocess
    import sysconfig
    import venv
    from pathlib import Path
except ImportError as missing:
    sys.exit(
        f"Deze Python is niet compleet ({missing.name} ontbreekt).\n"
        "  Debian, Ubuntu: sudo apt install python3\n"
        f"This Python is incomplete ({missing.name} is missing). Install python3."
    )

PIP = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

RUNTIME = "requirements.lock"
DEV = "requirements-dev.lock"
HOLDS = {RUNTIME: [RUNTIME], DEV: [DEV, RUNTIME]}  # the dev lock contains the other


def stamp(packages: Path, lock: str) -> Path:
    """The copy of LOCK that is put beside the packages once they are all there."""
    return packages / f"dilemma-{lock}"


def is_current(packages: Path, lock: str) -> bool:
    try:
        return stamp(packages, lock).read_bytes() == (ROOT / lock).read_bytes()
    except FileNotFoundError:
        return False


def installed_packages() -> Path | None:
    """Where .venv keeps its packages; None when it is absent, too old or broken."""
    ask = (
        "import sys, sysconfig; sys.version_info < (3, 11) and sys.exit(1); "
        "print(sysconfig.get_path('purelib'))"
    )
    try:
        answer = subprocess.run(
            [PYTHON, "-I", "-c", ask], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    packages = Path(answer.stdout.strip())
    inside = packages.is_relative_to(VENV) and (packages / "pip").is_dir()
    return packages if inside else None


def create_venv() -> Path:
    """A fresh .venv with our own pip in it."""
    wheel = HERE / PIP
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != PIP_SHA256:
        sys.exit(
            f"{wheel.name} is beschadigd of veranderd. Haal Dilemma opnieuw op.\n"
            f"{wheel.name} is damaged or changed. Fetch Dilemma again."
        )
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.EnvBuilder(symlinks=True, with_pip=False).create(VENV)
    except OSError as error:
        sys.exit(
            f"De map {VENV} kan niet worden gemaakt: {error}\n"
            "This folder cannot be made. Is the disk full, or read-only?"
        )
    pip([wheel / "pip"], "--no-index", "--no-deps", wheel)
    packages = installed_packages()
    assert packages is not None, "a venv that was just made has packages"
    return packages


def pip(run: list[str | Path], *arguments: str | Path) -> None:
    """`python RUN install ...`, where RUN is a pip that may not be installed yet."""
    quiet = ["-qq", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [PYTHON, *run, "install", *quiet, *arguments],
        env={**os.environ, "PIP_USER": "0", "PYTHONNOUSERSITE": "1"},
    )
    if done.returncode:
        sys.exit(
            "\nInstalleren is niet gelukt. De regels hierboven zeggen waarom. Meestal\n"
            "is er geen internet. Daarna kun je dezelfde opdracht gewoon herhalen.\n"
            "Installing failed, see above. Often there is no internet. Then try again."
        )


def install(lock: str) -> None:
    packages = installed_packages() or create_venv()
    if is_current(packages, lock):
        return
    lines = (ROOT / lock).read_text().splitlines()
    count = sum(not line.startswith(" ") for line in lines)
    print(f"Dilemma installeren: {count} onderdelen, één keer, ongeveer een minuut.")
    print(f"Installing {count} packages into .venv, once.", flush=True)
    for each in HOLDS:
        stamp(packages, each).unlink(missing_ok=True)
    exactly = "--require-hashes", "--requirement", ROOT / lock
    pip(["-I", "-m", "pip"], *exactly)
    command = VENV / "bin" / "dilemma"
    shutil.copyfile(HERE / "dilemma.sh", command)
    command.chmod(0o755)
    for each in HOLDS[lock]:
        shutil.copyfile(ROOT / each, stamp(packages, each))


def main(arguments: list[str]) -> None:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    match arguments:
        case ["--check", lock] if lock in HOLDS:
            packages = Path(sysconfig.get_path("purelib"))
            sys.exit(sys.version_info < (3, 11) or not is_current(packages, lock))
        case [lock] if lock in HOLDS:
            install(lock)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
