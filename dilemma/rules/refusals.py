"""A refusal is a domain word with data: why something may not happen.

Doors translate a refusal into a status and a sentence, once each (`web/refused.py`).
"""


class Refusal(Exception):
    """Something a person asked for may not happen; carries the facts as attributes."""


class NotFound(Refusal):
    """What was asked for does not exist."""


class _Named(Refusal):
    """It is about something with a name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class WorkshopUnknown(_Named, NotFound):
    """No workshop has this code or id."""


class DeckUnknown(_Named, NotFound):
    """No deck has this slug."""


class CardUnknown(_Named):
    """The deck has no card with this slug or code."""


class RoleUnknown(_Named):
    """This workshop does not offer this role."""


class VariantUnknown(_Named):
    """No variant has this name."""


class NotAllowed(Refusal):
    """This person may not pass this door."""


class PressBusy(Refusal):
    """Too many prints wait already."""


class WorkshopClosed(Refusal):
    """The workshop is over; nobody new comes in."""


class WorkshopLocked(Refusal):
    """The facilitator locked joining."""


class WorkshopFull(Refusal):
    """As many people joined as the workshop may hold."""

    def __init__(self, capacity: int) -> None:
        super().__init__(capacity)
        self.capacity = capacity


class RoleDealt(Refusal):
    """Roles are dealt here: whoever comes in is given one and chooses none."""


class RoleFixed(Refusal):
    """This participant answered already, so the role stays."""


class TooManyChosen(Refusal):
    """More cards or roles were chosen than a workshop can hold, or too few."""

    def __init__(self, what: str, least: int, most: int) -> None:
        super().__init__(what, least, most)
        self.what = what
        self.least = least
        self.most = most


class IllegalMove(Refusal):
    """The step the workshop is at does not know this action."""

    def __init__(self, kind: str, action: str) -> None:
        super().__init__(kind, action)
        self.kind = kind
        self.action = action


class MovedOn(Refusal):
    """Somebody else (or an earlier click) moved the workshop first."""


class StepPlayed(Refusal):
    """The step lies behind, or was entered before: it stays as it is."""


class AlreadyShown(Refusal):
    """The choices on this card were shown: nobody votes on it again."""


class VotedTwice(Refusal):
    """The programme has as many votes on this card as a card may have."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class OutOfPlace(Refusal):
    """The programme would come in an order that cannot be played."""


class CardPlanned(Refusal):
    """The card stands in the programme already."""


class ProgrammeFull(Refusal):
    """The programme holds as many steps as it may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NothingToUndo(Refusal):
    """Nothing was done that can be taken back."""


class UndoShows(Refusal):
    """Taking this back would show choices that nobody has seen."""


class PieceGone(NotFound):
    """Somebody took this part of a deck away meanwhile."""

    def __init__(self, id: int) -> None:
        super().__init__(id)
        self.id = id


class DraftFull(Refusal):
    """A deck may hold no more parts or words."""


class AloneHasNoProgramme(Refusal):
    """Who plays alone opens the cards in any order: there is nothing to keep."""


class NameTaken(Refusal):
    """Another variant or account has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class CannotBelong(Refusal):
    """What is played alone cannot belong to that workshop; `why` is a short reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class FewVotes(Refusal):
    """Less than half voted, and what is shown is sealed: ask once more."""

    def __init__(self, answered: int, joined: int) -> None:
        super().__init__(answered, joined)
        self.answered = answered
        self.joined = joined


class ClosesAll(FewVotes):
    """All cards that people play alone close for good: ask once more."""


class NotEmpty(Refusal):
    """Somebody joined already, or the workshop began: too late to rehearse in it."""

    def __init__(self, joined: int) -> None:
        super().__init__(joined)
        self.joined = joined


class NoRehearsal(Refusal):
    """The workshop is not marked as a rehearsal: nothing in it may be wiped."""


class VoteClosed(Refusal):
    """The step is not the one that is open for answers now."""


class OptionUnknown(Refusal):
    """The card has no such option."""


class TooManyPicked(Refusal):
    """Somebody picked more than one person may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooFewAnswers(Refusal):
    """Fewer people answered than may be shown."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class NothingSaid(Refusal):
    """A text without words."""


class TooLong(Refusal):
    """A text is longer than its kind may be."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, most)
        self.length = length
        self.most = most


class TooMuchSaid(Refusal):
    """Somebody handed in as many texts of a kind as one person may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class ContributionUnknown(NotFound):
    """This workshop has no such text."""


class SeatUnknown(NotFound):
    """This workshop has no table with this number."""

    def __init__(self, seat: int) -> None:
        super().__init__(seat)
        self.seat = seat


class HandsClosed(Refusal):
    """No hands can be counted for this vote: it is shown already, or not opened."""


class TooManyHands(Refusal):
    """More hands were counted than people may be in the room."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class AccountUnknown(NotFound):
    """Nobody has an account with this name."""


class LastAdministrator(Refusal):
    """Without this account only whoever starts the server could see to the others."""


class PasswordTooShort(Refusal):
    """A password has fewer characters than it must."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class ShareOver(NotAllowed):
    """A link to read results that ended, was withdrawn, or never was: all the same."""


class Malformed(Refusal):
    """A message that no phone of ours sends."""
