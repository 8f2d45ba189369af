"""Measure the product beside its floors and print one table of ratios.

`make bench`, or `make bench N="200 2000" WHAT=votes RUNS=1`; see docs/meten.md.
"""

import argparse
import contextlib
import json
import os
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import uvloop

from tests.bench import files, floor, node, product, table
from tests.bench.hall import BURST, FAN_OUT, VOTES, Run, play
from tests.bench.servers import OUTPUT, CannotRun, Cores, scratch, slow_disk, take_cores

COUNTS = (200, 1000, 2000, 5000)
AGAIN = 3  # more tries for a run in which the load was late
FIRST_PUSH_BYTES = 2048  # until the product has shown how long its push is
EXPORT = "export"  # no server: it measures itself in a process of its own
PARTS = (*dict.fromkeys(row.part for row in table.ROWS), EXPORT)
CARDS = 10
TWO_THOUSAND = 2000  # the only size for which these two have a target
COSTLY = (table.SLOW_DISK, table.STOCK)

# Which servers a part needs, and what is played on them.
HALLS = (table.PRODUCT, floor.PICOWS, floor.WS)
NEEDED: dict[str, dict[str, set[str]]] = {
    FAN_OUT: {name: {FAN_OUT} for name in HALLS},
    VOTES: {name: {VOTES} for name in HALLS},
    BURST: {name: {BURST} for name in HALLS},
    table.SLOW_DISK: {table.SLOW_DISK: {VOTES}},
    table.STOCK: {table.PRODUCT: {VOTES}, table.STOCK: {VOTES}},
    table.CONNECTS: {table.PRODUCT: set(), floor.SOCKETIO: set()},
    table.PAGE: {table.PAGE: set()},
    table.JOURNEY: {table.JOURNEY: set()},
    table.MEMORY: {table.PRODUCT: set()},
    table.MESSAGES: {table.PRODUCT: {VOTES}},
}


class Bench:
    """All runs of one benchmark, kept as they come in."""

    def __init__(self, cores: Cores, raw: TextIO) -> None:
        self.cores = cores
        self.raw = raw
        self.runs: dict[tuple[str, int], list[Run]] = {}
        self.disturbed = 0
        self.faults: list[str] = []
        self.broken: list[str] = []
        self.missing: dict[str, str] = {}
        self.push_bytes = FIRST_PUSH_BYTES

    def measure(self, count: int, plan: dict[str, set[str]], runs: int) -> None:
        """Run every server of a plan in turn, so that what disturbs disturbs all."""
        with scratch("workshop") as folder, scratch("empty") as nobody:
            people = product.prepare(folder, count)
            empty = product.prepare(nobody, 0) if table.JOURNEY in plan else people
            for number in range(1, runs + 1):
                for server, phases in plan.items():
                    if server in self.missing:
                        continue
                    workshop = empty if server == table.JOURNEY else people
                    try:
                        run = self._punctual(server, count, phases, workshop, number)
                    except CannotRun as why:
                        self.missing[server] = str(why)
                        tell(f"{server}: left out, {why}")
                        continue
                    self.runs.setdefault((server, count), []).append(run)
                    # The stock server may break down under a hall; ours may not.
                    told = self.broken if server == table.STOCK else self.faults
                    told += [f"{server} {count}: {one}" for one in run.faults]

    def _punctual(
        self,
        server: str,
        count: int,
        phases: set[str],
        workshop: product.Workshop,
        number: int,
    ) -> Run:
        """Run until the load was on time, a few times at most; else the least late."""
        tries: list[Run] = []
        while not tries or (tries[-1].disturbed and len(tries) <= AGAIN):
            run = self._once(server, count, phases, workshop)
            tries.append(run)
            line = {"server": server, "n": count, "run": number, **asdict(run)}
            self.raw.write(json.dumps(line | {"disturbed": run.disturbed}) + "\n")
            self.raw.flush()
            late = f", load {run.late_ms:.0f} ms LATE" if run.disturbed else ""
            tell(f"{count:>5} {server:8} run {number}{late}{_glance(run)}")
            if run.faults:  # slow is one thing, wrong another
                break
        self.disturbed += sum(run.disturbed for run in tries)
        return min(tries, key=lambda run: run.late_ms)

    def _once(
        self, server: str, count: int, phases: set[str], workshop: product.Workshop
    ) -> Run:
        """Run one fresh server once."""
        with scratch(server) as folder:
            if server in (floor.PICOWS, floor.WS, floor.SOCKETIO):
                with floor.running(server, folder, self.cores, self.push_bytes) as bare:
                    return uvloop.run(play(bare, count, phases))
            words, environ, calls = self._start(server, folder)
            with product.running(
                workshop, folder, self.cores, *words, **environ
            ) as served:
                arrive = {
                    table.PAGE: served.arrive_by_page,
                    table.JOURNEY: served.arrive_new,
                }.get(server)
                before = calls.stat().st_size if calls else 0
                run = uvloop.run(play(served, count, phases, arrive))
            if server == table.PRODUCT and served.push_bytes:
                self.push_bytes = served.push_bytes
            if calls:
                run.measured["fsyncs"] = calls.stat().st_size - before
                if not run.measured["fsyncs"]:
                    run.faults.append("the slow disk was never asked anything")
            return run

    def _start(
        self, server: str, folder: Path
    ) -> tuple[list[str], dict[str, str], Path | None]:
        """Return how to start the product: words, settings, and who counts fsyncs."""
        if server == table.STOCK:
            words = ["-m", "tests.bench.stock"]
            return words, {"LIVE_TRANSPORT": "stock"}, None
        if server == table.SLOW_DISK:
            calls = folder / "fsyncs"
            calls.touch()
            shim = {"LD_PRELOAD": str(slow_disk()), "SLOW_FSYNC_COUNT": str(calls)}
            return [], shim, calls
        return [], {}, None


