"""Between a draft, which may be wrong, and a Deck, which never is.

The names of a piece's texts are the ids of `words.py`; what stands in a heading or as
free text goes by its translated id, an option by its letter, its effects as
`effects-a`, a translation as `name@language`. Checking a draft is writing its file and
reading that, so both have the same rules and the same sentences.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dilemma.deckfile.build import build
from dilemma.deckfile.decode import decode
from dilemma.deckfile.lines import read
from dilemma.deckfile.parts import Part
from dilemma.deckfile.problems import DeckError, Found, Problem
from dilemma.deckfile.split import needs_escape
from dilemma.deckfile.words import (
    HEADED,
    KEYS,
    LETTERS,
    MOST_OF_TEXT,
    MOST_OPTIONS,
    PARAGRAPHS,
    SECTIONS,
    TRANSLATED,
)
from dilemma.deckfile.write import write_deck
from dilemma.rules.deck import Card, Challenge, Deck, Effect, Example, Role
from dilemma.rules.draft import DECK, Draft, Piece

AT = "@"  # between the name of a text and its language
EFFECTS = "effects-"  # before the letter of an option
NEEDED = LETTERS[:2]  # the options that every card has

_Named = Role | Challenge | Effect | Example | Card


@dataclass(frozen=True)
class Placed:
    """A problem at the text that it is about, and so without a line.

    No name means the whole piece.
    """

    piece: int
    name: str
    problem: Problem


@dataclass(frozen=True)
class Checked:
    """A draft as it can be played, or what is still wrong with it."""

    deck: Deck | None
    problems: tuple[Placed, ...] = ()


def pieces_of(deck: Deck) -> tuple[Piece, ...]:
    """Take a deck apart into pieces; every piece keeps its slug and its code."""
    found = Found()
    head, *parts = read(decode(write_deck(deck)), found)
    named: tuple[tuple[_Named, ...], ...] = (
        *(deck.roles, deck.challenges, deck.effects),
        *(deck.examples, deck.cards, deck.practice),
    )
    ours = [one for some in named for one in some]
    return (
        Piece(1, DECK).saying(_texts(head)),
        *(
            Piece(id, part.kind).saying(_texts(part) | _lasting(one))
            for id, (part, one) in enumerate(zip(parts, ours, strict=True), start=2)
        ),
    )


def write_draft(draft: Draft) -> str:
    """Write the file of a draft, right or wrong."""
    return "\n".join(line for line, _piece, _name in _lines(draft))


def check_draft(draft: Draft, slug: str) -> Checked:
    """Read a draft as a deck, or tell each problem at its place."""
    found = Found()
    lines = list(_lines(draft))
    try:
        parts = read(decode("\n".join(line for line, _piece, _name in lines)), found)
        return Checked(build(parts, slug, found))
    except DeckError as error:
        places = [(piece, name) for _line, piece, name in lines]
        placed = tuple(_placed(one, places) for one in error.problems)
        return Checked(None, placed)


def _placed(problem: Problem, places: list[tuple[int, str]]) -> Placed:
    at = min(max(problem.line, 1), len(places)) - 1
    piece, name = places[at]
    return Placed(piece, name, replace(problem, line=0))


def text_name(kind: str) -> str:
    """Name the text that stands free under a heading of this kind, if it has one."""
    names = [name for name in HEADED[kind] if name not in ("title", "name")]
    return names[0] if names else ""


def head_name(kind: str) -> str:
    """Name the text that stands in the heading of this kind."""
    return next(iter(HEADED[kind]))


def _texts(part: Part) -> dict[str, str]:
    texts = {head_name(part.kind): part.title}
    texts |= {id: value.text for id, value in part.values.items()}
    if text_name(part.kind):
        texts[text_name(part.kind)] = part.text
    for letter, choice in zip(LETTERS, part.choices, strict=False):
        texts[letter] = choice.value.text
        if choice.effects:
            texts[EFFECTS + letter] = choice.effects.text
        for language, value in choice.spoken.items():
            texts[letter + AT + language] = value.text
    for (language, id), some in part.more.items():
        between = "\n\n" if id in PARAGRAPHS else "\n"
        name = id + AT + language if language else id
        texts[name] = between.join(value.text for value in some)
    return texts


def _lasting(part: _Named) -> dict[str, str]:
    """What a part is called and refers to by slug, so that titles may change."""
    lasting = {"slug": part.slug}
    if isinstance(part, Card) and part.roles:
        lasting["roles"] = ", ".join(part.roles)
    return lasting


def _lines(draft: Draft) -> Iterator[tuple[str, int, str]]:
    """Every line of the file with the piece and the text that it comes from."""
    language = ""
    for piece in draft.pieces:
        texts = piece.texts
        if piece.kind == DECK:
            language = texts.get("language", "nl")
        yield "", piece.id, ""
        for line, name in _of_piece(piece, texts, language):
            yield line, piece.id, name


def _of_piece(
    piece: Piece, texts: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    kind, head = piece.kind, head_name(piece.kind)
    before = "# " if kind == DECK else f"## {SECTIONS[kind].written(language)}: "
    yield f"{before}{_flat(texts.get(head, ''))}".rstrip(), head
    for id, key in KEYS[kind].items():
        for text in _split(id, texts.get(id, ""), ("costs",)):
            yield f"{key.word.written(language)}: {text}", id
    yield from _free(kind, texts)
    yield from _options(kind, texts, language)
    yield from _spoken(kind, texts, language)


def _free(kind: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    name = text_name(kind)
    if name and kind in MOST_OF_TEXT:
        yield "", name
        for line in map(str.strip, texts.get(name, "").split("\n")):
            yield f"\\{line}" if needs_escape(line) else line, name
        yield "", name


def _options(
    kind: str, texts: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    for letter in LETTERS[: MOST_OPTIONS.get(kind, 0)]:
        stands = _stands(letter, texts)
        if stands:
            yield f"- {letter.upper()}: {_flat(texts.get(letter, ''))}".rstrip(), letter
        effects = texts.get(EFFECTS + letter, "")
        if effects:
            word = KEYS[kind]["effects"].word.written(language)
            line = f"  {word}: {_flat(effects)}"
            yield (
                line if stands else _aside(f"{letter.upper()} {line}"),
                EFFECTS + letter,
            )


def _spoken(
    kind: str, texts: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    yield "", ""
    for name, whole in texts.items():
        id, _at, other = name.partition(AT)
        if not other:
            continue
        for text in _split(id, whole, ("costs", *PARAGRAPHS)):
            if id in TRANSLATED[kind]:
                word = TRANSLATED[kind][id].word.written(language)
                yield f"{word} ({other}): {text}", name
            elif id in LETTERS:
                line = f"- {id.upper()} ({other}): {text}"
                yield line if _stands(id, texts) else _aside(line), name


def _stands(letter: str, texts: Mapping[str, str]) -> bool:
    """Whether an option stands in the file, where its empty text is a problem.

    It does if it or one after it has a text, or if every card needs it and more of it
    was written. What else was written of an option without a text stands aside.
    """
    after = LETTERS[LETTERS.index(letter) :]
    more = (EFFECTS + letter, letter + AT)
    begun = letter in NEEDED and any(name.startswith(more) for name in texts)
    return begun or any(texts.get(one) for one in after)


def _aside(line: str) -> str:
    """Keep a line for who reads the file; as part of the deck it would be wrong."""
    return f"<!-- {' '.join(line.split())} -->"


def _split(id: str, text: str, several: Iterable[str]) -> Iterator[str]:
    """The values of a text that may stand in the file more than once, or its one."""
    between = "\n\n" if id in PARAGRAPHS else "\n"
    for one in text.split(between) if id in tuple(several) else (text,):
        if one.strip():
            yield _flat(one)


def _flat(text: str) -> str:
    return " ".join(text.split())
