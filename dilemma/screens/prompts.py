"""What to say and do at each kind of step: short, on the host's page only.

From how dilemma games are led (domain 2.2): lead the process, stay out of the content,
send questions back, no idle observers, no right answers. Texts are msgids.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dilemma.rules.agenda import Step


@dataclass(frozen=True)
class Prompt:
    """Sentences to say out loud, and what to do meanwhile."""

    say: tuple[str, ...]
    do: tuple[str, ...]


def N_(text: str) -> str:
    """Mark a text for translation where it is shown."""
    return text


# By kind and round; round 0 is for every round without a row of its own.
PROMPTS: Mapping[tuple[str, int], Prompt] = {
    ("lobby", 0): Prompt(
        (
            N_("Welcome. Nobody wins today: every choice has a price."),
            N_("Nobody sees what you choose. I do not either."),
        ),
        (N_("Does somebody only watch? Offer a role, or a place at a table."),),
    ),
    ("read", 0): Prompt(
        (N_("Read the card. Choose for yourself first. Do not talk yet."),),
        (N_("Read the card out loud, slowly. Explain words, never sides."),),
    ),
    ("vote", 0): Prompt(
        (
            N_("Choose through the glasses of your role."),
            N_("Doubt is fine. You may also skip this one."),
        ),
        (N_("Keep it quiet. Say nothing about A or B."),),
    ),
    ("vote", 2): Prompt(
        (N_("Vote again. The same is fine too."),),
        (N_("Praise no change and blame none."),),
    ),
    ("talk", 0): Prompt(
        (
            N_("Talk to somebody who has another role. Ask questions first."),
            N_("What would make you choose differently?"),
        ),
        (
            N_("Walk around. Note what people say in passing."),
            N_("Do they ask you? Send the question back to the table."),
        ),
    ),
    ("reveal", 0): Prompt(
        (
            N_("What do you see? What surprises you?"),
            N_("Who wants to tell more? You do not have to."),
        ),
        (N_("Let the smaller side speak first. Ask nobody what they chose."),),
    ),
    ("perspective", 0): Prompt(
        (
            N_("This is what you talked about today. It is not a decision."),
            N_("What stands out? What is missing?"),
        ),
        (N_("Let people look first. Explain afterwards."),),
    ),
    ("practice", 0): Prompt(
        (N_("This one does not count. Just try the buttons."),),
        (N_("Wait until everybody has voted once. Help who is stuck."),),
    ),
    ("predict", 0): Prompt(
        (
            N_("What do you think this role will choose?"),
            N_("It is a guess, not a test."),
        ),
        (N_("Let that role speak when you see the choices."),),
    ),
    ("swap", 0): Prompt(
        (N_("Put on the glasses of another role. Vote as that role would."),),
        (N_("Say that these votes are played, and are counted apart."),),
    ),
    ("deliberate", 0): Prompt(
        (N_("Take your time. Say what you think, and what makes you doubt."),),
        (N_("Let everybody speak once before anybody speaks twice."),),
    ),
    ("plenary", 0): Prompt(
        (
            N_("What did you hear at your table?"),
            N_("Who heard something else?"),
        ),
        (N_("Hear every table briefly. Send questions back to the room."),),
    ),
    ("alone", 0): Prompt(
        (N_("Everybody plays alone now, at their own pace."),),
        (N_("Say until when people can take part."),),
    ),
    ("blank", 0): Prompt(
        (N_("Which dilemma do you meet in your own work?"),),
        (N_("Ask for two good sides, and for no names."),),
    ),
    ("priorities", 0): Prompt(
        (N_("What should come first for you? Choose before you see the room."),),
        (N_("Keep it quiet until everybody has chosen."),),
    ),
    ("recognise", 0): Prompt(
        (N_("Do you recognise this picture? Partly or not is fine too."),),
        (N_("Ask who does not recognise it, and listen."),),
    ),
    ("agree", 0): Prompt(
        (N_("What will you do, with whom, and before when?"),),
        (N_("Small and soon is better than big and some day."),),
    ),
    ("close", 0): Prompt(
        (N_("What do you take with you? And what will you do first?"),),
        (N_("Thank everybody. Tell who gets the results."),),
    ),
}


def prompt_for(step: Step) -> Prompt | None:
    """Return what to say and do at a step."""
    kind = step.kind
    return PROMPTS.get((kind, step.round)) or PROMPTS.get((kind, 0))
