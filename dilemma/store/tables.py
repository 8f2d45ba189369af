"""The tables: mute records. Queries stand beside this file, rules nowhere here."""

import sqlite3
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL, ForeignKey, Index, Integer, String, Text, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

BUSY_MS = 200  # how long a reader waits for a file that somebody keeps


class Base(DeclarativeBase):
    """All tables of Dilemma."""


class WorkshopRow(Base):
    """One workshop, with its own copy of the deck and where its game stands."""

    __tablename__ = "workshop"
    __table_args__ = (Index("workshop_beside", "beside", unique=True),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    variant: Mapped[str] = mapped_column(String(40))
    deck: Mapped[str] = mapped_column(Text)  # JSON of the frozen deck
    roles: Mapped[str] = mapped_column(Text)  # slugs, with spaces between
    capacity: Mapped[int]
    minimum: Mapped[int]
    created: Mapped[int]  # milliseconds since 1970
    at: Mapped[int] = mapped_column(default=0)
    acts: Mapped[int] = mapped_column(default=0)
    locked: Mapped[bool] = mapped_column(default=False)
    rehearsal: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    revision: Mapped[int] = mapped_column(default=1)
    tables: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    dealing: Mapped[str] = mapped_column(
        String(20), default="chosen", server_default=text("'chosen'")
    )
    blank: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    paused: Mapped[int | None]  # since when, in milliseconds since 1970
    timeout: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    big: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    leader: Mapped[str] = mapped_column(
        String(80), default="", server_default=text("''")
    )
    # Retention: the revision last seen and since when, and when it ended, once settled.
    watched: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    stirred: Mapped[int | None]  # milliseconds since 1970, as is the next
    settled: Mapped[int | None]
    # The workshop that this one, played alone, belongs to; each has one at most.
    beside: Mapped[str | None] = mapped_column(String(32))


class StepRow(Base):
    """One step of a workshop's agenda."""

    __tablename__ = "step"
    __table_args__ = (Index("step_workshop", "workshop", "place", unique=True),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    place: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    card: Mapped[str | None] = mapped_column(String(120))
    round: Mapped[int]
    seconds: Mapped[int]
    extra: Mapped[int] = mapped_column(default=0)
    started: Mapped[int | None]
    sealed: Mapped[bool] = mapped_column(default=False)
    skipped: Mapped[bool] = mapped_column(default=False)
    turned: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    roles: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    spent: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    dropped: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    passed: Mapped[bool] = mapped_column(default=False, server_default=text("0"))


class ParticipantRow(Base):
    """One participant: a role, no name, no device.

    `entry` is the random number of the join page that was answered, so that a double
    tap on a role brings in one person. No id is ever given again: after a wipe the
    ticket of somebody who is gone fits nobody.
    """

    __tablename__ = "participant"
    __table_args__ = (
        Index("participant_workshop", "workshop", "role"),
        Index("participant_entry", "workshop", "entry", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    role: Mapped[str] = mapped_column(String(120))
    entry: Mapped[str] = mapped_column(String(64))
    seat: Mapped[int | None]  # the number of the table
    real: Mapped[bool | None]  # whether the role is theirs outside the game too


class ResponseRow(Base):
    """One participant's answer at one step: the last one by sequence, no time."""

    __tablename__ = "response"
    # Without row ids the file keeps no trace of the order in which people answered.
    __table_args__ = ({"sqlite_with_rowid": False},)

    step: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    participant: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), primary_key=True
    )
    option: Mapped[int | None]  # from 0; null is a pass
    strength: Mapped[int]
    sequence: Mapped[int]
    about: Mapped[str] = mapped_column(
        String(120), default="", server_default=text("''")
    )
    picked: Mapped[str] = mapped_column(
        String(250), default="", server_default=text("''")
    )


class ContributionRow(Base):
    """Something that somebody wrote; shown to nobody until the host shows it."""

    __tablename__ = "contribution"
    __table_args__ = (Index("contribution_workshop", "workshop", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    step: Mapped[int | None]
    participant: Mapped[int | None]
    entry: Mapped[str] = mapped_column(String(64))  # the form's own number
    kind: Mapped[str] = mapped_column(String(20))
    card: Mapped[str | None] = mapped_column(String(120))
    side: Mapped[int | None]  # the option it speaks for, from 0
    label: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    original: Mapped[str] = mapped_column(Text)  # before the host mended it
    details: Mapped[str] = mapped_column(Text)  # JSON of the further fields
    original_details: Mapped[str | None] = mapped_column(Text)  # once mended
    projected: Mapped[int | None]  # the step at which it was put on the big screen
    role: Mapped[str] = mapped_column(String(120))
    seat: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20))
    merged: Mapped[int | None]  # the contribution that says it too


class ActRow(Base):
    """One thing the host did, and what was true before it: so it can be undone."""

    __tablename__ = "act"

    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # acts before it
    action: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))  # of the step it was about
    card: Mapped[str | None] = mapped_column(String(120))
    who: Mapped[str] = mapped_column(String(80))
    made: Mapped[int]  # milliseconds since 1970
    before: Mapped[str] = mapped_column(Text)  # JSON


