"""The friendly sentence for a piece of advice; translated by the function passed in."""

from collections.abc import Callable, Mapping

from dilemma.deckfile.cases import write_until
from dilemma.rules.advice import Advice, AdviceKind


def N_(message: str) -> str:
    """Mark a message for the translation catalogue."""
    return message


ADVICE: Mapping[AdviceKind, str] = {
    AdviceKind.LONG_TITLE: N_(
        "The title has %(count)s words. Up to %(most)s are easy to call out in a hall."
    ),
    AdviceKind.LONG_SITUATION: N_(
        "The situation has %(count)s words. Up to %(most)s are easy to read in one go."
    ),
    AdviceKind.LONG_OPTION: N_(
        "Option %(letter)s has %(count)s words. Up to %(most)s are easy to choose from."
    ),
    AdviceKind.LONG_FACT: N_(
        "The fact has %(count)s words. Up to %(most)s are easy to remember."
    ),
    AdviceKind.LONG_SENTENCE: N_(
        "“%(found)s” has %(count)s words. Make two sentences of it; up to %(most)s"
        " words read easily."
    ),
    AdviceKind.UNEQUAL_OPTIONS: N_(
        "One option has %(least)s words and another %(most)s. Make them about equally"
        " long: the longest looks like the right answer."
    ),
    AdviceKind.UNEQUAL_TAGS: N_(
        "One option has other numbers of + and - effects than another. Give every"
        " option as many, so that none looks better."
    ),
    AdviceKind.NO_TAGS: N_(
        "No option names an effect. Add +E1 or -E1, so that the card counts in the"
        " picture at the end."
    ),
    AdviceKind.NO_ROLES: N_(
        "No role is named. Write which roles are most directly concerned."
    ),
    AdviceKind.NO_FACT: N_(
        "There is no fact. A fact with its source and year gives people something to"
        " talk about."
    ),
    AdviceKind.UNDATED_FACT: N_(
        "The source “%(found)s” has no year. Say in the note that the fact may be old."
    ),
    AdviceKind.EXPIRED_FACT: N_(
        "The fact was good until %(until)s. Look it up again, or leave it out."
    ),
    AdviceKind.NO_TURNING: N_(
        "There is no turning question. It helps people to look once more."
    ),
    AdviceKind.NO_QUESTION: N_("“%(found)s” is no question. End it with “?”."),
    AdviceKind.HALF_TRANSLATED: N_(
        "In %(language)s %(missing)s texts are missing, so it is shown in the deck's"
        " own language. Add them, or remove the translation."
    ),
    AdviceKind.CHALLENGE_WITHOUT_CARD: N_(
        "No card is about the challenge “%(name)s”. It will always be “not discussed"
        " today”."
    ),
    AdviceKind.CHALLENGE_WITHOUT_EXAMPLE: N_(
        "The challenge “%(name)s” has no practice example. One shows that it can be"
        " done."
    ),
    AdviceKind.EFFECT_WITHOUT_CARD: N_("No option touches the effect “%(name)s”."),
    AdviceKind.ROLE_WITHOUT_CARD: N_(
        "The role “%(name)s” is named on no card. What is in the game for them?"
    ),
    AdviceKind.NO_PRACTICE: N_(
        "There is no practice card. People then practise with “Coffee or tea?”."
    ),
}


def advice_sentence(
    advice: Advice, gettext: Callable[[str], str], language: str = "nl"
) -> str:
    """Say a piece of advice in one or two sentences, in a language."""
    facts = advice.facts
    if "until" in facts:
        facts["until"] = write_until(str(facts["until"]), language)
    return gettext(ADVICE[advice.kind]) % facts
