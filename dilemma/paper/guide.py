"""How the game goes on paper, step by step, with what a facilitator can say.

What to say comes from the prompts of the host's screen: one set of words, on paper too.
"""

from collections.abc import Sequence

from dilemma.paper.parts import Printed
from dilemma.screens.prompts import PROMPTS
from dilemma.words import translations

MOST_SLIPS = 8  # to a page
BLANK_AGREEMENTS = 8


def guide(language: str) -> Printed:
    """Return the pages before the cards."""
    _ = translations(language).ugettext
    return {
        "title": _("How to play on paper"),
        "lead": _(
            "You need no phone and no screen. Everybody takes a role, reads a card, "
            "votes in silence, talks, and votes again."
        ),
        "needs_title": _("Lay ready"),
        "needs": [
            _("The cards: printed on both sides, turned over the long edge, cut out."),
            _(
                "A role card for everybody. Four or five roles are enough for "
                "30 people."
            ),
            _("Voting slips, pens, and this booklet."),
            _("Tables of 6 to 8 people, with different roles at each."),
        ],
        "steps_title": _("A card, step by step"),
        "steps": _steps(language),
        "quick": _(
            "Little time? Then vote once: read, vote in silence, tell the counts, talk."
        ),
        "perspective": _(
            "Tick what you played. Then everybody chooses two challenges that come "
            "first. Count, and ask: do you recognise this picture?"
        ),
        "counting_title": _("Counting honestly"),
        "counting": [
            _(
                "Collect the slips role by role, folded. Shuffle, and count. Nobody "
                "says what another chose."
            ),
            _(
                "A role with fewer than 5 people? Add it to another one before you "
                "tell a number. Fewer than 5 votes in all? Tell nothing, just talk."
            ),
            _(
                "Hands are quicker than slips, but everybody sees them. Let all raise "
                "their hand at once, with their eyes closed."
            ),
            _(
                "Do you also use Dilemma on a laptop? Open Tables and roles, then "
                "Count hands. The fields stand in the order of the form beside each "
                "card. Type them before you show the choices."
            ),
        ],
    }


def slips(language: str, ballots: Sequence[Sequence[str]]) -> Printed:
    """Return the voting slips: a page of them for every kind of ballot."""
    _ = translations(language).ugettext
    return {
        "title": _("Voting slips"),
        "how": _("Copy this page and cut. Cross one box, fold, hand in."),
        "role": _("Role"),
        "card": _("Card"),
        "votes": [_("Vote"), _("Vote again")],
        "ballots": [list(one) for one in ballots],
        "a_page": MOST_SLIPS,
    }


def agreements(language: str) -> Printed:
    """Return the form for what people agree on."""
    _ = translations(language).ugettext
    return {
        "title": _("Agreements"),
        "say": _("What will you do, with whom, and before when?"),
        "heads": [_("What"), _("Who"), _("With whom"), _("Before when")],
        "rows": BLANK_AGREEMENTS,
    }


def _steps(language: str) -> list[Printed]:
    _ = translations(language).ugettext
    # Kind and round of the prompt, and what to do with paper at that step.
    steps: tuple[tuple[str, int, str, str], ...] = (
        (
            *("lobby", 0, _("Welcome")),
            _("Deal the role cards. Play a practice card once."),
        ),
        (
            *("read", 0, _("Read")),
            _("Front up. Nobody turns the card over yet."),
        ),
        (
            *("vote", 0, _("Vote")),
            _("Everybody fills in a slip in silence. Collect them."),
        ),
        (
            *("talk", 0, _("Talk")),
            _("Now the card may be turned over. Is the talk stuck? Ask the question."),
        ),
        (
            *("vote", 2, _("Vote again")),
            _("A new slip, in silence. Collect them."),
        ),
        (
            *("reveal", 0, _("See the choices")),
            _("Count per role, and tell both votes side by side."),
        ),
        (
            *("perspective", 0, _("Wenkend Perspectief")),
            _("After the last card. Fill in the page at the end together."),
        ),
        (
            *("agree", 0, _("Agreements")),
            _("Write them on the form at the end."),
        ),
        (
            *("close", 0, _("Close")),
            _("Collect the cards. They can be played again."),
        ),
    )
    return [
        {
            "name": name,
            "what": what,
            "say": [_(text) for text in PROMPTS[kind, round].say],
            "do": [_(text) for text in PROMPTS[kind, round].do],
        }
        for kind, round, name, what in steps
    ]
