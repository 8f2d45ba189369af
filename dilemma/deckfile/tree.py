"""From the values of a JSON file or a workbook to parts.

Both are the same tree: a deck with lists of roles, cards and the rest, whose keys are
the ids of `words.py`. Here every value is checked for its kind, cleaned, and put where
the line of a Markdown file would have put it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dilemma.deckfile.cases import read_cost, write_cost
from dilemma.deckfile.decode import clean
from dilemma.deckfile.lines import known_language
from dilemma.deckfile.parts import Choice, Part, Value
from dilemma.deckfile.problems import Found, ProblemKind
from dilemma.deckfile.sentences import A_LIST, A_RANGE, A_TEXT, AN_OBJECT
from dilemma.deckfile.words import (
    HEADED,
    KEYS,
    LETTERS,
    MOST_EUROS,
    MOST_OPTIONS,
    PARAGRAPHS,
    SECTIONS,
    TRANSLATED,
    suggest,
)
from dilemma.rules.deck import Cost

LISTS: Mapping[str, str] = {
    "roles": "role",
    "challenges": "challenge",
    "effects": "effect",
    "examples": "example",
    "cards": "card",
    "practice": "practice",
}


class Node(dict[str, Any]):
    """A set of keys and values; `line` is where it begins."""

    line = 1


def parts_of(tree: object, found: Found) -> list[Part]:
    """Take a tree apart; the first part is the deck itself."""
    return _Trees(found).parts(tree)


class _Trees:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.language = "nl"

    def parts(self, tree: object) -> list[Part]:
        if not isinstance(tree, Node):
            self._wrong(1, "JSON", AN_OBJECT)
            return [Part("deck", 1, "")]
        language = tree.get("language")
        self.language = language if isinstance(language, str) else "nl"
        head = self._part("deck", tree, {"form", *LISTS})
        return [head, *self._listed(tree)]

    def _listed(self, tree: Node) -> Iterable[Part]:
        for name, kind in LISTS.items():
            for one in self._items(tree, name):
                if isinstance(one, Node):
                    yield self._part(kind, one)
                else:
                    self._wrong(tree.line, name, AN_OBJECT)

    def _part(self, kind: str, node: Node, also: Iterable[str] = ()) -> Part:
        name = SECTIONS[kind].written(self.language) if kind in SECTIONS else ""
        part = Part(kind, node.line, "", name)
        known = {*HEADED[kind], *KEYS[kind], *also, "translations"}
        if kind in MOST_OPTIONS:
            known = known - {"effects"} | {"options"}
            self._options(part, node)
        if kind == "card":
            self._costs(part, node)
        for key, value in node.items():
            if key not in known:
                self._unknown(node.line, key, known)
            elif key == "roles" and kind == "card":
                self._names(part, node, key)
            elif key in HEADED[kind] or (key in KEYS[kind] and key != "costs"):
                self._put(part, key, value)
        if kind != "deck" and not part.title:
            self.found.add(part.line, ProblemKind.MISSING_NAME, section=name)
        self._translations(part, node)
        return part

    def _put(self, part: Part, key: str, value: object) -> None:
        text = self._text(part.line, key, value)
        if not text:
            return
        if key in PARAGRAPHS:
            part.text_line = part.line
            for line in map(str.strip, text.split("\n")):
                part.lines.append(line) if line else part.end_paragraph()
        elif key in HEADED[part.kind]:
            part.title = _flat(text)
        else:
            part.values[key] = self._value(part.line, part.kind, key, text)

    def _value(self, line: int, kind: str, key: str, text: str) -> Value:
        word = TRANSLATED[kind].get(key) or KEYS[kind][key]
        return Value(line, word.word.written(self.language), _flat(text))

    def _names(self, part: Part, node: Node, key: str) -> None:
        names = [self._text(node.line, key, one) for one in self._items(node, key)]
        if any(names):
            part.values[key] = self._value(
                node.line, part.kind, key, ", ".join(filter(None, names))
            )

    def _options(self, part: Part, node: Node) -> None:
        options = self._items(node, "options")
        most = MOST_OPTIONS[part.kind]
        if len(options) > most:
            self.found.add(node.line, ProblemKind.TOO_MANY_OPTIONS, most=most)
        for letter, one in zip(LETTERS, options[:most], strict=False):
            if not isinstance(one, Node):
                self._wrong(node.line, "options", AN_OBJECT)
                continue
            for key in one.keys() - {"text", "effects"}:
                self._unknown(one.line, key, ("text", "effects"))
            text = _flat(self._text(one.line, "text", one.get("text")))
            value = Value(one.line, letter.upper(), text)
            if not text:
                self.found.add(one.line, ProblemKind.EMPTY_VALUE, key=value.name)
            part.choices.append(Choice(value, self._effects(one)))

    def _effects(self, node: Node) -> Value | None:
        items = self._items(node, "effects")
        tags = " ".join(self._text(node.line, "effects", one) for one in items)
        return self._value(node.line, "card", "effects", tags) if tags else None

    def _costs(self, part: Part, node: Node) -> None:
        for one in self._items(node, "costs"):
            text = self._range(node.line, one)
            if text:
                value = self._value(node.line, "card", "costs", text)
                part.more.setdefault(("", "costs"), []).append(value)

    def _range(self, line: int, one: object) -> str:
        """Write a range as a line would have it; it may be such a line already."""
        if isinstance(one, str):
            return _flat(clean(one))
        if isinstance(one, Node) and one.keys() == {"label", "low", "high"}:
            low, high = one["low"], one["high"]
            if _is_euros(low) and _is_euros(high):
                label = _flat(self._text(line, "label", one["label"]))
                return write_cost(Cost(label, low, high), self.language)
        self._wrong(line, "costs", A_RANGE)
        return ""

    def _translations(self, part: Part, node: Node) -> None:
        spoken = node.get("translations") or Node()
        if not isinstance(spoken, Node):
            self._wrong(node.line, "translations", AN_OBJECT)
            return
        for tag, texts in spoken.items():
            language = tag.lower()
            if not isinstance(texts, Node):
                self._wrong(node.line, "translations", AN_OBJECT)
            elif known_language(language, node.line, self.found):
                self._translation(part, language, texts)

    def _translation(self, part: Part, language: str, texts: Node) -> None:
        known = {*TRANSLATED[part.kind]}
        if part.kind in MOST_OPTIONS:
            known.add("options")
            self._spoken_options(part, language, texts)
        for key, value in texts.items():
            if key not in known:
                self._unknown(texts.line, key, known)
            elif key == "costs":
                said = self._items(texts, key)
                self._say(part, language, key, self._spoken_costs(part, texts, said))
            elif key != "options":
                text = self._text(texts.line, key, value)
                some = text.split("\n\n") if key in PARAGRAPHS else [text]
                self._say(part, language, key, filter(None, some))

    def _say(self, part: Part, language: str, key: str, texts: Iterable[str]) -> None:
        for text in texts:
            value = self._value(part.line, part.kind, key, text)
            value.name = f"{value.name} ({language})"
            part.more.setdefault((language, key), []).append(value)

    def _spoken_costs(
        self, part: Part, node: Node, said: list[object]
    ) -> Iterable[str]:
        own = [read_cost(value.text) for value in part.costs]
        for place, one in enumerate(said):
            text = _flat(self._text(node.line, "costs", one))
            cost = own[place] if place < len(own) else None
            if cost and read_cost(text) is None:  # the label alone
                text = write_cost(Cost(text, cost.low, cost.high), self.language)
            yield text

    def _spoken_options(self, part: Part, language: str, node: Node) -> None:
        for place, one in enumerate(self._items(node, "options")):
            text = _flat(self._text(node.line, "options", one))
            name = f"{LETTERS[place].upper() if place < len(LETTERS) else '?'}"
            value = Value(part.line, f"{name} ({language})", text)
            if place < len(part.choices):
                if text:
                    part.choices[place].spoken[language] = value
            elif text:
                self.found.add(
                    part.line,
                    ProblemKind.NOTHING_TO_TRANSLATE,
                    key=value.name,
                    own=f"- {name}",
                )

    def _items(self, node: Node, key: str) -> list[object]:
        value = node.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self._wrong(node.line, key, A_LIST)
        return []

    def _text(self, line: int, key: str, value: object) -> str:
        if value is None or isinstance(value, str):
            return clean(value or "").strip()
        self._wrong(line, key, A_TEXT)
        return ""

    def _wrong(self, line: int, key: str, wanted: str) -> None:
        self.found.add(line, ProblemKind.WRONG_TYPE, key=key, wanted=wanted)

    def _unknown(self, line: int, key: str, known: Iterable[str]) -> None:
        near = suggest(key, known)
        self.found.add(line, ProblemKind.UNKNOWN_KEY, key=key, suggestion=near)


def _flat(text: str) -> str:
    return " ".join(filter(None, map(str.strip, text.split("\n"))))


def _is_euros(amount: object) -> bool:
    return type(amount) is int and 0 <= amount <= MOST_EUROS
