"""What a codebook says of one name in the files, and what it says again and again."""

from dataclasses import dataclass, field

from flask_babel import gettext as _


@dataclass(frozen=True)
class Field:
    """One name; `heading` is empty where it is no column of a table."""

    name: str
    heading: str
    meaning: str
    unit: str
    counted: str
    empty: str = ""


@dataclass(frozen=True)
class Words:
    """What the lists of fields say again and again, in the present language."""

    people: str = field(default_factory=lambda: _("people"))
    text: str = field(default_factory=lambda: _("text"))
    word: str = field(default_factory=lambda: _("one of some fixed words"))
    percent: str = field(default_factory=lambda: _("percent"))
    number: str = field(default_factory=lambda: _("number"))
    euros: str = field(default_factory=lambda: _("whole euros"))
    yes_no: str = field(default_factory=lambda: _("yes or no"))
    group: str = field(default_factory=lambda: _("a group of names"))
    list: str = field(default_factory=lambda: _("a list"))
    # How it came about.
    room: str = field(default_factory=lambda: _("exact, of the whole room"))
    rules: str = field(default_factory=lambda: _("under the rules for small groups"))
    deck: str = field(default_factory=lambda: _("as it stands in the deck"))
    host: str = field(default_factory=lambda: _("only what the facilitator shows"))
    worked: str = field(
        default_factory=lambda: _("worked out from what is shown, and nothing else")
    )
    made: str = field(default_factory=lambda: _("written by Dilemma"))
    # When it is empty.
    never: str = field(default_factory=lambda: _("never"))
    few: str = field(default_factory=lambda: _("with fewer than 5 valid votes"))
    once: str = field(default_factory=lambda: _("when the card was voted on once"))
    no_split: str = field(
        default_factory=lambda: _("without numbers per role; the reason stands there")
    )
    in_words: str = field(
        default_factory=lambda: _("where the screen shows words instead of numbers")
    )
    lacking: str = field(default_factory=lambda: _("when the deck does not have it"))
    unasked: str = field(default_factory=lambda: _("when it was not asked or shown"))
