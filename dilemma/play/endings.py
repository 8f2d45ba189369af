"""The last part: what people write there, and the host's closing sentence."""

from dataclasses import replace
from hashlib import sha256
from secrets import token_hex

from dilemma.play.acts import keep
from dilemma.play.contributions import say, tidy
from dilemma.rules.contribution import Genre, Said, State
from dilemma.rules.ending import WRITTEN_AT
from dilemma.rules.game import Game
from dilemma.rules.history import SENTENCE
from dilemma.rules.refusals import IllegalMove
from dilemma.store import contributions, workshops
from dilemma.store.transaction import reading, writing


def write_down(workshop: str, participant: int, said: Said) -> int:
    """Store what somebody wrote in the last part and return its id.

    Their forms are the same for everybody and have no number of their own: the same
    words of the same person at the same step are one text. Raises IllegalMove at any
    other step, and what `say` raises.
    """
    with reading():
        game = workshops.standing(workshop).game
    _require(game, said.kind)
    tidied = tidy(said)
    words = [
        str(game.step.id),
        tidied.kind,
        tidied.text,
        *sorted(tidied.details.items()),
    ]
    entry = sha256(repr(words).encode()).hexdigest()
    return say(workshop, participant, replace(said, step=game.step.id, entry=entry))


def close_with(workshop: str, text: str, *, who: str = "") -> None:
    """Give a workshop its closing sentence, or take it away; committed on return.

    It is one of the host's acts: it is undone like the others. Raises IllegalMove and
    TooLong.
    """
    said = tidy(Said(Genre.CLOSING, text, token_hex(16))) if text.strip() else None
    with writing():
        before = workshops.standing(workshop).game
        _require(before, Genre.CLOSING)
        shown = contributions.of(workshop, (Genre.CLOSING,), (State.SHOWN,))
        if [one.text for one in shown] == ([said.text] if said else []):
            return
        number = contributions.add(workshop, said) if said else None
        contributions.show_only(workshop, Genre.CLOSING, number)
        after = replace(before, acts=before.acts + 1, leader=who)
        was = shown[-1].id if shown else None
        keep(workshop, before, after, SENTENCE, sentence=was)


def _require(game: Game, genre: Genre) -> None:
    if game.step.kind not in WRITTEN_AT[genre]:
        raise IllegalMove(game.step.kind, genre)
