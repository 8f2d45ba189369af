"""From a Deck to the text of its file, in the one form that reading gives back.

A value is one paragraph on one line; free text keeps its lines and paragraphs.
"""

from collections.abc import Iterator, Mapping

from dilemma.deckfile.words import (
    KEYS,
    SECTIONS,
    SIGN_WORDS,
    needs_escape,
    slugify,
)
from dilemma.rules.deck import Card, Challenge, Deck, Effect, Example, Option, Role


def write_deck(deck: Deck) -> str:
    """Write the file of this deck; reading it gives an equal deck."""
    return "\n".join(_Writer(deck).lines())


class _Writer:
    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.challenges = {one.slug: one.code for one in deck.challenges}
        self.effects = {one.slug: one.code for one in deck.effects}

    def lines(self) -> Iterator[str]:
        deck = self.deck
        yield f"# {_flat(deck.title)}"
        yield from self._keys(
            "deck",
            {
                "language": deck.language,
                "licence": deck.licence,
                "credit": deck.credit,
            },
        )
        yield from _text(deck.intro)
        for role in deck.roles:
            yield from self._role(role)
        for challenge in deck.challenges:
            yield from self._challenge(challenge)
        for effect in deck.effects:
            yield from self._effect(effect)
        for example in deck.examples:
            yield from self._example(example)
        for card in deck.cards:
            yield from self._card(card)
        yield ""

    def _heading(self, kind: str, title: str) -> Iterator[str]:
        yield ""
        yield f"## {SECTIONS[kind].written(self.deck.language)}: {_flat(title)}"

    def _keys(self, kind: str, values: Mapping[str, str]) -> Iterator[str]:
        for id in KEYS[kind]:
            if values.get(id):
                yield f"{self._key(kind, id)}: {_flat(values[id])}"

    def _key(self, kind: str, id: str) -> str:
        return KEYS[kind][id].word.written(self.deck.language)

    def _role(self, role: Role) -> Iterator[str]:
        yield from self._heading("role", role.name)
        sign = SIGN_WORDS[role.sign].written(self.deck.language)
        yield from self._keys(
            "role",
            {
                "slug": _slug(role.slug, role.name),
                "sign": sign,
                "glasses": role.glasses,
            },
        )

    def _challenge(self, challenge: Challenge) -> Iterator[str]:
        yield from self._heading("challenge", challenge.name)
        yield from self._keys(
            "challenge",
            {
                "slug": _slug(challenge.slug, challenge.name),
                "code": challenge.code,
                "plain": challenge.plain,
            },
        )

    def _effect(self, effect: Effect) -> Iterator[str]:
        yield from self._heading("effect", effect.name)
        slug = _slug(effect.slug, effect.name)
        yield from self._keys("effect", {"slug": slug, "code": effect.code})

    def _example(self, example: Example) -> Iterator[str]:
        yield from self._heading("example", example.title)
        yield from self._keys(
            "example",
            {
                "slug": _slug(example.slug, example.title),
                "challenge": self.challenges[example.challenge],
                "source": example.source,
                "unknown": example.unknown,
            },
        )
        yield from _text(example.text)

    def _card(self, card: Card) -> Iterator[str]:
        yield from self._heading("card", card.title)
        yield from self._keys(
            "card",
            {
                "slug": _slug(card.slug, card.title),
                "code": card.code,
                "tension": card.tension,
                "challenge": self.challenges[card.challenge],
                "roles": ", ".join(map(self._role_name, card.roles)),
                "english": card.english,
            },
        )
        yield from _text(card.situation)
        yield ""
        for option in card.options:
            yield from self._option(option)
        closing = tuple(
            self._keys(
                "card",
                {
                    "fact": card.fact.text if card.fact else "",
                    "source": card.fact.source if card.fact else "",
                    "turning": card.turning,
                    "note": card.note,
                },
            )
        )
        if closing:
            yield ""
            yield from closing

    def _option(self, option: Option) -> Iterator[str]:
        yield f"- {option.letter.upper()}: {_flat(option.text)}"
        if option.effects:
            tags = (
                f"{'+' if tag.plus else '-'}{self.effects[tag.effect]}"
                for tag in option.effects
            )
            yield f"  {self._key('card', 'effects')}: {' '.join(tags)}"

    def _role_name(self, slug: str) -> str:
        """A role by its name, unless its name would be read as two."""
        role = self.deck.role(slug)
        return role.name if role and "," not in role.name else slug


def _slug(slug: str, title: str) -> str:
    """The slug, when reading would not make the same one from the title."""
    return "" if slug == slugify(title) else slug


def _flat(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n"))


def _text(text: str) -> Iterator[str]:
    if not text:
        return
    yield ""
    for line in map(str.strip, text.split("\n")):
        yield f"\\{line}" if needs_escape(line) else line
