"""What the host shows of what people wrote, for the downloads: nothing else."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from dilemma.phrases import word_text
from dilemma.rules.argued import ARGUMENTS
from dilemma.rules.contribution import Contribution, Genre
from dilemma.rules.response import LETTERS
from dilemma.rules.snapshot import Snapshot
from dilemma.rules.turning import TurnShown
from dilemma.screens.said import quote

Row = tuple[object, ...]


def csv_rows(snapshot: Snapshot) -> Iterator[Row]:
    """Write a row for each shown text, and for each turning question."""
    deck = snapshot.workshop.deck
    for one in _shown(snapshot):
        card = deck.card(one.card or "")
        title = one.text if one.kind is Genre.DILEMMA else ""
        head = (card.code or card.slug, card.title) if card else ("", title)
        told = quote(deck, one)
        letter = "" if one.side is None else LETTERS[one.side].upper()
        name = _writer(told.role, one)
        yield (*head, "", "", name, _measure(one), letter, _text(one))
    for turn in snapshot.turns:
        card = deck.card(turn.card)
        if card:
            head = (card.code or card.slug, card.title)
            measure = _("turning question")
            yield (*head, "", "", _("all"), measure, card.turning, _told(turn))


def parts(snapshot: Snapshot) -> dict[str, Any]:
    """Write the same with stable names."""
    deck = snapshot.workshop.deck
    return {
        "said": [
            {
                "kind": one.kind.value,
                "card": one.card,
                "for": None if one.side is None else LETTERS[one.side].upper(),
                "text": one.text,
                "leans_on": one.label or None,
                "role": _writer(quote(deck, one).role, one),
                **dict(one.details),
            }
            for one in _shown(snapshot)
        ],
        "turning_questions": [
            {
                "card": turn.card,
                "answer": None if turn.option is None else _ANSWERS[turn.option],
                "share": None if turn.word is None else turn.word.value,
                "text": _told(turn),
            }
            for turn in snapshot.turns
        ],
    }


_ANSWERS = ("yes", "perhaps", "no")


def _shown(snapshot: Snapshot) -> list[Contribution]:
    kinds = (*ARGUMENTS, Genre.DILEMMA, Genre.HARVEST)
    return [one for one in snapshot.said if one.kind in kinds]


def _writer(role: str, one: Contribution) -> str:
    """Name the role or the table that a text is of; never a person."""
    if one.seat:
        return str(_("Table %(number)s", number=one.seat))
    return role or str(_("another role"))


def _measure(one: Contribution) -> str:
    if one.kind is Genre.HARVEST:
        return str(_("What tables bring back"))
    if one.kind is Genre.DILEMMA:
        return str(_("own dilemma"))
    return str(_("condition") if one.kind is Genre.CONDITION else _("argument"))


def _text(one: Contribution) -> str:
    if one.kind is not Genre.DILEMMA:
        return one.text
    return "{situation} A: {a} B: {b}".format(**one.details)


def _told(turn: TurnShown) -> str:
    if turn.option is None or turn.word is None:
        return str(_("The answers differ."))
    answer = (_("yes"), _("perhaps"), _("no"))[turn.option]
    return f"{word_text(turn.word)}: {answer}"
