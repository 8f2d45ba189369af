"""What a card says, for the downloads: question, fact, a case with two courses."""

from typing import Any

from flask_babel import gettext as _

from dilemma.rules.argued import best
from dilemma.rules.deck import Card, Case
from dilemma.rules.disclosure import CardShown
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.said import quotes


def card_says(card: Card) -> dict[str, Any]:
    """Write what stands on a card, for JSON; null for what it does not have."""
    return {
        "situation": card.situation,
        "turning": card.turning or None,
        "fact": card.fact
        and {
            "text": card.fact.text,
            "source": card.fact.source,
            "until": card.fact.until or None,
        },
        "case": card.case and _case(card.case),
    }


def caution() -> str:
    """Write what must stand beside every case."""
    return str(
        _(
            "This is one story, and nobody knows the other course. Do not add the "
            "amounts up: they are estimates, each on its own."
        )
    )


def best_said(snapshot: Snapshot, card: Card, shown: CardShown) -> list[dict[str, Any]]:
    """Write the argument that the host chose for each side, the minority's first."""
    chosen = best(snapshot.said, card.slug, len(card.options), shown=shown)
    return [
        {
            "for": side.letter.upper(),
            "text": quote.text,
            "condition": quote.condition,
            "role": quote.role or _("another role"),
            "as_written": quote.original or None,
        }
        for side in quotes(snapshot, card, chosen)
        for quote in side.quotes
    ]


def _case(told: Case) -> dict[str, Any]:
    return {
        "story": told.story,
        "happened": told.happened,
        "otherwise": told.otherwise,
        "costs": [
            {"text": one.label, "low": one.low, "high": one.high} for one in told.costs
        ],
        "source": told.source or None,
        "caution": caution(),
    }
