"""Typesetting: a template and data become one PDF that a screen reader can read too.

The compiler sees `templates/print/`, our fonts, and the data as JSON; nothing else of
the disk and no network. It takes up to some seconds: never on the hub.
"""

import json
import os
from functools import lru_cache
from typing import Any

from dilemma.config import STATIC, TEMPLATES

FONTS = STATIC / "vendor" / "atkinson-hyperlegible-next@0.4.1"
PRINT = TEMPLATES / "print"
MOST_KEPT = 8  # prints that are not set again while nothing in them changes


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of a template with its data; the same data give the same bytes."""
    return _typeset(template, json.dumps(data, ensure_ascii=False))


@lru_cache(maxsize=MOST_KEPT)
def _typeset(template: str, data: str) -> bytes:
    # One core stays for the hall. It must be said before the compiler is loaded, and
    # that is done here: a server that prints nothing does without its 80 MB.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    import typst

    def compiled(*, accessible: bool) -> bytes:
        return typst.compile(
            PRINT / f"{template}.typ",
            root=PRINT,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
            pdf_standards=["ua-1"] if accessible else [],
        )

    try:
        return compiled(accessible=True)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A letter that no font has is printed as a box. The page keeps its tags, and
        # no longer says that it keeps to the standard.
        return compiled(accessible=False)
