"""One simulated phone: it joins, and behaves as `static/live.js` does.

An answer is kept until it is acknowledged; a lost connection comes back with jitter.
"""

import asyncio
import json
from collections.abc import Coroutine
from random import Random
from time import monotonic
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from dilemma.rehearsal.forms import screens
from dilemma.rehearsal.hall import ARRIVAL_SECONDS, NAP_SECONDS, STEP_SECONDS, Hall
from dilemma.rehearsal.plan import Line, Person, Turn
from dilemma.rehearsal.visitor import FIRST_DELAY, LONGEST_DELAY, NotLetIn, Visitor
from dilemma.rules.response import Cast

ACK_SECONDS = 5.0
AGAIN_SECONDS = 1.0
JITTER_SECONDS = 0.3  # after a nap, also when everything else goes as fast as it can
BETWEEN_EVENTS = 0.125  # the server takes ten events a second from one phone
OPEN_SECONDS = 30.0
LOST = (OSError, WebSocketException, EOFError, TimeoutError)


class Phone:
    """One participant's phone."""

    def __init__(self, person: Person, hall: Hall) -> None:
        self.person = person
        self.ticket = ""
        self.step = 0
        self.held: dict[int, Cast] = {}  # step -> the last answer acknowledged
        self.asked: set[int] = set()  # steps at which an answer was cast
        self.changed = 0
        self.written = 0  # texts that were taken
        self._hall = hall
        self._chance = Random(f"phone/{person.number}")
        self._visitor = Visitor(hall, self._chance)
        self._socket: ClientConnection | None = None
        self._connected = asyncio.Event()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._doing: dict[tuple[int, str], asyncio.Task[None]] = {}
        self.revision = 0
        self._number = 0
        self._sequence = 0
        self._last_sent = 0.0
        self._asleep = 0.0  # until then, on the clock of the loop
        self._dialled = 0.0
        self._was_here = False
        self._in = False

    @property
    def is_in(self) -> bool:
        """Whether the phone takes part: joined, and not thrown out."""
        return self._in

    def has_done(self, step: int) -> bool:
        """Whether the person is ready with a step."""
        return all(one.done() for (at, _), one in self._doing.items() if at == step)

    async def live(self) -> None:
        """Join, take part until the rehearsal is over or the phone is not let in."""
        try:
            await self._hall.pause(self.person.arrival, ARRIVAL_SECONDS)
            self.ticket = await self._visitor.join(self.person.role)
            self._in = True
            await self._stay()
        except NotLetIn:
            self._in = False
        finally:
            for task in self._doing.values():
                task.cancel()
            if self._socket is not None:
                self._socket.transport.abort()

    # ---- the connection --------------------------------------------------------

    async def _stay(self) -> None:
        delay = FIRST_DELAY
        while True:
            try:
                async with self._connect() as socket:
                    await self._listen(socket)
            except LOST:
                pass
            if self._connected.is_set():
                delay = FIRST_DELAY
            self._lose()
            rest = self._asleep - monotonic()
            if rest > 0:
                await asyncio.sleep(rest + self._chance.uniform(0, JITTER_SECONDS))
                self._asleep = 0
                continue
            await self._visitor.wait(delay)
            delay = min(2 * delay, LONGEST_DELAY)

    def _connect(self) -> connect:
        place = self._hall.place
        self._dialled = monotonic()
        return connect(  # over loopback without TLS, whatever people use
            f"ws://{place.host}/socket.io/?EIO=4&transport=websocket",
            host=place.address,
            port=place.port,
            origin=place.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": self._visitor.cookie},
            # Offers what browsers offer, and keeps no window of its own for sending.
            compression=None,
            extensions=[
                ClientPerMessageDeflateFactory(
                    client_no_context_takeover=True, client_max_window_bits=True
                )
            ],
            proxy=None,
            open_timeout=OPEN_SECONDS,
            ping_interval=None,
            close_timeout=1,
        )

    async def _listen(self, socket: ClientConnection) -> None:
        self._socket = socket
        fresh = True
        async for text in socket:
            assert isinstance(text, str)
            self._hall.heard = monotonic()
            if text == "2":
                await socket.send("3")
            elif text in ("1", "41"):  # goodbye: come back and ask again
                return
            elif text.startswith("0"):
                claim = {
                    "as": "player",
                    "code": self._hall.code,
                    "lang": self.person.language,
                }
                await socket.send("40" + json.dumps(claim))
            elif text.startswith("44"):
                if json.loads(text[2:]).get("message") == "not allowed":
                    raise NotLetIn
                return
            elif text.startswith("43"):
                number, _, payload = text[2:].partition("[")
                asked = self._waiting.pop(int(number), None)
                if asked is not None and not asked.done():
                    asked.set_result(json.loads("[" + payload)[0])
            elif text.startswith("42"):
                name, message = json.loads(text[2:])
                if name == "fragments":
                    self._show(message["html"], pushed=not fresh)
                    if fresh:
                        fresh = False
                        self._hall.connects.append(monotonic() - self._dialled)
                        self._hall.reconnects += self._was_here
                        self._was_here = True
                        self._connected.set()

    def _lose(self) -> None:
        self._connected.clear()
        self._socket = None
        for asked in self._waiting.values():
            if not asked.done():
                asked.set_result(None)
        self._waiting.clear()

    def _show(self, html: str, *, pushed: bool) -> None:
        shown = screens(html)
        mine = shown.get("mine", {})
        self._sequence = max(self._sequence, int(mine.get("sequence", 0)))
        stage = shown.get("stage")
        if stage is None or int(stage["revision"]) <= self.revision:
            return
        self.revision, step = int(stage["revision"]), int(stage["step"])
        self._hall.see(self.revision, stage["kind"], step)
        if step != self.step and pushed and self._hall.pressed:
            self._hall.changes.append(monotonic() - self._hall.pressed)
        self.step = step
        turn = self.person.turn(step)
        if turn and stage.get("open") == "yes":
            self._do(step, "answer", self._take(turn, deals="deals" in stage))
        for number, line in enumerate(self.person.writes(step)):
            self._do(step, f"line {number}", self._write(line))

    def _do(self, step: int, what: str, doing: Coroutine[Any, Any, None]) -> None:
        """Begin something that is done once at a step."""
        if (step, what) in self._doing:
            doing.close()
        else:
            self._doing[step, what] = asyncio.create_task(doing)

    # ---- answering -------------------------------------------------------------

    async def _take(self, turn: Turn, *, deals: bool) -> None:
        await self._hall.pause(turn.after, STEP_SECONDS["vote"])
        if turn.nap is not None and turn.nap_first:
            await self._nap(turn.nap)
        if deals and not await self._is_asked():
            return
        if turn.answer is not None:
            await self._cast(turn.step, turn.answer)
        if turn.nap is not None and not turn.nap_first:
            await self._nap(turn.nap)
        if turn.answer is not None and turn.second is not None:
            await self._hall.pause(turn.after, STEP_SECONDS["vote"] / 4)
            self.changed += 1
            await self._cast(turn.step, turn.second)

    async def _write(self, line: Line) -> None:
        """Hand in a text with the form on the phone; again until it is taken."""
        await self._hall.pause(line.after, STEP_SECONDS["vote"])
        if await self._visitor.hand_in(line.door, line.fields):
            self.written += 1
        else:
            self._hall.refused += 1

    async def _is_asked(self) -> bool:
        """Whether this step deals a role to this person: the own part of it says so."""
        while True:
            await self._connected.wait()
            await self._breathe()
            said = await self._ask("sync")
            if said is not None and said["ok"]:
                self._show(said["html"], pushed=False)
                return screens(said["html"])["mine"]["asked"] == "yes"
            if self._connected.is_set():
                await asyncio.sleep(AGAIN_SECONDS)

    async def _nap(self, share: float) -> None:
        """Drop the connection as a phone does that falls asleep: without a word.

        Nobody presses a button on a phone that sleeps, so this waits until it is back.
        """
        self._asleep = monotonic() + max(share * NAP_SECONDS * self._hall.pace, 0.001)
        self._connected.clear()
        if self._socket is not None:
            self._socket.transport.abort()
        await self._connected.wait()

    async def _cast(self, step: int, answer: str) -> None:
        self._sequence += 1
        cast = Cast(step, answer, self._sequence)
        self.asked.add(step)
        message = {"step": cast.step, "answer": cast.value, "seq": cast.sequence}
        await self._breathe()
        began = monotonic()
        while True:
            await self._connected.wait()
            said = await self._ask("cast", message)
            if said is not None and said["ok"]:
                self._hall.acknowledgements.append(monotonic() - began)
                self.held[step] = cast
                self._show(said["html"], pushed=False)
                return
            if said is not None and said["final"]:
                self._hall.refused += 1
                return
            if self._connected.is_set():  # else it is sent as soon as it is back
                await asyncio.sleep(AGAIN_SECONDS)

    async def _breathe(self) -> None:
        await asyncio.sleep(max(0.0, self._last_sent + BETWEEN_EVENTS - monotonic()))

    async def _ask(self, *event: object) -> Any:
        """Send an event; return the acknowledgement, or None when none came."""
        socket = self._socket
        if socket is None or not self._connected.is_set():
            return None
        self._last_sent = monotonic()
        self._number = number = self._number + 1
        self._hall.sent += event[0] == "cast"
        asked = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            await socket.send(f"42{number}{json.dumps(event)}")
            return await asyncio.wait_for(asked, ACK_SECONDS)
        except LOST:
            return None
        finally:
            self._waiting.pop(number, None)  # as in a browser: what comes later is late
