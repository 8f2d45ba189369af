"""A variant is a recipe: what comes first, what a card is made of, and what comes last.

All of it is lines of (kind, round, seconds). Durations and card counts come from the
game's own sources (`docs/spelvormen.md`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dilemma.rules.agenda import WITHOUT_CARD, Depth, Kind, Step
from dilemma.rules.deck import Card
from dilemma.rules.refusals import VariantUnknown

Line = tuple[Kind, int, int]
Course = tuple[Line, ...]

DELIBERATION = 6  # rounds: from the question to the closing


OPENING: Course = ((Kind.LOBBY, 0, 0),)

CLOSING: Course = (
    (Kind.PERSPECTIVE, 0, 480),
    (Kind.CLOSE, 0, 0),
)

# What this room puts first and recognises, and what people agree on.
WITH_PRIORITIES: Course = (
    (Kind.PRIORITIES, 0, 60),
    (Kind.PERSPECTIVE, 0, 480),
    (Kind.RECOGNISE, 0, 60),
    (Kind.CLOSE, 0, 0),
)

WITH_AGREEMENTS: Course = (
    *WITH_PRIORITIES[:-1],
    (Kind.AGREE, 0, 360),
    (Kind.CLOSE, 0, 0),
)

COURSES: Mapping[Depth, Course] = {
    Depth.QUICK: (
        (Kind.READ, 0, 45),
        (Kind.VOTE, 1, 45),
        (Kind.REVEAL, 0, 90),
        (Kind.TALK, 0, 180),
    ),
    Depth.DEEP: (
        (Kind.READ, 0, 45),
        (Kind.VOTE, 1, 45),
        (Kind.TALK, 0, 180),
        (Kind.VOTE, 2, 30),
        (Kind.REVEAL, 0, 90),
    ),
    Depth.DELIBERATE: (
        (Kind.READ, 0, 60),
        (Kind.VOTE, 1, 60),
        *((Kind.DELIBERATE, round, 600) for round in range(1, DELIBERATION + 1)),
        (Kind.VOTE, 2, 45),
        (Kind.REVEAL, 0, 120),
    ),
}

WITH_THE_HALL: Mapping[Depth, Course] = {
    **COURSES,
    Depth.DEEP: (*COURSES[Depth.DEEP], (Kind.PLENARY, 0, 180)),
}

HALF_A_DAY: Mapping[Depth, Course] = {
    **COURSES,
    Depth.QUICK: (
        (Kind.READ, 0, 60),
        (Kind.VOTE, 1, 60),
        (Kind.REVEAL, 0, 90),
        (Kind.TALK, 0, 480),
    ),
    Depth.DEEP: (
        (Kind.READ, 0, 60),
        (Kind.VOTE, 1, 60),
        (Kind.TALK, 0, 480),
        (Kind.VOTE, 2, 45),
        (Kind.REVEAL, 0, 90),
        (Kind.PLENARY, 0, 300),
    ),
}


@dataclass(frozen=True)
class Variant:
    """A named recipe: how many cards, and how deep each next one goes, repeating.

    One made from a programme that was played also holds the course of each card of
    it, in order: a card at that place and depth gets the same again.
    """

    name: str
    cards: int
    depths: tuple[Depth, ...]
    courses: Mapping[Depth, Course]
    opening: Course
    closing: Course
    by_place: tuple[Course, ...] = ()

    @property
    def kinds(self) -> frozenset[Kind]:
        """Every kind of step that it may lay out."""
        courses = (self.opening, *self.courses.values(), *self.by_place, self.closing)
        return frozenset(kind for course in courses for kind, *_ in course)

    def depth(self, place: int) -> Depth:
        """Return the depth of the card at this place, from 0."""
        return self.depths[place % len(self.depths)]

    def course(self, place: int, depth: Depth) -> Course:
        """Return the lines of the card at this place, from 0, at a depth."""
        if self.by_place and self.depth(place) is depth:
            return self.by_place[place % len(self.by_place)]
        return self.courses[depth]


_HALF_A_DAY_DEPTHS = (
    Depth.QUICK,
    Depth.DEEP,
    Depth.QUICK,
    Depth.DEEP,
    Depth.DELIBERATE,
    Depth.DEEP,
    Depth.QUICK,
    Depth.DEEP,
)

PLAIN = Variant("", 1, (Depth.DEEP,), COURSES, OPENING, CLOSING)

VARIANTS: Mapping[str, Variant] = {
    variant.name: variant
    for variant in (
        Variant(
            name="zaal",
            cards=3,
            depths=(Depth.QUICK, Depth.DEEP, Depth.QUICK),
            courses=COURSES,
            opening=OPENING,
            closing=WITH_PRIORITIES,
        ),
        Variant(
            name="uur",
            cards=4,
            depths=(Depth.QUICK, Depth.DEEP),
            courses=WITH_THE_HALL,
            opening=OPENING,
            closing=WITH_AGREEMENTS,
        ),
        Variant(
            name="anderhalf",
            cards=6,
            depths=(Depth.QUICK, Depth.DEEP, Depth.DEEP),
            courses=WITH_THE_HALL,
            opening=OPENING,
            closing=WITH_AGREEMENTS,
        ),
        Variant(
            name="zelf",
            cards=6,
            depths=(Depth.QUICK,),
            courses=COURSES,
            opening=OPENING,
            closing=CLOSING,
        ),
        Variant(
            name="dagdeel",
            cards=8,
            depths=_HALF_A_DAY_DEPTHS,
            courses=HALF_A_DAY,
            opening=OPENING,
            closing=(
                (Kind.PRIORITIES, 0, 120),
                (Kind.PERSPECTIVE, 0, 900),
                (Kind.RECOGNISE, 0, 60),
                (Kind.AGREE, 0, 900),
                (Kind.BLANK, 0, 300),
                (Kind.CLOSE, 0, 0),
            ),
        ),
    )
}


def variant(name: str, known: Mapping[str, Variant] = VARIANTS) -> Variant:
    """Find a variant by name; raises VariantUnknown."""
    try:
        return known[name]
    except KeyError:
        raise VariantUnknown(name) from None


def plan(
    choices: Sequence[tuple[Card, Depth]], recipe: Variant = PLAIN
) -> tuple[Step, ...]:
    """Lay out the steps for the chosen cards, numbered from 1."""
    lines: list[tuple[str | None, Line]] = [(None, line) for line in recipe.opening]
    for place, (card, depth) in enumerate(choices):
        lines += [(card.slug, line) for line in recipe.course(place, depth)]
    lines += [(None, line) for line in recipe.closing]
    return tuple(
        Step(number, kind, None if kind in WITHOUT_CARD else card, round, seconds)
        for number, (card, (kind, round, seconds)) in enumerate(lines, start=1)
    )


def course_seconds(recipe: Variant, cards: int) -> int:
    """Return how many seconds a variant plans with so many cards."""
    courses = [recipe.course(place, recipe.depth(place)) for place in range(cards)]
    return sum(
        seconds
        for course in (recipe.opening, *courses, recipe.closing)
        for _kind, _round, seconds in course
    )


def of_programme(name: str, steps: Sequence[Step]) -> Variant:
    """Make a variant from a programme: what was skipped is left out."""
    kept = [step for step in steps if not step.skipped]
    places = [place for place, step in enumerate(kept) if step.card is not None]
    first, last = (places[0], places[-1]) if places else (len(kept), len(kept) - 1)
    if not places:  # every card was skipped: only what stands around them is left
        first = next(p for p, step in enumerate(kept) if step.kind is Kind.PERSPECTIVE)
        last = first - 1
    courses: dict[str, list[Line]] = {}
    card = ""
    for step in kept[first : last + 1]:
        card = step.card or card
        courses.setdefault(card, []).append(_line(step))
    by_place = tuple(tuple(course) for course in courses.values())
    return Variant(
        name=name,
        cards=max(1, len(by_place)),
        depths=tuple(map(_depth, by_place)) or (Depth.DEEP,),
        courses=COURSES,
        opening=tuple(map(_line, kept[:first])),
        closing=tuple(map(_line, kept[last + 1 :])),
        by_place=by_place,
    )


def _line(step: Step) -> Line:
    return step.kind, step.round, step.seconds


def _depth(course: Course) -> Depth:
    kinds = [kind for kind, _round, _seconds in course]
    if Kind.DELIBERATE in kinds:
        return Depth.DELIBERATE
    return Depth.DEEP if kinds.count(Kind.VOTE) > 1 else Depth.QUICK
