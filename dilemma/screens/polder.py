"""The polder: where everything in the picture stands, and how large.

Numbers and paths in the units of one sheet; no colour and no word of a language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules.deck import Challenge
from dilemma.rules.perspective import Perspective
from dilemma.screens.land import ditches, furrows, names, outline, plants, stake
from dilemma.screens.lenses import Lens, lens_of, standing
from dilemma.screens.lettering import Lines
from dilemma.screens.sheets import Sheet
from dilemma.screens.sky import Counted, Light, lights


@dataclass(frozen=True)
class Strip:
    """One challenge as a strip of land from the near edge to the horizon."""

    slug: str
    planted: bool
    place: int  # in the order of the room, from 1; 0 when the room named it not
    stake: tuple[float, float]  # where that number stands
    land: str  # path of the strip
    furrows: str  # path of the rows; empty when it lies fallow
    plants: str  # path of what grows there
    name: Lines
    lenses: tuple[Lens, ...]
    more: tuple[float, float, int] | None  # where "+2" stands, and the number


@dataclass(frozen=True)
class Polder:
    """The whole picture."""

    sheet: Sheet
    strips: tuple[Strip, ...]
    ditches: tuple[str, ...]
    lights: tuple[Light, ...]

    @property
    def lenses(self) -> tuple[Lens, ...]:
        """Every lens on the land."""
        return tuple(lens for strip in self.strips for lens in strip.lenses)


def polder(
    whole: Perspective, sheet: Sheet, places: Sequence[Sequence[str]] = ()
) -> Polder:
    """Lay out the picture; `places` are the slugs that the room put first, in order."""
    return laid_out(
        [line.challenge for line in whole.challenges],
        [
            [lens_of(whole, card, shown) for card, shown in line.cards]
            for line in whole.challenges
        ],
        whole.effects,
        sheet,
        places,
    )


def laid_out(
    challenges: Sequence[Challenge],
    fields: Sequence[Sequence[Lens]],
    effects: Sequence[Counted],
    sheet: Sheet,
    places: Sequence[Sequence[str]] = (),
) -> Polder:
    """Lay out a picture of challenges, each with the cards played for it."""
    return Polder(
        sheet=sheet,
        strips=_strips(challenges, fields, sheet, places),
        ditches=tuple(ditches(sheet, len(challenges))),
        lights=tuple(lights(effects, sheet)),
    )


def _strips(
    challenges: Sequence[Challenge],
    fields: Sequence[Sequence[Lens]],
    sheet: Sheet,
    places: Sequence[Sequence[str]],
) -> tuple[Strip, ...]:
    count = len(challenges)
    if not count:
        return ()
    ranks = {slug: rank for rank, place in enumerate(places, 1) for slug in place}
    return tuple(
        Strip(
            slug=challenge.slug,
            planted=bool(cards),
            place=ranks.get(challenge.slug, 0),
            stake=stake(sheet, count, number),
            land=outline(sheet, count, number),
            furrows=furrows(sheet, count, number) if cards else "",
            plants=plants(sheet, count, number, bool(cards)),
            name=name,
            lenses=lenses,
            more=more,
        )
        for number, (challenge, cards, name, (lenses, more)) in enumerate(
            zip(
                challenges,
                fields,
                names([one.name for one in challenges], sheet),
                standing(fields, sheet),
                strict=True,
            )
        )
    )
