"""Labels and shares in the words of the screen: the same on pages and in downloads."""

from flask_babel import gettext as _
from flask_babel import ngettext

from dilemma.rules.contribution import Contribution
from dilemma.rules.disclosure import Label, ShareShown, Word
from dilemma.rules.priorities import PrioritiesShown
from dilemma.rules.recognition import NO, PARTLY, RecognitionShown

YEAR_DAYS = 365


def hours_text(hours: int) -> str:
    """Say a number of hours; whole days from two on."""
    if hours > 24 and hours % 24 == 0:
        return days_text(hours // 24)
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def days_text(days: int) -> str:
    """Say a number of days; a year is twelve months."""
    if days == YEAR_DAYS:
        return str(_("12 months"))
    return str(ngettext("%(num)s day", "%(num)s days", days))


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


def line(one: Contribution, role: str = "") -> str:
    """Write an agreement on one line; `role` is the name of the role, if it may show.

    An organisation or a name stands there only because its own person typed it.
    """
    details = one.details
    who = details.get("organisation") or role or _("Somebody in this room")
    if details.get("name"):
        who = f"{who} ({details['name']})"
    parts = [f"{who[:1].upper()}{who[1:]}: {one.text}"]
    if details.get("with"):
        parts.append(_("with %(who)s", who=details["with"]))
    if details.get("by"):
        parts.append(_("before %(when)s", when=details["by"]))
    return ", ".join(parts)


def recognition_text(shown: RecognitionShown) -> str:
    """Write how many recognise the picture, in words."""
    if shown.yes is None:
        return _("Too few answers to show. From 5 answers on we show a picture.")
    share = word_text(shown.yes)
    said = [
        _("Of everybody who answered, %(share)s recognises this picture.", share=share)
    ]
    if shown.most == PARTLY:
        said.append(_("More than half recognises it partly."))
    elif shown.most == NO:
        said.append(_("More than half does not recognise it."))
    if shown.doubted:
        said.append(
            _("Fewer than %(share)s say yes. So read it with care.", share="60%")
        )
    return " ".join(said)


def priorities_text(shown: PrioritiesShown) -> str:
    """Write what must be known beside the order in which a room put challenges."""
    if not shown.enough:
        return _("Too few answers to show. From 5 answers on we show a picture.")
    if not shown.places:
        return _("No challenge stands out: more than two were chosen equally often.")
    if shown.word is None:
        return ""
    share = word_text(shown.word)
    if len(shown.places[0]) > 1:
        return _("Each of the first was chosen by %(share)s.", share=share)
    return _("The first was chosen by %(share)s.", share=share)
