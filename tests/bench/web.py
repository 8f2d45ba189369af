"""A browser that only speaks HTTP: cookies, an Origin, one connection kept open."""

import asyncio
import gzip
import re
from dataclasses import dataclass, field
from html import unescape
from time import perf_counter
from urllib.parse import urlencode

from tests.bench.phone import HOST


@dataclass(frozen=True)
class Page:
    """One answer."""

    status: int
    location: str
    html: str

    def hidden(self, action: str) -> dict[str, str]:
        """Return the hidden fields of the form with this action, whatever they are."""
        form = re.search(
            rf'<form\b[^>]*action="{re.escape(action)}".*?</form>', self.html, re.DOTALL
        )
        if not form:
            raise ValueError(f"no form for {action}")
        inputs = re.findall(r'<input\b[^>]*type="hidden"[^>]*>', form.group())
        return {_attribute(one, "name"): _attribute(one, "value") for one in inputs}


@dataclass
class Browser:
    """One browser at one server."""

    port: int
    jar: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    @property
    def cookies(self) -> str:
        """The cookies as a header says them."""
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    async def get(self, path: str) -> Page:
        """Open a page."""
        await self.send("GET", path)
        return await self.answer()

    async def post(self, path: str, **fields: str) -> Page:
        """Send a form."""
        await self.send("POST", path, fields)
        return await self.answer()

    async def send(
        self,
        method: str,
        path: str,
        fields: dict[str, str] | None = None,
        **headers: str,
    ) -> float:
        """Send a request, answer still to be read; returns the instant of sending."""
        body = urlencode(fields or {}).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            "Accept-Encoding: gzip, deflate",
            "Accept-Language: nl",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        if self.jar:
            lines.append(f"Cookie: {self.cookies}")
        if method == "POST":
            lines += [
                f"Origin: http://{HOST}:{self.port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(HOST, self.port)
        began = perf_counter()
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        return began

    async def answer(self) -> Page:
        """Read the answer to what was sent."""
        assert self._reader
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin1")
        status, *lines = head.strip().split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                cookie, _, content = value.split(";")[0].strip().partition("=")
                self.jar[cookie] = content
            else:
                headers[name.lower()] = value.strip()
        body = await self._body(headers)
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Page(
            int(status.split()[1]),
            headers.get("location", "").removeprefix(f"http://{HOST}:{self.port}"),
            body.decode(),
        )

    def close(self) -> None:
        """Hang up; the cookies stay."""
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def _body(self, headers: dict[str, str]) -> bytes:
        assert self._reader
        if headers.get("transfer-encoding") != "chunked":
            return await self._reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            parts.append((await self._reader.readexactly(size + 2))[:-2])
        await self._reader.readuntil(b"\r\n")
        return b"".join(parts)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""
