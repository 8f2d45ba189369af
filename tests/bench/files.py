"""The downloads of a full hall: how long each takes, beside the bare facts as JSON.

`python -m tests.bench.files PEOPLE CARDS` makes the room in a fresh store, in a process
of its own, and prints one JSON object; `make bench WHAT=export` prints it as a table.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from flask_babel import force_locale

from dilemma import config, play
from dilemma.app import create_app
from dilemma.export import FORMATS
from dilemma.export.facts import facts
from dilemma.library import Library
from dilemma.play.people import Join
from dilemma.play.votes import Vote
from dilemma.rules.agenda import Depth, Kind
from dilemma.rules.contribution import Genre, Handling, Said, State
from dilemma.rules.game import Action
from dilemma.rules.response import Cast
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.wish import Wish
from dilemma.store import schema

DECK = "sociaal-werk-beweegt"
ANSWERS = ("a2", "a1", "b1", "b2", "a2", "pass")
ARGUMENTS = 40  # shown, a card
FLOOR_TIMES = 5  # the floor is short: the best of so many
TARGET_SECONDS = 10.0

ROOT = Path(__file__).resolve().parents[2]

T = TypeVar("T")
Measured = dict[str, Any]


def main(people: int, cards: int) -> None:
    """Make the room, write every format, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        settings = config.load({"DATA_DIR": folder})
        app = create_app(settings, async_mode="threading")
        schema.bring_up_to_date(app, Path(folder))
        with app.app_context(), force_locale("nl"):
            library: Library = app.config["LIBRARY"]
            workshop = _hall(library, people, cards)
            seconds, looked = _timed(lambda: play.look(workshop))
            snapshot = looked.spoken("nl")
            print(json.dumps({"look": seconds} | _measure(snapshot)))


def run(people: int, cards: int) -> Measured:
    """Measure in a process of its own, whose memory is nobody else's."""
    words = [sys.executable, "-m", "tests.bench.files", str(people), str(cards)]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    measured: Measured = json.loads(done.stdout)
    return measured


def lines(found: Measured) -> Iterator[str]:
    """Write what was measured as a table of ratios."""
    floor = found["floor"]
    yield f"downloads of {found['people']} people: seconds, times the floor, kB"
    yield f"  floor (the facts as bare JSON): {1000 * floor:.1f} ms"
    for name, one in found["formats"].items():
        times, size = one["seconds"] / floor, one["bytes"] / 1024
        yield f"  {name:8} {one['seconds']:7.2f} s {times:8.0f} x {size:8.0f} kB"
    whole = sum(one["seconds"] for one in found["formats"].values())
    verdict = "ok" if whole < TARGET_SECONDS else "over"
    yield f"  together {whole:7.2f} s, target {TARGET_SECONDS:.0f} s: {verdict}"
    yield f"  counting the votes: {found['look']:.2f} s"
    peak, before = found["peak_mb"], found["peak_mb_before"]
    yield f"  peak memory {peak:.0f} MB, before the first file {before:.0f} MB"


def _measure(snapshot: Snapshot) -> Measured:
    floor = min(_timed(lambda: _bare(snapshot))[0] for _ in range(FLOOR_TIMES))
    before = _peak()
    formats = {}
    for name, one in FORMATS.items():
        if name != "zip":
            seconds, content = _timed(lambda one=one: one.write(snapshot))  # type: ignore[misc]
            formats[name] = {"seconds": seconds, "bytes": len(content)}
    seconds, content = _timed(lambda: FORMATS["zip"].write(snapshot))
    formats["zip"] = {"seconds": seconds, "bytes": len(content)}
    return {
        **{"floor": floor, "formats": formats, "people": snapshot.joined},
        **{"peak_mb": _peak(), "peak_mb_before": before},
    }


def _bare(snapshot: Snapshot) -> bytes:
    """Write the bare facts: less work than any file of them."""
    return json.dumps(facts(snapshot)).encode()


def _hall(library: Library, people: int, cards: int) -> str:
    """Let everybody vote twice on every card, and show some of what was written."""
    deck = library.deck(DECK)
    wish = Wish(
        deck=deck,
        cards=tuple((card, Depth.DEEP) for card in deck.cards[:cards]),
        roles=tuple(role.slug for role in deck.roles),
        title="Een volle zaal",
        capacity=max(people, 10),
    )
    workshop = play.create(wish).workshop.id
    roles = wish.roles
    crowd = [
        one
        for one in play.join_all(
            [
                Join(workshop, roles[number % len(roles)], token_hex(16))
                for number in range(people)
            ]
        )
        if isinstance(one, int)
    ]
    assert len(crowd) == people
    while True:
        standing = play.standing(workshop)
        step = standing.game.step
        if step.kind is Kind.CLOSE:
            return workshop
        if step.kind is Kind.VOTE:
            _vote(workshop, crowd, step.id)
        if step.kind is Kind.TALK and step.card:
            _write(workshop, crowd, step.id, step.card)
        play.act(workshop, Action.NEXT, standing.game.acts)


def _vote(workshop: str, crowd: list[int], step: int) -> None:
    votes = []
    for place, person in enumerate(crowd):
        answer = ANSWERS[(place * 7 + place // 11 + step) % len(ANSWERS)]
        votes.append(Vote(workshop, person, Cast(step, answer, 1)))
    play.cast_all(votes)


def _write(workshop: str, crowd: list[int], step: int, card: str) -> None:
    for number, person in enumerate(crowd[:ARGUMENTS]):
        text = f"Argument {number} bij deze kaart: wij zien het elke dag in de buurt."
        said = Said(Genre.ARGUMENT, text, token_hex(8), step, card, number % 2)
        play.say(workshop, person, said)
    for one in play.said(workshop, (Genre.ARGUMENT,), (State.WAITING,)):
        play.handle(workshop, one.id, Handling.SHOW)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def _peak() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
