"""Costs and dates as people write them: `opvang, 4.000 tot 9.000 euro`, `juni 2027`."""

import re

from dilemma.deckfile.words import MOST_EUROS, Word, fold
from dilemma.rules.deck import Cost

_AMOUNT = r"(?:€\s*)?(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+)"
_COSTS = re.compile(
    rf"(.+?),\s*{_AMOUNT}\s*(?:tot|to|-|–)\s*{_AMOUNT}(?:\s*(?:euros?|EUR))?",
    re.IGNORECASE,
)
_EXAMPLE = Word(
    "opvang, 4.000 tot 9.000 euro", "emergency housing, 4,000 to 9,000 euros"
)

_MONTHS = (
    Word("januari", "January"),
    Word("februari", "February"),
    Word("maart", "March"),
    Word("april", "April"),
    Word("mei", "May"),
    Word("juni", "June"),
    Word("juli", "July"),
    Word("augustus", "August"),
    Word("september", "September"),
    Word("oktober", "October"),
    Word("november", "November"),
    Word("december", "December"),
)
_MONTH_NUMBERS = {
    fold(name): number
    for number, word in enumerate(_MONTHS, 1)
    for name in (word.dutch, word.english)
}
_UNTIL = re.compile(r"(?:(\w+)[ /-])?((?:19|20)\d\d)")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d?)")


def read_cost(text: str) -> Cost | None:
    """Read one range; None when it is none, or when it runs backwards."""
    match = _COSTS.fullmatch(text)
    if match is None:
        return None
    low, high = (int(re.sub(r"\D", "", amount)) for amount in match.group(2, 3))
    return Cost(match[1], low, high) if low <= high <= MOST_EUROS else None


def write_cost(cost: Cost, language: str) -> str:
    """Write one range, in Dutch or else in English."""
    low, high = f"{cost.low:,}", f"{cost.high:,}"
    if dutch(language):
        low, high = low.replace(",", "."), high.replace(",", ".")
        return f"{cost.label}, {low} tot {high} euro"
    return f"{cost.label}, {low} to {high} euros"


def example(language: str) -> str:
    """Show what a range looks like."""
    return _EXAMPLE.written(language)


def read_until(text: str) -> str:
    """Read a year or a month as 2027 or 2027-06; "" when it is neither."""
    match = _ISO.fullmatch(text)
    year, month = match.groups() if match else ("", "")
    match = _UNTIL.fullmatch(text)
    if match:
        month, year = match[1] or "", match[2]
    if not year or not month:
        return year
    number = _MONTH_NUMBERS.get(fold(month), 0)
    if month.isascii() and month.isdigit():
        number = int(month)
    return f"{year}-{number:02}" if 1 <= number <= len(_MONTHS) else ""


def write_until(until: str, language: str) -> str:
    """Write a year or a month in words."""
    year, _, month = until.partition("-")
    return f"{_MONTHS[int(month) - 1].written(language)} {year}" if month else year


def dutch(language: str) -> bool:
    """Tell whether this language is Dutch."""
    return language.split("-")[0] == "nl"
