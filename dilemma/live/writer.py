"""One queue for everything that changes a game, so that there is one order of events.

Votes and newcomers of the same few milliseconds share one COMMIT, and each is told
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
from dilemma.play import Join, Personal, Vote
from dilemma.rules.refusals import Refusal
from dilemma.store import transaction, warm
from dilemma.store.transaction import DiskTrouble

log = logging.getLogger(__name__)

WINDOW = 0.003  # seconds in which votes gather before a commit
MOST = 500  # votes in one commit: at most a few tens of milliseconds of work
PATIENCE = 10.0  # seconds until somebody is told that nothing is sure
GLANCE = 1.0  # seconds between looks for whoever waits too long

T = TypeVar("T")
Store = Callable[[Any], list[Any]]
Work = Vote | Join | Callable[[], Any]
# What may share a commit, and how; the order among these does not matter.
STORES: dict[type, Store] = {
    Join: lambda newcomers: play.join_all(newcomers),
    Vote: lambda votes: play.cast_all(votes),
}
TOGETHER = tuple(STORES)


class NotStored(Exception):
    """The answer could not be stored now: the phone keeps it and sends it again."""


class Told:
    """Stands where somebody waits, for who is told; without a greenlet of its own."""

    __slots__ = ("_given", "_tell")

    def __init__(self, tell: Callable[[Any], object]) -> None:
        self._tell = tell
        self._given = False

    def ready(self) -> bool:
        """Tell whether the answer was given."""
        return self._given

    def set(self, outcome: Any) -> None:
        """Give the answer, once."""
        if self._given:
            return
        self._given = True
        try:
            self._tell(outcome)
        except Exception:  # one phone's trouble is not another's
            log.exception("an answer was not given")

    set_exception = set


@dataclass(eq=False, slots=True)
class Request:
    """Something to be written, and whoever waits for it."""

    work: Work
    came: float  # on the monotonic clock
    answer: "AsyncResult[Any] | Told"


class Writer:
    """The one that writes for a running server; in order, and never two at a time."""

    def __init__(self, app: Flask, disk: ThreadPool) -> None:
        self._app = app
        self._disk = disk
        self._waiting: deque[Request] = deque()
        self._busy: list[Request] = []
        self._acts = 0  # how many of those wait
        self._came = Event()
        self._urgent = Event()
        self._loops = gevent.spawn(self._run), gevent.spawn(self._watch)

    def put(self, work: Work, answer: "AsyncResult[Any] | Told") -> None:
        """Put a vote or some other work at the end of the queue."""
        self._waiting.append(Request(work, monotonic(), answer))
        self._came.set()
        if not isinstance(work, TOGETHER):
            self._acts += 1
            self._urgent.set()

    def stop(self) -> None:
        """Write what waits, then stop."""
        last: AsyncResult[None] = AsyncResult()
        self.put(lambda: None, last)
        last.wait(timeout=PATIENCE)
        gevent.killall(self._loops)
        self._disk.kill()

    def _run(self) -> None:
        while True:
            self._came.wait()
            self._came.clear()
            while self._waiting:
                wait = self._waiting[0].came + WINDOW - monotonic()
                if wait > 0 and len(self._waiting) < MOST:
                    self._urgent.wait(wait)  # the facilitator's act needs no company
                self._next()

    def _take(self) -> Request:
        request = self._waiting.popleft()
        if not isinstance(request.work, TOGETHER):
            self._acts -= 1
            if not self._acts:
                self._urgent.clear()
        return request

    def _watch(self) -> None:
        """Tell whoever waits too long that nothing is sure; one look for everybody."""
        while True:
            gevent.sleep(GLANCE)
            late = monotonic() - PATIENCE
            # An act that is being stored is waited for: what happens must be told.
            votes = [one for one in self._busy if isinstance(one.work, Vote)]
            for request in (*votes, *self._waiting):
                if request.came < late and not request.answer.ready():
                    request.answer.set_exception(NotStored())

    def _next(self) -> None:
        """Store what comes first: all votes and newcomers up to the next act, or it."""
        while self._waiting and self._waiting[0].answer.ready():
            self._take()  # nobody waits for it any more: it is asked again
        if not self._waiting:
            return
        group = [self._take()]
        while (
            isinstance(group[0].work, TOGETHER)
            and self._waiting
            and len(group) < MOST
            and isinstance(self._waiting[0].work, TOGETHER)
        ):
            group.append(self._take())
        self._busy = group
        try:
            with self._app.app_context():
                first = group[0]
                if not isinstance(first.work, (Vote, Join)):
                    _settle(first.answer, first.work)
                    return
                for kind, store in STORES.items():
                    _store([one for one in group if isinstance(one.work, kind)], store)
        except Exception:  # the loop must not end
            log.exception("the writer stumbled")
            for request in group:
                if not request.answer.ready():
                    request.answer.set_exception(NotStored())
        finally:
            self._busy = []


def _store(group: list[Request], store: Store) -> None:
    """Store requests of one kind in one commit, and tell what became of each."""
    if not group:
        return
    try:
        outcomes = store([request.work for request in group])
    except DiskTrouble as error:
        log.error("%s requests were not stored", len(group), exc_info=error)
        for request in group:
            request.answer.set_exception(NotStored())
    except Exception as error:
        log.error("%s requests were not stored together", len(group), exc_info=error)
        # One that breaks must not keep out the others.
        for request in group:
            _settle(request.answer, partial(_alone, store, request.work))
    else:
        for request, outcome in zip(group, outcomes, strict=True):
            request.answer.set(outcome)


class Inline:
    """Writes on the spot: for an app that no server runs."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def put(self, work: Work, answer: "AsyncResult[Any] | Told") -> None:
        """Do it at once."""
        with self._app.app_context():
            if isinstance(work, (Vote, Join)):
                _settle(answer, partial(_alone, STORES[type(work)], work))
            else:
                _settle(answer, work)


