"""A deck as JSON, the machine's form; `docs/kaartenset.schema.json` describes it."""

import json
from bisect import bisect_right
from json import decoder, scanner
from typing import Any

from dilemma.deckfile.problems import Found, ProblemKind
from dilemma.deckfile.tree import Node
from dilemma.deckfile.trees import tree_of
from dilemma.rules.deck import Deck


def write_json(deck: Deck) -> str:
    """Write a deck as JSON; reading it gives an equal deck."""
    return json.dumps(tree_of(deck), ensure_ascii=False, indent=2) + "\n"


def read_json(text: str, found: Found) -> object:
    """Read JSON, each object as a Node with its line; raises DeckError for none."""
    try:
        return _Decoder(text).decode(text)
    except RecursionError:
        found.add(1, ProblemKind.NOT_JSON, found="[[[[")
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        found.add(error.lineno, ProblemKind.NOT_JSON, found=line.strip() or "…")
    except ValueError:  # a number of thousands of digits
        found.add(1, ProblemKind.NOT_JSON, found="9999…")
    found.refuse_if_any()
    return None


class _Decoder(json.JSONDecoder):
    """The standard library's decoder, that remembers where each object begins."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self.parse_object = self._object
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _object(self, text_and_place: tuple[str, int], *rest: Any) -> tuple[Node, int]:
        make = decoder.JSONObject  # type: ignore[attr-defined]
        value, end = make(text_and_place, *rest)
        node = Node(value)
        node.line = bisect_right(self._starts, text_and_place[1] - 1)
        return node, end
