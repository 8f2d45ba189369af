"""Decks of one's own: begin one, write in it with others, find back what was there.

Whoever saves says which edit they saw last. What others changed since then is put
beside it; nothing that anybody wrote is lost.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dilemma.deckfile.drafts import Checked, check_draft, pieces_of
from dilemma.deckfile.words import CODE_LETTERS, MOST, slugify
from dilemma.play.workshops import now_ms
from dilemma.rules import draft as drafting
from dilemma.rules import owncard
from dilemma.rules.deck import Deck
from dilemma.rules.draft import Change, Draft, Edit, Merged, Piece, fold, merge
from dilemma.rules.refusals import DeckUnknown, Malformed
from dilemma.store import drafts
from dilemma.store.drafts import Kept
from dilemma.store.transaction import reading, writing

LONGEST_SLUG = 60


@dataclass(frozen=True)
class Editor:
    """Who writes: one browser, and the name that was given in it, if any."""

    id: str
    name: str = ""


@dataclass(frozen=True)
class Writing:
    """A deck of one's own as it is now; `number` is that of its last edit."""

    slug: str
    number: int
    changed: int  # milliseconds since 1970
    draft: Draft


@dataclass(frozen=True)
class Saved:
    """What became of what somebody wrote: merged, and what clashed."""

    number: int
    merged: Merged


def own_decks() -> Mapping[str, Deck]:
    """Return the decks of one's own that can be played, by slug, the newest first."""
    checked = {one.slug: check(one) for one in own_drafts()}
    return {slug: one.deck for slug, one in checked.items() if one.deck}


def own_drafts() -> tuple[Writing, ...]:
    """Return every deck of one's own as it is now, the newest first."""
    with reading():
        numbers = drafts.numbers()
        return tuple(_writing(slug, numbers[slug]) for slug in drafts.slugs())


def writing_of(slug: str) -> Writing:
    """Return a deck of one's own as it is now; raises DeckUnknown."""
    with reading():
        return _now(slug)


def check(one: Writing) -> Checked:
    """Tell whether a draft can be played, or what is wrong and where."""
    return check_now(one.draft, one.slug)


def begin_deck(
    name: str, pieces: Sequence[Piece], editor: Editor, taken: Collection[str] = ()
) -> str:
    """Begin a deck of one's own with these pieces; return its slug.

    `taken` are slugs of decks elsewhere. Raises DraftFull; committed on return.
    """
    edit = drafting.beginning(pieces)
    with writing():
        slug = _free(slugify(name) or "deck", {*taken, *drafts.slugs()})
        drafts.begin(slug, now_ms())
        _keep(slug, 0, edit, editor)
    return slug


def save(
    slug: str, id: int, texts: Mapping[str, str], seen: int, editor: Editor
) -> Saved:
    """Write the texts of one piece beside what others wrote since edit `seen`.

    Where both changed a text the other's stays, and comes back as a clash. Raises
    DeckUnknown, PieceGone, DraftFull; committed on return.
    """
    with writing():
        now = _now(slug)
        piece = now.draft.piece(id)
        before = _seen(slug, id, seen)
        was = before.texts if before else {}
        mine = _named(now.draft, piece, {**was, **texts})
        merged = merge(was, mine, piece.texts)
        number = now.number
        if merged.clashes:  # what could not be written stands in the history too
            lost = {name: mine.get(name, "") for name in merged.clashes}
            whole = drafting.writing(now.draft, id, {**merged.texts, **lost})
            number = _keep(slug, number, whole, editor)
        if merged.clashes or merged.texts != piece.texts:
            written = drafting.writing(now.draft, id, merged.texts)
            by = Editor("") if merged.clashes else editor
            number = _keep(slug, number, written, by)
    return Saved(number, merged)


def put_back(
    slug: str, id: int, texts: Mapping[str, str], seen: int, editor: Editor
) -> None:
    """Put back a piece that somebody removed while another wrote in it.

    Raises DeckUnknown, Malformed and DraftFull; committed on return.
    """
    with writing():
        now = _now(slug)
        before = _seen(slug, id, seen)
        if before is None:
            raise Malformed
        if all(one.id != id for one in now.draft.pieces):
            whole = before.saying({**before.texts, **texts})
            back = drafting.putting_back(now.draft, whole)
            _keep(slug, now.number, back, editor)


def add_piece(slug: str, kind: str, texts: Mapping[str, str], editor: Editor) -> int:
    """Add a piece of a kind and return its id.

    Raises DeckUnknown, Malformed for a kind that is none, DraftFull.
    """
    if kind not in MOST:
        raise Malformed
    with writing():
        now = _now(slug)
        letter = CODE_LETTERS.get(kind)
        code = {"code": _free_code(now.draft, kind, letter)} if letter else {}
        edit = drafting.adding(now.draft, kind, code | dict(texts), MOST[kind])
        _keep(slug, now.number, edit, editor)
    return edit.pieces[0].id


def remove_piece(slug: str, id: int, editor: Editor) -> None:
    """Take a piece away; it stays in the history. Raises DeckUnknown, PieceGone."""
    _do(slug, lambda draft: drafting.removing(draft, id), editor)


