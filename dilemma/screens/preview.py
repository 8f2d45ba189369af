"""How a card will look in the hall, before anybody plays it."""

from dilemma.places import Places, Qr
from dilemma.rules.agenda import Kind
from dilemma.rules.draft import Draft, Piece
from dilemma.screens.editor import face_of
from dilemma.screens.hall import HallStage, Turnout

NOWHERE = Places("", Qr("", 1))


def hall_preview(draft: Draft, card: Piece) -> HallStage:
    """Return the projector's screen with this card, however unfinished it is."""
    turnout = Turnout(Kind.READ, 0, 0, 0, ())
    return HallStage(
        template=f"hall/{Kind.READ}",
        kind=Kind.READ,
        revision=0,
        step=0,
        round=0,
        title="",
        code="",
        locked=False,
        rehearsal=False,
        places=NOWHERE,
        turnout=turnout,
        card=face_of(draft, card),
    )
