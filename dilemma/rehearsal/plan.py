"""Who does what in a rehearsal: drawn from a seed, so that a run can be repeated.

Times are shares of what a step takes; the pace makes seconds of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from dilemma.rehearsal import texts
from dilemma.rehearsal.texts import Fields

LANGUAGES = ("nl", "en")
SMALL = (3, 4)  # people in a role that is too small to be shown

# Out of everybody at one question: who lets it pass by, who changes their mind, and
# who falls asleep.
IDLE, CHANGES, SLEEPS = 0.03, 0.12, 0.08
KEEPS = 0.75  # stay with the first choice when the same card is voted on again
ENGLISH = 0.1


@dataclass(frozen=True)
class Ballot:
    """One question of a workshop: its step, its card and every answer it takes."""

    step: int
    card: str
    answers: tuple[str, ...]
    kind: str = "vote"


@dataclass(frozen=True)
class Paper:
    """A step at which people write, and what: argument, why, agreement or dilemma."""

    step: int
    genre: str


@dataclass(frozen=True)
class Line:
    """One text that somebody hands in: by which door and with which form."""

    step: int
    door: str
    fields: Fields
    after: float


@dataclass(frozen=True)
class Turn:
    """What one person does at one question; `after` and `nap` are shares of a step.

    Without an answer the person lets it pass by. A `nap` of None is no nap; it
    comes before the answer or right after it. `second` is a change of mind.
    """

    step: int
    answer: str | None
    after: float
    second: str | None = None
    nap: float | None = None
    nap_first: bool = False


@dataclass(frozen=True)
class Person:
    """One simulated participant."""

    number: int
    role: str
    language: str
    arrival: float
    turns: tuple[Turn, ...]
    lines: tuple[Line, ...] = ()

    def turn(self, step: int) -> Turn | None:
        """Return what this person does at a question."""
        return next((one for one in self.turns if one.step == step), None)

    def writes(self, step: int) -> tuple[Line, ...]:
        """Return what this person writes at a step."""
        return tuple(one for one in self.lines if one.step == step)


@dataclass(frozen=True)
class Plan:
    """Everybody in a rehearsal."""

    seed: int
    people: tuple[Person, ...]


def draw(
    seed: int,
    participants: int,
    roles: Sequence[str],
    ballots: Sequence[Ballot],
    papers: Sequence[Paper] = (),
    small: int = 0,
) -> Plan:
    """Draw a plan; the same arguments give the same plan.

    Every role is taken if there are people enough, some by more people than others.
    So many of the last roles stay `small`: with three or four people each.
    """
    chance = Random(f"{seed}")
    large = roles[: len(roles) - small]
    weights = [chance.uniform(1, 4) for _role in large]
    taken = list(large)[:participants]
    for place, role in enumerate(roles[len(large) :]):
        taken += [role] * SMALL[place % len(SMALL)]
    taken = taken[:participants]
    taken += chance.choices(large, weights, k=participants - len(taken))
    chance.shuffle(taken)
    leans = {
        (role, ballot.card, ballot.kind): [
            chance.uniform(0.2, 3) for _answer in ballot.answers
        ]
        for role in roles
        for ballot in ballots
    }
    return Plan(
        seed,
        tuple(
            _writing(
                Random(f"{seed}/{number}/texts"),
                _person(Random(f"{seed}/{number}"), number, role, ballots, leans),
                papers,
                participants,
            )
            for number, role in enumerate(taken, start=1)
        ),
    )


def _person(
    chance: Random,
    number: int,
    role: str,
    ballots: Sequence[Ballot],
    leans: dict[tuple[str, str, str], list[float]],
) -> Person:
    chosen: dict[str, str] = {}
    turns = []
    for ballot in ballots:
        lean = leans[role, ballot.card, ballot.kind]
        answer = chance.choices(ballot.answers, lean)[0]
        if ballot.kind == "vote":
            if ballot.card in chosen and chance.random() < KEEPS:
                answer = chosen[ballot.card]
            chosen[ballot.card] = answer
        turns.append(_turn(chance, ballot, answer))
    return Person(
        number=number,
        role=role,
        language=LANGUAGES[chance.random() < ENGLISH],
        arrival=chance.random(),
        turns=tuple(turns),
    )


def _writing(
    chance: Random, person: Person, papers: Sequence[Paper], participants: int
) -> Person:
    """Let somebody write here and there."""
    lines = []
    for paper in papers:
        if chance.random() >= texts.likely(paper.genre, participants):
            continue
        entry = f"repetitie-{person.number}-{paper.step}"
        form = texts.fields(paper.genre, person.language, paper.step, entry, chance)
        door = texts.DOORS[paper.genre]
        lines.append(Line(paper.step, door, form, chance.random()))
    return replace(person, lines=tuple(lines))


def _turn(chance: Random, ballot: Ballot, answer: str) -> Turn:
    others = [one for one in ballot.answers if one != answer]
    changes = chance.random() < CHANGES and bool(others)
    return Turn(
        step=ballot.step,
        answer=None if chance.random() < IDLE else answer,
        after=chance.random(),
        second=chance.choice(others) if changes else None,
        nap=chance.uniform(0.2, 1) if chance.random() < SLEEPS else None,
        nap_first=chance.random() < 0.5,
    )
