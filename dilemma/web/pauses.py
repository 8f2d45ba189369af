"""How soon a page without scripts loads itself again; never while somebody chooses."""

from dilemma.rules.agenda import Kind
from dilemma.rules.game import ASKING
from dilemma.screens import player

SOON, LATER = 5, 20


def pause(stage: player.PlayerStage, *, voted: bool) -> int:
    """How many seconds until the page may load itself again; 0 is never."""
    if stage.timeout:
        return SOON
    if stage.kind is Kind.RECOGNISE:
        return 0  # somebody may be writing why
    if stage.kind in ASKING and stage.open:
        return LATER if voted else 0
    waits = {
        Kind.LOBBY: SOON,
        Kind.PRACTICE: SOON,
        Kind.VOTE: SOON,
        Kind.PREDICT: SOON,
        Kind.SWAP: SOON,
        Kind.TALK: LATER,
    }
    return waits.get(stage.kind, 0)
