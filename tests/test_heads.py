"""The head of a request is read strictly, and then as any other."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.web.heads import LONGEST_LINE, MOST_LINES, Head


class Trickle(io.RawIOBase):
    """A line that brings so many bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = io.BytesIO(data)
        self._size = size

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        some = self._data.read(min(self._size, len(room)))
        room[: len(some)] = some
        return len(some)


def stream(text: str, size: int = 1 << 20) -> io.BufferedReader:
    return io.BufferedReader(Trickle(text.encode("latin-1"), size))


def head(text: str, size: int = 1 << 20) -> Head:
    return Head.read(stream(text, size))


def test_names_have_no_case_and_values_no_blanks_around_them() -> None:
    read = head(
        "Host: zaal.example\r\nCOOKIE:\t a=1 \r\nContent-Type: text/plain\r\n\r\n"
    )
    assert not read.status
    assert read.get("host") == "zaal.example"
    assert read.getheader("Cookie") == "a=1"
    assert read.typeheader == "text/plain"
    assert read.get("origin", "none") == "none"
    assert len(read.headers) == 3


def test_what_follows_the_empty_line_stays() -> None:
    came = stream("A: 1\r\n\r\nbody")
    assert not Head.read(came).status
    assert came.read() == b"body"


def test_letters_outside_ascii_pass_as_they_are() -> None:
    assert head("Cookie: naam=\xe9\r\n\r\n").get("cookie") == "naam=\xe9"


@pytest.mark.parametrize(
    "text",
    [
        "Host: a\r\n folded: b\r\n\r\n",
        "Host : a\r\n\r\n",
        "no colon\r\n\r\n",
        ": empty\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "Host: a\r\nHost: b\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n",
        "A: b\0c\r\n\r\n",
        "A: b\rX: c\r\n\r\n",
        f"A: {'b' * LONGEST_LINE}\r\n\r\n",
        "A: b\r\n" * (MOST_LINES + 1) + "\r\n",
    ],
)
@pytest.mark.parametrize("size", [1 << 20, 7])
def test_what_no_browser_sends_is_refused(text: str, size: int) -> None:
    assert head(text, size).status


LINES = st.lists(
    st.sampled_from(
        ["Host: a", "Cookie: x=1", "X_Y: 1", "Cookie:y=2 ", "Content-Type: a", " b", ""]
    )
    | st.text(st.sampled_from("aA:- \t\r\n\0"), max_size=6),
    max_size=6,
)


@given(lines=LINES, end=st.sampled_from(["\r\n\r\n", "\n\n", "\r\n\n", "\r\n"]))
def test_a_head_is_the_same_at_once_or_in_bits(lines: list[str], end: str) -> None:
    text = "\r\n".join(lines) + end + "body: 1\r\n\r\nmore"
    told: list[object] = []
    for size in (1 << 20, 1):
        came = stream(text, size)
        read = Head.read(came)
        if read.status:  # then nothing else of it counts
            told.append((read.status, [], b""))
        else:
            told.append(("", read.environ(), came.read()))
    assert told[0] == told[1]


def test_wsgi_cannot_take_one_name_for_another() -> None:
    read = head("Cookie: a\r\nCONTENT-TYPE: b\r\nContent_Type: c\r\nX-Y: d\r\n\r\n")
    assert read.environ() == [("HTTP_COOKIE", "a"), ("HTTP_X_Y", "d")]
