"""The last part in downloads: what comes first, recognition, agreements, the sentence.

The same words as on the page, of the same texts: those that the host shows.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from dilemma.phrases import line, priorities_text, recognition_text
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.endings import EndingFace, ending


def ending_rows(snapshot: Snapshot) -> Iterator[tuple[str, str, object]]:
    """Write the last part as rows: measure, choice, value."""
    seen = ending(snapshot)
    if seen.priorities:
        for number, place in enumerate(seen.places, start=1):
            for one in place:
                yield (_("this room puts first"), one.name, number)
        if said := priorities_text(seen.priorities):
            yield (_("this room puts first"), "", said)
    if seen.recognition:
        yield (_("recognises the picture"), "", recognition_text(seen.recognition))
    for reason in seen.reasons:
        yield (_("why"), "", reason)
    for agreement in _agreements(seen):
        yield (_("agreement"), "", agreement)
    if seen.written:
        yield (_("agreements written"), "", seen.written)
    if seen.sentence:
        yield (_("closing sentence"), "", seen.sentence)


def ending_data(snapshot: Snapshot) -> dict[str, Any]:
    """Write the last part with stable names; null for what was not asked or shown."""
    seen = ending(snapshot)
    return {
        "priorities": seen.priorities
        and {
            "enough_answers": seen.priorities.enough,
            "places": [[one.name for one in place] for place in seen.places],
            "whole_order": seen.priorities.whole,
            "text": priorities_text(seen.priorities),
        },
        "recognition": seen.recognition
        and {
            "enough_answers": seen.recognition.enough,
            "below_60_percent": seen.recognition.doubted,
            "text": recognition_text(seen.recognition),
        },
        "reasons": list(seen.reasons),
        "agreements": _agreements(seen),
        "agreements_written": seen.written,
        "closing_sentence": seen.sentence or None,
    }


def _agreements(seen: EndingFace) -> list[str]:
    return [line(one.said, one.role) for one in seen.agreements]
