"""A dress rehearsal from the command line: simulated people play a whole workshop."""

import json
import secrets
import signal
import sys
from typing import TYPE_CHECKING

import click

from dilemma.cli.may_rehearse import (
    enough_files,
    find,
    in_use,
    may_rehearse,
    place_of,
    writable,
)
from dilemma.cli.rehearsed import HUNDRED, now, percent, summary
from dilemma.cli.terminal import data_folder, fail, open_app, write
from dilemma.words import gettext as _

if TYPE_CHECKING:
    from dilemma.config import Config
    from dilemma.rehearsal import Ballot, Hall, Paper, Plan, Progress
    from dilemma.rehearsal.phone import Phone
    from dilemma.rules.response import Cast
    from dilemma.rules.snapshot import Snapshot

MOST_PARTICIPANTS = 10_000
NOT_SOUND = 1
# At which kind of step simulated people write what.
_WRITE = {
    "talk": "argument",
    "recognise": "why",
    "agree": "agreement",
    "blank": "dilemma",
}


@click.command(help=_("Play a session with simulated participants, to try it out."))
@click.argument("code", metavar="CODE")
@click.option("--participants", required=True, type=int, metavar="N")
@click.option("--seed", type=int, metavar="S", help=_("Play the same one again."))
@click.option(
    "--pace", type=float, default=1.0, metavar="P", help=_("Smaller is faster; 0 most.")
)
@click.option("--follow", is_flag=True, help=_("You lead, from your own screen."))
@click.option(
    "--small",
    type=int,
    default=0,
    metavar="N",
    help=_("So many roles stay too small to be shown."),
)
@click.option("--report", "file", metavar="FILE", help=_("Write the numbers as JSON."))
@data_folder
def rehearse(
    code: str,
    participants: int,
    seed: int | None,
    pace: float,
    follow: bool,
    small: int,
    file: str | None,
    data: str | None,
) -> None:
    import asyncio

    from dilemma import play, rehearsal, signing
    from dilemma.rules.refusals import NoRehearsal

    if not 1 <= participants <= MOST_PARTICIPANTS:
        fail(_("Choose 1 to %(most)s participants.", most=MOST_PARTICIPANTS))
    if not 0 <= pace < float("inf"):
        fail(_("The pace is 0 or more; 1 is usual."))
    enough_files(participants)
    app = open_app(data)
    config = app.config["DILEMMA"]
    with app.app_context():
        snapshot = find(code)
        may_rehearse(snapshot, participants)
    roles = len(snapshot.workshop.roles)
    if not 0 <= small < roles:
        fail(_("Choose 0 to %(most)s small roles.", most=roles - 1))
    place = place_of(config)
    if file:
        writable(file)
    workshop = snapshot.workshop
    key = signing.link_key(config.secret_key, signing.HOST, workshop.id)
    plan = rehearsal.draw(
        secrets.randbelow(1_000_000) if seed is None else seed,
        participants,
        workshop.roles,
        *_asked(snapshot),
        small=small,
    )
    hall = rehearsal.Hall(place, workshop.code, pace)
    try:
        phones = asyncio.run(_play(plan, hall, snapshot, key, follow))
    except rehearsal.Gone as gone:
        fail(_("The server stopped answering (%(status)s).", status=gone.status))
    with app.app_context():
        try:
            counted = play.compare(workshop.id, *_held(config, phones))
        except NoRehearsal:
            fail(_("The rehearsal was wiped while it was going on."))
    stored = rehearsal.Stored(
        counted.counted, counted.lost, counted.texts, counted.roles
    )
    kinds = {step.id: step.kind.value for step in snapshot.game.steps}
    told = rehearsal.report(plan, hall, phones, stored, kinds)
    if file:
        text = json.dumps(told.as_json(), ensure_ascii=False, indent=2) + "\n"
        write(file, text.encode())
    if file != "-":
        summary(told)
    if not told.sound:
        raise SystemExit(NOT_SOUND)


async def _play(
    plan: "Plan", hall: "Hall", snapshot: "Snapshot", key: str, follow: bool
) -> "list[Phone]":
    """Mark the workshop, let everybody play, and show how far it is."""
    import asyncio

    from dilemma import rehearsal
    from dilemma.rehearsal.leader import Leader

    workshop = snapshot.workshop.id
    if not await rehearsal.mark(hall.place, workshop, key):
        fail(in_use())
    leader = None if follow else Leader(hall.place, workshop, key)
    places = {step.id: place for place, step in enumerate(snapshot.game.steps)}
    for number in (signal.SIGINT, signal.SIGTERM):  # Ctrl+C: stop, and still tell
        asyncio.get_running_loop().add_signal_handler(number, hall.over.set)
    with click.progressbar(
        length=HUNDRED,
        label=_("Rehearsal"),
        show_eta=False,
        file=sys.stderr,
    ) as bar:

        def tell(progress: "Progress") -> None:
            if sys.stderr.isatty():  # elsewhere a line would be added each time
                bar.label = now(progress)
            bar.update(max(0, percent(progress, places) - bar.pos))

        return await rehearsal.play(plan, hall, leader, tell)


def _asked(snapshot: "Snapshot") -> "tuple[list[Ballot], list[Paper]]":
    """Return what is asked of people in a workshop, and where they may write."""
    from dilemma.rehearsal import Ballot, Paper
    from dilemma.rules.offered import offered

    deck, steps = snapshot.workshop.deck, snapshot.game.steps
    ballots = [
        Ballot(step.id, step.card or "", answers, step.kind.value)
        for step in steps
        if (answers := offered(step, deck))
    ]
    papers = [
        Paper(step.id, _WRITE[step.kind]) for step in steps if step.kind in _WRITE
    ]
    return ballots, papers


def _held(
    config: "Config", phones: "list[Phone]"
) -> "tuple[list[int], list[tuple[int, Cast]]]":
    """Return who took part, and what each of their phones was promised."""
    from dilemma.signing import read_ticket

    tickets = [(read_ticket(config.secret_key, one.ticket), one) for one in phones]
    known = [(ticket.participant, phone) for ticket, phone in tickets if ticket]
    held = [(who, cast) for who, phone in known for cast in phone.held.values()]
    return [who for who, _phone in known], held