def step_piece(slug: str, id: int, by: int, editor: Editor) -> None:
    """Move a piece one place up or down. Raises DeckUnknown, PieceGone."""
    _do(slug, lambda draft: drafting.stepping(draft, id, by), editor)


def place_piece(slug: str, id: int, before: int, editor: Editor) -> None:
    """Move a piece before another, 0 for the end. Raises DeckUnknown, PieceGone."""
    _do(slug, lambda draft: drafting.placing(draft, id, before), editor)


def restore(slug: str, number: int, editor: Editor) -> None:
    """Make a deck as it was after edit `number`; that too can be taken back.

    Raises DeckUnknown, and Malformed for an edit that is none.
    """
    with writing():
        now, kept = _now(slug), drafts.edits(slug)
        if not 1 <= number <= len(kept):
            raise Malformed
        then = fold(one.edit for one in kept[:number])
        _keep(slug, now.number, Edit(Change.BEGIN, then.pieces), editor)


def drop_deck(slug: str) -> None:
    """Delete a deck of one's own for good; workshops that were made with it stay."""
    with writing():
        _now(slug)
        drafts.remove(slug)


def keep_card(played: Deck, begun: Deck, wanted: owncard.Draft, editor: Editor) -> Deck:
    """Add a card that somebody handed in to the deck of one's own of what was played.

    `begun` is that deck when there is none yet. The very same card twice is one.
    Raises NothingSaid, TooLong, Malformed, DraftFull; committed on return.
    """
    slug = begun.slug
    with writing():
        now = _now(slug) if slug in drafts.numbers() else None
        base = (now and check(now).deck) or begun
        made = owncard.add_card(base, played, wanted)
        if now is None:
            drafts.begin(slug, now_ms())
            _keep(slug, 0, drafting.beginning(pieces_of(made)), editor)
        elif made != base:
            before = {(one.kind, one.fields) for one in pieces_of(base)}
            for one in pieces_of(made):
                if (one.kind, one.fields) not in before:
                    _keep_next(slug, one, editor)
    return made


def _keep_next(slug: str, piece: Piece, editor: Editor) -> None:
    """Add a piece unless it stands there: a half-written draft has names of its own."""
    now, texts = _now(slug), dict(piece.texts)
    same = now.draft.of(piece.kind)
    known = ("situation", "a", "b") if piece.kind == "card" else ("slug",)
    if any(all(one.texts.get(k) == texts.get(k) for k in known) for one in same):
        return
    texts["slug"] = _free(texts["slug"], {one.texts.get("slug", "") for one in same})
    codes = {one.texts.get("code", "") for one in same}
    if texts.get("code") in codes:
        texts["code"] = _free_code(now.draft, piece.kind, CODE_LETTERS[piece.kind])
    edit = drafting.adding(now.draft, piece.kind, texts, MOST[piece.kind])
    _keep(slug, now.number, edit, editor)


def _named(draft: Draft, piece: Piece, texts: Mapping[str, str]) -> dict[str, str]:
    """Give a piece its slug once it has a title; cards go on referring to that."""
    named = dict(texts)
    title = named.get("title") or named.get("name") or ""
    if piece.kind in MOST and title and "slug" not in named:
        taken = {one.texts.get("slug", "") for one in draft.of(piece.kind)}
        named["slug"] = _free(slugify(title) or piece.kind, taken)
    return named


def _free_code(draft: Draft, kind: str, letter: str) -> str:
    taken = {one.texts.get("code", "").upper() for one in draft.of(kind)}
    number = 1
    while (code := f"{letter}{number:0{2 if letter == 'D' else 1}}") in taken:
        number += 1
    return code


def _do(slug: str, edit: Callable[[Draft], Edit], editor: Editor) -> None:
    with writing():
        now = _now(slug)
        _keep(slug, now.number, edit(now.draft), editor)


def _now(slug: str) -> Writing:
    numbers = drafts.numbers()
    if slug not in numbers:
        raise DeckUnknown(slug)
    return _writing(slug, numbers[slug])


def _writing(slug: str, number: int) -> Writing:
    kept = drafts.edits(slug)
    return Writing(slug, number, kept[-1].made, fold(one.edit for one in kept))


def _seen(slug: str, id: int, seen: int) -> Piece | None:
    then = fold(one.edit for one in drafts.edits(slug)[: max(seen, 0)])
    return next((one for one in then.pieces if one.id == id), None)


def _keep(slug: str, number: int, edit: Edit, editor: Editor) -> int:
    kept = Kept(number + 1, now_ms(), editor.id, editor.name, edit)
    drafts.add(slug, kept)
    return kept.number


@lru_cache(maxsize=64)
def check_now(draft: Draft, slug: str) -> Checked:
    """Check a draft; the same draft is checked once."""
    return check_draft(draft, slug)


def _free(slug: str, taken: set[str]) -> str:
    number, free = 1, slug[:LONGEST_SLUG]
    while free in taken:
        number += 1
        free = f"{slug[: LONGEST_SLUG - 5]}-{number}"
    return free
