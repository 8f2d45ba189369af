"""The sentences for what may not happen to a deck while it is written."""

from flask_babel import gettext as _

from dilemma.rules import refusals


def table() -> tuple[tuple[type[Exception], int, str, str], ...]:
    """Return each refusal with its status, its heading and what to do."""
    return (
        (
            refusals.PieceGone,
            404,
            _("Somebody took this part away"),
            _("Your text is still here. Put it back, or go back to the deck."),
        ),
        (
            refusals.DraftFull,
            422,
            _("This deck is full"),
            _("Make a text shorter, or take something away first."),
        ),
    )
