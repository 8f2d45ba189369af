"""The sentences for what may not happen to a programme and its history."""

from flask_babel import gettext as _

from dilemma.rules import refusals


def table() -> tuple[tuple[type[Exception], int, str, str], ...]:
    """Return each refusal with its status, its heading and what to do."""
    return (
        (
            refusals.StepPlayed,
            409,
            _("This has been played already"),
            _("What has been played stays as it is. Change what is still to come."),
        ),
        (
            refusals.AlreadyShown,
            409,
            _("The choices on this card were shown"),
            _("So nobody votes on it again. You can still talk about it."),
        ),
        (
            refusals.VotedTwice,
            409,
            _("People already vote twice on this card"),
            _("More is not needed. Talk on, or play a further card."),
        ),
        (
            refusals.OutOfPlace,
            409,
            _("It cannot stand there"),
            _(
                "The welcome comes first, the end last, and a card is voted on before "
                "its choices are shown."
            ),
        ),
        (
            refusals.CardPlanned,
            409,
            _("This card is in the programme already"),
            _("Choose another card, or move this one."),
        ),
        (
            refusals.ProgrammeFull,
            409,
            _("The programme is full"),
            _("Leave something out, or make a new session."),
        ),
        (
            refusals.NothingToUndo,
            409,
            _("There is nothing to undo"),
            _("You can undo what was done since the session was last ended."),
        ),
        (
            refusals.UndoShows,
            409,
            _("Undoing this would show choices"),
            _("Use the big button if you want to show them."),
        ),
        (
            refusals.AloneHasNoProgramme,
            409,
            _("Playing alone has no programme"),
            _("Everybody opens the cards in any order, so there is nothing to keep."),
        ),
        (
            refusals.NameTaken,
            409,
            _("This name is taken"),
            _("Go back and choose another name for your variant."),
        ),
    )
