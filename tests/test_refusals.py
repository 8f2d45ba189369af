"""A refusal carries the facts that its sentence needs, and says which door to close."""

import pytest

from dilemma.rules import refusals
from dilemma.rules.refusals import Refusal


@pytest.mark.parametrize(
    ("refusal", "facts"),
    [
        (refusals.WorkshopUnknown("BCDFGH"), {"name": "BCDFGH"}),
        (refusals.DeckUnknown("feest"), {"name": "feest"}),
        (refusals.CardUnknown("D99"), {"name": "D99"}),
        (refusals.RoleUnknown("tovenaar"), {"name": "tovenaar"}),
        (refusals.VariantUnknown("polonaise"), {"name": "polonaise"}),
        (refusals.WorkshopFull(100), {"capacity": 100}),
        (refusals.SeatUnknown(9), {"seat": 9}),
        (refusals.TooManyHands(40), {"most": 40}),
        (
            refusals.TooManyChosen("cards", 1, 20),
            {"what": "cards", "least": 1, "most": 20},
        ),
        (refusals.FewVotes(5, 40), {"answered": 5, "joined": 40}),
        (refusals.TooFewAnswers(5), {"least": 5}),
        (refusals.TooLong(141, 140), {"length": 141, "most": 140}),
        (refusals.TooMuchSaid(20), {"most": 20}),
        (
            refusals.IllegalMove("lobby", "back"),
            {"kind": "lobby", "action": "back"},
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_refusal_carries_its_facts(
    refusal: Refusal, facts: dict[str, object]
) -> None:
    assert vars(refusal) == facts
    assert refusal.args == tuple(facts.values())


def test_what_does_not_exist_is_told_apart_from_what_may_not_be() -> None:
    kinds = {
        name
        for name, kind in vars(refusals).items()
        if isinstance(kind, type) and issubclass(kind, refusals.NotFound)
    }
    assert kinds == {
        *("NotFound", "WorkshopUnknown", "DeckUnknown", "ContributionUnknown"),
        "PieceGone",
        *("SeatUnknown", "AccountUnknown"),
    }
