"""Text in a drawing: how wide it is, and how it breaks over lines."""

from collections.abc import Sequence
from dataclasses import dataclass

# Width of a letter in parts of the letter size, wide enough for every font we may get.
LETTER, WIDE_LETTER, THIN_LETTER = 0.58, 0.9, 0.34
LINE = 1.14  # from one line of text to the next, in letter sizes
SMALLEST_LETTER = 0.75  # of the letter of a sheet
MOST_LINES = 3


@dataclass(frozen=True)
class Lines:
    """Text over one or more lines: each with its middle and its foot."""

    size: float
    places: tuple[tuple[float, float, str], ...]

    @property
    def below(self) -> float:
        """Where the next line would stand."""
        return round(self.places[-1][1] + self.size * LINE, 1)


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in bold: never less than it will be."""
    return size * sum(
        WIDE_LETTER
        if one in "mwMW@%"
        else THIN_LETTER
        if one in "iljtfI.,:;'! "
        else LETTER * (1.2 if one.isupper() else 1)
        for one in text
    )


def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text over lines that fit; a word that is too long gets a hyphen."""
    lines: list[str] = []
    for word in text.split():
        whole = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(whole, size) <= width:
            lines[-1] = whole
            continue
        while width_of(word, size) > width and len(word) > 3:
            fits = next(
                (
                    n
                    for n in range(len(word) - 2, 2, -1)
                    if width_of(word[:n] + "-", size) <= width
                ),
                3,
            )
            lines.append(word[:fits] + "-")
            word = word[fits:]
        lines.append(word)
    return tuple(lines)


def balanced(text: str, size: float, width: float) -> tuple[str, ...]:
    """Break a text over as few lines as fit, as equal in length as may be."""
    lines = wrapped(text, size, width)
    broken = sum(line.endswith("-") for line in lines)
    while width > size:
        width *= 0.95
        tighter = wrapped(text, size, width)
        if len(tighter) > len(lines):
            break
        if sum(line.endswith("-") for line in tighter) > broken:
            break
        lines = tighter
    return lines


def fitted(texts: Sequence[str], size: float, widths: Sequence[float]) -> float:
    """The letter size, smaller if need be, at which each text fits its width."""
    smallest = size * SMALLEST_LETTER

    def fits(text: str, width: float) -> bool:
        lines = wrapped(text, size, width)
        return len(lines) <= MOST_LINES and not any(
            line.endswith("-") for line in lines
        )

    while size > smallest and not all(map(fits, texts, widths)):
        size -= 0.5
    return size
