"""The form for one piece of a draft: every text is a row of a table, whatever its kind.

Names, limits and labels are those of the deck file, so a new key there is a new field
here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dilemma.deckfile.drafts import AT, EFFECTS, head_name, text_name
from dilemma.deckfile.problems import Problem
from dilemma.deckfile.words import (
    CODE_LETTERS,
    HEADED,
    KEYS,
    LETTERS,
    MOST_OF_OPTION,
    MOST_OPTIONS,
    SIGN_WORDS,
    TRANSLATED,
    Word,
    fold,
)
from dilemma.rules.deck import Option
from dilemma.rules.draft import DECK, Draft, Piece
from dilemma.screens.faces import CardFace

OPTION = Word("Keuze", "Option")
OTHERS = {"nl": "en"}  # into which a deck is translated first; any other into Dutch
SHORT = 90  # characters: a longer text gets more lines

# What only a file says: a form has its own way, or fills it in by itself.
_NOT_ASKED = {"slug", "effects"}
_CASE = ("story", "happened", "otherwise", "costs", "costs_source")
_FIRST = ("tension", "challenge", "roles", "sign", "language")


@dataclass(frozen=True)
class Pick:
    """One thing to choose from; `signed` is + or - for an effect, else empty."""

    value: str
    label: str
    chosen: bool = False
    signed: str = ""


@dataclass(frozen=True)
class Field:
    """One text to fill in; `kind` is line, area, select, checks or effects."""

    name: str
    label: str
    kind: str
    value: str
    most: int
    group: str = ""  # option, more, case or a language; empty for the first part
    picks: tuple[Pick, ...] = ()
    needed: bool = False
    theirs: str | None = None  # what somebody else wrote here meanwhile
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class PieceForm:
    """The whole form of one piece."""

    id: int
    kind: str
    title: str
    language: str
    fields: tuple[Field, ...]
    loose: tuple[Problem, ...] = ()  # about the piece, not about one text

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in their order."""
        return tuple(dict.fromkeys(one.group for one in self.fields))


def piece_form(
    draft: Draft,
    piece: Piece,
    speaks: str,
    *,
    problems: Mapping[str, Collection[Problem]],
    clashes: Mapping[str, str],
) -> PieceForm:
    """Lay out the form of a piece; `speaks` is the language of its labels.

    `problems` go by the name of a text ("" for the whole piece); `clashes` are texts
    that somebody else wrote meanwhile, by name.
    """
    fields = tuple(
        replace(
            one,
            theirs=clashes.get(one.name),
            problems=tuple(problems.get(one.name, ())),
        )
        for one in _fields(draft, piece, speaks)
    )
    known = {one.name for one in fields}
    loose = [
        one for name, some in problems.items() if name not in known for one in some
    ]
    return PieceForm(
        piece.id, piece.kind, piece.title, language_of(draft), fields, tuple(loose)
    )


def language_of(draft: Draft) -> str:
    """Return the language a draft is written in."""
    head = draft.of(DECK)
    return head[0].texts.get("language", "nl") if head else "nl"


def languages_of(draft: Draft) -> tuple[str, ...]:
    """Return the languages a draft is or may be translated into."""
    own = language_of(draft)
    first = OTHERS.get(own.split("-")[0], "nl")
    found = {
        name.partition(AT)[2] for one in draft.pieces for name, _ in one.fields
    } - {"", first}
    return (first, *sorted(found))


def face_of(draft: Draft, piece: Piece) -> CardFace:
    """Return a card as people will see it, however unfinished it is."""
    texts, cards = piece.texts, draft.of(piece.kind)
    return CardFace(
        slug=texts.get("slug", "-"),
        code=texts.get("code", ""),
        title=texts.get("title", ""),
        situation=texts.get("situation", ""),
        options=tuple(
            Option(letter, texts[letter]) for letter in LETTERS if texts.get(letter)
        ),
        fact=texts.get("fact", ""),
        source=texts.get("source", ""),
        language=language_of(draft),
        number=1 + [one.id for one in cards].index(piece.id),
        of=len(cards),
    )


def _fields(draft: Draft, piece: Piece, speaks: str) -> Iterator[Field]:
    kind, texts = piece.kind, piece.texts
    form = _Form(draft, texts, speaks)
    head, text = head_name(kind), text_name(kind)
    keys = [id for id in KEYS[kind] if id not in _NOT_ASKED]
    yield form.field(kind, head, needed=True)
    for id in sorted(set(keys) & set(_FIRST), key=_FIRST.index):
        yield form.field(kind, id)
    if text:
        yield form.field(kind, text, needed=kind != DECK)
    for place in range(MOST_OPTIONS.get(kind, 0)):
        yield from form.option(kind, LETTERS[place], needed=place < 2)
    for id in keys:
        if id not in _FIRST:
            yield form.field(kind, id, group="case" if id in _CASE else "more")
    for language in languages_of(draft):
        yield from form.spoken(kind, language)


