"""What may be told of what people thought that a role would choose, or played it.

The second door from counts to anything that leaves the server; it opens only onto what
the first one (`disclosure`) let through. A role is compared when the card shows that
role by itself, and then in words: thought and chosen on the same scale, never finer
than what the card shows. Whether something is told depends on how many people guessed,
never on what they guessed; and each word leaves room for everybody but the reader
having said either side. There is no exact total of guesses anywhere to subtract from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dilemma.rules.consensus import perception_gap
from dilemma.rules.shown import CardShown, GroupShown, ShareShown
from dilemma.rules.wording import Word, word_for

MINIMUM = 5  # guesses about a role, as voters in a role that is shown
# In a card with a small group the extreme words are kept for nobody.
_MILDER = {
    Word.NEARLY_NOBODY: Word.LESS_THAN_HALF,
    Word.NEARLY_EVERYBODY: Word.MORE_THAN_HALF,
}


@dataclass(frozen=True)
class Guesses:
    """What people said of each role at one step: how many per option, passes left out.

    Never shown: `guessed` decides what is.
    """

    about: Mapping[str, tuple[int, ...]]  # slug -> per option, in card order


@dataclass(frozen=True)
class RoleGuessed:
    """One role: the share of option A that it chose, was thought to choose, was played.

    At least one of the last two is told.
    """

    role: str  # slug
    chose: Word
    thought: Word | None
    played: Word | None

    @property
    def gap(self) -> int:
        """How many words lie between what was said of the role and what it chose."""
        said = [word for word in (self.thought, self.played) if word is not None]
        return max(perception_gap(word, self.chose) for word in said)


@dataclass(frozen=True)
class CardGuessed:
    """Everything that may be known of the guesses on one card."""

    card: str  # slug
    roles: tuple[RoleGuessed, ...] = ()  # as the groups of the card

    @property
    def speaks(self) -> str | None:
        """The role that may speak first: the one that was seen most differently."""
        if not self.roles:
            return None
        return max(self.roles, key=lambda one: one.gap).role


def guessed(
    shown: CardShown,
    thought: Guesses | None,
    played: Guesses | None,
    *,
    minimum: int = MINIMUM,
) -> CardGuessed:
    """Decide what may be told of the guesses on a card that is shown.

    Raises ValueError for a minimum below five.
    """
    if minimum < MINIMUM:
        raise ValueError(f"nothing is told of fewer than {MINIMUM} guesses")
    roles = (
        _role(shown, group, thought, played, minimum)
        for group in shown.groups
        if group.role is not None
    )
    return CardGuessed(shown.card, tuple(one for one in roles if one))


def _role(
    shown: CardShown,
    group: GroupShown,
    thought: Guesses | None,
    played: Guesses | None,
    minimum: int,
) -> RoleGuessed | None:
    role, said = group.role or "", [one for one in group.rounds if one]
    words = [_word(shown, one, role, minimum) for one in (thought, played)]
    if not said or words == [None, None]:
        return None
    # People guess before the talk, so the first round is what they guessed at.
    return RoleGuessed(role, _mild(shown, _in_words(said[0])), *words)


def _word(
    shown: CardShown, guesses: Guesses | None, role: str, minimum: int
) -> Word | None:
    counts = guesses.about.get(role, ()) if guesses else ()
    if sum(counts) < minimum:
        return None
    return _mild(shown, word_for(counts[0], sum(counts)))


def _mild(shown: CardShown, word: Word) -> Word:
    return _MILDER.get(word, word) if shown.small_groups else word


def _in_words(share: ShareShown) -> Word:
    """Say a printed share in words, from what is printed and nothing else."""
    if share.word is not None:
        return share.word
    if share.count is not None:
        return word_for(*share.count)
    assert share.percent is not None  # exactly one of the three is set
    return word_for(share.percent, 100)
