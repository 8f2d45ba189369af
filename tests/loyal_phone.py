"""A phone that loses its server and behaves as `static/live.js` does.

It keeps one answer until that is acknowledged, comes back by itself, and sends what it
kept, with the same `seq`, once it heard what is true.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from itsdangerous import URLSafeSerializer

from dilemma.rehearsal.forms import screens
from dilemma.rules.response import Cast
from tests.bench.phone import ACK, PUSH, REFUSAL, Crowd, Phone, connect

ANSWERS = ("a2", "a1", "b1", "b2", "pass")
ACK_SECONDS = 5.0
WAKE_SECONDS = 2.0
OPEN_SECONDS = 20.0
RETRY_SECONDS = 0.5, 8.0
BACK_SECONDS = 0.5, 5.0


@dataclass
class Hall:
    """What phones share: where they go, how they press, and what befell them."""

    code: str
    port: int
    step: int = 0
    gap: float = 0.2  # seconds between two messages of one phone
    back: tuple[float, float] = BACK_SECONDS  # first and longest wait for the server
    eager: bool = False  # whoever has an acknowledgement changes the mind at once
    sent_away: int = 0  # "not allowed": people would have to load the page again
    unkind: list[Any] = field(default_factory=list)  # final refusals
    put_off: list[Any] = field(default_factory=list)  # "try again"
    phones: "list[LoyalPhone]" = field(default_factory=list)
    crowd: Crowd = field(default_factory=Crowd)

    def seat(self, tickets: tuple[str, ...]) -> None:
        """Give a phone to everybody who has a ticket."""
        self.phones = [LoyalPhone(self, ticket) for ticket in tickets]

    def press(self, phones: "list[LoyalPhone] | None" = None) -> None:
        """Let everybody press a button."""
        for phone in self.phones if phones is None else phones:
            phone.press()

    @property
    def here(self) -> int:
        """How many are connected and heard what is true."""
        return sum(phone.here for phone in self.phones)

    @property
    def waiting(self) -> int:
        """How many keep an answer that nobody acknowledged."""
        return sum(phone.held is not None for phone in self.phones)

    @property
    def acknowledgements(self) -> int:
        """How often an answer was acknowledged."""
        return sum(phone.acknowledgements for phone in self.phones)

    def is_past(self, acknowledgements: int) -> bool:
        """Tell whether somebody was answered since."""
        return self.acknowledgements > acknowledgements


class Line(Phone):
    """One connection of such a phone."""

    def __init__(self, owner: "LoyalPhone") -> None:
        hall = owner.hall
        claim = {"as": "player", "code": hall.code, "lang": "nl"}
        hello = b"40" + json.dumps(claim).encode()
        cookie = f"dilemma-{hall.code}={owner.ticket}"
        super().__init__(hall.crowd, hall.port, hello, cookie)
        self._owner = owner
        self.ended = asyncio.get_running_loop().create_future()

    def text(self, message: bytes) -> None:
        """Hear one text; the phone that hung up does not."""
        super().text(message)
        if not self.ended.done():
            self._owner.hear(message)

    def connection_lost(self, why: Exception | None) -> None:
        """Wake up whoever waits for the end."""
        super().connection_lost(why)
        self.ready.exception()  # looked at, so that nobody complains
        self.end()

    def end(self) -> None:
        """Let whoever waits for the end go on."""
        if not self.ended.done():
            self.ended.set_result(None)


class LoyalPhone:
    """One participant's phone."""

    def __init__(self, hall: Hall, ticket: str) -> None:
        self.hall = hall
        self.ticket = ticket
        self.person = int(URLSafeSerializer("").loads_unsafe(ticket)[1][1])
        self.held: Cast | None = None
        self.pressed: dict[int, str] = {}  # seq -> answer, of every press
        self.acknowledged = 0  # the highest seq that was
        self.acknowledgements = 0
        self.here = False
        self.step = 0
        self.revision = 0
        self._chance = Random(self.person)
        self._line: Line | None = None
        self._number = 0
        self._underway = 0  # the number of a vote without an answer
        self._asks = 0  # the number of a question whether anybody is there
        self._sent_at = 0.0
        self._tries = 0
        self._alarms: dict[str, asyncio.TimerHandle] = {}

    # ---- the connection --------------------------------------------------------

    async def live(self) -> None:
        """Connect, and come back whenever the connection is lost."""
        attempts = 0
        try:
            while not self.hall.sent_away:
                line = self._line = Line(self)
                try:
                    await connect(line, self.hall.port, OPEN_SECONDS)
                    attempts, self.here = 0, True
                    self.send()
                    await line.ended
                except (OSError, TimeoutError):
                    pass
                self._hang_up()
                await asyncio.sleep(self._back_off(attempts))
                attempts += 1
        finally:
            self._hang_up()

    def _hang_up(self) -> None:
        self.here, self._underway, self._asks = False, 0, 0
        for alarm in self._alarms.values():
            alarm.cancel()
        line = self._line
        if line is not None and not line.lost and hasattr(line, "transport"):
            line.leave()

    def _back_off(self, attempts: int) -> float:
        """Wait as socket.io-client does with a randomizationFactor of a half."""
        first, longest = self.hall.back
        seconds = first * 2 ** min(attempts, 10)
        return min(seconds * self._chance.uniform(0.5, 1.5), longest)

    def hear(self, message: bytes) -> None:
        """Take a push or an acknowledgement."""
        if message.startswith(ACK):
            number, _, rest = message[2:].partition(b"[")
            answer = json.loads(b"[" + rest)[0]
            if int(number) == self._underway:
                self._answered(answer)
            elif int(number) == self._asks:
                self._alarms["wake"].cancel()
                self._see(answer)
        elif message.startswith(PUSH):
            self._see(json.loads(message[2:])[1])
        elif message.startswith(REFUSAL) and b"not allowed" in message:
            self.hall.sent_away += 1

    def _see(self, message: Any) -> None:
        stage = screens(message["html"]).get("stage")
        if stage and int(stage["revision"]) > self.revision:
            self.revision, self.step = int(stage["revision"]), int(stage["step"])
        self.send()

    # ---- answers ---------------------------------------------------------------

    def press(self) -> None:
        """Press a button: this answer is now the one to keep."""
        seq = len(self.pressed) + 1
        self.pressed[seq] = self._chance.choice(ANSWERS)
        self.held = Cast(self.hall.step, self.pressed[seq], seq)
        self.send()

    def send(self) -> None:
        """Send what is kept; one answer is under way at a time."""
        if self.held is None or self._underway or not self.here:
            return
        assert self._line is not None
        loop = asyncio.get_running_loop()
        wait = self._sent_at + self.hall.gap - loop.time()
        if wait > 0:
            self._later("send", wait, self.send)
            return
        cast = self.held
        given = {"step": cast.step, "answer": cast.value, "seq": cast.sequence}
        self._number += 1
        self._underway, self._sent_at = self._number, loop.time()
        self._line.send(f"42{self._number}{json.dumps(['cast', given])}".encode())
        self._asked = cast
        self._later("late", ACK_SECONDS, self._late)

    def _answered(self, answer: Any) -> None:
        self._alarms.pop("late").cancel()
        self._underway = 0
        done = answer["ok"] or answer["final"]
        if answer["ok"]:
            self.acknowledgements += 1
            self.acknowledged = max(self.acknowledged, self._asked.sequence)
        else:
            (self.hall.unkind if answer["final"] else self.hall.put_off).append(answer)
        if done and self.held == self._asked:
            self.held = None
        self._tries = 0 if done else self._tries + 1
        if self.held is None and self.hall.eager:
            self.press()
        elif self.held is not None:
            self._later("send", 0 if done else self._again(), self.send)

    def _late(self) -> None:
        """No answer came: send again later, and ask whether anybody is there."""
        self._underway = 0
        self._tries += 1
        self._later("send", self._again(), self.send)
        if self.here and self._line is not None:
            self._number = self._asks = self._number + 1
            self._line.send(f'42{self._number}["sync"]'.encode())
            self._later("wake", WAKE_SECONDS, self._line.end)

    def _again(self) -> float:
        shortest, longest = RETRY_SECONDS
        seconds = min(shortest * 2**self._tries, longest)
        return seconds * self._chance.uniform(0.5, 1.5)

    def _later(self, name: str, seconds: float, what: Callable[[], None]) -> None:
        if name in self._alarms:
            self._alarms[name].cancel()
        loop = asyncio.get_running_loop()
        self._alarms[name] = loop.call_later(seconds, what)
