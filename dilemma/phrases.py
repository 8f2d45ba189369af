"""Labels and shares in the words of the screen: the same on pages and in downloads."""

from flask_babel import gettext as _

from dilemma.rules.disclosure import Label, ShareShown, Word


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
