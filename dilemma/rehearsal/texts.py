"""What simulated people write: plainly not real, in the language of their phone.

The fields are those of the form that stands on a phone at that moment.
"""

from random import Random

Fields = tuple[tuple[str, str], ...]

# How often somebody writes there, and how many of a large hall do.
HOW_OFTEN = {
    "argument": (0.3, 4),
    "why": (0.3, 10),
    "agreement": (0.5, 40),
    "dilemma": (0.2, 4),
}
DOORS = {"argument": "say", "why": "why", "agreement": "agree", "dilemma": "say"}
MARKS = ("", "fact", "interest", "value", "concern", "condition")

_SAID = {
    "nl": {
        "argument": ("Nagespeeld: dan doet iedereen mee.", "Nagespeeld: dit is snel."),
        "why": ("Nagespeeld: zo gaat het bij ons ook.", "Nagespeeld: ik mis iets."),
        "agreement": ("nagespeeld: samen eten", "nagespeeld: eens langsgaan"),
        "with": ("de buren", "het wijkteam"),
        "by": ("1 maart", "de zomer"),
        "title": ("Nagespeeld dilemma",),
        "situation": ("Nagespeeld: er is geld voor één van beide.",),
        "a": ("Nagespeeld: iets voor weinig mensen.",),
        "b": ("Nagespeeld: iets voor veel mensen.",),
    },
    "en": {
        "argument": ("Simulated: then everybody joins in.", "Simulated: this is fast."),
        "why": ("Simulated: it is like this with us.", "Simulated: I miss a thing."),
        "agreement": ("simulated: eat together", "simulated: drop in some day"),
        "with": ("the neighbours", "the local team"),
        "by": ("1 March", "the summer"),
        "title": ("Simulated dilemma",),
        "situation": ("Simulated: there is money for one of the two.",),
        "a": ("Simulated: something for few people.",),
        "b": ("Simulated: something for many people.",),
    },
}


def likely(genre: str, participants: int) -> float:
    """Say how likely one of so many people writes something of a kind."""
    share, most = HOW_OFTEN[genre]
    return min(share, most / participants)


def fields(genre: str, language: str, step: int, entry: str, chance: Random) -> Fields:
    """Fill in the form of a kind of text."""

    def say(name: str) -> str:
        return chance.choice(_SAID[language][name])

    if genre == "why":
        return (("why", say("why")),)
    if genre == "agreement":
        return (("what", say("agreement")), ("with", say("with")), ("by", say("by")))
    head = (("kind", genre), ("entry", entry))
    if genre == "dilemma":
        parts = ("title", "situation", "a", "b")
        return (*head, *((name, say(name)) for name in parts))
    side, mark = chance.choice("ab"), chance.choice(MARKS)
    text = say("argument")
    return (*head, ("step", str(step)), ("side", side), ("mark", mark), ("text", text))
