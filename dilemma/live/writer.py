"""One queue for everything that changes a game, so that there is one order of events.

Votes that arrive within a few milliseconds share one COMMIT, and each is acknowledged
after it. What the facilitator does waits its turn between them and commits alone.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import gevent
from flask import Flask
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool

from dilemma import play
from dilemma.live.aside import in_thread
from dilemma.play import Outcome, Personal, Vote
from dilemma.rules.refusals import Refusal
from dilemma.store import transaction, warm
from dilemma.store.transaction import DiskTrouble

log = logging.getLogger(__name__)

WINDOW = 0.003  # seconds in which votes gather before a commit
MOST = 500  # votes in one commit: at most a few tens of milliseconds of work
PATIENCE = 10.0  # seconds until somebody is told that nothing is sure
GLANCE = 1.0  # seconds between looks for whoever waits too long

T = TypeVar("T")
Work = Vote | Callable[[], Any]


class NotStored(Exception):
    """The answer could not be stored now: the phone keeps it and sends it again."""


@dataclass(eq=False)
class Request:
    """Something to be written, and whoever waits for it."""

    work: Work
    came: float  # on the monotonic clock
    answer: "AsyncResult[Any]"


class Writer:
    """The one that writes for a running server; in order, and never two at a time."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._waiting: deque[Request] = deque()
        self._busy: list[Request] = []
        self._came = Event()
        self._urgent = Event()
        self._loops = gevent.spawn(self._run), gevent.spawn(self._watch)

    def put(self, work: Work) -> "AsyncResult[Any]":
        """Put a vote or some other work at the end of the queue."""
        request = Request(work, monotonic(), AsyncResult())
        self._waiting.append(request)
        self._came.set()
        if not isinstance(work, Vote):
            self._urgent.set()
        return request.answer

    def stop(self) -> None:
        """Write what waits, then stop."""
        last = self.put(lambda: None)
        last.wait(timeout=PATIENCE)
        gevent.killall(self._loops)

    def _run(self) -> None:
        while True:
            self._came.wait()
            self._came.clear()
            self._urgent.wait(WINDOW)  # the facilitator's act does not wait for company
            self._urgent.clear()
            while self._waiting:  # who came during a commit is in the next one
                self._next()

    def _watch(self) -> None:
        """Tell whoever waits too long that nothing is sure; one look for everybody."""
        while True:
            gevent.sleep(GLANCE)
            late = monotonic() - PATIENCE
            for request in (*self._busy, *self._waiting):
                if request.came < late and not request.answer.ready():
                    request.answer.set_exception(NotStored())

    def _next(self) -> None:
        with self._app.app_context():
            work = self._waiting[0].work
            if isinstance(work, Vote):
                self._commit_votes()
            else:
                self._busy = [self._waiting.popleft()]
                _settle(self._busy[0].answer, work)
        self._busy = []

    def _commit_votes(self) -> None:
        votes: list[Vote] = []
        self._busy = []
        while self._waiting and len(votes) < MOST:
            work = self._waiting[0].work
            if not isinstance(work, Vote):
                break
            votes.append(work)
            self._busy.append(self._waiting.popleft())
        try:
            outcomes = play.cast_all(votes)
        except DiskTrouble as error:
            log.error("%s votes were not stored", len(votes), exc_info=error)
            for request in self._busy:
                request.answer.set_exception(NotStored())
        except Exception as error:
            log.error("%s votes were not stored together", len(votes), exc_info=error)
            # One that breaks must not keep out the others.
            for vote, request in zip(votes, self._busy, strict=True):
                _settle(request.answer, partial(_alone, vote))
        else:
            for request, outcome in zip(self._busy, outcomes, strict=True):
                request.answer.set(outcome)


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
    transaction.wait_by(partial(in_thread, threads))
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
    outcome: Any = _writer.put(vote).get()
    if isinstance(outcome, Refusal):
        raise outcome
    stored: Personal = outcome
    return stored


def do(work: Callable[[], T]) -> T:
    """Do some other write in the same order of events; raises what `work` raises."""
    done: Any = _writer.put(work).get()
    result: T = done
    return result


def _alone(vote: Vote) -> Outcome:
    try:
        (outcome,) = play.cast_all([vote])
    except Exception:
        log.exception("a vote was not stored")
        raise NotStored from None
    return outcome


def _settle(result: "AsyncResult[Any]", work: Callable[[], Any]) -> None:
    try:
        result.set(work())
    except Exception as error:
        result.set_exception(error)
