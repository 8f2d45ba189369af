"""What the screens of the last part share: the room's order, agreements, the sentence.

Only texts that the host shows, and of whom only a role that enough people hold.
"""

from dataclasses import dataclass, replace

from dilemma.rules.contribution import Contribution, Genre
from dilemma.rules.deck import Challenge
from dilemma.rules.perspective import Perspective
from dilemma.rules.priorities import PrioritiesShown
from dilemma.rules.recognition import RecognitionShown
from dilemma.rules.snapshot import Snapshot


@dataclass(frozen=True)
class AgreementLine:
    """One agreement that the host shows; `role` is empty for a small role."""

    said: Contribution
    role: str


@dataclass(frozen=True)
class EndingFace:
    """What everybody may see of the last part."""

    priorities: PrioritiesShown | None
    places: tuple[tuple[Challenge, ...], ...]  # first place first
    recognition: RecognitionShown | None
    reasons: tuple[str, ...]
    agreements: tuple[AgreementLine, ...]
    written: int
    sentence: str


def ending(snapshot: Snapshot) -> EndingFace:
    """Return what everybody may see of the last part now."""
    deck, seen = snapshot.workshop.deck, snapshot.ending
    places = seen.priorities.places if seen.priorities else ()
    sentences = _of(snapshot, Genre.CLOSING)
    return EndingFace(
        priorities=seen.priorities,
        places=tuple(
            tuple(one for slug in place if (one := deck.challenge(slug)))
            for place in places
        ),
        recognition=seen.recognition,
        reasons=tuple(one.text for one in _of(snapshot, Genre.WHY)),
        agreements=tuple(
            AgreementLine(one, _role(snapshot, one.role))
            for one in _of(snapshot, Genre.AGREEMENT)
        ),
        written=seen.written,
        sentence=sentences[-1].text if sentences else "",
    )


def picks(snapshot: Snapshot) -> tuple[Challenge, ...]:
    """Return what people choose from, in the deck's order."""
    return snapshot.workshop.deck.challenges


def in_order(whole: Perspective, shown: PrioritiesShown | None) -> Perspective:
    """Put the challenges that the room puts first in front; the others stay."""
    front = [slug for place in shown.places for slug in place] if shown else []
    lines = sorted(
        whole.challenges,
        key=lambda line: (
            front.index(line.challenge.slug)
            if line.challenge.slug in front
            else len(front)
        ),
    )
    return replace(whole, challenges=tuple(lines))


def _of(snapshot: Snapshot, genre: Genre) -> tuple[Contribution, ...]:
    return tuple(one for one in snapshot.said if one.kind is genre)


def _role(snapshot: Snapshot, slug: str) -> str:
    """Return the name of a role that enough people in the room hold."""
    for one in snapshot.people:
        if one.role.slug == slug and one.joined >= snapshot.workshop.minimum:
            return one.role.name
    return ""
