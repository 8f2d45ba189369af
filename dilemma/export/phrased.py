"""Stable words of the facts in the words of the screen."""

from flask_babel import gettext as _


def size_text(size: str | None) -> str | None:
    """Write a measure in one coarse word."""
    known = {"small": _("small"), "middling": _("medium"), "large": _("large")}
    return known.get(size or "")


def mode_text(mode: str | None) -> str | None:
    """Write how shares are shown."""
    known = {"words": _("words"), "counts": _("counts"), "percent": _("percentages")}
    return known.get(mode or "")


def round_text(number: int, of: int) -> str:
    """Name a vote on a card."""
    if of < 2:
        return str(_("All votes"))
    return str(_("First") if number < 2 else _("After the talk"))


def kind_text(kind: str, *, condition: bool = False) -> str:
    """Write what kind of text something is."""
    return {
        "argument": _("argument"),
        "condition": _("condition"),
        "dilemma": _("own dilemma"),
        "harvest": _("What tables bring back"),
    }[kind]


def mark_text(mark: str | None) -> str | None:
    """Write what a text leans on."""
    known = {
        "fact": _("fact"),
        "interest": _("interest"),
        "value": _("value"),
        "concern": _("concern"),
    }
    return known.get(mark or "")
