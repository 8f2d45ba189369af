"""Typesetting: a template and data become one PDF that a screen reader can read too.

The compiler sees `templates/print/`, our fonts, and the data as JSON; nothing else of
the disk and no network. It takes up to some seconds: never on the hub.
"""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from dilemma.config import STATIC, TEMPLATES

FONTS = STATIC / "vendor" / "atkinson-hyperlegible-next@0.4.1"
PRINT = TEMPLATES / "print"
REMEMBERED = 12  # sheets after which the compiler has forgotten one
MOST_KEPT = 8  # prints that are not set again while nothing in them changes


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of a template with its data; the same data give the same bytes."""
    return _kept(template, _sent(data))


def typeset_once(template: str, data: dict[str, Any]) -> bytes:
    """Do the same of a workshop: it may be wiped, so that nothing of it is kept."""
    try:
        return _typeset(template, _sent(data))
    finally:
        _forget()


def photographed(template: str, data: dict[str, Any], *, pixels: int) -> bytes:
    """Return the PNG of a template of one page; `pixels` to a point of the page."""
    try:
        made = _compiler().compile(
            _path(template), **_setting(_sent(data)), format="png", ppi=72 * pixels
        )
        return bytes(made)
    finally:
        _forget()


def _forget() -> None:
    """Let the compiler drop what it remembers: it keeps parts of its last ten sheets.

    That is 40 MB for a report, and texts that people wrote.
    """
    for _sheet in range(REMEMBERED):
        _compiler().compile(b"", root=PRINT, ignore_system_fonts=True, format="svg")


def _sent(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _path(template: str) -> Path:
    return PRINT / f"{template}.typ"


def _setting(data: str) -> dict[str, Any]:
    return {
        "root": PRINT,
        "font_paths": [FONTS],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": data},
    }


def _compiler() -> Any:
    # One core stays for the hall. It must be said before the compiler is loaded, and
    # that is done here: a server that prints nothing does without its 80 MB.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    import typst

    return typst


@lru_cache(maxsize=MOST_KEPT)
def _kept(template: str, data: str) -> bytes:
    return _typeset(template, data)


def _typeset(template: str, data: str) -> bytes:
    typst = _compiler()

    def compiled(*, accessible: bool) -> bytes:
        made = typst.compile(
            _path(template),
            **_setting(data),
            pdf_standards=["ua-1"] if accessible else [],
        )
        return bytes(made)

    try:
        return compiled(accessible=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A letter that no font has is printed as a box. The page keeps its tags, and
        # no longer says that it keeps to the standard.
        return compiled(accessible=False)
