"""The file keeps what was committed, nothing else, and gives out domain values only."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from hypothesis import given, settings
from sqlalchemy.exc import OperationalError

from dilemma import play
from dilemma.config import DECKS
from dilemma.deckfile import load_deck
from dilemma.rules.deck import Deck, Fact, Option
from dilemma.rules.response import Answer
from dilemma.rules.wish import complete
from dilemma.store import decks, participants, responses, schema, transaction
from dilemma.store.tables import Base, ParticipantRow, db
from dilemma.store.transaction import reading, writing
from tests import any_deck
from tests.builders import a_card, a_deck
from tests.conftest import Person, Room


@pytest.fixture
def hurry() -> bool:
    """Wait for the disk as the product does."""
    return False


@pytest.fixture(autouse=True)
def in_app(app: Flask) -> Iterator[None]:
    """Every query needs the app's database."""
    with app.app_context():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as another program does."""
    other = sqlite3.connect(
        tmp_path / "dilemma.db", isolation_level=None, check_same_thread=False
    )
    yield other
    other.close()


def parts(value: object) -> Iterator[object]:
    """Walk through everything a value is made of."""
    yield value
    if is_dataclass(value):
        for one in fields(value):
            yield from parts(getattr(value, one.name))
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from parts(one)
    elif isinstance(value, dict):
        yield from parts(list(value.items()))


def test_no_row_ever_leaves_the_store(room: Room) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step
    room.cast(ann, "a2")
    with reading():
        counted = responses.tally(step, 2)
    answers = (
        play.look(room.id),
        play.standing(room.id),
        play.everything(),
        play.personal(room.id, ann),
        play.may_join(room.id),
        counted,
    )
    for part in parts(answers):
        assert not isinstance(part, Base)
        assert type(part).__module__.split(".")[0] in ("builtins", "dilemma"), part
        if is_dataclass(part):
            with pytest.raises(AttributeError):
                part.anything = 1  # type: ignore[union-attr]


def test_a_write_that_fails_midway_leaves_nothing(room: Room) -> None:
    def fail_midway() -> None:
        with writing():
            participants.add(room.id, "inwoner", "a page")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert room.look().joined == 0


def test_a_commit_that_fails_leaves_nothing(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = room.look()
    with monkeypatch.context() as broken:

        def fail(*_: Any) -> None:
            raise OperationalError("COMMIT", {}, Exception("disk full"))

        broken.setattr(transaction, "_wait", fail)
        with pytest.raises(OperationalError):
            play.join(room.id, "inwoner", "a page")
    assert room.look() == before


@pytest.mark.parametrize("inner", [reading, writing])
@pytest.mark.parametrize("outer", [reading, writing])
def test_a_transaction_inside_another_is_refused_and_loses_nothing_silently(
    room: Room, outer: Callable[..., Any], inner: Callable[..., Any]
) -> None:
    def nest() -> None:
        with outer():
            if outer is writing:
                participants.add(room.id, "inwoner", "a page")
            with inner():
                pass

    with pytest.raises(RuntimeError, match="do not nest"):
        nest()
    assert room.look().joined == 0
    play.join(room.id, "inwoner", "a page")  # and the next one works
    assert room.look().joined == 1


def test_a_reader_sees_one_state_while_others_write(
    room: Room, file: sqlite3.Connection
) -> None:
    with reading():
        before = participants.joined(room.id)
        file.execute(
            "insert into participant (workshop, role, entry) values (?, ?, ?)",
            (room.id, "inwoner", "a page"),
        )
        assert participants.joined(room.id) == before
    assert room.look().joined == 1


def test_reading_leaves_no_transaction_open(
    room: Room, file: sqlite3.Connection
) -> None:
    room.look()
    busy, *_ = file.execute("pragma wal_checkpoint(truncate)").fetchone()
    assert not busy


def test_answers_stand_in_no_order_of_arrival(file: sqlite3.Connection) -> None:
    (sql,) = file.execute(
        "select sql from sqlite_master where name = 'response'"
    ).fetchone()
    assert sql.rstrip().upper().endswith("WITHOUT ROWID")
    with pytest.raises(sqlite3.OperationalError):
        file.execute("select rowid from response")


def test_answers_and_participants_carry_no_time_and_no_name() -> None:
    columns = {
        table: set(Base.metadata.tables[table].columns.keys())
        for table in ("participant", "response", "contribution")
    }
    assert columns == {
        "participant": {"id", "workshop", "role", "entry", "seat", "real"},
        "response": {
            *("step", "participant", "option", "strength", "sequence"),
            *("about", "picked"),
        },
        "contribution": {
            *("id", "workshop", "step", "participant", "entry", "kind", "card"),
            *("side", "label", "text", "original", "details", "role", "seat"),
            *("state", "merged", "original_details", "projected"),
        },
    }


def test_every_connection_is_durable_and_forgets_what_is_deleted() -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2}
    wanted |= {"foreign_keys": 1, "secure_delete": 1}
    held = [db.engine.connect() for _ in range(4)]
    try:
        for connection in held:
            found = {
                name: connection.exec_driver_sql(f"pragma {name}").scalar()
                for name in wanted
            }
            assert found == wanted
    finally:
        for connection in held:
            connection.close()


def test_an_answer_of_nobody_is_refused_by_the_file_itself(room: Room) -> None:
    step = room.reach("vote").game.step.id
    with pytest.raises(sqlite3.IntegrityError) as refused, writing():
        responses.put([(step, 987_654, Answer(0, 2), 1)])
    assert "987654" not in str(refused.value)  # nor does a log tell who voted what


def test_a_deck_reads_back_as_it_was_written() -> None:
    rich = a_card(
        9,
        options=tuple(Option(letter, f"Keuze {letter} – “ja”") for letter in "abcd"),
        fact=Fact("Zonder bron.", ""),
        roles=(),
    )
    bare = a_card(10, fact=None)
    deck = a_deck(cards=(rich, bare), examples=())
    assert decks.read(decks.write(deck)) == deck
    assert decks.read(decks.write(a_deck())) == a_deck()


@settings(max_examples=30, deadline=None)
@given(any_deck.decks())
def test_any_deck_reads_back_as_it_was_written(deck: Deck) -> None:
    assert decks.read(decks.write(deck)) == deck


def test_a_copy_from_before_translations_is_read_without_its_line_of_english() -> None:
    old = json.loads(decks.write(a_deck()))
    del old["practice"], old["translations"], old["language"]
    old["language"] = "nl"
    for kind in ("roles", "challenges", "effects", "examples", "cards"):
        for one in old[kind]:
            del one["language"], one["translations"]
    for card in old["cards"]:
        del card["case"]
        del card["fact"]["until"]
        card["english"] = "Small or large?"
    assert decks.read(json.dumps(old)) == a_deck()


@pytest.mark.parametrize("path", sorted(DECKS.glob("*.md")), ids=lambda path: path.stem)
def test_every_built_in_deck_survives_in_a_workshop(path: Path) -> None:
    deck = load_deck(path)
    assert play.create(complete(deck)).workshop.deck == deck


def test_migrations_make_exactly_the_tables_of_the_code() -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, db.metadata) == []


def test_bringing_up_to_date_twice_changes_nothing(
    app: Flask, room: Room, file: sqlite3.Connection, tmp_path: Path
) -> None:
    room.crowd("inwoner", 2)
    before = room.look(), list(file.iterdump())
    schema.bring_up_to_date(app, tmp_path)
    assert (room.look(), list(file.iterdump())) == before


def test_a_command_waits_its_turn_while_a_server_writes(
    app: Flask,
    file: sqlite3.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file.execute("begin immediate")
    ends = threading.Timer(0.25, file.execute, ("rollback",))
    ends.start()
    schema.bring_up_to_date(app, tmp_path)
    ends.join()
    monkeypatch.setattr(transaction, "TRIES", 2)
    file.execute("begin immediate")
    with pytest.raises(schema.NoDatabase, match="locked"):
        schema.bring_up_to_date(app, tmp_path)
    file.execute("rollback")


def test_a_file_of_a_newer_dilemma_is_left_alone(
    app: Flask, room: Room, file: sqlite3.Connection, tmp_path: Path
) -> None:
    file.execute("update alembic_version set version_num = '9999'")
    before = list(file.iterdump())
    with pytest.raises(schema.SchemaTooNew):
        schema.bring_up_to_date(app, tmp_path)
    assert list(file.iterdump()) == before


def test_another_program_that_writes_for_a_moment_only_delays(
    room: Room, file: sqlite3.Connection
) -> None:
    (ann,) = room.crowd("inwoner", 1)
    step = room.reach("vote").game.step.id
    file.execute("begin immediate")
    ends = threading.Timer(0.25, file.execute, ("rollback",))
    room.look()  # readers do not wait at all
    ends.start()
    room.cast(ann, "a2", step=step)
    ends.join()
    assert room.look().answered == 1


def test_a_program_that_keeps_the_file_gives_a_clear_error_and_no_damage(
    room: Room,
    ann: Person,
    file: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transaction, "TRIES", 2)
    step = room.reach("vote").game.step.id
    phone = room.phone(ann)
    message = {"step": step, "answer": "a2", "seq": 1}
    file.execute("begin immediate")
    with pytest.raises(OperationalError, match="locked"):
        room.act("next")
    refused = phone.emit("cast", message, callback=True)
    assert (refused["ok"], refused["final"]) == (False, False)
    assert refused["text"] == (
        "Er ging hier iets mis. Je keuze wordt opnieuw verstuurd."
    )
    file.execute("rollback")
    assert room.look().answered == 0
    assert phone.emit("cast", message, callback=True)["ok"]
    assert room.look().answered == 1
    assert file.execute("pragma integrity_check").fetchone() == ("ok",)


def test_what_is_deleted_is_gone_from_the_disk(
    room: Room, file: sqlite3.Connection, tmp_path: Path
) -> None:
    secret = "a-page-number-to-forget"
    play.join(room.id, "inwoner", secret)
    assert any(secret.encode() in one.read_bytes() for one in tmp_path.glob("*.db*"))
    with writing():
        db.session.execute(db.delete(ParticipantRow))
    file.execute("pragma wal_checkpoint(truncate)")
    for one in tmp_path.glob("*.db*"):
        assert secret.encode() not in one.read_bytes()
