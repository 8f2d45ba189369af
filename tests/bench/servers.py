"""Server processes: each alone on one core, with a folder of its own, then gone."""

import contextlib
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.phone import HOST

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
# Not the system's own temporary folder: that may be memory, where nothing is durable.
OUTPUT = ROOT / "test-output" / "bench"
PATIENCE = 60
OURS = (
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "DATA_DIR",
    "SECRET_KEY",
    "DATABASE_URL",
    "LIVE_TRANSPORT",
)
COUNT = "select count(*) from response where step = ? and sequence = ?"


class CannotRun(Exception):
    """Something that a server needs is not here; the text says what."""


@dataclass(frozen=True)
class Cores:
    """Which core serves and which one loads; None where the system has no say."""

    server: int | None
    load: int | None

    @property
    def apart(self) -> bool:
        """Whether server and load have a core of their own."""
        return self.server != self.load


def take_cores() -> Cores:
    """Keep the load to its core, and let it open as many connections as may be."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if not hasattr(os, "sched_getaffinity") or not shutil.which("taskset"):
        return Cores(None, None)
    usable = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {usable[-1]})
    return Cores(usable[0], usable[-1])


@dataclass
class Server:
    """A running server process."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def memory_kb(self) -> float:
        """Its proportional share of memory (PSS), in kilobytes; 0 where unknown."""
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
            return float(text.split("\nPss:")[1].split()[0])
        return 0.0

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all its threads, in seconds; 0 where unknown."""
        with contextlib.suppress(OSError):
            tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
            return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
        return 0.0


@contextlib.contextmanager
def serving(
    command: Sequence[str], folder: Path, port: int, cores: Cores, **environ: str
) -> Iterator[Server]:
    """Run a server on its core until the block ends. Raises CannotRun."""
    pinned = [] if cores.server is None else ["taskset", "-c", str(cores.server)]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*pinned, *command],
            cwd=ROOT,
            env=clean_environ() | environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, log)
        yield Server(process, port, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def clean_environ() -> dict[str, str]:
    """The environment without settings of the product."""
    return {name: value for name, value in os.environ.items() if name not in OURS}


def python(*words: str) -> list[str]:
    """Write out a command for the Python that runs this."""
    return [sys.executable, *words]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Path]:
    """Give an empty folder on the disk, and remove it again."""
    folder = OUTPUT / "run" / f"{name}-{os.getpid()}-{time.monotonic_ns()}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def count_stored(database: Path, step: int, sequence: int) -> int:
    """Count the votes of one step that are on disk, whatever the server says."""
    with contextlib.closing(
        sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    ) as connection:
        return int(connection.execute(COUNT, (step, sequence)).fetchone()[0])


def slow_disk() -> Path:
    """Compile the shim that makes every fsync take 5 ms longer. Raises CannotRun."""
    made = OUTPUT / "slow_fsync.so"
    source = HERE / "slow_fsync.c"
    if not shutil.which("gcc"):
        raise CannotRun("gcc is not here, so no disk can be made slow")
    made.parent.mkdir(parents=True, exist_ok=True)
    words = ["gcc", "-O2", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise CannotRun(f"the slow disk does not compile: {done.stderr[-200:]}")
    return made


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.05)
    raise CannotRun(log.read_text(errors="replace").strip()[-400:] or "it says nothing")
