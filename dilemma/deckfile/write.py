"""From a Deck to the text of its file, in the one form that reading gives back.

A value is one paragraph on one line; free text keeps its lines and paragraphs.
"""

from collections.abc import Iterator, Mapping

from dilemma.deckfile.cases import write_cost, write_until
from dilemma.deckfile.split import needs_escape
from dilemma.deckfile.words import (
    KEYS,
    LETTERS,
    PARAGRAPHS,
    SECTIONS,
    SIGN_WORDS,
    TRANSLATED,
    slugify,
)
from dilemma.rules.deck import (
    Card,
    Case,
    Challenge,
    Cost,
    Deck,
    Effect,
    Example,
    Option,
    Role,
    Translation,
)
from dilemma.rules.spoken import Spoken


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
        yield from self._translations("deck", deck)
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
        for card in deck.practice:
            yield from self._practice(card)
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
        yield from self._translations("role", role)

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
        yield from self._translations("challenge", challenge)

    def _effect(self, effect: Effect) -> Iterator[str]:
        yield from self._heading("effect", effect.name)
        slug = _slug(effect.slug, effect.name)
        yield from self._keys("effect", {"slug": slug, "code": effect.code})
        yield from self._translations("effect", effect)

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
        yield from _apart(self._translations("example", example))

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
            },
        )
        yield from self._told(card)
        closing = self._keys(
            "card",
            {
                "fact": card.fact.text if card.fact else "",
                "source": card.fact.source if card.fact else "",
                "until": self._until(card),
                "turning": card.turning,
                "note": card.note,
            },
        )
        yield from _apart(closing)
        if card.case:
            yield from _apart(self._case(card.case))
        yield from _apart(self._translations("card", card))

    def _practice(self, card: Card) -> Iterator[str]:
        yield from self._heading("practice", card.title)
        slug = _slug(card.slug, card.title)
        keys = {"slug": slug, "code": card.code, "note": card.note}
        yield from self._keys("practice", keys)
        yield from self._told(card)
        yield from _apart(self._translations("practice", card))

    def _told(self, card: Card) -> Iterator[str]:
        yield from _text(card.situation)
        yield ""
        for option in card.options:
            yield from self._option(option)

    def _until(self, card: Card) -> str:
        until = card.fact.until if card.fact else ""
        return write_until(until, self.deck.language)

    def _case(self, case: Case) -> Iterator[str]:
        yield from self._keys(
            "card",
            {
                "story": case.story,
                "happened": case.happened,
                "otherwise": case.otherwise,
            },
        )
        for cost in case.costs:
            yield f"{self._key('card', 'costs')}: {self._cost(cost)}"
        yield from self._keys("card", {"costs_source": case.source})

    def _cost(self, cost: Cost) -> str:
        flat = Cost(_flat(cost.label), cost.low, cost.high)
        return write_cost(flat, self.deck.language)

    def _translations(self, kind: str, part: Spoken) -> Iterator[str]:
        for one in part.translations:
            yield from self._translation(kind, part, one)

    def _translation(self, kind: str, part: Spoken, one: Translation) -> Iterator[str]:
        """Write a line for each text, in the order of the keys; options after text."""
        texts = dict(one.texts)
        for id, key in TRANSLATED[kind].items():
            name = f"{key.word.written(self.deck.language)} ({one.language})"
            if id == "costs" and isinstance(part, Card) and part.case:
                for number, cost in enumerate(part.case.costs, 1):
                    said = texts.get(f"cost{number}", "")
                    if said:
                        same = Cost(said, cost.low, cost.high)
                        yield f"{name}: {self._cost(same)}"
            elif id in texts:
                whole = [texts[id]]
                for text in texts[id].split("\n\n") if id in PARAGRAPHS else whole:
                    yield f"{name}: {_flat(text)}"
            if id == "situation":
                for letter in LETTERS:
                    if letter in texts:
                        name = f"{letter.upper()} ({one.language})"
                        yield f"- {name}: {_flat(texts[letter])}"

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


def _apart(lines: Iterator[str]) -> Iterator[str]:
    """A blank line before these lines, if there are any."""
    found = tuple(lines)
    if found:
        yield ""
        yield from found
