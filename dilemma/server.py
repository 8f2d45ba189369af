"""One running server: one data folder, one port, until it is told to stop.

`gevent` must have patched the standard library before this file is imported.
"""

import contextlib
import errno
import gc
import logging
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIServer
from qrcode import QRCode

from dilemma import fragments, play, running
from dilemma.app import create_app
from dilemma.config import COMMAND, Config
from dilemma.live import aside, events, retention, rooms, writer
from dilemma.store import schema
from dilemma.web.patience import Impatient
from dilemma.words import gettext as _

BACKLOG = 1024  # a whole hall scans the code within a few seconds
LAST_WORDS_SECONDS = 2
SWITCH_SECONDS = 0.0005
BEATS_TO_TIDY = 120  # half a minute
SEE_SECONDS = 2


class CannotStart(Exception):
    """The server cannot start; the message is for the person who started it."""


def run(config: Config) -> None:
    """Serve until a signal says stop; raises CannotStart with what to do."""
    with _alone(config), _listening(config) as listener:
        app = create_app(config)
        try:
            schema.bring_up_to_date(app, config.data)
        except schema.SchemaTooNew:
            text = _("A newer Dilemma made these data. Install that version again.")
            raise CannotStart(text) from None
        except schema.NoDatabase as wrong:
            file = config.database_url
            text = _("%(file)s: cannot be opened (%(why)s).", file=file, why=wrong)
            raise CannotStart(text) from None
        _many_files()
        with app.app_context():
            token = play.new_sign_in()
        _tell(config, token)
        logging.getLogger("dilemma.http").addFilter(_worth_a_line)
        server = WSGIServer(
            listener,
            app,
            log=None,
            error_log=logging.getLogger("dilemma.http"),
            handler_class=Impatient,
            spawn=Pool(),  # so that stopping waits for the last answers
        )
        told_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            gevent.signal_handler(number, told_to_stop.set)
        fragments.warm_up(app)
        aside.start()
        writer.start(app)
        _collect_rarely()
        _take_turns()
        beats = [gevent.spawn(one, app) for one in (_beat, _tend, _see_who_left)]
        server.start()
        told_to_stop.wait()
        server.close()  # nobody new; then the phones, then the last answers
        if driver := app.extensions.get("live_driver"):
            driver.shutdown(LAST_WORDS_SECONDS)
        server.stop(LAST_WORDS_SECONDS)
        gevent.killall(beats)
        writer.stop(app)
        aside.stop()
    print(_("Dilemma has stopped. Everything is kept."), flush=True)


@contextlib.contextmanager
def _listening(config: Config) -> Iterator[Any]:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host, config.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotStart(_not_listening(config, error)) from None
    listener.setblocking(False)
    with listener:
        yield listener


def _not_listening(config: Config, error: OSError) -> str:
    """Say why nobody can listen there, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return _(
            "Port %(port)s is in use already. Choose another one with --port or PORT.",
            port=config.port,
        )
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return _(
            "HOST %(host)s is no address of this computer. Leave it out, or choose "
            "another one.",
            host=config.host,
        )
    return _(
        "Port %(port)s on %(host)s cannot be used (%(why)s). Choose another one "
        "with --port or PORT.",
        port=config.port,
        host=config.host,
        why=error.strerror or error,
    )


@contextlib.contextmanager
def _alone(config: Config) -> Iterator[None]:
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(running.alone(config.data, config.public_url))
        except running.DataInUse:
            text = _(
                "Another Dilemma uses the data folder %(folder)s already. Stop that "
                "one, or choose another folder with --data.",
                folder=config.data,
            )
            raise CannotStart(text) from None
        yield


def _beat(app: Flask) -> None:
    """Push turnout at a steady pace, and clear away what that leaves behind."""
    for beat in count(1):
        gevent.sleep(rooms.PULSE_SECONDS)
        with app.app_context():
            rooms.pulse()
        if beat % BEATS_TO_TIDY == 0:
            # SQLAlchemy's statements refer to themselves. Young ones go quickly; by
            # itself that would happen once in half an hour, see `_collect_rarely`.
            gc.collect(0)


def _see_who_left(app: Flask) -> None:
    """End the connections of accounts that a command removed or signed out."""
    while True:
        gevent.sleep(SEE_SECONDS)
        with app.app_context():
            try:
                events.recheck()
            except Exception:  # the next look comes soon
                logging.getLogger(__name__).exception("accounts were not looked at")


def _tend(app: Flask) -> None:
    """Let go of what is kept no longer: now, and then every hour."""
    while True:
        with app.app_context():
            try:
                retention.tend()
            except Exception:  # the next hour comes anyhow
                logging.getLogger(__name__).exception("old data could not be wiped")
        gevent.sleep(retention.EVERY_SECONDS)


def _take_turns() -> None:
    """Let a thread that comes back from the disk go on soon, also when it is busy."""
    sys.setswitchinterval(SWITCH_SECONDS)


def _collect_rarely() -> None:
    """Walk the memory of thousands of phones seldom: each walk holds up everybody.

    A full collection took 65 µs a phone: a third of a second with 5,000.
    """
    gc.collect()
    gc.freeze()  # what is here now stays
    gc.set_threshold(100_000, 2_000, 100)  # `_beat` counts as well


def _many_files() -> None:
    """A phone takes two descriptors: allow as many as the system lets us."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _tell(config: Config, token: str) -> None:
    """Print where to go; the sign-in link works once."""
    # A server that people reach by name may have no screen of its own.
    home = config.public_url if config.public_fixed else config.local_url
    print(_("Dilemma is running."))
    print()
    print(_("  On this computer:    %(url)s", url=config.local_url))
    print(_("  For participants:    %(url)s", url=config.public_url))
    print(_("  Your sign-in link:   %(url)s", url=f"{home}/in/{token}"))
    once = _("works once; a new one: %(command)s link", command=COMMAND)
    print(f"                       ({once})")
    print(_("  Data folder:         %(folder)s", folder=config.data))
    print()
    code = QRCode(border=2)
    code.add_data(config.public_url.upper())
    with contextlib.suppress(UnicodeEncodeError):  # an old terminal cannot draw it
        code.print_ascii(invert=True)
    print(_("Stop with Ctrl+C. Everything is kept."), flush=True)


def _worth_a_line(record: logging.LogRecord) -> bool:
    """pywsgi reports the end of every WebSocket as a bad request: not worth a line."""
    return "Invalid HTTP method" not in record.getMessage()
