"""What helps the host at this step, and what the hall sees when it shows no step."""

from dataclasses import dataclass, replace

from dilemma.rules import comfort, hints
from dilemma.rules.disclosure import CardShown
from dilemma.rules.game import Action, Game
from dilemma.rules.hints import Rule
from dilemma.rules.snapshot import Snapshot
from dilemma.screens.faces import Clock, clock
from dilemma.screens.prompts import Prompt, prompt_for


@dataclass(frozen=True)
class HintShown:
    """A hint with the names of the roles it is about."""

    rule: Rule
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class Comfort:
    """The part of the host's screen that helps to lead."""

    leader: str  # who acted last; empty for nobody, or somebody without a name
    acted: bool
    blank: bool
    paused: bool
    timeout: bool
    prompt: Prompt | None
    hint: HintShown | None
    seals: bool  # the next step closes a vote for good


def for_host(snapshot: Snapshot) -> Comfort:
    """Gather what helps the host at the present step."""
    game = snapshot.game
    shown = snapshot.result(game.step.card or "")
    return Comfort(
        leader=game.leader,
        acted=game.acts > 0,
        blank=game.blank,
        paused=game.paused is not None,
        timeout=game.timeout,
        prompt=prompt_for(game.step),
        hint=_hint(snapshot, shown) if shown else None,
        seals=comfort.seals_next(game, game.following(Action.NEXT)),
    )


def clock_of(game: Game) -> Clock | None:
    """Return the present step's clock as it runs or stands still."""
    return stilled(clock(game.step), game)


def stilled(running: Clock | None, game: Game) -> Clock | None:
    """Stop a clock of the present step where the game stands still."""
    if running is None:
        return None
    return replace(running, left=comfort.left(game.step, game.paused), big=game.big)


def instead(game: Game, audience: str) -> str | None:
    """Name the template that an audience sees instead of the step, if any."""
    if audience == "hall" and game.blank:
        return "hall/calm"
    return f"{audience}/timeout" if game.timeout else None


def _hint(snapshot: Snapshot, shown: CardShown) -> HintShown | None:
    found = hints.hint(shown)
    if found is None:
        return None
    names = {role.slug: role.name for role in snapshot.workshop.deck.roles}
    return HintShown(
        found.rule,
        tuple(names[slug] for slug in found.one),
        tuple(names[slug] for slug in found.other),
    )
