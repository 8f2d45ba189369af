"""One queue for everything that changes a game, so that there is one order of events.

Votes that arrive within a few milliseconds share one COMMIT, and each is acknowledged
after it. What the facilitator does waits its turn between them and commits alone.
"""

import logging
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar

import gevent
from flask import Flask
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool

from dilemma import play
from dilemma.play import Outcome, Personal, Vote
from dilemma.rules.refusals import Refusal
from dilemma.store import transaction, warm
from dilemma.store.transaction import DiskTrouble

log = logging.getLogger(__name__)

WINDOW = 0.003  # seconds in which votes gather before a commit
MOST = 500  # votes in one commit: at most a few tens of milliseconds of work
PATIENCE = 10.0  # seconds until somebody is told that nothing was stored

T = TypeVar("T")
Work = Vote | Callable[[], Any]


class NotStored(Exception):
    """The answer could not be stored now: the phone keeps it and sends it again."""


class Writer:
    """The one that writes for a running server; in order, and never two at a time."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._waiting: deque[tuple[Work, AsyncResult[Any]]] = deque()
        self._came = Event()
        self._urgent = Event()
        self._loop = gevent.spawn(self._run)

    def put(self, what: Work) -> "AsyncResult[Any]":
        """Put a vote or some other work at the end of the queue."""
        result: AsyncResult[Any] = AsyncResult()
        self._waiting.append((what, result))
        self._came.set()
        if not isinstance(what, Vote):
            self._urgent.set()
        return result

    def stop(self) -> None:
        """Write what waits, then stop."""
        last = self.put(lambda: None)
        last.wait(timeout=PATIENCE)
        self._loop.kill()

    def _run(self) -> None:
        while True:
            self._came.wait()
            self._came.clear()
            self._urgent.wait(WINDOW)  # the facilitator's act does not wait for company
            self._urgent.clear()
            while self._waiting:  # who came during a commit is in the next one
                self._next()

    def _next(self) -> None:
        with self._app.app_context():
            work, result = self._waiting[0]
            if isinstance(work, Vote):
                self._commit_votes()
            else:
                self._waiting.popleft()
                _settle(result, work)

    def _commit_votes(self) -> None:
        batch: list[tuple[Vote, AsyncResult[Any]]] = []
        while self._waiting and len(batch) < MOST:
            vote, result = self._waiting[0]
            if not isinstance(vote, Vote):
                break
            self._waiting.popleft()
            batch.append((vote, result))
        try:
            outcomes = play.cast_all([vote for vote, _result in batch])
        except DiskTrouble as error:
            log.error("%s votes were not stored", len(batch), exc_info=error)
            for _vote, result in batch:
                result.set_exception(NotStored())
        except Exception as error:
            log.error("%s votes were not stored together", len(batch), exc_info=error)
            for vote, result in batch:  # one that breaks must not keep out the others
                _settle(result, partial(_alone, vote))
        else:
            for (_vote, result), outcome in zip(batch, outcomes, strict=True):
                result.set(outcome)


class Inline:
    """Writes on the spot: for an app that no server runs."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def put(self, what: Work) -> "AsyncResult[Any]":
        """Do it at once."""
        result: AsyncResult[Any] = AsyncResult()
        with self._app.app_context():
            _settle(result, partial(_alone, what) if isinstance(what, Vote) else what)
        return result


_writer: Writer | Inline


def init_app(app: Flask) -> None:
    """Let an app write on the spot until its server starts."""
    global _writer
    _writer = Inline(app)


def start(app: Flask) -> None:
    """Start the writer of a server; the disk is waited for in a thread of its own."""
    global _writer
    threads = ThreadPool(1)
    transaction.wait_by(lambda call: threads.apply(copy_context().run, (call,)))
    with app.app_context():
        warm.warm_up()
    _writer = Writer(app)


def stop(app: Flask) -> None:
    """Write what waits, and write on the spot again."""
    if isinstance(_writer, Writer):
        _writer.stop()
    transaction.wait_by()
    init_app(app)


def cast(vote: Vote) -> Personal:
    """Store an answer and return the participant with it; committed on return.

    Raises the refusals of `play.cast`, and NotStored when it may be tried again.
    """
    outcome: Outcome = _wait_for(_writer.put(vote))
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def do(work: Callable[[], T]) -> T:
    """Do some other write in the same order of events; raises what `work` raises."""
    done: T = _wait_for(_writer.put(work))
    return done


def _alone(vote: Vote) -> Outcome:
    try:
        (outcome,) = play.cast_all([vote])
    except Exception:
        log.exception("a vote was not stored")
        raise NotStored from None
    return outcome


def _wait_for(result: "AsyncResult[Any]") -> Any:
    try:
        return result.get(timeout=PATIENCE)
    except gevent.Timeout:
        raise NotStored from None


def _settle(result: "AsyncResult[Any]", work: Callable[[], Any]) -> None:
    try:
        result.set(work())
    except Exception as error:
        result.set_exception(error)
