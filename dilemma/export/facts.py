"""What may be shown of a workshop, once: every download is written from these facts."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import to_user_timezone

from dilemma import __version__
from dilemma.export import said
from dilemma.export.beside import beside_data, card_data
from dilemma.export.ending import ending_data
from dilemma.export.format import (
    no_split_text,
    remarks,
    standard_line,
)
from dilemma.export.guesses import thought_and_chosen
from dilemma.export.how import how_counted, marks
from dilemma.export.plain import plain_all
from dilemma.export.played import best_said, card_says
from dilemma.export.withheld import withheld
from dilemma.phrases import label_text, share_text
from dilemma.rules.consensus import measured
from dilemma.rules.deck import Card, Deck
from dilemma.rules.disclosure import CardShown, GroupShown, ShareShown
from dilemma.rules.perspective import perspective
from dilemma.rules.response import LETTERS
from dilemma.rules.snapshot import Snapshot

FORM = 1  # raised when a name in this file changes its meaning


def facts(snapshot: Snapshot) -> dict[str, Any]:
    """Return what may be shown of a workshop: plain values under stable names."""
    told: dict[str, Any] = plain_all(_facts(snapshot))
    return told


def _facts(snapshot: Snapshot) -> dict[str, Any]:
    workshop, deck = snapshot.workshop, snapshot.workshop.deck
    whole = perspective(deck, snapshot.results, snapshot.joined)
    made = datetime.fromtimestamp(workshop.created / 1000, UTC)
    day = to_user_timezone(made).date()  # as the page tells it
    return {
        "form": FORM,
        "made_by": f"Dilemma {__version__}",
        "workshop": {
            "title": workshop.title,
            "code": workshop.code,
            "day": day.isoformat(),
            "deck": {"slug": deck.slug, "title": deck.title, "licence": deck.licence},
            "participants": snapshot.joined,
            "cards_played": whole.cards_played,
            "smallest_group_shown": workshop.minimum,
            "rehearsal": snapshot.game.rehearsal,
            "played_alone": workshop.alone,
            "played_alone_beside": beside_data(snapshot),
            "played_another_role": snapshot.other_role,
        },
        "standard_line": standard_line(snapshot.joined),
        "marks": marks(snapshot),
        "how_counted": how_counted(snapshot),
        "cards": [
            _card(deck, card, shown)
            | {
                "best_arguments": best_said(snapshot, card, shown),
                "thought_and_chosen": thought_and_chosen(snapshot, shown.card),
                "played_alone": card_data(snapshot, shown.card),
            }
            for shown in snapshot.results
            if (card := deck.card(shown.card))
        ],
        "challenges": [
            {
                "code": line.challenge.code,
                "name": line.challenge.name,
                "plain": line.challenge.plain,
                "discussed": bool(line.cards),
                "cards": [card.slug for card, _shown in line.cards],
                "examples": [
                    {
                        "title": one.title,
                        "text": one.text,
                        "source": one.source,
                        "unknown": one.unknown or None,
                    }
                    for one in line.examples
                ],
            }
            for line in whole.challenges
        ],
        "effects": [
            {
                "code": line.effect.code,
                "name": line.effect.name,
                "put_first": line.first,
                "not_put_first": line.not_first,
                "undecided": line.undecided,
            }
            for line in whole.effects
        ],
        "ending": ending_data(snapshot),
        **said.parts(snapshot),
    }


def _card(deck: Deck, card: Card, shown: CardShown) -> dict[str, Any]:
    challenge = deck.challenge(card.challenge)
    return {
        "slug": card.slug,
        "code": card.code,
        "title": card.title,
        "challenge": challenge.code if challenge else "",
        "challenge_name": challenge.name if challenge else "",
        **card_says(card),
        "options": {one.letter.upper(): one.text for one in card.options},
        "label": shown.label.value,
        "label_text": label_text(shown.label),
        "rounds": [
            None
            if room is None
            else {
                "round": room.round,
                "voters": room.voters,
                "passes": room.passes,
                "by_hand": room.hands,
                "votes": {
                    LETTERS[option].upper(): {"sure": sure, "rather": rather}
                    for option, (sure, rather) in enumerate(room.votes)
                },
                "every_role_equal": None
                if equal is None
                else {"percent_for_A": equal.percent, "about": equal.about},
            }
            for room, equal in zip(shown.rounds, shown.equal_roles, strict=True)
        ],
        "roles_shown_as": shown.mode.value if shown.mode else None,
        "roles": [_group(deck, group) for group in shown.groups],
        "no_roles_because": no_split_text(shown.no_split) if shown.no_split else None,
        "chose_otherwise": shown.changed,
        "totals_differ": shown.totals_differ,
        "how_far_agreed": _measured(deck, shown),
        "small_groups": shown.small_groups,
        "remarks": list(remarks(shown)),
        "not_shown": withheld(shown),
    }


def _measured(deck: Deck, shown: CardShown) -> dict[str, Any]:
    found = measured(shown)
    lowest = [role.name for slug in found.lowest if (role := deck.role(slug))]
    return {
        "division_in_the_room": found.division,
        "van_der_eijk_agreement": found.agreement,
        "points_towards_A": found.shift,
        "difference_between_roles": found.gap,
        "shared_support": found.support,
        "least_support": lowest,
    }


def _group(deck: Deck, group: GroupShown) -> dict[str, Any]:
    role = deck.role(group.role or "")
    merged = [one.name for slug in group.merged if (one := deck.role(slug))]
    return {
        "role": role.name if role else _("other roles"),
        "together": merged,
        "share_for_A": [
            None if share is None else share_text(share) for share in group.rounds
        ],
        "numbers_for_A": [share and _numbers(share) for share in group.rounds],
    }


def _numbers(share: ShareShown) -> dict[str, int | None]:
    """Write a share as the numbers that the screen shows; none where it shows words."""
    chose, of = share.count or (None, None)
    return {"chose": chose, "of": of, "percent": share.percent}
