"""What may leave the server about one played card. Only `disclosure` fills it in."""

from dataclasses import dataclass
from enum import StrEnum

from dilemma.rules.labels import Label
from dilemma.rules.wording import Word


class Mode(StrEnum):
    """How the shares of all groups of one card are printed."""

    WORDS = "words"
    COUNTS = "counts"
    PERCENT = "percent"


class NoSplit(StrEnum):
    """Why a card has no numbers per role."""

    TOO_FEW = "too few"  # not enough voters for two groups
    ONE_GROUP = "one group"  # everybody who voted has the same role
    WOULD_TELL = "would tell"  # the split would tell how a person voted
    MANY_OPTIONS = "many options"  # more than two options
    FEW_HANDS = "few hands"  # one to four people voted by hand


@dataclass(frozen=True)
class RoomShown:
    """The whole room in one round: exact counts."""

    round: int
    votes: tuple[tuple[int, int], ...]  # per option, in card order: (sure, rather)
    passes: int
    voters: int  # valid votes
    hands: int = 0  # of all of these, people who voted by hand


@dataclass(frozen=True)
class ShareShown:
    """The share of option A in one group in one round; exactly one field is set."""

    word: Word | None = None
    count: tuple[int, int] | None = None  # (chose A, voters)
    percent: int | None = None  # 0 to 100


@dataclass(frozen=True)
class GroupShown:
    """One role, or the merged "other roles", over all rounds of the card."""

    role: str | None  # slug; None is the merged group
    merged: tuple[str, ...]  # slugs in the merged group, sorted; empty for one role
    rounds: tuple[ShareShown | None, ...]  # as the card's rounds


@dataclass(frozen=True)
class EqualRoles:
    """The share of option A when every shown role counts equally."""

    percent: int  # 0 to 100
    about: bool  # rounded to tens


@dataclass(frozen=True)
class CardShown:
    """Everything that may be known about one played card."""

    card: str  # slug
    rounds: tuple[RoomShown | None, ...]  # None: too few votes
    mode: Mode | None  # None: no split
    groups: tuple[GroupShown, ...]  # by slug, the merged group last
    no_split: NoSplit | None  # None: there is a split
    equal_roles: tuple[EqualRoles | None, ...]  # as rounds
    totals_differ: bool  # last round: every vote against every role
    changed: int | None  # people who chose otherwise in the last round
    label: Label
    small_groups: bool  # "Kleine groepen: een verschil kan toeval zijn"
    options: int  # 2 to 4
