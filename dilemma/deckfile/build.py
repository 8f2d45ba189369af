"""From parts to a Deck: references resolved, limits kept, nothing half-right let by.

Every value is built even when something is wrong with it, so that one mistake does not
hide the next; the deck only leaves this file when nothing was found.
"""

from collections.abc import Mapping, Sequence

from dilemma.deckfile.cards import build_card, build_practice
from dilemma.deckfile.check import Checker
from dilemma.deckfile.parts import Part
from dilemma.deckfile.problems import Found, ProblemKind
from dilemma.deckfile.shelf import Label, Shelf
from dilemma.deckfile.translate import translated
from dilemma.deckfile.words import (
    LEAST,
    MOST,
    MOST_OF_ROLE_NAME,
    SECTIONS,
    SIGN_NAMES,
    SIGN_WORDS,
    fold,
    is_language,
    suggest,
)
from dilemma.rules.deck import Card, Challenge, Deck, Effect, Example, Role


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
        deck = Deck(
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
            practice=tuple(map(self._practice, *self._labelled("practice"))),
        )
        return translated(deck, head, self.check)

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
        role = Role(
            slug=label.slug,
            name=self.check.title(part, MOST_OF_ROLE_NAME),
            sign=self._sign(part),
            glasses=self.check.value(part, "glasses"),
        )
        return translated(role, part, self.check)

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
        challenge = Challenge(
            slug=label.slug,
            code=label.code,
            name=self.check.title(part),
            plain=self.check.value(part, "plain"),
        )
        return translated(challenge, part, self.check)

    def _effect(self, part: Part, label: Label) -> Effect:
        effect = Effect(label.slug, label.code, self.check.title(part))
        return translated(effect, part, self.check)

    def _example(self, part: Part, label: Label) -> Example:
        example = Example(
            slug=label.slug,
            title=self.check.title(part),
            text=self.check.text(part, needed=True),
            challenge=self.check.challenge(part),
            source=self.check.source(part),
            unknown=self.check.value(part, "unknown"),
        )
        return translated(example, part, self.check)

    def _card(self, part: Part, label: Label) -> Card:
        return build_card(part, label, self.check)

    def _practice(self, part: Part, label: Label) -> Card:
        return build_practice(part, label, self.check)
