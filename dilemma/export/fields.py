"""What a codebook says of one name in the files, and what it says again and again."""

from dataclasses import dataclass

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


class Words:
    """What the lists of fields say again and again, in the present language."""

    def __init__(self) -> None:
        self.people: str = _("people")
        self.text: str = _("text")
        self.word: str = _("one of some fixed words")
        self.percent: str = _("percent")
        self.number: str = _("number")
        self.euros: str = _("whole euros")
        self.yes_no: str = _("yes or no")
        self.group: str = _("a group of names")
        self.list: str = _("a list")
        # How it came about.
        self.room: str = _("exact, of the whole room")
        self.rules: str = _("under the rules for small groups")
        self.deck: str = _("as it stands in the deck")
        self.host: str = _("only what the facilitator shows")
        self.worked: str = _("worked out from what is shown, and nothing else")
        self.made: str = _("written by Dilemma")
        # When it is empty.
        self.never: str = _("never")
        self.few: str = _("with fewer than 5 valid votes")
        self.once: str = _("when the card was voted on once")
        self.no_split: str = _("without numbers per role; the reason stands there")
        self.in_words: str = _("where the screen shows words instead of numbers")
        self.lacking: str = _("when the deck does not have it")
        self.unasked: str = _("when it was not asked or shown")
