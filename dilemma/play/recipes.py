"""The variants to choose from: those of the game, and the facilitator's own."""

from collections.abc import Mapping

from dilemma.play.workshops import now_ms
from dilemma.rules import contribution
from dilemma.rules.refusals import AloneHasNoProgramme, NameTaken
from dilemma.rules.variants import VARIANTS, Variant, of_programme
from dilemma.store import recipes, workshops
from dilemma.store.transaction import reading, writing

LONGEST_NAME = 40


def variants() -> Mapping[str, Variant]:
    """Return every variant by name: those of the game first."""
    with reading():
        own = recipes.every()
    return {**VARIANTS, **{one.name: one for one in own}}


def keep_recipe(workshop: str, name: str) -> Variant:
    """Keep a workshop's programme as a variant; committed on return.

    Raises NothingSaid, TooLong, NameTaken and AloneHasNoProgramme.
    """
    name = contribution.clean(name, LONGEST_NAME)
    with writing():
        known = {*VARIANTS, *(one.name for one in recipes.every())}
        if name.casefold() in {one.casefold() for one in known}:
            raise NameTaken(name)
        standing = workshops.standing(workshop)
        if standing.workshop.alone:
            raise AloneHasNoProgramme
        recipe = of_programme(name, standing.game.steps)
        recipes.add(recipe, now_ms())
    return recipe


def drop_recipe(name: str) -> None:
    """Delete an own variant; workshops that were made with it stay."""
    with writing():
        recipes.remove(name)
