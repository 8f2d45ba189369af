"""Why a value of a card is not shown: a file has no hole that nobody explains."""

from flask_babel import gettext as _

from dilemma.export.format import no_split_text
from dilemma.rules.shown import CardShown


def withheld(shown: CardShown) -> list[dict[str, str]]:
    """List what is not shown of a card, by the name it has in the files, and why."""
    told: list[dict[str, str]] = []

    def leave_out(what: str, why: str) -> None:
        told.append({"what": what, "why": why})

    for number, room in enumerate(shown.rounds, start=1):
        if room is None:
            why = _("Fewer than 5 valid votes in round %(n)s.", n=number)
            leave_out("votes", why)
    if shown.no_split is not None:
        leave_out("roles", no_split_text(shown.no_split))
    if any(group.merged for group in shown.groups):
        why = _("Small roles stand together: alone they would be too few to show.")
        leave_out("role", why)
    if shown.groups and any(one is None for one in shown.equal_roles):
        why = _(
            "Too few roles stand by themselves, or it would tell one person's vote."
        )
        leave_out("every_role_equal", why)
    if len(shown.rounds) > 1 and shown.changed is None:
        why = _("Fewer than 10 people voted twice, or it would tell one person's vote.")
        leave_out("chose_otherwise", why)
    return told
