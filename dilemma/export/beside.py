"""What was chosen alone, in the words of every download: beside the room, never added.

The page, CSV and JSON say the same, of the same numbers.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from dilemma.rules.beside import CardBeside, LeftOut
from dilemma.rules.deck import Card
from dilemma.rules.response import LETTERS, SURE, answers_to
from dilemma.rules.snapshot import Snapshot


def beside_data(snapshot: Snapshot) -> dict[str, Any] | None:
    """Write what belongs to a workshop, for JSON; null when nothing does."""
    found = snapshot.beside
    if found is None:
        return None
    return {"mark": mark(), "title": found.title, "participants": found.joined}


def card_data(snapshot: Snapshot, card: str) -> dict[str, Any] | None:
    """Write what was chosen alone on a card, for JSON."""
    found = snapshot.beside.of(card) if snapshot.beside else None
    if found is None:
        return None
    if found.room is None:
        return {"mark": mark(), "left_out_because": _left_out(found)}
    return {
        "mark": mark(),
        "voters": found.room.voters,
        "passes": found.room.passes,
        "votes": {
            LETTERS[option].upper(): {"sure": sure, "rather": rather}
            for option, (sure, rather) in enumerate(found.room.votes)
        },
    }


def beside_rows(snapshot: Snapshot, card: Card) -> Iterator[tuple[object, ...]]:
    """Write the same for CSV, a number a row."""
    found = snapshot.beside.of(card.slug) if snapshot.beside else None
    if found is None:
        return
    challenge = snapshot.workshop.deck.challenge(card.challenge)
    name = challenge.name if challenge else ""
    head = (card.code or card.slug, card.title, name, "", mark())
    if found.room is None:
        yield (*head, _("explanation"), "", _left_out(found))
        return
    for answer in answers_to(card):
        if answer.option is None:
            continue
        sure, rather = found.room.votes[answer.option]
        surely = answer.strength == SURE
        choice = f"{_('surely') if surely else _('rather')} "
        choice += LETTERS[answer.option].upper()
        yield (*head, _("votes"), choice, sure if surely else rather)
    yield (*head, _("votes"), _("skipped"), found.room.passes)
    yield (*head, _("votes in all"), "", found.room.voters)


def mark() -> str:
    """Write what marks these numbers wherever they stand."""
    return str(_("played alone, before or after"))


def _left_out(found: CardBeside) -> str:
    if found.left_out is LeftOut.TOO_FEW:
        return str(_("Too few votes"))
    return str(
        _(
            "Almost as many people voted as in the room. Side by side the numbers "
            "would tell what a few of them chose."
        )
    )
