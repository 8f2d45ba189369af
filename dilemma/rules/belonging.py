"""Whether what is played alone may belong to a workshop: each has one at most."""

from dilemma.rules.beside import is_same
from dilemma.rules.refusals import CannotBelong
from dilemma.rules.snapshot import Workshop


def belong(alone: Workshop, room: Workshop, *, taken: bool, shown_beside: bool) -> None:
    """Let what is played alone belong to a workshop; raises CannotBelong.

    `taken` is whether another one belongs there, `shown_beside` whether this one was
    shown beside another workshop: what was shown never changes.
    """
    if not alone.alone:
        raise CannotBelong("not alone")
    if room.alone:
        raise CannotBelong("to one alone")
    if taken:
        raise CannotBelong("taken")
    if shown_beside:
        raise CannotBelong("shown")
    if not any(is_same(card, room.deck.card(card.slug)) for card in alone.deck.cards):
        raise CannotBelong("no card")
