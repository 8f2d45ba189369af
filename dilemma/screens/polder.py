"""The polder: where everything in the picture stands, and how large.

Numbers and paths in the units of one sheet; no colour and no word of a language.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.rules.perspective import Perspective
from dilemma.screens.land import ditches, furrows, names, outline, plants, stake
from dilemma.screens.lenses import Lens, standing
from dilemma.screens.lettering import Lines
from dilemma.screens.sheets import Sheet
from dilemma.screens.sky import Light, lights


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
    return Polder(
        sheet=sheet,
        strips=_strips(whole, sheet, places),
        ditches=tuple(ditches(sheet, len(whole.challenges))),
        lights=tuple(lights(whole.effects, sheet)),
    )


def _strips(
    whole: Perspective, sheet: Sheet, places: Sequence[Sequence[str]]
) -> tuple[Strip, ...]:
    count = len(whole.challenges)
    if not count:
        return ()
    ranks = {slug: rank for rank, place in enumerate(places, 1) for slug in place}
    return tuple(
        Strip(
            slug=line.challenge.slug,
            planted=line.discussed,
            place=ranks.get(line.challenge.slug, 0),
            stake=stake(sheet, count, number),
            land=outline(sheet, count, number),
            furrows=furrows(sheet, count, number) if line.discussed else "",
            plants=plants(sheet, count, number, line.discussed),
            name=name,
            lenses=lenses,
            more=more,
        )
        for number, (line, name, (lenses, more)) in enumerate(
            zip(
                whole.challenges,
                names(whole, sheet),
                standing(whole, sheet),
                strict=True,
            )
        )
    )