def plan_for(parts: tuple[str, ...], count: int, *, asked: bool) -> dict[str, set[str]]:
    """Return which servers these parts need at this size, and what is played there."""
    plan: dict[str, set[str]] = {}
    for part in parts:
        if part in COSTLY and count != TWO_THOUSAND and not asked:
            continue
        for server, phases in NEEDED[part].items():
            plan[server] = plan.get(server, set()) | phases
    return plan


def tell(text: str) -> None:
    """Say how far it is; the table alone goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def _glance(run: Run) -> str:
    shown = ("connects", "fanout.p99", "votes.p99", "burst.p99")
    known = [
        f"{name} {table.figure(run.measured[name])}"
        for name in shown
        if name in run.measured
    ]
    return "".join(f", {one}" for one in (*known, *run.faults))


def _where(cores: Cores) -> str:
    apart = (
        f"server on core {cores.server}, load on core {cores.load}"
        if cores.apart
        else "SERVER AND LOAD SHARE THEIR CORES: ratios say little here"
    )
    return f"{platform.machine()}, Python {platform.python_version()}; {apart}"


def main() -> int:
    """Measure, print, and return 1 for a fault."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--phones", default="", help="sizes of the hall")
    parser.add_argument("--what", default="", help=f"some of: {' '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    parts = tuple(options.what.replace(",", " ").split()) or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"WHAT knows no {' '.join(unknown)}; it knows {' '.join(PARTS)}")
    counts = [int(one) for one in options.phones.replace(",", " ").split()] or COUNTS
    if EXPORT in parts:
        parts = tuple(part for part in parts if part != EXPORT)
        for line in files.lines(files.run(max(counts), CARDS)):
            print(line)
    if not parts:
        return 0
    cores = take_cores()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    raw = OUTPUT / time.strftime("%Y%m%d-%H%M%S.jsonl")
    with raw.open("w") as lines:
        bench = Bench(cores, lines)
        try:
            node.install()
        except CannotRun as error:
            bench.missing |= {floor.WS: str(error), floor.SOCKETIO: str(error)}
        for count in counts:
            plan = plan_for(parts, count, asked=bool(options.what))
            bench.measure(count, plan, options.runs)
    rows = [row for row in table.ROWS if row.part in parts]
    print(_where(cores))
    print("\n".join(table.lines(bench.runs, rows, counts)))
    for server, why in bench.missing.items():
        print(f"left out: {server}: {why}")
    print(f"{bench.disturbed} runs were disturbed: the load was 5 ms late or more.")
    print(f"Raw results: {os.path.relpath(raw)}")
    for broken in bench.broken:
        print(f"It could not keep up: {broken}")
    for fault in bench.faults:
        print(f"FAULT: {fault}")
    if not bench.faults:
        print("Every vote that was acknowledged was counted on disk.")
    return 1 if bench.faults else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
