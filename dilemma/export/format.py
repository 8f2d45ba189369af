"""What every download format is, and the words that all of them use."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from dilemma.rules.disclosure import CardShown, NoSplit
from dilemma.rules.snapshot import Snapshot


@dataclass(frozen=True)
class Format:
    """A download format; `pressed` is set on the press, where sheets wait in turn."""

    name: str
    mimetype: str
    write: Callable[[Snapshot], bytes]
    pressed: bool = False
    ending: str = ""  # of the file's name, where it is not just the name of the format

    def file_name(self, code: str) -> str:
        """Return how the file of a workshop is called."""
        return f"wenkend-perspectief-{code}{self.ending or f'.{self.name}'}"


def no_split_text(reason: NoSplit) -> str:
    """Write why a card has no numbers per role."""
    return {
        NoSplit.TOO_FEW: _("Too few votes to show per role."),
        NoSplit.ONE_GROUP: _("Everybody who voted has the same role."),
        NoSplit.WOULD_TELL: _("Showing it per role would tell how somebody voted."),
        NoSplit.FEW_HANDS: _("Too few hands were counted to show it per role."),
        NoSplit.MANY_OPTIONS: _("With more than two options only the room is shown."),
    }[reason]


def remarks(shown: CardShown) -> tuple[str, ...]:
    """Write what a reader of one card's numbers must know beside them."""
    said = []
    if shown.totals_differ:
        said.append(
            _(
                "The two totals differ. In the second one every role shown counts "
                "equally."
            )
        )
    if any(room and room.hands for room in shown.rounds) and shown.groups:
        said.append(_("Per role only those who voted with a phone are counted."))
    if shown.small_groups:
        said.append(_("Small groups: a difference can be chance."))
    return tuple(said)


def rehearsal_line() -> str:
    """Write what marks the numbers of a rehearsal."""
    return _("Dress rehearsal: these people and votes are not real.")


def alone_line() -> str:
    """Write what marks the numbers of people who each played alone."""
    return _("Played alone: everybody chose at their own pace, without a talk.")


def standard_line(participants: int) -> str:
    """Write the line that goes with every result."""
    return _(
        "This is a picture of today's conversation, with %(n)s participants. "
        "It is not research and not a decision.",
        n=participants,
    )
