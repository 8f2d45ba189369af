"""A workshop's own copy of its deck, as JSON in its row."""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from dilemma.rules.deck import (
    Card,
    Case,
    Challenge,
    Cost,
    Deck,
    Effect,
    EffectTag,
    Example,
    Fact,
    Option,
    Role,
    Translation,
)


def write(deck: Deck) -> str:
    """Write a deck as JSON."""
    return json.dumps(asdict(deck), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def read(text: str) -> Deck:
    """Read a deck back; the same text gives the same frozen value."""
    data = _spoken(json.loads(text))
    return Deck(
        **data
        | {
            "roles": tuple(Role(**_spoken(one)) for one in data["roles"]),
            "challenges": tuple(
                Challenge(**_spoken(one)) for one in data["challenges"]
            ),
            "effects": tuple(Effect(**_spoken(one)) for one in data["effects"]),
            "examples": tuple(Example(**_spoken(one)) for one in data["examples"]),
            "cards": tuple(_card(one) for one in data["cards"]),
            "practice": tuple(_card(one) for one in data.get("practice", ())),
        }
    )


def _spoken(data: dict[str, Any]) -> dict[str, Any]:
    translations = tuple(
        Translation(one["language"], tuple((name, text) for name, text in one["texts"]))
        for one in data.get("translations", ())
    )
    return data | {"translations": translations}


def _card(data: dict[str, Any]) -> Card:
    data.pop("english", None)  # one sentence, in copies from before translations
    return Card(
        **_spoken(data)
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
            "case": _case(data["case"]) if data.get("case") else None,
        }
    )


def _case(data: dict[str, Any]) -> Case:
    return Case(**data | {"costs": tuple(Cost(**one) for one in data["costs"])})
