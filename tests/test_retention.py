"""When something goes, and that no trace of it is on the disk afterwards."""

import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from secrets import token_hex
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from dilemma import counting, play
from dilemma.cli import main
from dilemma.export import FORMATS
from dilemma.live import retention as job
from dilemma.play import retention
from dilemma.rules.contribution import Genre, Handling, Said
from dilemma.rules.game import Action
from dilemma.rules.refusals import IllegalMove, Refusal, WorkshopClosed
from dilemma.rules.retention import (
    DAY,
    HOUR,
    QUIET_DAYS,
    Life,
    Part,
    Terms,
    due,
    ended,
    leaves,
)
from dilemma.store import participants
from dilemma.store import retention as store
from dilemma.store.tables import Base
from dilemma.store.transaction import each, reading, rows, writing_rows
from tests.conftest import Person, Room, path, says
from tests.markup import text

Rooms = Callable[..., Room]

VOTES, WORDS, TOTALS = Part.VOTES, Part.WORDS, Part.TOTALS
START = 1_700_000_000_000


def closed(**changes: object) -> Life:
    """A workshop that was closed at the start of time."""
    return replace(Life(closed=START, stirred=START, begun=True), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        (0, set()),
        (24 * HOUR - 1, set()),
        (24 * HOUR, {VOTES}),
        (30 * DAY - 1, {VOTES}),
        (30 * DAY, {VOTES, WORDS}),
        (365 * DAY - 1, {VOTES, WORDS}),
        (365 * DAY, {TOTALS}),
    ],
)
def test_votes_go_after_a_day_words_after_a_month_and_totals_after_a_year(
    after: int, gone: set[Part]
) -> None:
    assert due(closed(), START + after, Terms()) == gone


def test_votes_that_are_gone_are_not_due_again() -> None:
    life = closed(settled=True)
    assert due(life, START + 2 * DAY, Terms()) == set()
    assert due(life, START + 31 * DAY, Terms()) == {WORDS}


def test_an_open_workshop_counts_as_closed_when_it_stood_still_for_long() -> None:
    life = closed(closed=None)
    quiet = START + QUIET_DAYS * DAY
    assert ended(life) == quiet
    assert due(life, quiet + 24 * HOUR - 1, Terms()) == set()
    assert due(life, quiet + 24 * HOUR, Terms()) == {VOTES}


def test_a_workshop_that_nobody_joined_waits_for_its_day_and_goes_after_a_year() -> (
    None
):
    life = closed(closed=None, begun=False)
    assert ended(life) is None
    assert due(life, START + 364 * DAY, Terms()) == set()
    assert due(life, START + 365 * DAY, Terms()) == {TOTALS}


@given(
    st.integers(1, 168),
    st.integers(1, 30),
    st.integers(30, 365),
    st.booleans(),
    st.booleans(),
)
def test_words_never_go_before_votes_and_nothing_stays_longer_than_the_totals(
    hours: int, days: int, totals: int, is_closed: bool, begun: bool
) -> None:
    life = closed(closed=START if is_closed else None, begun=begun)
    when = leaves(life, Terms(hours, days, totals))
    assert when.get(VOTES, 0) <= when.get(WORDS, when[TOTALS]) <= when[TOTALS]
    end = ended(life) or START
    assert when[TOTALS] - end <= 365 * DAY
    for part, moment in when.items():
        gone = due(life, moment, Terms(hours, days, totals))
        assert part in gone or gone == {TOTALS}


