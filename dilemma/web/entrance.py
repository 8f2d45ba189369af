"""A session begins and ends here, and nowhere else."""

from secrets import token_urlsafe

from flask import session

from dilemma import play
from dilemma.live import events
from dilemma.rules.access import Account, Duty

STAYS = ("leads", "host_name")  # what a browser was given before it signed in


def enter(me: Account, *, by_link: bool) -> None:
    """Begin a session of an account; form tokens from before are worth nothing."""
    if me.duty is Duty.FACILITATOR:  # from now on by the account, and out with it
        play.lead_all_with(session.pop("leads", ()), me.id)
    kept = {name: session[name] for name in STAYS if name in session}
    session.clear()
    session.update(kept)
    session["visit"] = token_urlsafe(8)
    session["account"] = [me.id, me.version]
    if by_link:  # may choose a password without knowing the old one
        session["by_link"] = True
    session.permanent = True


def leave() -> None:
    """End this browser's session, and its open connections."""
    visit = str(session.get("visit", ""))
    session.clear()
    events.recheck(ended=visit)