class _Form:
    def __init__(self, draft: Draft, texts: Mapping[str, str], speaks: str) -> None:
        self.draft = draft
        self.texts = texts
        self.speaks = speaks

    def field(
        self, kind: str, id: str, *, group: str = "", needed: bool = False
    ) -> Field:
        key = KEYS[kind].get(id) or HEADED[kind][id]
        picks = self._picks(id)
        shape = "checks" if id == "roles" else "select" if picks else ""
        several = 8 if id == "costs" else 1
        return Field(
            name=id,
            label=key.word.written(self.speaks),
            kind=shape or ("area" if key.most * several > 2 * SHORT else "line"),
            value=self.texts.get(id, ""),
            most=key.most * several,
            group=group,
            picks=picks,
            needed=needed or key.needed,
        )

    def option(self, kind: str, letter: str, *, needed: bool) -> Iterator[Field]:
        label = f"{OPTION.written(self.speaks)} {letter.upper()}"
        text = self.texts.get(letter, "")
        yield Field(
            letter, label, "area", text, MOST_OF_OPTION, "option", needed=needed
        )
        if "effects" in KEYS[kind] and self.draft.of("effect"):
            word = KEYS[kind]["effects"].word.written(self.speaks)
            name = EFFECTS + letter
            picks = self._effects(self.texts.get(name, ""))
            yield Field(
                name, f"{word} {letter.upper()}", "effects", "", 0, "option", picks
            )

    def spoken(self, kind: str, language: str) -> Iterator[Field]:
        for id, key in TRANSLATED[kind].items():
            if id in _CASE and not self.texts.get(id):
                continue  # most cards have no case
            most = key.most * (8 if id == "costs" else 1)
            shape = "area" if most > 2 * SHORT else "line"
            yield self._translated(
                id, key.word.written(self.speaks), shape, most, language
            )
            if id == "situation":
                for letter in LETTERS[: MOST_OPTIONS.get(kind, 0)]:
                    label = f"{OPTION.written(self.speaks)} {letter.upper()}"
                    yield self._translated(
                        letter, label, "area", MOST_OF_OPTION, language
                    )

    def _translated(
        self, id: str, label: str, shape: str, most: int, language: str
    ) -> Field:
        name = id + AT + language
        return Field(name, label, shape, self.texts.get(name, ""), most, language)

    def _picks(self, id: str) -> tuple[Pick, ...]:
        now = self.texts.get(id, "")
        if id == "sign":
            words = [
                one.written(language_of(self.draft)) for one in SIGN_WORDS.values()
            ]
            return tuple(
                Pick(word, one.written(self.speaks), fold(word) == fold(now))
                for word, one in zip(words, SIGN_WORDS.values(), strict=True)
            )
        if id == "challenge":
            return self._referred("challenge", [now])
        if id == "roles":
            return self._referred("role", now.split(","))
        return ()

    def _referred(self, kind: str, names: Sequence[str]) -> tuple[Pick, ...]:
        """The pieces of a kind, and the names that are of none: a save keeps those."""
        wanted = [one.strip() for one in names if one.strip()]
        picks = self._named(kind, {fold(one) for one in wanted})
        known = {fold(name) for one in self.draft.of(kind) for name in _names(one)}
        gone = (Pick(one, one, chosen=True) for one in wanted if fold(one) not in known)
        return (*picks, *gone)

    def _named(self, kind: str, chosen: Collection[str]) -> tuple[Pick, ...]:
        """The pieces of a kind by what a card calls them: a code, or else a slug."""
        by = "code" if kind in CODE_LETTERS else "slug"
        found = [(one.texts.get(by, ""), one) for one in self.draft.of(kind)]
        return tuple(
            Pick(
                value,
                one.title,
                any(fold(name) in chosen for name in _names(one)),
            )
            for value, one in found
            if value
        )

    def _effects(self, tags: str) -> tuple[Pick, ...]:
        signs = {tag[1:]: tag[0] for tag in tags.split() if tag[0] in "+-"}
        codes = {fold(code): sign for code, sign in signs.items()}
        picks = [
            replace(pick, signed=codes.pop(fold(pick.value), ""))
            for pick in self._named("effect", ())
        ]
        gone = (code for code in signs if fold(code) in codes)  # a save keeps those
        return (*picks, *(Pick(one, one, signed=signs[one]) for one in gone))


def _names(piece: Piece) -> list[str]:
    texts = piece.texts
    return [
        name for name in (texts.get("code"), texts.get("slug"), piece.title) if name
    ]
