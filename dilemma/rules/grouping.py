"""Which roles are shown alone and which are merged, by their sizes and nothing else.

Effectory hides a second group and Dialog merges upward until five together (domain
4.5): a single hidden group would follow from the room total by subtraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules.openness import Round
from dilemma.rules.tally import Tally


@dataclass(frozen=True)
class Party:
    """A role shown alone, or the merged "other roles"."""

    role: str | None  # None: merged
    members: tuple[str, ...]  # slugs, sorted


@dataclass(frozen=True)
class Answers:
    """How the parties answered in one round; for the server's eyes only."""

    known: Round
    chose_a: tuple[int, ...]  # as known.sizes
    present: tuple[int, ...]  # which party each entry is; a merged one may be silent


def group_roles(tallies: Sequence[Tally], minimum: int) -> tuple[Party, ...]:
    """Divide the voting roles over parties of at least `minimum` voters every round.

    Roles below the minimum in any round are merged. While these are a single role, or
    too few in a round in which they voted, the next smallest role joins them. Ties go
    by slug. Alone come first, by slug; empty when fewer than two parties remain.
    """
    slugs = {role for tally in tallies for role, counts in tally.by_role}
    sizes = {
        slug: [tally.role(slug).voters for tally in tallies] for slug in sorted(slugs)
    }
    voting = sorted(
        (slug for slug in sizes if any(sizes[slug])),
        key=lambda slug: (min(sizes[slug]), sum(sizes[slug]), slug),
    )
    merged = [slug for slug in voting if min(sizes[slug]) < minimum]
    alone = voting[len(merged) :]

    def enough() -> bool:
        together = [sum(votes) for votes in zip(*map(sizes.get, merged), strict=True)]
        return len(merged) > 1 and all(not n or n >= minimum for n in together)

    while merged and alone and not enough():
        merged.append(alone.pop(0))
    parties = [Party(slug, (slug,)) for slug in sorted(alone)]
    if merged:
        parties.append(Party(None, tuple(sorted(merged))))
    return tuple(parties) if len(parties) > 1 else ()


def answers_of(tally: Tally, parties: Sequence[Party]) -> Answers:
    """Count one round by party, leaving out a party that was silent in it."""
    counts = [
        (
            sum(tally.role(slug).voters for slug in party.members),
            sum(tally.role(slug).chose(0) for slug in party.members),
        )
        for party in parties
    ]
    present = tuple(index for index, (voters, _) in enumerate(counts) if voters)
    return Answers(
        Round(
            sizes=tuple(counts[index][0] for index in present),
            roles=tuple(parties[index].role is not None for index in present),
            total=tally.room.chose(0),
        ),
        tuple(counts[index][1] for index in present),
        present,
    )
