"""Advice on what is being written, before the whole deck is right."""

from datetime import UTC, datetime

from dilemma.play.decks import Writing, check, check_now
from dilemma.play.workshops import now_ms
from dilemma.rules.advice import Advice, advise, advise_card
from dilemma.rules.draft import DECK, Draft

ALL_CARDS = ("card", "practice")


def advice_on(one: Writing, id: int) -> tuple[Advice, ...]:
    """Give advice on one piece: a card as soon as that card itself is right.

    For the deck's own piece it is about the deck as a whole. Raises PieceGone.
    """
    piece, month = one.draft.piece(id), _month()
    if piece.kind == "card":
        rest = [other for other in one.draft.pieces if other.kind not in ALL_CARDS]
        deck = check_now(Draft((*rest, piece)), one.slug).deck
        return advise_card(deck.cards[0], month) if deck else ()
    deck = check(one).deck
    about = {DECK: "", "practice": piece.texts.get("slug")}.get(piece.kind)
    if deck is None or about is None:
        return ()
    return tuple(found for found in advise(deck, month) if found.card == about)


def _month() -> str:
    return f"{datetime.fromtimestamp(now_ms() / 1000, UTC):%Y-%m}"
