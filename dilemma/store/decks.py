"""A workshop's own copy of its deck, as JSON in its row."""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from dilemma.rules.deck import (
    Card,
    Challenge,
    Deck,
    Effect,
    EffectTag,
    Example,
    Fact,
    Option,
    Role,
)


def write(deck: Deck) -> str:
    """Write a deck as JSON."""
    return json.dumps(asdict(deck), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def read(text: str) -> Deck:
    """Read a deck back; the same text gives the same frozen value."""
    data: dict[str, Any] = json.loads(text)
    return Deck(
        **data
        | {
            "roles": tuple(Role(**one) for one in data["roles"]),
            "challenges": tuple(Challenge(**one) for one in data["challenges"]),
            "effects": tuple(Effect(**one) for one in data["effects"]),
            "examples": tuple(Example(**one) for one in data["examples"]),
            "cards": tuple(_card(one) for one in data["cards"]),
        }
    )


def _card(data: dict[str, Any]) -> Card:
    return Card(
        **data
        | {
            "roles": tuple(data["roles"]),
            "options": tuple(
                Option(
                    **one
                    | {"effects": tuple(EffectTag(**tag) for tag in one["effects"])}
                )
                for one in data["options"]
            ),
            "fact": Fact(**data["fact"]) if data["fact"] else None,
        }
    )
