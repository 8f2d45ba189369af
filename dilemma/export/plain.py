"""Text as every file takes it: nothing that breaks XML, UTF-8 or a spreadsheet."""

import re
from typing import Any

# XML 1.0 knows no other control characters, and UTF-8 no half of a pair.
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A spreadsheet runs a cell that starts with one of these as a formula; some take the
# wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
MOST_IN_A_CELL = 32_767  # of Excel, counted as UTF-16
_MARK = "…"


def plain(text: str) -> str:
    """Put the mark for an unreadable letter where a letter cannot be written."""
    return _BROKEN.sub("\ufffd", text)


def plain_all(value: Any) -> Any:
    """Do the same for every text in lists and mappings."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(name): plain_all(one) for name, one in value.items()}
    return [plain_all(one) for one in value] if isinstance(value, list) else value


def would_run(text: str) -> bool:
    """Tell whether a spreadsheet would run this text as a formula."""
    return text.lstrip().startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS)


def for_csv(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run."""
    if not isinstance(cell, str):
        return cell
    text = plain(cell)
    return f"'{text}" if would_run(text) else text


def for_a_cell(text: str) -> str:
    """Return a text that fits in a cell of Excel, with a mark where it was cut."""
    text = plain(text)
    if len(text.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL:
        return text
    cut = text.encode("utf-16-le")[: 2 * (MOST_IN_A_CELL - 1)]
    return cut.decode("utf-16-le", "ignore") + _MARK
