"""What whole pages show around the fragments: small values, one a page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dilemma.places import Links
from dilemma.rules import agenda, alone
from dilemma.rules.agenda import Coverage, Depth, Kind
from dilemma.rules.deck import Card, Challenge, Deck, Effect, Role
from dilemma.rules.extras import advised, lay_in, may_add
from dilemma.rules.game import Game
from dilemma.rules.seating import MOST_TABLES, UNARRANGED, Arrangement, Dealing
from dilemma.rules.snapshot import Workshop
from dilemma.rules.variants import VARIANTS, Variant, course_seconds, plan
from dilemma.rules.wish import SMALLEST_GROUPS

SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class JoinPage:
    """Choose a role: `/j/<CODE>` for somebody who is not in yet."""

    code: str
    title: str
    roles: tuple[Role, ...]
    chosen: str = ""  # slug of the present role when switching
    minimum: int = 5  # smaller groups are not shown
    dealing: Dealing = Dealing.CHOSEN
    only: Role | None = None  # the role of the QR code that was scanned
    nobody: frozenset[str] = frozenset()  # roles that nobody has, once people are in


@dataclass(frozen=True)
class WorkshopLine:
    """One workshop in the facilitator's list; `state` is lobby, busy or closed."""

    id: str
    code: str
    title: str
    created: int  # milliseconds since 1970
    joined: int
    state: str
    rehearsal: bool
    results: str  # the path of its results
    leads: bool = True  # whether whoever looks may lead it, or only see


@dataclass(frozen=True)
class CardRow:
    """One card in the form for a new workshop."""

    card: Card
    challenge: Challenge | None
    effects: tuple[Effect, ...]
    chosen: bool
    depth: Depth


@dataclass(frozen=True)
class CoverageScreen:
    """What the chosen cards cover, and how long they take."""

    template: ClassVar[str] = "host/coverage"
    coverage: Coverage
    cards: int
    minutes: int | None  # None: at one's own pace


@dataclass(frozen=True)
class VariantLine:
    """One variant to choose; only an own one may be deleted."""

    name: str
    cards: int
    minutes: int | None  # None: at one's own pace
    own: bool


@dataclass(frozen=True)
class NewWorkshop:
    """The form for a new workshop, filled in."""

    decks: tuple[tuple[str, str], ...]  # slug, title
    deck: Deck
    title: str
    variant: str
    variants: tuple[VariantLine, ...]
    cards: tuple[CardRow, ...]
    roles: tuple[tuple[Role, bool], ...]
    coverage: CoverageScreen
    extras: tuple[tuple[Kind, bool], ...] = ()  # what may be added, and what is
    arrangement: Arrangement = UNARRANGED
    most_tables: int = MOST_TABLES
    belongs: str = ""  # id of the workshop that it belongs to
    may_belong: tuple[Workshop, ...] = ()
    minimum: str = ""  # the smallest group that was chosen, of those on offer
    smallest_groups: tuple[int, ...] = SMALLEST_GROUPS

    @property
    def alone(self) -> bool:
        """Whether everybody will play alone: no clock, no tables, nothing to add."""
        return self.variant == alone.VARIANT


def workshop_line(
    workshop: Workshop, game: Game, joined: int, links: Links, *, leads: bool = True
) -> WorkshopLine:
    """Build one line of the list."""
    started = "lobby" if game.step.kind is Kind.LOBBY else "busy"
    return WorkshopLine(
        id=workshop.id,
        code=workshop.code,
        title=workshop.title,
        created=workshop.created,
        joined=joined,
        state="closed" if game.closed else started,
        rehearsal=game.rehearsal,
        results=links.results_path if leads else links.seen_path,
        leads=leads,
    )


def new_workshop(
    *,
    decks: tuple[tuple[str, str], ...],
    deck: Deck,
    title: str,
    variant: str,
    cards: Sequence[str],
    depths: Mapping[str, Depth],
    roles: Sequence[str],
    extras: Collection[Kind] | None = None,
    known: Mapping[str, Variant] = VARIANTS,
    arrangement: Arrangement = UNARRANGED,
    belongs: str = "",
    may_belong: tuple[Workshop, ...] = (),
    minimum: str = "",
) -> NewWorkshop:
    """Fill in the form: what was chosen, or else what the variant advises."""
    recipe = _variant(variant, known)
    chosen = list(cards) or [
        card.slug for card in agenda.preselect_cards(deck, recipe.cards)
    ]
    addable = may_add(recipe)
    wanted = advised(recipe.name) if extras is None else extras
    added = [kind for kind in addable if kind in wanted]
    offered = set(roles or agenda.preselect_roles(deck))
    rows = [_card_row(deck, card, chosen, depths, recipe) for card in deck.cards]
    return NewWorkshop(
        decks=decks,
        deck=deck,
        title=title,
        variant=recipe.name,
        variants=tuple(variant_line(one) for one in known.values()),
        # What will be played stands on top.
        cards=tuple(sorted(rows, key=lambda row: not row.chosen)),
        roles=tuple((role, role.slug in offered) for role in deck.roles),
        coverage=coverage_of(
            deck,
            [row.card for row in rows if row.chosen],
            {row.card.slug: row.depth for row in rows},
            recipe.name,
            extras=added,
            known=known,
        ),
        extras=tuple((kind, kind in added) for kind in addable),
        arrangement=arrangement,
        belongs=belongs,
        may_belong=may_belong,
        minimum=minimum,
    )


def coverage_of(
    deck: Deck,
    cards: Sequence[Card],
    depths: Mapping[str, Depth],
    variant: str,
    extras: Collection[Kind] = (),
    known: Mapping[str, Variant] = VARIANTS,
) -> CoverageScreen:
    """Say what these cards cover and how many minutes they take together."""
    recipe = _variant(variant, known)
    steps = plan(
        [
            (card, depths.get(card.slug, recipe.depth(place)))
            for place, card in enumerate(cards)
        ],
        recipe,
    )
    seconds = sum(step.seconds for step in lay_in(steps, extras))
    return CoverageScreen(
        coverage=agenda.coverage(deck, cards),
        cards=len(cards),
        minutes=_minutes(recipe, seconds),
    )


def _card_row(
    deck: Deck,
    card: Card,
    chosen: Sequence[str],
    depths: Mapping[str, Depth],
    recipe: Variant,
) -> CardRow:
    challenge = deck.challenge(card.challenge)
    effects = [deck.effect(slug) for slug in sorted(card.effects)]
    place = chosen.index(card.slug) if card.slug in chosen else 0
    return CardRow(
        card=card,
        challenge=challenge,
        effects=tuple(effect for effect in effects if effect),
        chosen=card.slug in chosen,
        depth=depths.get(card.slug, recipe.depth(place)),
    )


def variant_line(recipe: Variant) -> VariantLine:
    """Say how many cards a variant plays, and how long that takes."""
    seconds = course_seconds(recipe, recipe.cards)
    return VariantLine(
        name=recipe.name,
        cards=recipe.cards,
        minutes=_minutes(recipe, seconds),
        own=recipe.name not in VARIANTS,
    )


def _minutes(recipe: Variant, seconds: int) -> int | None:
    if recipe.name == alone.VARIANT:
        return None
    return round(seconds / SECONDS_A_MINUTE)


def _variant(name: str, known: Mapping[str, Variant]) -> Variant:
    return known.get(name) or next(iter(known.values()))
