"""The picture of a region: rooms around each card, on the same polder as one room.

All of it is worked out from what the rooms publish by themselves.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dilemma.rules.across import CardAcross, Verdict
from dilemma.rules.region import Region
from dilemma.screens.lenses import Lens, Post
from dilemma.screens.polder import Polder, laid_out
from dilemma.screens.sheets import PAGE, PHONE, Sheet
from dilemma.store.workshops import Standing

MOST_AROUND = 5  # rooms around a card; of more only how many
APART_RIM = "rooms-differ"


@dataclass(frozen=True)
class RegionLine:
    """One picture in the list."""

    id: str
    name: str
    made: int  # milliseconds since 1970
    sessions: int


@dataclass(frozen=True)
class SessionChoice:
    """One session that can be put into a picture."""

    id: str
    title: str
    created: int  # milliseconds since 1970
    joined: int
    deck: str  # title
    chosen: bool
    rehearsal: bool
    alone: bool


@dataclass(frozen=True)
class RegionFace:
    """What the page of a region shows."""

    region: Region
    polder: Polder
    phone: Polder
    marks: tuple[Lens, ...]  # of the cards, in their order

    @property
    def tally(self) -> tuple[tuple[Verdict, int], ...]:
        """On how many cards the rooms stand how to each other, as far as any."""
        verdicts = [card.verdict for card in self.region.cards]
        every = ((one, verdicts.count(one)) for one in Verdict)
        return tuple((one, count) for one, count in every if count)


def session_choices(
    sessions: Sequence[tuple[Standing, int]], chosen: Collection[str], language: str
) -> tuple[SessionChoice, ...]:
    """Return the sessions that are over, newest first, with how many people joined."""
    return tuple(
        SessionChoice(
            id=one.workshop.id,
            title=one.workshop.title,
            created=one.workshop.created,
            joined=joined,
            deck=one.workshop.spoken(language).deck.title,
            chosen=one.workshop.id in chosen,
            rehearsal=one.game.rehearsal,
            alone=one.workshop.alone,
        )
        for one, joined in sessions
        if one.game.closed
    )


def region_face(region: Region) -> RegionFace:
    """Build what the page of a region shows."""
    return RegionFace(
        region=region,
        polder=drawn(region, PAGE),
        phone=drawn(region, PHONE),
        marks=tuple(lens_across(region, card) for card in region.cards),
    )


def drawn(region: Region, sheet: Sheet) -> Polder:
    """Draw the picture of a region on a sheet; a strip is named by its number."""
    return laid_out(
        [
            replace(line.challenge, slug=f"opgave-{number}")
            for number, line in enumerate(region.challenges, 1)
        ],
        [
            [lens_across(region, card) for card in line.cards]
            for line in region.challenges
        ],
        region.effects,
        sheet,
    )


def lens_across(region: Region, card: CardAcross) -> Lens:
    """The lens of a card that stands nowhere yet, with the numbers of the rooms.

    A glass is full when every room chose its side; the rim is that of the label that
    all rooms have.
    """
    side = card.told[0].side if card.verdict is Verdict.SAME else None
    rim = card.label.value.replace(" ", "-") if card.label else APART_RIM
    if not card.told:
        rim = "too-few"
    elif len(card.told) == 1:
        rim = card.told[0].shown.label.value.replace(" ", "-")
        side = card.told[0].side
    return Lens(
        slug=card.card.slug,
        number=region.number(card),
        label=rim,
        won="" if side is None else "abcd"[side],
        posts=_posts(card),
    )


def _posts(card: CardAcross) -> tuple[Post, ...]:
    """The number of each room at the side that its majority chose."""
    if len(card.card.options) > 2:
        return ()
    sides = [
        ("" if one.side is None else "ab"[one.side], str(one.room)) for one in card.told
    ]
    if len(sides) > MOST_AROUND:
        each = [side for side, _room in sides]
        sides = [(side, f"{each.count(side)}×") for side in ("a", "b", "")]
        sides = [one for one in sides if one[1] != "0×"]
    return tuple(Post(said, "", side, said=said) for side, said in sides)
