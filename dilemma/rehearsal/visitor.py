"""One simulated person's browser: it comes in with a role, and hands in texts.

A page or form is asked for again while the server is away or busy.
"""

import asyncio
from random import Random
from time import monotonic
from typing import NoReturn

from dilemma.rehearsal.browser import Answer, Browser, Fields
from dilemma.rehearsal.forms import form_to
from dilemma.rehearsal.hall import Hall

FIRST_DELAY, LONGEST_DELAY = 0.5, 5.0
BUSY = 429  # too many came in at once


class NotLetIn(Exception):
    """The server does not know this phone (any more)."""


class Visitor:
    """What one person does with pages and forms."""

    def __init__(self, hall: Hall, chance: Random) -> None:
        self._hall = hall
        self._chance = chance
        self._browser = Browser(hall.place)
        self._one_at_a_time = asyncio.Lock()

    @property
    def cookie(self) -> str:
        """What goes into the Cookie header."""
        return self._browser.cookie

    async def join(self, role: str) -> str:
        """Come in and return the ticket; in this role, unless it is dealt.

        Raises NotLetIn.
        """
        path = f"/j/{self._hall.code}"
        began = monotonic()
        form = form_to((await self._get_in(path)).text, "/role")
        offered = form.buttons.get("role", []) if form else []
        wanted = "" if offered == [""] else role
        if form is None or wanted not in offered:
            self._turned_away()
        # A workshop that is wiped meanwhile takes no simulated people any more.
        fields = form.fields | {"role": wanted, "rehearsal": "yes"}
        await self._get_in(form.action, fields)
        await self._get_in(path)
        self._hall.joins.append(monotonic() - began)
        await asyncio.to_thread(self._browser.close)
        return self._browser.cookies.get(f"dilemma-{self._hall.code}", "")

    async def hand_in(self, door: str, fields: Fields) -> bool:
        """Send a form of somebody who is in, and tell whether it was taken."""
        answer = await self._load(f"/j/{self._hall.code}/{door}", fields, again=())
        await asyncio.to_thread(self._browser.close)
        return answer.status < 400

    async def wait(self, delay: float) -> None:
        """Wait about so long, so that a hall does not do everything at once."""
        await asyncio.sleep(delay * self._chance.uniform(0.5, 1.5))

    async def _get_in(self, path: str, fields: Fields | None = None) -> Answer:
        answer = await self._load(path, fields)
        if answer.status >= 400:
            self._turned_away()
        return answer

    def _turned_away(self) -> NoReturn:
        self._hall.turned_away += 1
        raise NotLetIn

    async def _load(
        self,
        path: str,
        fields: Fields | None = None,
        *,
        again: tuple[int, ...] = (BUSY,),
    ) -> Answer:
        delay = FIRST_DELAY
        while True:
            try:
                async with self._one_at_a_time:
                    if fields is None:
                        answer = await asyncio.to_thread(self._browser.get, path)
                    else:
                        answer = await asyncio.to_thread(
                            self._browser.post, path, fields
                        )
                self._hall.heard = monotonic()
                if answer.status < 500 and answer.status not in again:
                    return answer
            except OSError:
                pass
            await self.wait(delay)
            delay = min(2 * delay, LONGEST_DELAY)
