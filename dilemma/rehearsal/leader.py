"""Who leads a rehearsal: the host's own page and buttons, step by step to the end."""

import asyncio
import re
from time import monotonic

from dilemma.rehearsal.browser import Answer, Browser, Place
from dilemma.rehearsal.forms import Form, Gone, form_to, screens
from dilemma.rehearsal.hall import AWAY_SECONDS, STEP_SECONDS, Hall

SETTLE_SECONDS = 60.0  # longer than this nobody is waited for
LOOK_SECONDS = 0.05
AGAIN_SECONDS = 0.5
MOST_SHOWN = 4  # texts at each step: a host shows some, never all
_ACTIONS = re.compile(r'name="action" value="([a-z]+)"')
_WAYS = {
    "show": re.compile(r'value="(show-[0-9]+)" class="primary"'),
    "choose": re.compile(r'value="(choose-[0-9]+)"'),
}


class Leader:
    """The host's browser, signed in with the host link."""

    def __init__(self, place: Place, workshop: str, key: str) -> None:
        self._browser = Browser(place)
        self._page = f"/host/{workshop}"
        self._link = f"{self._page}/key/{key}"
        self.kind = ""
        self.step = 0
        self._acts = "0"
        self._offered: set[str] = set()
        self._form = Form("")

    async def sign_in(self) -> None:
        """Open the host link; raises Gone when it is not let in."""
        answer = await self._load(self._link)
        if answer.status != 303:
            raise Gone(answer.status)

    async def mark(self) -> int:
        """Ask for the mark of a rehearsal, and return the status that answered."""
        await self._look()
        answer = await self._load(f"{self._page}/rehearse", self._form.fields)
        return answer.status

    async def lead(self, hall: Hall) -> None:
        """Go through the whole agenda; at a vote wait until everybody is ready."""
        await self._look()
        while self.kind != "close" and hall.present:
            await hall.pause(1, STEP_SECONDS.get(self.kind, 0))
            await self._settle(hall)
            for action in ("turn", "tell"):
                if action in self._offered:
                    await self._press(hall, action)
                    await self._settle(hall)
            await self._show_some()
            await self._press(hall, "next")
        await self._settle(hall)
        await self._show_some()

    async def _show_some(self) -> None:
        """Show a few of the texts that wait, and put them beside the picture."""
        path = f"{self._page}/said"
        for way in _WAYS.values():
            answer = await self._load(path)
            form = form_to(answer.text, path)
            for button in way.findall(answer.text)[:MOST_SHOWN]:
                if form:
                    await self._load(path, form.fields | {"do": button})
        await self._look()

    async def _settle(self, hall: Hall) -> None:
        """Wait until everybody sees this step as it is now, and is ready with it."""
        until, acts = monotonic() + SETTLE_SECONDS, int(self._acts)
        while monotonic() < until:
            if all(
                one.revision >= acts and hall.is_ready(one, self.step)
                for one in hall.present
            ):
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def _press(self, hall: Hall, action: str) -> None:
        fields = self._form.fields | {"action": action, "expect": self._acts}
        hall.pressed = monotonic()
        await self._load(self._form.action, fields)  # 409: somebody else was first
        await self._look()

    async def _look(self) -> None:
        """Read where the workshop stands, and the form with the buttons."""
        answer = await self._load(self._page)
        form = form_to(answer.text, "/act")
        shown = screens(answer.text)
        if answer.status != 200 or form is None or "host" not in shown:
            raise Gone(answer.status)
        self.kind, self._acts = shown["host"]["kind"], shown["host"]["acts"]
        self.step = int(shown["stage"]["step"])
        self._form = form
        self._offered = set(_ACTIONS.findall(answer.text))

    async def _load(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        """Open a page or send a form; waits while the server is away.

        Sending a form again is safe: it says which act was the last one seen.
        """
        until = monotonic() + AWAY_SECONDS
        while True:
            try:
                if fields is None:
                    answer = await asyncio.to_thread(self._browser.get, path)
                else:
                    answer = await asyncio.to_thread(self._browser.post, path, fields)
                if answer.status < 500:
                    return answer
            except OSError:
                pass
            if monotonic() > until:
                raise Gone(0)
            await asyncio.sleep(AGAIN_SECONDS)
