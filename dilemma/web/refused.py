"""Every refusal gets its status and its sentence here, once."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from dilemma.deckfile import DeckError
from dilemma.live.making import FileFailed
from dilemma.live.writer import NotStored
from dilemma.rules import refusals
from dilemma.store.transaction import DiskTrouble
from dilemma.web import refused_decks, refused_files, refused_programme

Answer = tuple[str, int]


@dataclass(frozen=True)
class Words:
    """What a person reads: what happened and what to do."""

    status: int
    heading: str
    text: str


def explain(error: Exception) -> Words:
    """Find the status and the sentences for an error."""
    for kind, status, heading, text in _table():
        if isinstance(error, kind):
            return Words(status, heading, text)
    code = error.code if isinstance(error, HTTPException) and error.code else 500
    known = _statuses()
    heading, text = known.get(code, known[500 if code >= 500 else 400])
    return Words(code, heading, text)


def refuse(error: Exception) -> Answer:
    """Answer with a whole page, or with one line for an htmx request."""
    words = explain(error)
    sure = (
        request.form.get("expect", "") if isinstance(error, refusals.FewVotes) else ""
    )
    name = "fragments/notice.html" if "HX-Request" in request.headers else "error.html"
    return render_template(name, words=words, sure=sure), words.status


def init_app(app: Flask) -> None:
    """Handle every refusal and every status of an app."""
    app.register_error_handler(refusals.Refusal, refuse)
    for trouble in (NotStored, DiskTrouble, FileFailed):
        app.register_error_handler(trouble, refuse)
    app.register_error_handler(CSRFError, refuse)
    app.register_error_handler(HTTPException, refuse)
    app.register_error_handler(500, refuse)

    def log(exc_info: Any) -> None:
        # Flask would write the path, and paths carry keys.
        app.logger.error("%s failed", request.endpoint, exc_info=exc_info)

    app.log_exception = log  # type: ignore[method-assign]


def _table() -> tuple[tuple[type[Exception], int, str, str], ...]:
    on_screen = _("Look at the screen for the right code, and type it again.")
    ask = _("Ask the facilitator.")
    return (
        *refused_decks.table(),
        (
            refusals.WorkshopUnknown,
            404,
            _("We do not know this code"),
            on_screen,
        ),
        (
            refusals.NothingSaid,
            422,
            _("There are no words yet"),
            _("Write something first, then send it."),
        ),
        (
            refusals.TooLong,
            422,
            _("That is too long"),
            _("Make it shorter. Your text is still on the page before this one."),
        ),
        (
            refusals.TooFewAnswers,
            409,
            _("Too few answers"),
            _("Wait until at least 5 people answered. Then you can show it."),
        ),
        (
            DeckError,
            422,
            _("The file of your own deck has a problem"),
            _("Nothing was added. Check the file with the command for decks."),
        ),
        (
            refusals.TooMuchSaid,
            429,
            _("You wrote a lot already"),
            _("Talk about it with the others. What you wrote before is kept."),
        ),
        (
            refusals.TooManyPicked,
            422,
            _("That is one too many"),
            _("Choose at most two. Go back, take one away and send it again."),
        ),
        (
            refusals.SeatUnknown,
            404,
            _("There is no table with this number"),
            _("Look at the number on your table and try again."),
        ),
        (
            refusals.HandsClosed,
            409,
            _("No hands can be counted for this vote now"),
            _("The choices were shown already, or the vote has not been opened."),
        ),
        (
            refusals.TooManyHands,
            422,
            _("That is more hands than people"),
            _("Check the numbers. No more people fit in this session."),
        ),
        (
            refusals.TooManyChosen,
            422,
            _("That is too many, or too few"),
            _("Go back and choose another number."),
        ),
        (
            refusals.DeckUnknown,
            404,
            _("We do not know this deck"),
            _("Choose a deck from the list."),
        ),
        (
            refusals.NotFound,
            404,
            _("This page does not exist"),
            _("Check the address, or start again from the first page."),
        ),
        (
            refusals.ShareOver,
            403,
            _("This page is no longer here"),
            _("The link has ended or was withdrawn. Ask who sent it for a new one."),
        ),
        (
            refusals.NotAllowed,
            403,
            _("This page is not open to you"),
            _("Open the link that you were given, or join again with the code."),
        ),
        *refused_files.table(),
        (
            refusals.WorkshopClosed,
            409,
            _("This session is over"),
            _("You can no longer join. Thank you for coming."),
        ),
        (
            refusals.WorkshopLocked,
            409,
            _("Joining is closed for now"),
            ask + " " + _("Then try again: nothing is lost."),
        ),
        (
            refusals.WorkshopFull,
            409,
            _("This session is full"),
            ask,
        ),
        (
            refusals.RoleFixed,
            409,
            _("Your role stays as it is"),
            _("You have voted already. Go back and take part in this role."),
        ),
        (
            refusals.RoleUnknown,
            400,
            _("We do not know this role"),
            _("Go back and choose a role from the list."),
        ),
        (
            refusals.MovedOn,
            409,
            _("Already done"),
            _("You or somebody else was first. You now see where the session is."),
        ),
        (
            refusals.ClosesAll,
            409,
            _("All cards close for good"),
            _(
                "Whoever is still choosing cannot go on then. Press again to close "
                "them all the same."
            ),
        ),
        (
            refusals.FewVotes,
            409,
            _("Not everybody has voted yet"),
            _(
                "Less than half has voted. What you show is closed for good. "
                "Press again to show it all the same."
            ),
        ),
        (
            refusals.IllegalMove,
            409,
            _("That is not possible now"),
            _("Reload the page. You then see what is possible."),
        ),
        (
            refusals.NotEmpty,
            409,
            _("This session is in use"),
            _("Somebody joined already, or the session began. Make a new session."),
        ),
        (
            refusals.NoRehearsal,
            409,
            _("There is no rehearsal to wipe"),
            _("This session is not a rehearsal. Real votes stay."),
        ),
        (
            refusals.VoteClosed,
            409,
            _("This vote is closed"),
            _("This choice was too late and does not count. Earlier votes do."),
        ),
        (
            CSRFError,
            400,
            _("This page was open for too long"),
            _("Go back, reload the page and try again."),
        ),
        *(
            (
                trouble,
                503,
                _("We could not keep this just now"),
                _("Wait a moment, then do it again. All that was kept is still there."),
            )
            for trouble in (NotStored, DiskTrouble)
        ),
        *refused_programme.table(),
        (
            refusals.Refusal,
            400,
            _("We could not read this"),
            _("Go back, reload the page and try again."),
        ),
    )


def _statuses() -> dict[int, tuple[str, str]]:
    again = _("Go back, reload the page and try again.")
    return {
        400: (_("We could not read this"), again),
        403: (
            _("This page is not open to you"),
            _("Open the link that you were given, or join again with the code."),
        ),
        404: (
            _("This page does not exist"),
            _("Check the address, or start again from the first page."),
        ),
        405: (_("This page does not exist"), again),
        409: (_("That is not possible now"), again),
        413: (
            _("That is too much text"),
            _("Make it shorter and send it again. Nothing else was changed."),
        ),
        429: (
            _("It is very busy"),
            _("Wait a minute and try again."),
        ),
        500: (
            _("Something went wrong here"),
            _("It is not your fault. Wait a moment and reload the page."),
        ),
    }
