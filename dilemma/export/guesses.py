"""What was thought of roles, or played, in the words of every download."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from dilemma.phrases import word_text
from dilemma.rules.deck import Card
from dilemma.rules.guessed import RoleGuessed
from dilemma.rules.snapshot import Snapshot


def thought_and_chosen(snapshot: Snapshot, card: str) -> list[dict[str, Any]]:
    """Write what may be told of the guesses on a card, for JSON."""
    return [
        {
            "role": _name(snapshot, one),
            "others_thought_for_A": word_text(one.thought) if one.thought else None,
            "others_played_for_A": word_text(one.played) if one.played else None,
            "chose_for_A": word_text(one.chose),
        }
        for one in snapshot.guesses(card).roles
    ]


def guess_rows(snapshot: Snapshot, card: Card) -> Iterator[tuple[object, ...]]:
    """Write the same for CSV, a word a row."""
    challenge = snapshot.workshop.deck.challenge(card.challenge)
    head = (card.code or card.slug, card.title, challenge.name if challenge else "")
    for one in snapshot.guesses(card.slug).roles:
        name = _name(snapshot, one)
        if one.thought:
            measure = _("others thought")
            yield (*head, "", name, measure, "A", word_text(one.thought))
        if one.played:
            measure = _("others played")
            yield (*head, "", name, measure, "A", word_text(one.played))


def _name(snapshot: Snapshot, one: RoleGuessed) -> str:
    role = snapshot.workshop.deck.role(one.role)
    return role.name if role else one.role
