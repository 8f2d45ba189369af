"""A tally is what one step counted. It is never shown: `disclosure` decides what is.

Counts are whole numbers of people. A valid vote is an option with a strength; a pass
is an answer but not a vote.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dilemma.rules.agenda import Step
from dilemma.rules.response import RATHER, SURE

Group = tuple[str, int | None, int, int]


@dataclass(frozen=True)
class Counts:
    """How one group answered at one step."""

    votes: tuple[tuple[int, int], ...]  # per option, in card order: (sure, rather)
    passes: int = 0

    def __post_init__(self) -> None:
        """Refuse a negative number of people with ValueError."""
        if self.passes < 0 or any(min(pair) < 0 for pair in self.votes):
            raise ValueError("a count of people is never negative")

    @classmethod
    def none(cls, options: int) -> "Counts":
        """Nobody answered a card with this many options."""
        return cls(((0, 0),) * options)

    def __add__(self, other: "Counts") -> "Counts":
        """Two groups together; ValueError when they answered different cards."""
        return Counts(
            tuple(
                (mine[0] + theirs[0], mine[1] + theirs[1])
                for mine, theirs in zip(self.votes, other.votes, strict=True)
            ),
            self.passes + other.passes,
        )

    def chose(self, option: int) -> int:
        """People who chose this option (0 is A), sure and rather together."""
        return sum(self.votes[option])

    @property
    def voters(self) -> int:
        """Valid votes; a pass is not one."""
        return sum(sure + rather for sure, rather in self.votes)

    @property
    def answered(self) -> int:
        """Valid votes and passes."""
        return self.voters + self.passes


@dataclass(frozen=True)
class Tally:
    """What one vote step counted, per role."""

    step: int  # id of the vote step
    round: int  # 1 before the talk, 2 after
    by_role: tuple[tuple[str, Counts], ...]  # slug -> counts; silent roles may lack
    options: int = 2

    @classmethod
    def of(cls, step: Step, options: int, groups: Iterable[Group]) -> "Tally":
        """Lay out groups: (role, option or None for a pass, strength, people)."""
        by_role: dict[str, dict[tuple[int | None, int], int]] = {}
        for role, option, strength, count in groups:
            by_role.setdefault(role, {})[option, strength] = count
        return cls(
            step=step.id,
            round=step.round,
            options=options,
            by_role=tuple(
                (
                    role,
                    Counts(
                        votes=tuple(
                            (of.get((option, SURE), 0), of.get((option, RATHER), 0))
                            for option in range(options)
                        ),
                        passes=of.get((None, 0), 0),
                    ),
                )
                for role, of in sorted(by_role.items())
            ),
        )

    def __post_init__(self) -> None:
        """Refuse, with ValueError, a role counted twice or for another card."""
        if len({role for role, _ in self.by_role}) < len(self.by_role):
            raise ValueError("a role is counted once a step")
        if any(len(counts.votes) != self.options for _, counts in self.by_role):
            raise ValueError(f"every role votes on the same {self.options} options")

    @property
    def room(self) -> Counts:
        """Everybody together."""
        return sum((counts for _, counts in self.by_role), Counts.none(self.options))

    def role(self, slug: str) -> Counts:
        """What one role answered; nobody when the role is absent."""
        return dict(self.by_role).get(slug, Counts.none(self.options))


@dataclass(frozen=True)
class Change:
    """The same people in the first and the last round."""

    voted_twice: int
    chose_other: int  # people whose option (not strength) differs

    def __post_init__(self) -> None:
        """Refuse, with ValueError, more changes than people."""
        if not 0 <= self.chose_other <= self.voted_twice:
            raise ValueError("only people who voted twice can choose otherwise")
