"""The head of a request is read strictly, and then as any other."""

import io

import pytest

from dilemma.web.heads import LONGEST_LINE, MOST_LINES, Head


def head(text: str) -> Head:
    return Head.read(io.BytesIO(text.encode("latin-1")))


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
    stream = io.BytesIO(b"A: 1\r\n\r\nbody")
    assert not Head.read(stream).status
    assert stream.read() == b"body"


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
def test_what_no_browser_sends_is_refused(text: str) -> None:
    assert head(text).status