TEXT, HIDDEN, NAME, LEADER = "zeldzaamwoord", "verborgenwoord", "Willemijn", "Fransje"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file in the data folder, also what SQLite keeps beside its own."""
    return {
        path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def found(folder: Path, *words: str) -> set[tuple[str, str]]:
    """Where these words stand in the data folder."""
    return {
        (name, word)
        for name, data in bytes_of(folder).items()
        for word in words
        if word.encode() in data
    }


@pytest.fixture
def hurry() -> bool:
    """Write to the disk as the product does."""
    return False


@pytest.fixture
def played(full: Room, app: Flask) -> tuple[Room, tuple[str, ...]]:
    """A workshop that was played to its end, and every ticket in it."""
    tickets = []
    with app.app_context():
        for role in ("inwoner", "gemeente", "inwoner"):
            for _ in range(30):
                tickets.append(f"ticket-{token_hex(8)}")
                play.join(full.id, role, tickets[-1])
    people = full.crowd("gemeente", 6)
    while not full.look().game.closed:
        game = full.look().game
        with app.app_context():
            play.act(full.id, Action("next"), game.acts, who=LEADER)
        step = full.look().game.step
        if step.kind in ("vote", "swap", "predict"):
            for place, person in enumerate(people):
                with suppress(Refusal):
                    full.cast(person, "a2" if place % 3 else "b1")
        if step.kind == "agree":
            write(app, full, people[0], step.id)
    return full, tuple(tickets)


def write(app: Flask, room: Room, person: int, step: int) -> None:
    """Write agreements with a name; one is shown and mended, one hidden."""
    with app.app_context():
        for text in (TEXT, HIDDEN, "lang " * 25):
            said = Said(
                Genre.AGREEMENT, text, "", details={"name": NAME, "by": f"{text} eind"}
            )
            play.write_down(room.id, person, said)
        shown, hidden, *_ = play.said(room.id, (Genre.AGREEMENT,))
        play.handle(room.id, shown.id, Handling.SHOW)
        play.mend(room.id, shown.id, f"{TEXT} verbeterd")
        play.handle(room.id, hidden.id, Handling.HIDE)


def everything_shown(room: Room, gus: Person) -> tuple[bytes, ...]:
    """What anybody sees of a workshop afterwards: the page and every download."""
    results = path(room.links.results)
    downloads = [f"{results}/download.{name}" for name in FORMATS]
    return tuple(gus.get(url).data for url in (results, *downloads))


def forget_counts() -> None:
    """Forget what was counted before, as a server that starts again."""
    counting._SHOWN.clear()
    counting._GUESSED.clear()


def tend(app: Flask, monkeypatch: pytest.MonkeyPatch, hours: float) -> Counter[Part]:
    """Let the job run so many hours from now."""
    later = int(time.time() * 1000 + hours * HOUR)
    monkeypatch.setattr(play, "now_ms", lambda: later)
    with app.app_context():
        done = job.tend()
    monkeypatch.undo()
    return done


def test_after_a_day_no_ticket_and_no_vote_is_left_and_the_results_are_the_same(
    app: Flask,
    played: tuple[Room, tuple[str, ...]],
    gus: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room, tickets = played
    before, shown = room.look(), everything_shown(room, gus)
    assert found(tmp_path, *tickets, LEADER)
    assert tend(app, monkeypatch, 23.9) == {}
    assert tend(app, monkeypatch, 24.1) == {VOTES: 1}
    assert found(tmp_path, *tickets, LEADER) == set()
    with app.app_context(), reading():
        for table in ("response", "participant", "hand_count", "act"):
            assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table
        assert rows("PRAGMA foreign_key_check") == []
        assert rows("SELECT count(participant) FROM contribution") == [(0,)]
    forget_counts()
    after = room.look()
    for name in ("people", "results", "guessed", "turns", "ending", "other_role"):
        assert getattr(after, name) == getattr(before, name), name
    assert everything_shown(room, gus) == shown
    assert found(tmp_path, TEXT)
    assert tend(app, monkeypatch, 24.1 + 1) == {}
    assert gus.get("/host").status_code == 200
    assert gus.get(f"/host/{room.id}").status_code == 200


def test_after_a_month_no_word_is_left_and_after_a_year_nothing(
    app: Flask,
    played: tuple[Room, tuple[str, ...]],
    gus: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room, tickets = played
    results = room.look().results
    assert found(tmp_path, TEXT, HIDDEN, NAME)
    assert tend(app, monkeypatch, 29.9 * 24) == {VOTES: 1}
    assert found(tmp_path, TEXT, HIDDEN, NAME)
    assert tend(app, monkeypatch, 30.1 * 24) == {WORDS: 1}
    assert found(tmp_path, TEXT, HIDDEN, NAME, LEADER, *tickets) == set()
    assert room.look().results == results
    assert room.look().ending.written == 3
    assert tend(app, monkeypatch, 366 * 24) == {TOTALS: 1}
    assert found(tmp_path, room.id, room.code, "Proefsessie") == set()
    assert gus.get(path(room.links.results)).status_code == 404
    with app.app_context(), reading():
        for table in Base.metadata.tables:
            if table not in ("sign_in", "recipe", "account"):
                assert rows(f'SELECT count(*) FROM "{table}"') == [(0,)], table


_LONGER = "UPDATE participant SET entry = entry || ? WHERE id = ?"


def test_moved_copies_go_too_however_the_file_grew(
    app: Flask, make_room: Rooms, tmp_path: Path
) -> None:
    """SQLite leaves copies where it moved rows; deleting alone does not find them."""
    gone, stays = make_room(), make_room()
    chance = Random(7)
    words: dict[str, list[str]] = {gone.id: [], stays.id: []}
    with app.app_context():
        for _ in range(40):
            with writing_rows():
                for number in range(60):
                    room = gone if number % 3 else stays
                    word = f"woord{chance.getrandbits(64):016x}"
                    participants.add(room.id, "inwoner", word + "x" * (number % 23))
                    words[room.id].append(word)
                    if number % 2:
                        some = chance.randrange(1, 1 + sum(map(len, words.values())))
                        each(_LONGER, [("y" * 40, some)])
        job.erase(gone.id)
    assert found(tmp_path, *words[gone.id]) == set()
    assert len(found(tmp_path, *words[stays.id])) == len(words[stays.id])


def test_a_settled_workshop_takes_nobody_no_vote_and_no_act(
    app: Flask,
    played: tuple[Room, tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room, _tickets = played
    tend(app, monkeypatch, 25)
    game = room.look().game
    assert game.actions == ()
    with app.app_context():
        for refused, call in (
            (WorkshopClosed, lambda: play.join(room.id, "inwoner", token_hex(8))),
            (IllegalMove, lambda: play.act(room.id, Action("back"), game.acts)),
            (Refusal, lambda: play.undo(room.id, game.acts)),
        ):
            with pytest.raises(refused):
                call()


def test_who_was_in_finds_the_session_over_and_is_no_newcomer(
    app: Flask, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.reach("close")
    phone = room.phone(ann)
    assert phone.is_connected()
    tend(app, monkeypatch, 25)
    page = ann.get(f"/j/{room.code}?plain")
    assert page.status_code == 409
    assert says("This session is over") in text(page.text)


def test_an_abandoned_workshop_shows_afterwards_what_it_showed_and_nothing_more(
    app: Flask, room: Room, gus: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = room.crowd("inwoner", 9)
    room.reach("vote")
    for person in people:
        room.cast(person, "a2")
    assert tend(app, monkeypatch, 0) == {}
    shown = room.look().results
    assert shown == ()
    assert tend(app, monkeypatch, 14 * 24 + 23) == {}
    room.act("extend")  # something happens: the days begin anew
    assert tend(app, monkeypatch, 14 * 24 + 25) == {}
    assert tend(app, monkeypatch, 2 * (14 * 24 + 25) + 1) == {VOTES: 1}
    after = room.look()
    assert after.game.closed
    assert after.results == ()
    assert after.joined == 9
    assert gus.get(f"/host/{room.id}").status_code == 200


def test_a_workshop_prepared_long_before_is_still_there_on_its_day(
    app: Flask, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tend(app, monkeypatch, 300 * 24) == {}
    assert room.join()


def test_what_changes_while_it_is_counted_is_not_settled(
    app: Flask, played: tuple[Room, tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _tickets = played
    with app.app_context():
        retention.watch(0)
        now = play.now_ms() + 25 * HOUR
        (one,) = retention.due(now, Terms())
        told = play.look(room.id)
        room.act("back")
        assert not retention.settle(one, told)
    assert not room.look().game.settled


def test_a_job_that_stopped_halfway_is_finished_by_the_next(
    app: Flask,
    played: tuple[Room, tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _room, tickets = played
    with monkeypatch.context() as broken:
        broken.setattr(retention, "wipe_some", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tend(app, broken, 25)
    assert found(tmp_path, *tickets)
    tend(app, monkeypatch, 0)
    assert found(tmp_path, *tickets) == set()


def test_the_terms_come_from_the_settings(
    app: Flask, played: tuple[Room, tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["DILEMMA"] = replace(app.config["DILEMMA"], terms=Terms(48, 3, 30))
    assert tend(app, monkeypatch, 47) == {}
    assert tend(app, monkeypatch, 49) == {VOTES: 1}
    assert tend(app, monkeypatch, 73) == {WORDS: 1}
    assert tend(app, monkeypatch, 30 * 24 + 1) == {TOTALS: 1}


def test_every_table_of_a_workshop_is_emptied_when_it_is_wiped(app: Flask) -> None:
    wiped = " ".join((*store.PEOPLE, *store.WORDS, *store.REST))
    for table in Base.metadata.tables.values():
        parents = {key.column.table.name for key in table.foreign_keys}
        if parents & {"workshop", "step", "participant"}:
            assert f"DELETE FROM {table.name} " in wiped, table.name


def test_the_host_wipes_a_session_after_one_question(
    app: Flask,
    played: tuple[Room, tuple[str, ...]],
    gus: Person,
    zoe: Person,
    tmp_path: Path,
) -> None:
    room, tickets = played
    url = f"/host/{room.id}/erase"
    assert zoe.get(url).status_code == 403
    assert zoe.post(url, sure="yes").status_code == 403
    asked = gus.get(url)
    assert says("Wipe this session?") in text(asked.text)
    assert gus.post(url, page=url).status_code == 200  # not sure: asked again
    assert room.look()
    screen = gus.socket(
        **{
            "as": "projector",
            "workshop": room.id,
            "key": room.links.screen.rsplit("/", 1)[1],
        }
    )
    assert screen.is_connected()
    done = gus.post(url, page=url, sure="yes")
    assert says("The session is wiped") in text(done.text)
    assert found(tmp_path, room.id, TEXT, NAME, *tickets) == set()
    for page in (url, f"/j/{room.code}", f"/host/{room.id}", path(room.links.results)):
        assert gus.get(page).status_code == 404
    assert gus.get("/host").status_code == 200


def test_the_command_wipes_what_is_due_and_a_session_when_asked(
    app: Flask, room: Room, tmp_path: Path
) -> None:
    def run(*args: str) -> Any:
        done = CliRunner().invoke(main, ["purge", *args, "--data", str(tmp_path)])
        return json.loads(done.output) if "--json" in args else done

    assert run("--json") == {"votes": 0, "words": 0, "totals": 0}
    assert run("--session", "nobody").exit_code == 2
    assert run("--session", room.id, "--json")["totals"] == 1
    assert "0" in run().output
    assert found(tmp_path, room.id) == set()
