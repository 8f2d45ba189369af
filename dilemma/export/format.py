"""What every download format is, and the words that all of them use."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from dilemma.rules.disclosure import CardShown, Label, NoSplit, ShareShown, Word
from dilemma.rules.snapshot import Snapshot


@dataclass(frozen=True)
class Format:
    """A download format."""

    name: str
    mimetype: str
    write: Callable[[Snapshot], bytes]


def label_text(label: Label) -> str:
    """Write a card's label."""
    return {
        Label.BROAD: _("Widely supported"),
        Label.MAJORITY_WITH_CONCERNS: _("Majority, with concerns"),
        Label.ROLES_DIFFER: _("Roles chose differently"),
        Label.DIVIDED_WITHIN: _("Divided, also within roles"),
        Label.DIVIDED: _("Divided"),
        Label.MAJORITY: _("Majority"),
        Label.TOO_FEW: _("Too few votes"),
    }[label]


def word_text(word: Word) -> str:
    """Write a share that is shown in words."""
    return {
        Word.NEARLY_NOBODY: _("nearly nobody"),
        Word.LESS_THAN_HALF: _("less than half"),
        Word.ABOUT_HALF: _("about half"),
        Word.MORE_THAN_HALF: _("more than half"),
        Word.NEARLY_EVERYBODY: _("nearly everybody"),
    }[word]


def share_text(share: ShareShown) -> str:
    """Write the share of option A as it may be shown."""
    if share.word is not None:
        return word_text(share.word)
    if share.count is not None:
        return _("%(n)s of the %(of)s", n=share.count[0], of=share.count[1])
    return f"{share.percent}%"


def no_split_text(reason: NoSplit) -> str:
    """Write why a card has no numbers per role."""
    return {
        NoSplit.TOO_FEW: _("Too few votes to show per role."),
        NoSplit.ONE_GROUP: _("Everybody who voted has the same role."),
        NoSplit.WOULD_TELL: _("Showing it per role would tell how somebody voted."),
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
    if shown.small_groups:
        said.append(_("Small groups: a difference can be chance."))
    return tuple(said)


def standard_line(participants: int) -> str:
    """Write the line that goes with every result."""
    return _(
        "This is a picture of today's conversation, with %(n)s participants. "
        "It is not research and not a decision.",
        n=participants,
    )
