"""Texts: handing one in, and what the host does with it."""

from collections.abc import Mapping
from dataclasses import replace

from dilemma.rules import contribution, merging, projection, saying
from dilemma.rules.contribution import (
    AFTER_CLOSE,
    LONGEST,
    MODERATED,
    MOST_EACH,
    Contribution,
    Genre,
    Handling,
    Said,
    State,
    clean,
    clean_lines,
)
from dilemma.rules.refusals import (
    ContributionUnknown,
    IllegalMove,
    NotAllowed,
    TooMuchSaid,
    WorkshopClosed,
)
from dilemma.store import contributions, participants, workshops
from dilemma.store.transaction import reading, writing


def say(workshop: str, participant: int, said: Said) -> int:
    """Store a text of a participant and return its id; committed on return.

    A form that was sent twice is one text. Of the role is kept what may be shown with
    it: a role with few people is "another role" for good. Raises NotAllowed,
    WorkshopClosed, NothingSaid, TooLong and TooMuchSaid.
    """
    said = tidy(said)
    with writing():
        role = participants.role_of(workshop, participant)
        if role is None:
            raise NotAllowed
        already = contributions.find_entry(workshop, participant, said.entry)
        if already is not None:
            return already
        standing = workshops.standing(workshop)
        if standing.game.closed and said.kind not in AFTER_CLOSE:
            raise WorkshopClosed
        if contributions.count_of(workshop, participant, said.kind) >= MOST_EACH:
            raise TooMuchSaid(MOST_EACH)
        joined = participants.joined(workshop)
        named = saying.named_role(role, joined, standing.workshop.minimum)
        number = contributions.add(workshop, said, participant=participant, role=named)
        workshops.bump(workshop)
    return number


def handle(
    workshop: str, number: int, handling: Handling, into: int | None = None
) -> None:
    """Show, hide, merge or release a text; committed on return.

    Merging needs the other text. Raises ContributionUnknown and IllegalMove.
    """
    with writing():
        one = _moderated(workshop, number)
        if handling not in one.handlings:
            raise IllegalMove(one.state, handling)
        state = contribution.handle(one.state, handling)
        merged = None
        if state is State.MERGED:
            other = _moderated(workshop, into or 0)
            merging.require(one, other)
            merged = other.id
        contributions.change(number, state=state, merged=merged)
        workshops.bump(workshop)


def mend(
    workshop: str, number: int, text: str, details: Mapping[str, str] | None = None
) -> None:
    """Mend typing errors in a text and its further fields; committed on return.

    The words as they came in are kept. Raises ContributionUnknown, NothingSaid and
    TooLong.
    """
    with writing():
        one = _moderated(workshop, number)
        most = LONGEST[one.kind]
        tidied = clean_lines if one.kind is Genre.HARVEST else clean
        contributions.change(one.id, text=tidied(text, most))
        mended = contribution.mend_details(one, details or {}, most)
        if mended != one.details:
            contributions.change_details(one, mended)
        workshops.bump(workshop)


def project(workshop: str, number: int | None) -> None:
    """Put a table's note on the big screen, or none; committed on return.

    Raises ContributionUnknown and IllegalMove.
    """
    with writing():
        game = workshops.standing(workshop).game
        if number is not None:
            one = contributions.get(workshop, number)
            projection.require(one, game)
        contributions.project(workshop, number, game.step.id)
        workshops.bump(workshop)


def said(
    workshop: str, kinds: tuple[Genre, ...], states: tuple[State, ...] = tuple(State)
) -> tuple[Contribution, ...]:
    """Return texts of a workshop, for its host."""
    with reading():
        return contributions.of(workshop, kinds, states)


def own_said(workshop: str, participant: int) -> tuple[Contribution, ...]:
    """Return what a participant handed in, for that participant alone."""
    with reading():
        return contributions.by(workshop, participant)


def text_of(workshop: str, number: int) -> Contribution:
    """Return one text, for the host; raises ContributionUnknown."""
    with reading():
        return _moderated(workshop, number)


def tidy(said: Said) -> Said:
    """Return a text with every field on one line; raises NothingSaid and TooLong."""
    most = LONGEST[said.kind]
    details = {
        name: contribution.clean(value, most)
        for name, value in said.details.items()
        if value.strip()
    }
    return replace(said, text=contribution.clean(said.text, most), details=details)


def _moderated(workshop: str, number: int) -> Contribution:
    """Return a text that the host decides about; raises ContributionUnknown."""
    one = contributions.get(workshop, number)
    if one.kind not in MODERATED:
        raise ContributionUnknown
    return one
