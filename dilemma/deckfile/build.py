"""From parts to a Deck: references resolved, limits kept, nothing half-right let by.

Every value is built even when something is wrong with it, so that one mistake does not
hide the next; the deck only leaves this file when nothing was found.
"""

import re
from collections.abc import Mapping, Sequence

from dilemma.deckfile.check import Checker
from dilemma.deckfile.lines import Choice, Part, Value
from dilemma.deckfile.problems import Found, ProblemKind, suggest
from dilemma.deckfile.shelf import Label, Shelf
from dilemma.deckfile.words import (
    FEWEST_OPTIONS,
    KEYS,
    LEAST,
    LETTERS,
    MOST,
    MOST_OF_OPTION,
    MOST_OF_ROLE_NAME,
    SECTIONS,
    SIGN_NAMES,
    SIGN_WORDS,
    fold,
    is_language,
)
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

_SPACE_AFTER_SIGN = re.compile(r"(?<=[+-])\s+")


def build(parts: Sequence[Part], slug: str, found: Found) -> Deck:
    """Build the deck; raises DeckError when anything was or is found."""
    deck = _Builder(parts, found).deck(slug)
    found.refuse_if_any()
    return deck


class _Builder:
    def __init__(self, parts: Sequence[Part], found: Found) -> None:
        self.found = found
        self.head = parts[0]
        self.language = self._language()
        self.parts: Mapping[str, list[Part]] = {
            kind: self._counted(kind, [part for part in parts if part.kind == kind])
            for kind in SECTIONS
        }
        self.shelves = {
            kind: Shelf(kind, some, found) for kind, some in self.parts.items()
        }
        self.check = Checker(found, self.language, self.shelves)

    def deck(self, slug: str) -> Deck:
        head = self.head
        if not head.title:
            self.found.add(head.line or 1, ProblemKind.MISSING_TITLE)
        return Deck(
            slug=slug,
            title=self.check.title(head),
            language=self.language,
            intro=self.check.text(head, needed=False),
            licence=self.check.value(head, "licence"),
            credit=self.check.value(head, "credit"),
            roles=tuple(map(self._role, *self._labelled("role"))),
            challenges=tuple(map(self._challenge, *self._labelled("challenge"))),
            effects=tuple(map(self._effect, *self._labelled("effect"))),
            examples=tuple(map(self._example, *self._labelled("example"))),
            cards=tuple(map(self._card, *self._labelled("card"))),
        )

    def _language(self) -> str:
        value = self.head.values.get("language")
        if value is None or not value.text:
            return "nl"
        if not is_language(value.text):
            self.found.add(value.line, ProblemKind.BAD_LANGUAGE, found=value.text)
            return "nl"
        return value.text

    def _counted(self, kind: str, parts: list[Part]) -> list[Part]:
        section = SECTIONS[kind].written(self.language)
        least, most = LEAST.get(kind, 0), MOST[kind]
        if len(parts) < least:
            self.found.add(
                self.head.line or 1, ProblemKind.TOO_FEW, section=section, least=least
            )
        if len(parts) > most:
            self.found.add(
                parts[most].line, ProblemKind.TOO_MANY, section=section, most=most
            )
        return parts[:most]

    def _labelled(self, kind: str) -> tuple[list[Part], list[Label]]:
        return self.parts[kind], self.shelves[kind].labels

    def _role(self, part: Part, label: Label) -> Role:
        return Role(
            slug=label.slug,
            name=self.check.title(part, MOST_OF_ROLE_NAME),
            sign=self._sign(part),
            glasses=self.check.value(part, "glasses"),
        )

    def _sign(self, part: Part) -> str:
        word = self.check.value(part, "sign")
        sign = SIGN_NAMES.get(fold(word), "")
        if word and not sign:
            known = [self.check.say(one) for one in SIGN_WORDS.values()]
            self.found.add(
                part.values["sign"].line,
                ProblemKind.UNKNOWN_SIGN,
                found=word,
                known=", ".join(known),
                suggestion=suggest(word, known),
            )
        return sign

    def _challenge(self, part: Part, label: Label) -> Challenge:
        return Challenge(
            slug=label.slug,
            code=label.code,
            name=self.check.title(part),
            plain=self.check.value(part, "plain"),
        )

    def _effect(self, part: Part, label: Label) -> Effect:
        return Effect(label.slug, label.code, self.check.title(part))

    def _example(self, part: Part, label: Label) -> Example:
        return Example(
            slug=label.slug,
            title=self.check.title(part),
            text=self.check.text(part, needed=True),
            challenge=self.check.challenge(part),
            source=self.check.source(part),
            unknown=self.check.value(part, "unknown"),
        )

    def _card(self, part: Part, label: Label) -> Card:
        if len(part.choices) < FEWEST_OPTIONS:
            self.found.add(
                part.line, ProblemKind.TOO_FEW_OPTIONS, title=part.title or part.name
            )
        return Card(
            slug=label.slug,
            code=label.code,
            title=self.check.title(part),
            tension=self.check.value(part, "tension"),
            challenge=self.check.challenge(part),
            roles=self._roles(part),
            situation=self.check.text(part, needed=True),
            options=tuple(map(self._option, LETTERS, part.choices)),
            fact=self._fact(part),
            turning=self.check.value(part, "turning"),
            note=self.check.value(part, "note"),
            english=self.check.value(part, "english"),
        )

    def _roles(self, part: Part) -> tuple[str, ...]:
        names = map(str.strip, self.check.value(part, "roles").split(","))
        slugs = [
            self.check.reference("role", name, part.values["roles"].line)
            for name in names
            if name
        ]
        return tuple(dict.fromkeys(slugs))

    def _option(self, letter: str, choice: Choice) -> Option:
        value = choice.value
        self.check.fits(value.line, letter.upper(), value.text, MOST_OF_OPTION)
        return Option(letter, value.text, self._tags(choice.effects))

    def _tags(self, value: Value | None) -> tuple[EffectTag, ...]:
        if value is None:
            return ()
        most = KEYS["card"]["effects"].most
        self.check.fits(value.line, value.name, value.text, most)
        text = value.text.replace("−", "-").replace("–", "-").replace(",", " ")
        tags: dict[str, EffectTag] = {}
        for tag in _SPACE_AFTER_SIGN.sub("", text).split():
            sign, name = tag[0], tag[1:]
            if sign not in "+-" or not name:
                self.found.add(value.line, ProblemKind.BAD_EFFECT_TAG, found=tag)
                continue
            slug = self.check.reference("effect", name, value.line)
            if slug and slug in tags:
                self.found.add(value.line, ProblemKind.EFFECT_TWICE, found=tag)
            tags[slug] = EffectTag(slug, plus=sign == "+")
        return tuple(tags.values())

    def _fact(self, part: Part) -> Fact | None:
        fact, source = part.values.get("fact"), part.values.get("source")
        keys = KEYS["card"]
        if fact and not source:
            key = self.check.say(keys["source"].word)
            self.found.add(fact.line, ProblemKind.FACT_WITHOUT_SOURCE, key=key)
        if source and not fact:
            key = self.check.say(keys["fact"].word)
            self.found.add(source.line, ProblemKind.SOURCE_WITHOUT_FACT, key=key)
        if not fact and not source:
            return None
        return Fact(self.check.value(part, "fact"), self.check.source(part))