class HandCountRow(Base):
    """Hands that were counted in the room, of people without a phone."""

    __tablename__ = "hand_count"

    step: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True)  # 0: the host's desk
    role: Mapped[str] = mapped_column(String(120), primary_key=True)
    option: Mapped[int] = mapped_column(primary_key=True)  # -1 is a pass
    strength: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class TotalsRow(Base):
    """What stays of a workshop when its votes are gone."""

    __tablename__ = "totals"

    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    told: Mapped[str] = mapped_column(Text)  # JSON


class RecipeRow(Base):
    """A facilitator's own variant."""

    __tablename__ = "recipe"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    steps: Mapped[str] = mapped_column(Text)  # JSON
    made: Mapped[int]  # milliseconds since 1970


class SignInRow(Base):
    """A one-time link that signs an account in; only its digest is kept."""

    __tablename__ = "sign_in"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    made: Mapped[int]  # milliseconds since 1970
    used: Mapped[bool] = mapped_column(default=False)
    account: Mapped[int] = mapped_column(default=1, server_default=text("1"))


class AccountRow(Base):
    """Somebody who signs in; the first is the house, and no id is given twice."""

    __tablename__ = "account"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    called: Mapped[str] = mapped_column(String(240), unique=True)  # equal if the same
    duty: Mapped[str] = mapped_column(String(20))
    password: Mapped[str | None] = mapped_column(String(200))  # argon2id
    version: Mapped[int]  # of its sessions
    made: Mapped[int]  # milliseconds since 1970


class BondRow(Base):
    """What ties an account to a workshop."""

    __tablename__ = "bond"

    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    bond: Mapped[str] = mapped_column(String(20))


class ShareRow(Base):
    """A link with which anybody reads the results; only its digest is kept."""

    __tablename__ = "share"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    workshop: Mapped[str] = mapped_column(ForeignKey("workshop.id"), unique=True)
    made: Mapped[int]  # milliseconds since 1970, as is the next
    ends: Mapped[int]


db = SQLAlchemy(model_class=Base)


def init_app(app: Flask, database_url: str) -> None:
    """Bind the tables to an app; SQLite gets the settings that durability needs."""
    # A path may hold "?", which would end it in a URL that is still to be read.
    path = database_url.removeprefix("sqlite:///")
    app.config["SQLALCHEMY_DATABASE_URI"] = URL.create("sqlite", database=path)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "connect_args": {"timeout": BUSY_MS / 1000},
        "hide_parameters": True,  # an error in the log must not tell who voted what
    }
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "connect", _prepare)
        event.listen(db.engine, "begin", _begin)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are ours: see _begin
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged vote survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A read that turns into a write fails at once, whatever the timeout: a writer
    # says so beforehand.
    file: Any = connection.connection.driver_connection
    if connection.get_execution_options().get("writes", False):
        begin_writing(file)
    else:
        file.execute("BEGIN")


def begin_writing(file: sqlite3.Connection) -> None:
    """Begin to write at once, or fail at once."""
    # Whoever writes waits in `transaction`, where a server can go on meanwhile.
    file.execute("PRAGMA busy_timeout=0")
    try:
        file.execute("BEGIN IMMEDIATE")
    finally:
        file.execute(f"PRAGMA busy_timeout={BUSY_MS}")