_writer: Writer | Inline


def init_app(app: Flask) -> None:
    """Let an app write on the spot until its server starts."""
    global _writer
    _writer = Inline(app)


def start(app: Flask) -> None:
    """Start the writer of a server; the disk is waited for in a thread of its own."""
    global _writer
    disk = ThreadPool(1)
    transaction.wait_by(partial(in_thread, disk))
    with app.app_context():
        warm.warm_up()
    _writer = Writer(app, disk)


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
    stored: Personal = _outcome(vote)
    return stored


def cast_then(vote: Vote, tell: Callable[[Personal | Exception], object]) -> None:
    """Store an answer; `tell` is given what `cast` returns or raises, and never waits.

    Thousands who vote at the same moment so need no greenlet to wait in.
    """
    _writer.put(vote, Told(tell))


def join(newcomer: Join) -> int:
    """Bring a participant in and return the id; committed on return.

    Raises the refusals of `play.join`, and NotStored when it may be tried again.
    """
    participant: int = _outcome(newcomer)
    return participant


def do(work: Callable[[], T]) -> T:
    """Do some other write in the same order of events; raises what `work` raises."""
    done: AsyncResult[Any] = AsyncResult()
    _writer.put(work, done)
    result: Any = done.get()
    return result


def _outcome(work: Vote | Join) -> Any:
    told: AsyncResult[Any] = AsyncResult()
    _writer.put(work, told)
    outcome = told.get()
    if isinstance(outcome, Refusal):
        try:
            raise outcome
        finally:
            del outcome, told  # else it would hold on to this frame, and that to it
    return outcome


def _alone(store: Store, work: Any) -> Any:
    try:
        (outcome,) = store([work])
    except Exception:
        log.exception("a request was not stored")
        raise NotStored from None
    return outcome


def _settle(result: "AsyncResult[Any] | Told", work: Callable[[], Any]) -> None:
    try:
        result.set(work())
    except Exception as error:
        result.set_exception(error)
