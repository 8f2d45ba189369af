"""Any deck that may exist, for properties of its files."""

import re
import unicodedata
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from dilemma.deckfile.words import slugify
from dilemma.rules.deck import (
    SIGNS,
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
from dilemma.rules.spoken import Spoken

T = TypeVar("T", bound=Spoken)


def lines_of(text: str) -> str:
    stripped = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(stripped)).strip("\n")


LETTER = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Zl", "Zp"],
    exclude_characters="\ufffe\uffff\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
SIGN = st.sampled_from([*"#-*:\\,+/%'\"0Aaé .)•–", "Feit: ", "- A: ", "## "])
WORDS = st.lists(LETTER | SIGN, max_size=20).map(
    lambda pieces: unicodedata.normalize("NFC", " ".join("".join(pieces).split()))
)
NEEDED = WORDS.filter(bool)
TEXT = st.lists(WORDS, max_size=5).map(lambda lines: lines_of("\n".join(lines)))
SOURCE = WORDS.map(lambda words: f"{words}, 2024")


def parts(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(NEEDED, min_size=count, max_size=count).map(
        lambda names: [f"{name} {number}" for number, name in enumerate(names)]
    )


COSTS = st.tuples(NEEDED, st.integers(0, 10**6), st.integers(0, 10**6)).map(
    lambda cost: Cost(cost[0], *sorted(cost[1:]))
)
UNTIL = st.sampled_from(["", "2027", "2030-01", "2026-12"])
CASES = st.builds(Case, NEEDED, NEEDED, NEEDED) | st.builds(
    Case,
    *(NEEDED, NEEDED, NEEDED),
    st.lists(COSTS, min_size=1, max_size=3).map(tuple),
    SOURCE,
)
PARTS = st.lists(NEEDED, min_size=1, max_size=3).map("\n\n".join)
SECOND = st.sampled_from(["de", "da-dk", "fy"])


def translate(draw: st.DrawFn, part: T) -> T:
    """Give a part some translations: of all its texts, or of some."""
    found = []
    for language in sorted(draw(st.sets(SECOND, max_size=2))):
        names = [
            name
            for name in part.texts
            if name.startswith("cost") or draw(st.integers(0, 3))
        ]
        texts = {
            name: draw(PARTS if name in ("intro", "text", "situation") else NEEDED)
            for name in names
        }
        if texts:
            found.append(Translation(language, tuple(texts.items())))
    return replace(part, translations=tuple(found))


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    def named(kind: str, title: str, place: int) -> str:
        own = draw(st.booleans())
        return f"eigen-{kind}-{place}" if own else slugify(title)

    roles = tuple(
        Role(named("r", name, place), name, draw(st.sampled_from(SIGNS)), draw(WORDS))
        for place, name in enumerate(draw(parts(3)))
    )
    challenges = tuple(
        Challenge(named("o", name, place), f"O{place}x", name, draw(NEEDED))
        for place, name in enumerate(draw(parts(2)))
    )
    effects = tuple(
        Effect(named("e", name, place), f"E{place}x", name)
        for place, name in enumerate(draw(parts(2)))
    )
    some_challenge = st.sampled_from([one.slug for one in challenges])
    tags = st.lists(
        st.builds(
            EffectTag, st.sampled_from([one.slug for one in effects]), st.booleans()
        ),
        unique_by=lambda tag: tag.effect,
    ).map(tuple)
    examples = tuple(
        Example(
            named("p", title, place),
            title,
            draw(TEXT.filter(bool)),
            draw(some_challenge),
            draw(SOURCE),
            draw(WORDS),
        )
        for place, title in enumerate(draw(parts(1)))
    )
    cards = tuple(
        Card(
            slug=named("k", title, place),
            code=f"D{place}x",
            title=title,
            tension=draw(WORDS),
            challenge=draw(some_challenge),
            roles=tuple(
                draw(
                    st.lists(st.sampled_from([one.slug for one in roles]), unique=True)
                )
            ),
            situation=draw(TEXT.filter(bool)),
            options=tuple(
                Option(letter, draw(NEEDED), draw(tags))
                for letter in draw(st.sampled_from(["ab", "abc", "abcd"]))
            ),
            fact=draw(st.none() | st.builds(Fact, NEEDED, SOURCE, UNTIL)),
            turning=draw(WORDS),
            note=draw(WORDS),
            case=draw(st.none() | CASES),
        )
        for place, title in enumerate(draw(parts(2)))
    )
    practice = tuple(
        Card(
            slug=named("q", title, place),
            code=f"P{place}x",
            title=title,
            tension="",
            challenge="",
            roles=(),
            situation=draw(TEXT),
            options=(Option("a", draw(NEEDED)), Option("b", draw(NEEDED))),
            note=draw(WORDS),
        )
        for place, title in enumerate(draw(parts(1)))
    )

    def some(all_of_them: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(translate(draw, one) for one in all_of_them)

    deck = Deck(
        slug="proef",
        title=draw(NEEDED),
        language=draw(st.sampled_from(["nl", "en", "fr", "nl-BE"])),
        intro=draw(TEXT),
        licence=draw(WORDS),
        credit=draw(WORDS),
        roles=some(roles),
        challenges=some(challenges),
        effects=some(effects),
        examples=some(examples),
        cards=some(cards),
        practice=some(practice),
    )
    return translate(draw, deck)
