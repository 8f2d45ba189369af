"""What the facilitator does: the present step moves on, back or longer, the programme
changes, and the last of it is taken back. Every act is written down with itself."""

from dataclasses import replace

from dilemma.play.workshops import now_ms
from dilemma.rules import alone, dealing, game, history
from dilemma.rules.agenda import Kind
from dilemma.rules.comfort import DOES
from dilemma.rules.contribution import Genre
from dilemma.rules.game import Action, Game
from dilemma.rules.history import SENTENCE, UNDO, Act
from dilemma.rules.rash import is_rash
from dilemma.rules.refusals import ClosesAll, FewVotes, IllegalMove
from dilemma.rules.replan import Change, replan
from dilemma.store import (
    contributions,
    histories,
    participants,
    responses,
    workshops,
)
from dilemma.store.transaction import writing
from dilemma.store.workshops import Standing


def act(
    workshop: str, action: Action, expect: int, *, sure: bool = True, who: str = ""
) -> None:
    """Do what the facilitator asked; committed on return. `who` acted leads from now.

    Raises MovedOn and IllegalMove, and FewVotes for somebody who is not `sure`.
    """
    with writing():
        standing = workshops.standing(workshop)
        before = standing.game
        if not sure and expect == before.acts:
            asked = [before.step, *alone.votes(before.steps)]
            answered = sum(responses.begun(step.id for step in asked).values())
            joined = sum(participants.joined(workshop).values())
            if is_rash(before, action, answered=answered, joined=joined):
                asks = ClosesAll if before.step.kind is Kind.ALONE else FewVotes
                raise asks(answered, joined)
        may_turn(standing, action)
        after = game.act(
            before,
            action,
            expect=expect,
            now=now_ms(),
            voters=responses.voters(step.id for step in before.to_seal),
        )
        after = replace(_dealt(standing, after), leader=who)
        keep(workshop, before, after, action)


def change(workshop: str, wanted: Change, expect: int, *, who: str = "") -> None:
    """Change the programme ahead; committed on return. `who` did it leads from now.

    Raises what `replan` raises.
    """
    with writing():
        standing = workshops.standing(workshop)
        before = standing.game
        after = replan(before, wanted, standing.workshop.deck, expect=expect)
        after = replace(after, leader=who)
        keep(workshop, before, after, wanted.edit, wanted)


def undo(workshop: str, expect: int, *, who: str = "") -> None:
    """Take back the last act; committed on return. `who` did it leads from now.

    Raises MovedOn, NothingToUndo and UndoShows.
    """
    with writing():
        standing = workshops.standing(workshop)
        now = standing.game
        last = history.undoable(histories.of(workshop))
        if last and last.action == SENTENCE:
            sentence = histories.sentence_before(workshop, last.number)
            contributions.show_only(workshop, Genre.CLOSING, sentence)
        after = history.undo(
            now,
            histories.before(workshop, last.number) if last else None,
            expect=expect,
            now=now_ms(),
            voters=responses.voters(step.id for step in now.to_seal),
        )
        after = replace(_dealt(standing, after), leader=who)
        keep(workshop, now, after, UNDO)


def _dealt(standing: Standing, after: Game) -> Game:
    """Fix which roles may be dealt at the step that was entered."""
    workshop = standing.workshop
    joined = participants.joined(workshop.id)
    return dealing.freeze(standing.game, after, joined, workshop.minimum)


def keep(
    workshop: str,
    before: Game,
    after: Game,
    action: str,
    wanted: Change | None = None,
    *,
    sentence: int | None = None,
) -> None:
    """Store what an act made of a game, and that it was done.

    `sentence` is the closing sentence that was shown before it, if it changed that.
    """
    if action not in DOES:  # what changes nothing of the game is no history
        step = history.about(before, after, action, wanted)
        done = Act(
            number=before.acts,
            action=str(action),
            kind=step.kind.value,
            card=step.card,
            who=after.leader,
            made=now_ms(),
        )
        histories.add(workshop, done, before, sentence)
    if after.step.id != before.step.id:
        contributions.project(workshop, None, after.step.id)  # it leaves with its step
    workshops.save(workshop, before, after)
    workshops.bump(workshop)


def may_turn(standing: Standing, action: Action) -> None:
    """Refuse to turn a card that has no turning question."""
    step = standing.game.step
    card = standing.workshop.deck.card(step.card or "")
    if action is Action.TURN and not (card and card.turning):
        raise IllegalMove(step.kind, action)
